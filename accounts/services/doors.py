"""Opening dates: who may sign up now, who waits, and the one message of the opening day.

Whether a side is open is asked of the database in one statement, with the database's clock.
"""

import uuid
from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from accounts.doors import Door
from accounts.enums import Role
from accounts.models import OpeningDate, WaitingListEntry
from accounts.waiting_mails import confirm_your_address, the_doors_are_open
from notifications.services import send_later
from sio.lib.limits import may_proceed
from sio.lib.services import service

LINK_LIFE = timedelta(days=30)
LETTER_LIFE = timedelta(days=7)
LETTERS_A_DAY = 3


def is_open(role: str) -> bool:
    """Whether this side may sign up at this instant."""
    return not OpeningDate.objects.to_come().filter(role=role).exists()


def doors() -> dict[str, Door]:
    """Each side (`company`, `assistant`) with its date to come, or open: one query."""
    dates = dict(OpeningDate.objects.to_come().values_list("role", "opens_at"))
    return {role.value: Door(role, dates.get(role)) for role in Role}


def door_of(role: str) -> Door:
    return doors()[role]


@service
def join_waiting_list(email: str, role: str) -> None:
    """Note an address and write to it, so that its owner confirms.

    Nothing tells a new address from one already there; at most three letters a day go to the same one.
    """
    entry, _ = WaitingListEntry.objects.get_or_create(role=role, email=email.strip().lower())
    if may_proceed("waiting-letter", f"{role}:{entry.email}", limit=LETTERS_A_DAY, every=timedelta(days=1)):
        send_later(confirm_your_address(entry), address=entry.email, expires_in=LETTER_LIFE)


@service
def confirm(token: uuid.UUID) -> None:
    """The link in the letter was followed: this address is its owner's wish. Twice is once."""
    WaitingListEntry.objects.filter(token=token, confirmed_at=None).update(confirmed_at=Now())


@service
def leave(token: uuid.UUID) -> None:
    """Forget this address."""
    WaitingListEntry.objects.filter(token=token).delete()


@service
def tell_the_waiting(role: str) -> int:
    """Owe one message to each confirmed person of an open side, and forget all who waited for it.

    Whoever runs second finds the rows locked, then gone. Returns how many messages are owed.
    """
    if not is_open(role):
        return 0
    waiting = list(WaitingListEntry.objects.select_for_update().filter(role=role))
    confirmed = [entry for entry in waiting if entry.confirmed_at is not None]
    for entry in confirmed:
        send_later(the_doors_are_open(role), address=entry.email, expires_in=LETTER_LIFE)
    WaitingListEntry.objects.filter(pk__in=[entry.pk for entry in waiting]).delete()
    return len(confirmed)


def tell_everyone_waiting() -> None:
    """Every hour, on either side."""
    for role in Role:
        tell_the_waiting(role)


@service
def forget_the_silent() -> None:
    """Every night: an address nobody confirmed within the life of its link leaves."""
    WaitingListEntry.objects.filter(
        Q(confirmed_at__isnull=True) & Q(created_at__lt=Now() - LINK_LIFE)
    ).delete()
