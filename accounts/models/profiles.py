"""What an assistant publishes: skills, availability, place, rates."""

import uuid
from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.enums import (
    HalfDay,
    LanguageLevel,
    LegalForm,
    ModerationReason,
    ProfileStatus,
    Qualification,
    SkillLevel,
    SkillProof,
    SlotMode,
    VatRegime,
)
from sio.lib.lives import Event

Entry = TypeVar("Entry", bound=models.Model)
AVAILABILITY_LIFE = timedelta(days=7)


class AssistantProfileQuerySet(models.QuerySet["AssistantProfile"]):
    def published(self) -> "AssistantProfileQuerySet":
        return self.filter(status=ProfileStatus.PUBLISHED)

    def withdrawn(self) -> "AssistantProfileQuerySet":
        """Once in public, no longer: by her choice or the team's."""
        return self.filter(status__in=[ProfileStatus.PAUSED, ProfileStatus.SUSPENDED])

    def awaiting_moderation(self) -> "AssistantProfileQuerySet":
        return self.filter(status=ProfileStatus.SUBMITTED).order_by("submitted_at")

    def visible_to(self, user: "models.Model | AnonymousUser") -> "AssistantProfileQuerySet":
        """Published profiles for anybody, her own in any state, all for the SIO team."""
        if getattr(user, "is_staff", False):
            return self
        published = Q(status=ProfileStatus.PUBLISHED)
        return self.filter(published | Q(user=user.pk) if user.pk else published)

    def with_card_details(self) -> "AssistantProfileQuerySet":
        """What a list of people reads, in a fixed number of queries."""
        return self.select_related("user", "city").prefetch_related("profile_skills__skill")

    def with_details(self) -> "AssistantProfileQuerySet":
        """Everything a page about one profile reads, in a fixed number of queries."""
        return self.select_related("user", "city").prefetch_related(
            "profile_skills__skill__pillar",
            "profile_languages__language",
            "slots",
            "sectors",
            "experiences__job",
            "experiences__sector",
            "qualifications",
        )


