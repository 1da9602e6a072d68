"""A result contested by one of its two readers, and the answer of a named person (legal.md R5.4)."""

import uuid
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from matching.enums import Reader, ReviewStatus
from sio.lib.lives import Event

ANSWER_WITHIN = timedelta(days=14)
"""Directive (UE) 2024/2831, art. 11: a request of review is answered in two weeks."""


class ReviewRequestQuerySet(models.QuerySet["ReviewRequest"]):
    def awaiting(self) -> "ReviewRequestQuerySet":
        """Not answered yet, the oldest first."""
        return self.filter(status=ReviewStatus.RECEIVED).order_by("received_at", "pk")

    def overdue(self, now: datetime | None = None) -> "ReviewRequestQuerySet":
        """Not answered within fourteen days."""
        return self.awaiting().filter(received_at__lt=(now or timezone.now()) - ANSWER_WITHIN)

    def visible_to(self, user: models.Model) -> "ReviewRequestQuerySet":
        """The side that asked: the assistant, or the members of the company; and the SIO team."""
        if getattr(user, "is_staff", False):
            return self
        hers = Q(side=Reader.ASSISTANT, profile__user=user.pk)
        theirs = Q(side=Reader.COMPANY, mission__company__memberships__user=user.pk)
        return self.filter(hers | theirs).distinct()


class ReviewRequest(models.Model):
    """The explanation is frozen as it was read that day: whoever answers judges what the person saw."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mission = models.ForeignKey("missions.Mission", on_delete=models.PROTECT, related_name="review_requests")
    profile = models.ForeignKey(
        "accounts.AssistantProfile", on_delete=models.PROTECT, related_name="review_requests"
    )
    side = models.CharField("demandé par", max_length=10, choices=Reader)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="auteur"
    )
    details = models.TextField("ce qui est contesté", max_length=2000)
    explanation = models.JSONField("explication contestée")

    status = models.CharField("état", max_length=10, choices=ReviewStatus, default=ReviewStatus.RECEIVED)
    received_at = models.DateTimeField("reçue le", default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="répondu par",
    )
    decided_at = models.DateTimeField("répondu le", null=True, blank=True)
    why = models.TextField("réponse et raisons", max_length=3000, blank=True)

    objects = ReviewRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande de réexamen"
        verbose_name_plural = "demandes de réexamen"
        constraints = [
            models.CheckConstraint(
                name="review_status_is_known", condition=Q(status__in=ReviewStatus.values)
            ),
            models.CheckConstraint(
                name="review_answer_is_signed_and_reasoned",
                condition=Q(status=ReviewStatus.RECEIVED)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(why="")),
            ),
            models.UniqueConstraint(
                fields=["mission", "profile", "side"],
                condition=Q(status=ReviewStatus.RECEIVED),
                name="review_open_once_per_result_and_side",
            ),
        ]
        indexes = [
            models.Index(
                "received_at", condition=Q(status=ReviewStatus.RECEIVED), name="review_awaiting_by_age"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.mission}"

    def get_absolute_url(self) -> str:
        """The receipt, where the answer shows too."""
        return reverse("matching:review", args=[self.public_id])

    @property
    def reference(self) -> str:
        """What one quotes when writing to us: « R-3F9A21C4 »."""
        return f"R-{self.public_id.hex[:8].upper()}"

    @property
    def due_on(self) -> date:
        return timezone.localdate(self.received_at + ANSWER_WITHIN)

    @property
    def is_overdue(self) -> bool:
        return not self.is_answered and timezone.now() > self.received_at + ANSWER_WITHIN

    @property
    def is_answered(self) -> bool:
        return self.status != ReviewStatus.RECEIVED


class ReviewRequestEvent(Event):
    review = models.ForeignKey(ReviewRequest, on_delete=models.CASCADE, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "événement du réexamen"
        verbose_name_plural = "événements du réexamen"
