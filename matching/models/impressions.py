"""Who was shown to which company, at which place and why; and how much each was shown."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from matching.enums import Bucket, Slot
from matching.order import Seen


class Impression(models.Model):
    """One profile that a company read in a list, once a day per mission.

    The explanation is the one both sides read: an appeal and an audit start here. Outcomes come later; they are for
    study and for the figures of fairness, never an input of a ranking. Kept as long as `IMPRESSION_LIFE`.
    """

    mission = models.ForeignKey(
        "missions.Mission", on_delete=models.CASCADE, related_name="impressions", db_index=False
    )
    profile = models.ForeignKey(
        "accounts.AssistantProfile", on_delete=models.CASCADE, related_name="impressions"
    )
    shown_on = models.DateField("montré le")
    shown_at = models.DateTimeField("montré à", db_default=Now())
    bucket = models.CharField("liste", max_length=10, choices=Bucket)
    page = models.PositiveSmallIntegerField("page")
    rank = models.PositiveIntegerField("rang")
    slot = models.CharField("place", max_length=11, choices=Slot)
    propensity = models.PositiveIntegerField("chance du tirage (ppm)", null=True)
    fit = models.PositiveIntegerField("adéquation (micro-points)")
    version = models.CharField("formule", max_length=20)
    rule_version = models.PositiveIntegerField("règles")
    explanation = models.JSONField("explication")
    contacted_at = models.DateTimeField("contact pris le", null=True)
    applied_at = models.DateTimeField("candidature le", null=True)
    hired_at = models.DateTimeField("mission confiée le", null=True)

    class Meta:
        verbose_name = "profil montré"
        verbose_name_plural = "profils montrés"
        ordering = ["-shown_at", "rank"]
        indexes = [models.Index(fields=["shown_on"], name="impression_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "profile", "shown_on"],
                name="impression_once_a_day_per_mission_and_profile",
            ),
            models.CheckConstraint(
                name="impression_has_a_propensity_when_drawn",
                condition=Q(slot=Slot.EXPLORATION, propensity__isnull=False, propensity__lte=1_000_000)
                | (~Q(slot=Slot.EXPLORATION) & Q(propensity__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} → {self.mission_id}, {self.shown_on}"


class ExposureQuerySet(models.QuerySet["Exposure"]):
    def seen(self, ids: Iterable[int]) -> dict[int, Seen]:
        """How much each of these people was shown; nothing is said of who joined since last night.

        They may be thousands: one array is sent, not as many parameters.
        """
        asked = RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
        counted = self.order_by().filter(pk__in=asked).values_list("pk", "exposure", "is_new")
        return {profile: Seen(exposure, is_new) for profile, exposure, is_new in counted}


class Exposure(models.Model):
    """How much one person was shown, counted every night: an input of the display order and of nothing else."""

    profile = models.OneToOneField(
        "accounts.AssistantProfile", on_delete=models.CASCADE, primary_key=True, related_name="exposure"
    )
    impressions = models.PositiveIntegerField("fois montrée en 28 jours")
    exposure = models.PositiveIntegerField("par jour libre (× 1000)")
    is_new = models.BooleanField("sans mission encore")
    counted_at = models.DateTimeField("compté le", db_default=Now())

    objects = ExposureQuerySet.as_manager()

    class Meta:
        verbose_name = "exposition"
        verbose_name_plural = "expositions"
        ordering = ["-exposure"]

    def __str__(self) -> str:
        return f"{self.profile_id}, {self.exposure}"
