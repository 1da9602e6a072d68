"""The row of a duty, and the line written with the fact."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from sio.lib.guards import Misplaced, is_in_transaction
from sio.lib.logs import current_request_id

D = TypeVar("D", bound="Duty")

BATCH = 1_000


class DutyStatus(models.TextChoices):
    WAITING = "waiting", "En attente"
    LEASED = "leased", "En cours"
    DONE = "done", "Faite"
    DEAD = "dead", "Abandonnée"
    CANCELLED = "cancelled", "Annulée"


class Queue(models.TextChoices):
    """Which tick drains a table, so that a slow mail server never delays a payment."""

    WORK = "work"
    MAIL = "mail"
    STRIPE = "stripe"


class Duty(models.Model):
    """One effect owed. Concrete tables add the business outcome, if there is one."""

    QUEUE: ClassVar[Queue] = Queue.WORK
    CLAIM_SIZE: ClassVar[int] = 20
    # A column of which at most one row may be leased at a time ("bill_id"); "" for none. See claims.py.
    SERIAL_BY: ClassVar[str] = ""
    # Whether the rows are also a log: the night empties their payload instead of deleting them.
    IS_A_LOG: ClassVar[bool] = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    dedupe_key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=10, choices=DutyStatus, default=DutyStatus.WAITING)
    next_at = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    max_tries = models.PositiveSmallIntegerField(default=8)
    priority = models.PositiveSmallIntegerField(default=5)
    last_error = models.CharField(max_length=500, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index("priority", "next_at", "id", condition=Q(status="waiting"), name="%(class)s_due"),
            models.Index("lease_until", condition=Q(status="leased"), name="%(class)s_leased"),
        ]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_status_is_known", condition=Q(status__in=DutyStatus.values)
            ),
            models.CheckConstraint(
                name="%(class)s_is_leased_with_token_and_end",
                condition=Q(status="leased", lease_until__isnull=False, lease_token__isnull=False)
                | (~Q(status="leased") & Q(lease_until__isnull=True, lease_token__isnull=True)),
            ),
            models.CheckConstraint(
                name="%(class)s_done_has_done_at", condition=~Q(status="done") | Q(done_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.status})"


def owe(
    model: type[D],
    *,
    kind: str,
    dedupe_key: str,
    payload: dict[str, Any] | None = None,
    priority: int = 5,
    next_at: datetime | None = None,
    **fields: Any,
) -> D:
    """Write a duty in the transaction of its fact and return it; the same key twice is the same row.

    `payload` holds ids and frozen parameters only: no name, no address, no free text.
    Raises Misplaced when no transaction is open: the duty would exist without its fact.
    """
    if not is_in_transaction():
        raise Misplaced("A duty is written in the transaction of its fact: open one first.")
    moment = {} if next_at is None else {"next_at": next_at}
    duty = model(
        kind=kind,
        dedupe_key=dedupe_key,
        payload=payload or {},
        priority=priority,
        request_id=current_request_id(),
        **moment,
        **fields,
    )
    manager = model._default_manager
    manager.bulk_create([duty], ignore_conflicts=True)
    return manager.get(dedupe_key=dedupe_key)


def owe_many(duties: Iterable[Duty]) -> int:
    """Write duties of one table in the transaction of their fact, a thousand a statement; how many were given.

    Each has its `dedupe_key`, and the same key twice is the same row. Raises Misplaced as `owe` does.
    """
    if not is_in_transaction():
        raise Misplaced("A duty is written in the transaction of its fact: open one first.")
    owed = list(duties)
    for duty in owed:
        duty.request_id = current_request_id()
    if owed:
        type(owed[0])._default_manager.bulk_create(owed, ignore_conflicts=True, batch_size=BATCH)
    return len(owed)
