"""What was done in a week, line by line."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractIsoWeekDay
from django.db.models.lookups import Exact
from django.urls import reverse

from missions.enums import TimesheetStatus
from missions.references import short_reference
from sio.lib.lives import Event


class TimesheetQuerySet(models.QuerySet["Timesheet"]):
    def awaiting_approval(self) -> "TimesheetQuerySet":
        return self.filter(status=TimesheetStatus.SUBMITTED)

    def with_details(self) -> "TimesheetQuerySet":
        parties = self.select_related(
            "engagement__mission", "engagement__company", "engagement__profile__user", "bill"
        )
        return parties.prefetch_related("lines", "events")

    def written_by(self, user: models.Model) -> "TimesheetQuerySet":
        return self.filter(engagement__profile__user=user.pk)

    def received_by(self, user: models.Model) -> "TimesheetQuerySet":
        """Those the company may read: an open week is hers alone."""
        mine = self.filter(engagement__company__memberships__user=user.pk)
        return mine.exclude(status=TimesheetStatus.OPEN)

    def visible_to(self, user: models.Model) -> "TimesheetQuerySet":
        """The assistant at any time; the company once it was submitted; the SIO team."""
        if getattr(user, "is_staff", False):
            return self
        hers = Q(engagement__profile__user=user.pk)
        theirs = Q(engagement__company__memberships__user=user.pk) & ~Q(status=TimesheetStatus.OPEN)
        return self.filter(hers | theirs).distinct()


class Timesheet(models.Model):
    """One week (Monday to Sunday) of an engagement."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    engagement = models.ForeignKey("missions.Engagement", on_delete=models.PROTECT, related_name="timesheets")
    week_starts_on = models.DateField("semaine du")
    status = models.CharField(max_length=10, choices=TimesheetStatus, default=TimesheetStatus.OPEN)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    is_tacitly_approved = models.BooleanField("approbation tacite", default=False)
    contest_reason = models.TextField("motif de contestation", max_length=1000, blank=True)
    bill = models.OneToOneField(
        "billing.Bill", on_delete=models.PROTECT, null=True, blank=True, related_name="timesheet"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TimesheetQuerySet.as_manager()

    class Meta:
        verbose_name = "relevé d’heures"
        verbose_name_plural = "relevés d’heures"
        ordering = ["-week_starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "week_starts_on"], name="timesheet_once_per_week"),
            models.CheckConstraint(
                name="timesheet_status_is_known", condition=Q(status__in=TimesheetStatus.values)
            ),
            models.CheckConstraint(
                name="timesheet_week_starts_on_monday",
                condition=Exact(ExtractIsoWeekDay("week_starts_on"), 1),
            ),
            models.CheckConstraint(
                name="timesheet_submitted_has_submitted_at",
                condition=Q(status="open") | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="timesheet_decided_has_decided_at",
                condition=~Q(status__in=["approved", "billed", "contested"]) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="timesheet_billed_has_a_bill", condition=~Q(status="billed") | Q(bill__isnull=False)
            ),
            models.CheckConstraint(
                name="timesheet_contested_has_a_reason",
                condition=~Q(status="contested") | ~Q(contest_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Semaine du {self.week_starts_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("missions:timesheet", args=[self.public_id])

    @property
    def reference(self) -> str:
        return short_reference("R", self.public_id)

    @property
    def minutes(self) -> int:
        """The total of the lines (prefetch them in lists)."""
        return sum(line.minutes for line in self.lines.all())

    @property
    def week_ends_on(self) -> date:
        return self.week_starts_on + timedelta(days=6)

    @property
    def is_editable(self) -> bool:
        return self.status in {TimesheetStatus.OPEN, TimesheetStatus.CONTESTED}


class TimesheetEvent(Event):
    timesheet = models.ForeignKey(Timesheet, on_delete=models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "événement du relevé"
        verbose_name_plural = "événements du relevé"


class TimesheetLine(models.Model):
    timesheet = models.ForeignKey(Timesheet, on_delete=models.CASCADE, related_name="lines")
    day = models.DateField("jour")
    task = models.CharField("tâche", max_length=200)
    minutes = models.PositiveSmallIntegerField("durée (minutes)")

    class Meta:
        verbose_name = "ligne du relevé"
        verbose_name_plural = "lignes du relevé"
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(
                name="timesheet_line_is_within_a_day", condition=Q(minutes__gt=0, minutes__lte=1440)
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} ({self.minutes} min)"
