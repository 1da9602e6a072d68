"""A duty: what must still happen because of a fact, written as a row in the transaction of the fact.

See docs/architecture.md (Duties). The row is claimed with SKIP LOCKED and a lease, acted on outside any
transaction, then recorded under its lease token. Redis only carries ticks; nothing is lost when it is flushed.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class DutyStatus(models.TextChoices):
    WAITING = "waiting", "En attente"
    LEASED = "leased", "En cours"
    DONE = "done", "Faite"
    DEAD = "dead", "Abandonnée"
    CANCELLED = "cancelled", "Annulée"


class Duty(models.Model):
    """One effect owed. Concrete tables add the business outcome, if there is one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    dedupe_key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=DutyStatus, default=DutyStatus.WAITING)
    next_at = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    max_tries = models.PositiveSmallIntegerField(default=8)
    priority = models.PositiveSmallIntegerField(default=5)
    last_error = models.CharField(max_length=500, blank=True)
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
