"""A report on a public content, and the reasoned decision it calls for (règlement (UE) 2022/2065, art. 16 and 17)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.enums import ReportReason, ReportStatus
from sio.lib.lives import Event

DECIDED = [ReportStatus.UPHELD, ReportStatus.REJECTED]


class ReportQuerySet(models.QuerySet["Report"]):
    def awaiting_decision(self) -> "ReportQuerySet":
        return self.filter(status=ReportStatus.RECEIVED).order_by("received_at")

    def decided(self) -> "ReportQuerySet":
        return self.filter(status__in=DECIDED)


class Report(models.Model):
    """What was reported is frozen as it was named that day; who reports may stay unknown."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("sorte", max_length=24)
    key = models.CharField("clé", max_length=200)
    path = models.CharField("adresse", max_length=300)
    label = models.CharField("contenu", max_length=200)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="auteur du contenu",
    )
    author_email = models.EmailField("e-mail de l’auteur", blank=True)

    reason = models.CharField("motif", max_length=20, choices=ReportReason)
    details = models.TextField("explication", max_length=3000)
    notifier = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="membre qui signale",
    )
    notifier_name = models.CharField("nom", max_length=120, blank=True)
    notifier_email = models.EmailField("e-mail", blank=True)
    is_in_good_faith = models.BooleanField("déclaré de bonne foi", default=False)

    status = models.CharField("état", max_length=12, choices=ReportStatus, default=ReportStatus.RECEIVED)
    received_at = models.DateTimeField("reçu le", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="décidé par",
    )
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)
    facts = models.TextField("faits constatés", blank=True)
    rule = models.TextField("règle appliquée", blank=True)
    why = models.TextField("ce qui est décidé, et pourquoi", blank=True)
    redress = models.TextField("voies de recours", blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "signalement"
        constraints = [
            models.CheckConstraint(
                name="report_status_is_known", condition=Q(status__in=ReportStatus.values)
            ),
            models.CheckConstraint(name="report_is_in_good_faith", condition=Q(is_in_good_faith=True)),
            models.CheckConstraint(
                name="report_decision_is_signed_and_reasoned",
                condition=Q(status=ReportStatus.RECEIVED)
                | (
                    Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(facts="")
                    & ~Q(rule="")
                    & ~Q(why="")
                    & ~Q(redress="")
                ),
            ),
        ]
        indexes = [
            models.Index(
                "received_at", condition=Q(status=ReportStatus.RECEIVED), name="report_awaiting_by_age"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.label}"

    def get_absolute_url(self) -> str:
        """The receipt, where the decision shows too: known to whoever sent the report."""
        return reverse("accounts:report_receipt", args=[self.public_id])

    @property
    def reference(self) -> str:
        """What one quotes when writing to us: « S-3F9A21C4 »."""
        return f"S-{self.public_id.hex[:8].upper()}"

    @property
    def is_decided(self) -> bool:
        return self.status in DECIDED


class ReportEvent(Event):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "événement du signalement"
        verbose_name_plural = "événements du signalement"
