"""Telling people: on the site at once, by e-mail through a duty."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models.functions import Now

from sio.lib import duties
from sio.lib.duties import DutyStatus, owe
from sio.lib.errors import Refusal
from sio.lib.guards import Misplaced, is_in_transaction
from sio.lib.services import service

from .deliver import SEALED_KIND, notification_of
from .messages import Message, MessageKind, kind_of
from .models import Delivery, DeliveryEvent, Notification
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
    key = f"{kind}:{dedupe_key}:user:{user.pk}"
    message = told.build(user, payload) if at is None else None
    if at is None and message is None:
        return
    if message is not None:
        _write_notification(user, told, message, key)
    if accepts_email(user.pk, told):
        owe(
            Delivery,
            kind=kind,
            dedupe_key=key,
            payload=payload,
            priority=told.priority,
            next_at=at,
            user=user,
        )


def _write_notification(user: Any, kind: MessageKind, message: Message, key: str) -> None:
    Notification.objects.bulk_create([notification_of(user.pk, kind, message, key)], ignore_conflicts=True)


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


def unread_count(user: models.Model) -> int:
    """How many notifications this person has not read."""
    return Notification.objects.visible_to(user).unread().count()


@service
def replay_delivery(delivery: Delivery, *, by: Any, reason: str) -> None:
    """Send a dead e-mail again; the reason is kept."""
    _decide(delivery, by, reason, DutyStatus.WAITING, duties.replay(delivery))


@service
def withdraw_delivery(delivery: Delivery, *, by: Any, reason: str) -> None:
    """Give up a dead e-mail; the reason is kept."""
    _decide(delivery, by, reason, DutyStatus.CANCELLED, duties.withdraw(delivery))


def _decide(delivery: Delivery, by: Any, reason: str, status: DutyStatus, has_moved: bool) -> None:
    if not reason.strip():
        raise Refusal("Indiquez la raison de votre geste.", field="reason")
    if not has_moved:
        raise Refusal("Cet e-mail n’est plus en échec : quelqu’un s’en est déjà occupé.")
    DeliveryEvent.objects.create(
        delivery=delivery, actor=by, from_status=DutyStatus.DEAD, to_status=status, why=reason.strip()
    )
