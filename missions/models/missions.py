"""What a company asks."""

import uuid
from datetime import datetime
from math import cos, radians

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BigIntegerField, Case, Count, F, Max, Q, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from accounts.enums import HalfDay, LanguageLevel, ModerationReason, Place, SkillLevel
from accounts.models import City, Company, Skill
from accounts.search import search_skills
from missions.caps import WAITING_APPLICATIONS_PER_MISSION
from missions.enums import (
    CLOSED_STATUSES,
    MAX_CEILING_CHANGES,
    WAITING_STATUSES,
    BudgetReason,
    EngagementFormat,
    Importance,
    MissionStatus,
    PriceMode,
)
from missions.pricing import (
    MINUTES_PER_HOUR,
    MONTHS_PER_YEAR,
    WEEKS_PER_YEAR,
    hourly_ceiling_cents,
    minutes_priced,
    weekly_minutes,
)
from missions.references import short_reference
from sio.lib.lives import Event
from sio.lib.text import normalise

KM_PER_DEGREE = 111.2
EDITABLE_STATUSES = (MissionStatus.DRAFT, MissionStatus.CHANGES_REQUESTED)


class MissionQuerySet(models.QuerySet["Mission"]):
    def published(self) -> "MissionQuerySet":
        return self.filter(status=MissionStatus.PUBLISHED)

    def open_to_anyone(self) -> "MissionQuerySet":
        """What is read without signing in. An invented firm shows only where inventions are allowed."""
        return self.published().filter(_firms_shown())

    def closed_to_anyone(self) -> "MissionQuerySet":
        """Was published and no longer is: whoever asks for its page learns that it is gone."""
        return self.filter(_firms_shown(), status__in=CLOSED_STATUSES, published_at__isnull=False)

    def awaiting_moderation(self) -> "MissionQuerySet":
        return self.filter(status=MissionStatus.SUBMITTED).order_by("submitted_at")

    def editable(self) -> "MissionQuerySet":
        """Still in the hands of the company."""
        return self.filter(status__in=EDITABLE_STATUSES)

    def about(self, words: str) -> "MissionQuerySet":
        """Every word in the title, the description or the name of a skill asked; or a skill the words mean."""
        said = Q()
        for word in words.split():
            asked = MissionSkill.objects.filter(skill__normalised__contains=normalise(word)).values(
                "mission_id"
            )
            said &= Q(title__icontains=word) | Q(brief__icontains=word) | Q(pk__in=asked)
        return self.filter(said | Q(pk__in=_asking_for(search_skills(words))))

    def around(self, city: City, km: int) -> "MissionQuerySet":
        """On site at most `km` kilometres from this town as the crow flies, on a map flattened around it."""
        return self.exclude(place=Place.REMOTE).filter(city__in=_towns_around(city, km))

    def asking_weekly(self, above: int, up_to: int | None) -> "MissionQuerySet":
        """More than `above` minutes a week and at most `up_to`, packs brought to the week as in `pricing`."""
        pack = (F("minutes_per_month") * MONTHS_PER_YEAR + WEEKS_PER_YEAR - 1) / WEEKS_PER_YEAR
        found = self.alias(weekly=Coalesce(F("minutes_per_week"), pack)).filter(weekly__gt=above)
        return found if up_to is None else found.filter(weekly__lte=up_to)

    def paying_at_least(self, hourly_cents: int) -> "MissionQuerySet":
        """Whose budget, brought to the hour as in `pricing`, reaches this; a budget not said does not."""
        return self.with_price().filter(Q(minutes__gt=0, paid__gte=F("minutes") * hourly_cents))

    def with_price(self) -> "MissionQuerySet":
        """To be filtered on: `paid`, cents × 60 for `minutes` of work; a budget of n cents an hour pays n × minutes."""
        budget = Cast("budget_cents", BigIntegerField()) * MINUTES_PER_HOUR
        return self.alias(minutes=_minutes_priced(), paid=budget)

    def like(self, mission: "Mission") -> "MissionQuerySet":
        """Asking for the same skills, or of the same pillar; most skills in common first."""
        wanted = mission.mission_skills.values("skill_id")
        common = Count("mission_skills", filter=Q(mission_skills__skill__in=wanted))
        near = self.exclude(pk=mission.pk).annotate(common=common)
        return near.filter(Q(common__gt=0) | Q(pillar=mission.pillar_id)).order_by("-common", "-published_at")

    def latest_first(self) -> "MissionQuerySet":
        return self.order_by("-published_at", "-pk")

    def with_opening(self) -> "MissionQuerySet":
        """Annotated with `opened_at`: when it was last shown, at publication or after a pause."""
        shown = Max(
            "events__at",
            filter=Q(events__to_status=MissionStatus.PUBLISHED)
            & ~Q(events__from_status=MissionStatus.PUBLISHED),
        )
        opened_at = Coalesce(shown, F("published_at"))
        return self.annotate(opened_at=opened_at)  # type: ignore[no-redef]  # declared on the model

    def with_firm(self) -> "MissionQuerySet":
        """Everything a card of the mission prints."""
        return self.select_related("company__sector", "pillar", "city")

    def with_details(self) -> "MissionQuerySet":
        """Everything a page of the mission prints."""
        return self.with_firm().select_related("job", "language").prefetch_related("mission_skills__skill")

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


