"""What a company asks."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from accounts.enums import HalfDay, LanguageLevel, ModerationReason, Place, SkillLevel
from accounts.models import Company
from missions.enums import (
    WAITING_STATUSES,
    BudgetReason,
    EngagementFormat,
    Importance,
    MissionStatus,
    PriceMode,
)
from missions.pricing import hourly_ceiling_cents, weekly_minutes
from missions.references import short_reference
from sio.lib.lives import Event
from sio.lib.text import normalise

EDITABLE_STATUSES = (MissionStatus.DRAFT, MissionStatus.CHANGES_REQUESTED)


class MissionQuerySet(models.QuerySet["Mission"]):
    def published(self) -> "MissionQuerySet":
        return self.filter(status=MissionStatus.PUBLISHED)

    def awaiting_moderation(self) -> "MissionQuerySet":
        return self.filter(status=MissionStatus.SUBMITTED).order_by("submitted_at")

    def editable(self) -> "MissionQuerySet":
        """Still in the hands of the company."""
        return self.filter(status__in=EDITABLE_STATUSES)

    def about(self, words: str) -> "MissionQuerySet":
        """Every word in the title, the description, or the name of a skill asked."""
        found = self
        for word in words.split():
            asked = MissionSkill.objects.filter(skill__normalised__contains=normalise(word)).values(
                "mission_id"
            )
            found = found.filter(Q(title__icontains=word) | Q(brief__icontains=word) | Q(pk__in=asked))
        return found

    def with_details(self) -> "MissionQuerySet":
        """Everything a page of the mission prints."""
        return self.select_related("company", "pillar", "job", "city", "language").prefetch_related(
            "mission_skills__skill"
        )

    def with_application_counts(self) -> "MissionQuerySet":
        """Annotated with `application_count` and `waiting_count`, the unanswered ones."""
        waiting = Count("applications", filter=Q(applications__status__in=WAITING_STATUSES))
        return self.annotate(application_count=Count("applications"), waiting_count=waiting)

    def of_company(self, company: Company) -> "MissionQuerySet":
        return self.filter(company=company)

    def owned_by(self, user: models.Model) -> "MissionQuerySet":
        """The missions of the companies this person acts for, in any state."""
        return self.filter(company__memberships__user=user.pk)

    def visible_to(self, user: models.Model) -> "MissionQuerySet":
        """Published missions for anyone signed in; one's own, and those one applied to, in any state."""
        if getattr(user, "is_staff", False):
            return self
        own = Q(pk__in=Mission.objects.owned_by(user).values("pk"))
        applied = Q(applications__profile__user=user.pk)
        return self.filter(Q(status=MissionStatus.PUBLISHED) | own | applied).distinct()


