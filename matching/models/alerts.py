"""Who asked to be told of what: saved searches of assistants, watches of companies."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, IntegerField, Q
from django.db.models.lookups import IsNull
from django.urls import reverse

from accounts.enums import Place

SKILLS_OF_ALERT = 4


class AlertQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, user: models.Model) -> "AlertQuerySet":
        """One's own, and nobody else's."""
        return self.filter(profile__user=user.pk)

    def awake(self) -> "AlertQuerySet":
        return self.filter(is_paused=False)


class Alert(models.Model):
    """A saved search: tell me when a mission like this is published.

    Skills and languages are positions of the catalogue. `key` is the rarest of the skills: what a new mission is
    looked up by. Rarity moves, the key need not: a mission that asks all of them asks the key too.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    profile = models.ForeignKey(
        "accounts.AssistantProfile", on_delete=models.CASCADE, related_name="alerts", verbose_name="profil"
    )
    name = models.CharField("nom", max_length=80)
    skills = ArrayField(models.SmallIntegerField(), verbose_name="compétences")
    key = models.SmallIntegerField("compétence la plus rare")
    least_ceiling_cents = models.PositiveIntegerField("budget minimum", null=True, blank=True)
    most_minutes = models.PositiveSmallIntegerField("volume maximum par semaine", null=True, blank=True)
    languages = models.BigIntegerField("langues", default=0)
    """A bit per language; none set: any."""
    place = models.CharField("lieu", max_length=8, choices=Place, blank=True)
    city = models.ForeignKey(
        "accounts.City",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ville",
    )
    radius_km = models.PositiveSmallIntegerField("rayon (km)", null=True, blank=True)
    least_fit = models.PositiveSmallIntegerField("adéquation minimum", default=0)
    is_paused = models.BooleanField("en pause", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = "alerte"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index("key", condition=Q(is_paused=False), name="alert_by_key")]
        constraints = [
            models.CheckConstraint(
                name="alert_has_one_to_four_skills", condition=Q(skills__len__range=(1, SKILLS_OF_ALERT))
            ),
            models.CheckConstraint(
                name="alert_key_is_one_of_its_skills",
                condition=Q(
                    IsNull(
                        Func("skills", "key", function="array_position", output_field=IntegerField()),
                        rhs=False,
                    )
                ),
            ),
            models.CheckConstraint(
                name="alert_town_goes_with_a_radius",
                condition=Q(city__isnull=True, radius_km__isnull=True)
                | Q(city__isnull=False, radius_km__isnull=False),
            ),
            models.CheckConstraint(name="alert_fit_is_out_of_100", condition=Q(least_fit__lte=100)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("matching:alert", args=[self.public_id])


class Watch(models.Model):
    """Somebody of a company waits for people who fit her mission.

    `known` are the profiles that fitted when she asked, and each one she was told of since: nobody is told twice.
    """

    mission = models.ForeignKey("missions.Mission", on_delete=models.CASCADE, related_name="watches")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watches")
    known = ArrayField(models.BigIntegerField(), default=list, verbose_name="profils déjà connus")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "veille sur une mission"
        verbose_name_plural = "veilles sur les missions"
        constraints = [models.UniqueConstraint("mission", "user", name="watch_once_per_mission_and_person")]

    def __str__(self) -> str:
        return f"{self.user} → {self.mission}"