def _firms_shown() -> Q:
    return Q() if settings.DEMO_ALLOWED else Q(company__is_demo=False)


def _asking_for(skills: list[Skill]) -> models.QuerySet["MissionSkill", int]:
    return MissionSkill.objects.filter(skill__in=skills).values_list("mission_id", flat=True)


def _towns_around(city: City, km: int) -> models.QuerySet[City]:
    if city.latitude is None or city.longitude is None:
        return City.objects.filter(pk=city.pk)
    east = KM_PER_DEGREE * cos(radians(city.latitude))
    north_km = (F("latitude") - Value(city.latitude)) * KM_PER_DEGREE
    east_km = (F("longitude") - Value(city.longitude)) * east
    return City.objects.alias(square_km=north_km * north_km + east_km * east_km).filter(
        square_km__lte=km * km
    )


def _minutes_priced() -> Case:
    """`pricing.minutes_priced` as the database computes it."""
    pack, project = F("minutes_per_month"), F("budget_minutes")
    modes = {mode: minutes_priced(mode, pack, project) for mode in PriceMode}
    return Case(
        *(When(price_mode=mode, then=minutes) for mode, minutes in modes.items() if minutes is not None),
        output_field=BigIntegerField(),
    )


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
    published_ceilings = ArrayField(
        models.PositiveIntegerField(),
        verbose_name="plafonds publiés (centimes par heure)",
        default=list,
        blank=True,
    )
    """Every ceiling ever shown, the first one at publication; 0 stands for none."""

    language = models.ForeignKey(
        "accounts.Language", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    language_level = models.CharField("niveau", max_length=6, choices=LanguageLevel, blank=True)
    brief = models.TextField("description", max_length=5000, blank=True)
    deliverable = models.TextField("résultat attendu", max_length=1000, blank=True)

    # Given by `with_opening`.
    opened_at: datetime

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
            models.CheckConstraint(
                name="mission_changes_its_published_ceiling_three_times",
                condition=Q(published_ceilings__len__lte=1 + MAX_CEILING_CHANGES),
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
    def waiting_applications(self) -> int:
        """How many wait for the company's answer."""
        return self.applications.filter(status__in=WAITING_STATUSES).count()

    @property
    def is_complete(self) -> bool:
        """« Complet pour l’instant »: as many applications as one can answer wait already."""
        return self.waiting_applications >= WAITING_APPLICATIONS_PER_MISSION

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