class Mission(models.Model):
    """A need: what, how much, when, where, for how much. Durations are minutes a week, money is cents."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    company = models.ForeignKey("accounts.Company", on_delete=models.PROTECT, related_name="missions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=MissionStatus, default=MissionStatus.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    filled_at = models.DateTimeField(null=True, blank=True)
    cleared_rules = models.JSONField("règles levées par l’équipe", default=list, blank=True)
    review_requested_at = models.DateTimeField("relecture demandée", null=True, blank=True)

    title = models.CharField("titre", max_length=120, blank=True)
    pillar = models.ForeignKey(
        "accounts.Pillar", on_delete=models.PROTECT, null=True, blank=True, related_name="missions"
    )
    job = models.ForeignKey(
        "accounts.OfficeJob", on_delete=models.PROTECT, null=True, blank=True, related_name="missions"
    )
    skills = models.ManyToManyField("accounts.Skill", through="MissionSkill", related_name="missions")

    format = models.CharField("format", max_length=16, choices=EngagementFormat, blank=True)
    minutes_per_week = models.PositiveSmallIntegerField("volume par semaine", null=True, blank=True)
    minutes_per_month = models.PositiveIntegerField("forfait mensuel", null=True, blank=True)
    minimum_minutes_per_week = models.PositiveSmallIntegerField(
        "volume minimal accepté", null=True, blank=True
    )

    starts_on = models.DateField("début souhaité", null=True, blank=True)
    tolerance_days = models.PositiveSmallIntegerField("souplesse sur le début (jours)", default=14)
    duration_weeks = models.PositiveSmallIntegerField("durée (semaines)", null=True, blank=True)
    half_days = ArrayField(
        models.CharField(max_length=6, choices=HalfDay),
        verbose_name="créneaux souhaités",
        default=list,
        blank=True,
    )
    half_days_needed = models.PositiveSmallIntegerField("créneaux nécessaires", default=0)
    on_site_half_days = models.PositiveSmallIntegerField("demi-journées sur site", default=0)

    place = models.CharField("lieu", max_length=8, choices=Place, blank=True)
    city = models.ForeignKey(
        "accounts.City", on_delete=models.PROTECT, null=True, blank=True, related_name="missions"
    )
    radius_km = models.PositiveSmallIntegerField("rayon accepté (km)", null=True, blank=True)

    price_mode = models.CharField("prix", max_length=14, choices=PriceMode, default=PriceMode.HOUR)
    budget_cents = models.PositiveIntegerField("budget maximal", null=True, blank=True)
    budget_minutes = models.PositiveIntegerField("durée du projet", null=True, blank=True)
    budget_reason = models.CharField("budget non communiqué", max_length=20, choices=BudgetReason, blank=True)

    language = models.ForeignKey(
        "accounts.Language", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    language_level = models.CharField("niveau", max_length=6, choices=LanguageLevel, blank=True)
    brief = models.TextField("description", max_length=5000, blank=True)
    deliverable = models.TextField("résultat attendu", max_length=1000, blank=True)

    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MissionQuerySet.as_manager()

    class Meta:
        verbose_name = "mission"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["status", "-published_at"], name="mission_by_status")]
        constraints = [
            models.CheckConstraint(
                name="mission_status_is_known", condition=Q(status__in=MissionStatus.values)
            ),
            models.CheckConstraint(
                name="mission_published_has_published_at",
                condition=~Q(status__in=["published", "paused", "filled", "completed"])
                | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mission_filled_has_filled_at",
                condition=~Q(status__in=["filled", "completed"]) | Q(filled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mission_asks_positive_volume",
                condition=Q(minutes_per_week__isnull=True) | Q(minutes_per_week__gt=0),
            ),
            models.CheckConstraint(
                name="mission_minimum_is_at_most_the_volume",
                condition=Q(minimum_minutes_per_week__isnull=True)
                | Q(minimum_minutes_per_week__lte=F("minutes_per_week")),
            ),
            models.CheckConstraint(
                name="mission_budget_is_a_figure_or_a_reason",
                condition=Q(budget_cents__isnull=True) | Q(budget_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title or "Mission sans titre"

    def get_absolute_url(self) -> str:
        return reverse("missions:detail", args=[self.public_id])

    @property
    def reference(self) -> str:
        return short_reference("M", self.public_id)

    @property
    def tone(self) -> str:
        return MissionStatus(self.status).tone

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE_STATUSES

    @property
    def weekly_minutes(self) -> int | None:
        """Minutes asked a week, whatever the way they were said."""
        return weekly_minutes(self.minutes_per_week, self.minutes_per_month)

    @property
    def hourly_ceiling_cents(self) -> int | None:
        """The budget brought to the hour; None when it is not known or cannot be."""
        return hourly_ceiling_cents(
            PriceMode(self.price_mode), self.budget_cents, self.minutes_per_month, self.budget_minutes
        )


class MissionSkill(models.Model):
    """A skill asked, with its importance and level."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="mission_skills")
    skill = models.ForeignKey("accounts.Skill", on_delete=models.PROTECT, related_name="+")
    importance = models.CharField(max_length=6, choices=Importance, default=Importance.SHOULD)
    level = models.CharField("niveau", max_length=10, choices=SkillLevel, default=SkillLevel.BASIC)

    class Meta:
        verbose_name = "compétence demandée"
        verbose_name_plural = "compétences demandées"
        ordering = ["skill__position"]
        constraints = [models.UniqueConstraint(fields=["mission", "skill"], name="skill_once_per_mission")]

    def __str__(self) -> str:
        return f"{self.skill} ({self.get_importance_display()})"


class MissionEvent(Event):
    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="events")
    reason = models.CharField("motif", max_length=20, choices=ModerationReason, blank=True)

    class Meta(Event.Meta):
        verbose_name = "événement de la mission"
        verbose_name_plural = "événements de la mission"
