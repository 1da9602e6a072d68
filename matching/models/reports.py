"""The bias report of each half-year: figures frozen as they were counted, a conclusion that a named person signs."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from matching.enums import ReportStatus
from matching.rules import VERSION
from sio.lib.lives import Event

SIGN_WITHIN = timedelta(days=30)
"""From the day it is counted; beyond, the team is reminded every week that it is late (house)."""


class BiasReportQuerySet(models.QuerySet["BiasReport"]):
    def awaiting(self) -> "BiasReportQuerySet":
        """Counted, and nobody signed it yet."""
        return self.filter(status=ReportStatus.COUNTED).order_by("since")

    def signed(self) -> "BiasReportQuerySet":
        """The latest half-year first."""
        return self.filter(status=ReportStatus.SIGNED).order_by("-since")


class BiasReport(models.Model):
    """One per half-year (legal.md R5.7). A trigger keeps the figures as they were, and a signed report whole."""

    half_year = models.CharField("semestre", max_length=7, unique=True)
    """As in 2026-S2."""
    since = models.DateField("du")
    until = models.DateField("au")
    version = models.CharField("formule", max_length=20, default=VERSION)
    rule_version = models.PositiveIntegerField("règles")
    figures: models.JSONField[dict[str, Any]] = models.JSONField("chiffres")
    counted_at = models.DateTimeField("compté le", db_default=Now())

    status = models.CharField("état", max_length=10, choices=ReportStatus, default=ReportStatus.COUNTED)
    conclusion = models.TextField("conclusion", max_length=5000, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="signé par",
    )
    signed_at = models.DateTimeField("signé le", null=True, blank=True)

    objects = BiasReportQuerySet.as_manager()

    class Meta:
        verbose_name = "rapport semestriel"
        verbose_name_plural = "rapports semestriels"
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                name="bias_report_status_is_known", condition=Q(status__in=ReportStatus.values)
            ),
            models.CheckConstraint(
                name="bias_report_is_signed_by_a_person_with_a_conclusion",
                condition=Q(status=ReportStatus.COUNTED, signed_by__isnull=True, signed_at__isnull=True)
                | (
                    Q(status=ReportStatus.SIGNED, signed_by__isnull=False, signed_at__isnull=False)
                    & ~Q(conclusion="")
                ),
            ),
            models.CheckConstraint(
                name="bias_report_is_of_a_past_half_year", condition=Q(until__gt=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return self.half_year

    def get_absolute_url(self) -> str:
        """The page the team reads, signs and prints."""
        return reverse("admin:matching_biasreport_change", args=[self.pk])

    @property
    def is_signed(self) -> bool:
        return self.status == ReportStatus.SIGNED

    @property
    def due_on(self) -> date:
        return (self.counted_at + SIGN_WITHIN).date()


class BiasReportEvent(Event):
    report = models.ForeignKey(BiasReport, on_delete=models.CASCADE, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "événement du rapport"
        verbose_name_plural = "événements du rapport"
