"""Telling people: on the site at once, by e-mail through a duty."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models.functions import Now

from sio.lib.duties import owe, owe_many
from sio.lib.guards import Misplaced, is_in_transaction
from sio.lib.services import service

from .deliver import SEALED_KIND, notification_of
from .messages import Message, MessageKind, kind_of
from .models import Delivery, Notification
from .preferences import accepts_email
from .sealing import seal

CODE_LIFE = timedelta(minutes=15)


def tell(
    user: Any, kind: str, *, dedupe_key: str, payload: dict[str, Any], at: datetime | None = None
) -> None:
    """Tell `user` in the transaction of the fact: a notification on the site, and an e-mail owed.

    The same key is told once. With `at`, both come at that moment, if there is still something to say then.
    Raises Misplaced outside a transaction, UnknownMessage for a kind nobody declared.
    """
    if not is_in_transaction():
        raise Misplaced("People are told in the transaction of the fact: open one first.")
    told = kind_of(kind)
    key = _key(kind, dedupe_key, user.pk)
    if at is not None or _told_on_the_site(user, told, payload, key):
        owe(
            Delivery,
            kind=kind,
            dedupe_key=key,
            payload=payload,
            priority=told.priority,
            next_at=at,
            user=user,
        )


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is told, as `tell` takes it."""

    user_id: int
    dedupe_key: str
    payload: dict[str, Any]


def tell_many(kind: str, letters: Iterable[Letter], *, at: datetime) -> int:
    """Tell many people at that moment, in a few statements; how many letters are owed. The same key is told once.

    Raises as `tell` does.
    """
    told = kind_of(kind)
    return owe_many(
        Delivery(
            kind=kind,
            dedupe_key=_key(kind, one.dedupe_key, one.user_id),
            payload=one.payload,
            priority=told.priority,
            next_at=at,
            user_id=one.user_id,
        )
        for one in letters
    )


def _key(kind: str, dedupe_key: str, user_id: int) -> str:
    """One fact is told once to each person, whichever way it is told."""
    return f"{kind}:{dedupe_key}:user:{user_id}"


def _told_on_the_site(user: Any, kind: MessageKind, payload: dict[str, Any], key: str) -> bool:
    """Write the notification if there is something to say; True when it is to be mailed as well."""
    message = kind.build(user, payload)
    if message is None:
        return False
    Notification.objects.bulk_create([notification_of(user, kind, message, key)], ignore_conflicts=True)
    return accepts_email(user.pk, kind)


@service
def send_later(
    message: Message, *, address: str, user: Any = None, expires_in: timedelta = CODE_LIFE
) -> Delivery:
    """Owe an e-mail that cannot be built again later: a code, a reset link.

    It waits encrypted, is not sent after `expires_in`, and is wiped once sent or expired. Nothing of it is
    shown on the site. `user` may be nobody: the address may belong to no account.
    """
    return owe(
        Delivery,
        kind=SEALED_KIND,
        dedupe_key=f"{SEALED_KIND}:{uuid.uuid4()}",
        priority=0,
        user=user,
        sealed=seal(address, message),
        expires_at=Now() + expires_in,
    )


def unread_count(user: AbstractBaseUser) -> int:
    """How many notifications this person has not read."""
    return Notification.objects.visible_to(user).unread().count()


@service
def read_notifications(user: AbstractBaseUser, *, only: Notification | None = None) -> int:
    """Mark as read all the notifications of this person, or one of them; returns how many were unread."""
    theirs = Notification.objects.visible_to(user)
    return (theirs if only is None else theirs.filter(pk=only.pk)).mark_read()