class AssistantProfile(models.Model):
    """An independent professional. Durations are minutes a week, rates cents an hour excluding VAT."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assistant_profile",
        verbose_name="compte",
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField("adresse", unique=True, max_length=120)
    status = models.CharField("état", max_length=20, choices=ProfileStatus, default=ProfileStatus.DRAFT)
    submitted_at = models.DateTimeField("envoyé le", null=True, blank=True)
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    is_demo = models.BooleanField("démonstration", default=False)
    cleared_rules = models.JSONField("règles levées par l’équipe", default=list, blank=True)

    title = models.CharField("titre", max_length=120, blank=True)
    presentation = models.TextField("présentation", max_length=3000, blank=True)

    city = models.ForeignKey(
        "accounts.City", on_delete=models.PROTECT, null=True, blank=True, related_name="profiles"
    )
    radius_km = models.PositiveSmallIntegerField("rayon (km)", null=True, blank=True)
    accepts_remote = models.BooleanField("à distance", default=False)
    accepts_on_site = models.BooleanField("sur site", default=False)

    free_minutes_per_week = models.PositiveSmallIntegerField("temps libre par semaine", null=True, blank=True)
    min_minutes_per_week = models.PositiveSmallIntegerField("volume minimal par semaine", default=0)
    min_weeks = models.PositiveSmallIntegerField("durée minimale (semaines)", default=0)
    available_from = models.DateField("disponible à partir du", null=True, blank=True)
    available_until = models.DateField("disponible jusqu’au", null=True, blank=True)
    availability_confirmed_at = models.DateTimeField("disponibilités confirmées le", null=True, blank=True)
    accepts_pairs = models.BooleanField("accepte de partager une mission", default=False)

    rate_remote_cents = models.PositiveIntegerField("tarif à distance", null=True, blank=True)
    rate_on_site_cents = models.PositiveIntegerField("tarif sur site", null=True, blank=True)
    floor_remote_cents = models.PositiveIntegerField("tarif plancher à distance", null=True, blank=True)
    floor_on_site_cents = models.PositiveIntegerField("tarif plancher sur site", null=True, blank=True)
    accepts_near_budget = models.BooleanField("apparaître un peu au-dessus du budget", default=True)

    skills = models.ManyToManyField("accounts.Skill", through="ProfileSkill", related_name="profiles")
    sectors = models.ManyToManyField("accounts.Sector", blank=True, related_name="profiles")
    refused_sectors = models.ManyToManyField("accounts.Sector", blank=True, related_name="+")

    legal_name = models.CharField("nom sur les factures", max_length=120, blank=True)
    legal_form = models.CharField("forme juridique", max_length=10, choices=LegalForm, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    vat_regime = models.CharField("régime de TVA", max_length=10, choices=VatRegime, blank=True)
    vat_number = models.CharField("numéro de TVA", max_length=13, blank=True)
    street = models.CharField("adresse", max_length=200, blank=True)
    postal_code = models.CharField("code postal", max_length=5, blank=True)
    town = models.CharField("ville", max_length=80, blank=True)

    freelance_since = models.DateField("indépendante ou indépendant depuis", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AssistantProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "profil"
        constraints = [
            models.CheckConstraint(
                name="profile_status_is_known", condition=Q(status__in=ProfileStatus.values)
            ),
            models.CheckConstraint(
                name="profile_published_has_published_at",
                condition=~Q(status=ProfileStatus.PUBLISHED) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="profile_floor_is_at_most_the_rate",
                condition=(
                    Q(floor_remote_cents__isnull=True) | Q(floor_remote_cents__lte=F("rate_remote_cents"))
                )
                & (Q(floor_on_site_cents__isnull=True) | Q(floor_on_site_cents__lte=F("rate_on_site_cents"))),
            ),
            models.CheckConstraint(
                name="profile_siren_is_nine_digits_or_empty",
                condition=Q(siren="") | Q(siren__regex=r"^\d{9}$"),
            ),
            models.UniqueConstraint(fields=["siren"], condition=~Q(siren=""), name="profile_siren_is_unique"),
            models.CheckConstraint(
                name="profile_availability_ends_after_it_starts",
                condition=Q(available_until__isnull=True) | Q(available_until__gte=F("available_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.user.short_name

    def get_absolute_url(self) -> str:
        return reverse("accounts:assistant", args=[self.slug])

    @property
    def status_tone(self) -> str:
        return ProfileStatus(self.status).tone

    @property
    def is_availability_confirmed(self) -> bool:
        """Confirmed less than 7 days ago."""
        confirmed = self.availability_confirmed_at
        return confirmed is not None and timezone.now() - confirmed < AVAILABILITY_LIFE


class ProfileEvent(Event):
    profile = models.ForeignKey(AssistantProfile, on_delete=models.PROTECT, related_name="events")
    reason = models.CharField("motif", max_length=20, choices=ModerationReason, blank=True)

    class Meta(Event.Meta):
        verbose_name = "événement du profil"
        verbose_name_plural = "événements du profil"


class ProfileSkill(models.Model):
    profile = models.ForeignKey(AssistantProfile, on_delete=models.CASCADE, related_name="profile_skills")
    skill = models.ForeignKey("accounts.Skill", on_delete=models.PROTECT, related_name="+")
    level = models.CharField("niveau", max_length=10, choices=SkillLevel, default=SkillLevel.CONFIRMED)
    proof = models.CharField("preuve", max_length=12, choices=SkillProof, default=SkillProof.DECLARED)
    is_wanted = models.BooleanField("à exercer davantage", default=False)

    class Meta:
        verbose_name = "compétence du profil"
        verbose_name_plural = "compétences du profil"
        ordering = ["skill__position"]
        constraints = [models.UniqueConstraint(fields=["profile", "skill"], name="skill_once_per_profile")]

    def __str__(self) -> str:
        return f"{self.skill} ({self.get_level_display()})"


class ProfileLanguage(models.Model):
    profile = models.ForeignKey(AssistantProfile, on_delete=models.CASCADE, related_name="profile_languages")
    language = models.ForeignKey("accounts.Language", on_delete=models.PROTECT, related_name="+")
    level = models.CharField("niveau", max_length=6, choices=LanguageLevel)

    class Meta:
        verbose_name = "langue du profil"
        verbose_name_plural = "langues du profil"
        ordering = ["language__position"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "language"], name="language_once_per_profile")
        ]

    def __str__(self) -> str:
        """« Anglais professionnel (B2) »."""
        level = self.get_level_display()
        return f"{self.language} {level[0].lower()}{level[1:]}"


class AvailabilitySlot(models.Model):
    """A free half-day of her usual week, and how it may be worked."""

    profile = models.ForeignKey(AssistantProfile, on_delete=models.CASCADE, related_name="slots")
    half_day = models.CharField("créneau", max_length=6, choices=HalfDay)
    mode = models.CharField("mode", max_length=8, choices=SlotMode, default=SlotMode.EITHER)

    class Meta:
        verbose_name = "créneau libre"
        verbose_name_plural = "créneaux libres"
        constraints = [
            models.UniqueConstraint(fields=["profile", "half_day"], name="half_day_once_per_profile")
        ]

    def __str__(self) -> str:
        return self.get_half_day_display()


class Leave(models.Model):
    """Days when she takes no mission. No motive is ever asked."""

    profile = models.ForeignKey(AssistantProfile, on_delete=models.CASCADE, related_name="leaves")
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")

    class Meta:
        verbose_name = "indisponibilité"
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                name="leave_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"


class EntryQuerySet(models.QuerySet[Entry]):
    """Lines of a profile that only their owner handles."""

    def visible_to(self, user: "models.Model") -> "EntryQuerySet[Entry]":
        return self.filter(profile__user=user.pk)


class Experience(models.Model):
    profile = models.ForeignKey(AssistantProfile, on_delete=models.CASCADE, related_name="experiences")
    job = models.ForeignKey(
        "accounts.OfficeJob", on_delete=models.PROTECT, related_name="+", verbose_name="métier"
    )
    title = models.CharField("intitulé", max_length=120)
    organisation = models.CharField("structure", max_length=120, blank=True)
    sector = models.ForeignKey(
        "accounts.Sector",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="secteur",
    )
    started_on = models.DateField("début")
    ended_on = models.DateField("fin", null=True, blank=True)

    objects = EntryQuerySet["Experience"].as_manager()

    class Meta:
        verbose_name = "expérience"
        ordering = ["-started_on"]
        constraints = [
            models.CheckConstraint(
                name="experience_ends_after_it_starts",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
            )
        ]

    def __str__(self) -> str:
        return self.title


class ProfileQualification(models.Model):
    profile = models.ForeignKey(AssistantProfile, on_delete=models.CASCADE, related_name="qualifications")
    qualification = models.CharField("diplôme", max_length=20, choices=Qualification)
    detail = models.CharField("précision", max_length=120, blank=True)
    year = models.PositiveSmallIntegerField("année", null=True, blank=True)

    objects = EntryQuerySet["ProfileQualification"].as_manager()

    class Meta:
        verbose_name = "diplôme du profil"
        verbose_name_plural = "diplômes du profil"
        ordering = ["-year"]

    def __str__(self) -> str:
        return self.detail or self.get_qualification_display()
