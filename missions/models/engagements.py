"""The accepted application with its contract."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from missions.enums import EngagementStatus, Side
from missions.references import short_reference
from sio.lib.lives import Event


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def active(self) -> "EngagementQuerySet":
        return self.filter(status=EngagementStatus.ACTIVE)

    def of_company_user(self, user: models.Model) -> "EngagementQuerySet":
        return self.filter(company__memberships__user=user.pk)

    def of_assistant_user(self, user: models.Model) -> "EngagementQuerySet":
        return self.filter(profile__user=user.pk)

    def of_user(self, user: models.Model) -> "EngagementQuerySet":
        """Where this person is a party, on either side."""
        return self.filter(Q(profile__user=user.pk) | Q(company__memberships__user=user.pk)).distinct()

    def with_parties(self) -> "EngagementQuerySet":
        return self.select_related("mission", "company", "profile__user", "application__conversation")

    def visible_to(self, user: models.Model) -> "EngagementQuerySet":
        """The two parties and the SIO team."""
        return self if getattr(user, "is_staff", False) else self.of_user(user)


class Engagement(models.Model):
    """Agreed terms, frozen from the accepted application; the text both sides sign is stored word for word."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.OneToOneField(
        "missions.Application", on_delete=models.PROTECT, related_name="engagement"
    )
    mission = models.ForeignKey("missions.Mission", on_delete=models.PROTECT, related_name="engagements")
    company = models.ForeignKey("accounts.Company", on_delete=models.PROTECT, related_name="engagements")
    profile = models.ForeignKey(
        "accounts.AssistantProfile", on_delete=models.PROTECT, related_name="engagements"
    )
    status = models.CharField(max_length=10, choices=EngagementStatus, default=EngagementStatus.PROPOSED)

    rate_cents = models.PositiveIntegerField("tarif horaire HT")
    minutes_per_week = models.PositiveSmallIntegerField("volume indicatif par semaine")
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin prévue", null=True, blank=True)
    tacit_approval_days = models.PositiveSmallIntegerField("délai d’approbation tacite", default=7)
    notice_days = models.PositiveSmallIntegerField("préavis (jours)", default=15)
    fee_schedule_version = models.PositiveSmallIntegerField("version de la grille de frais", default=1)

    contract_version = models.CharField(max_length=20)
    contract_text = models.TextField()
    contract_sha256 = models.CharField(max_length=64)

    created_at = models.DateTimeField(auto_now_add=True)
    activated_at = models.DateTimeField(null=True, blank=True)
    notice_given_at = models.DateTimeField("fin annoncée le", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = "contrat de prestation"
        verbose_name_plural = "contrats de prestation"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="engagement_status_is_known", condition=Q(status__in=EngagementStatus.values)
            ),
            models.CheckConstraint(name="engagement_rate_is_positive", condition=Q(rate_cents__gt=0)),
            models.CheckConstraint(
                name="engagement_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="engagement_active_has_activated_at",
                condition=~Q(status__in=["active", "ended", "contested"]) | Q(activated_at__isnull=False),
            ),
            models.CheckConstraint(
                name="engagement_ended_has_ended_at", condition=~Q(status="ended") | Q(ended_at__isnull=False)
            ),
            models.CheckConstraint(
                name="engagement_notice_has_a_last_day",
                condition=Q(notice_given_at__isnull=True) | Q(ends_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission} · {self.profile}"

    def get_absolute_url(self) -> str:
        return reverse("missions:engagement", args=[self.public_id])

    @property
    def reference(self) -> str:
        return short_reference("P", self.public_id)


class EngagementEvent(Event):
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "événement du contrat"
        verbose_name_plural = "événements du contrat"


class Signature(models.Model):
    """A click that signs: who, which text (its hash), when, from where. Never edited."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text_sha256 = models.CharField(max_length=64)
    ip_address = models.GenericIPAddressField(null=True, blank=True)
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "signature"
        ordering = ["signed_at"]
        constraints = [models.UniqueConstraint(fields=["engagement", "side"], name="side_signs_once")]

    def __str__(self) -> str:
        return f"{self.get_side_display()} : {self.user}"
