"""A company offers its mission to one assistant."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse

from missions.caps import INVITATION_LIFE, MANUAL_REMINDERS, OPEN_INVITATIONS_PER_MISSION
from missions.enums import InvitationReason, InvitationStatus
from sio.lib.lives import Event


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Waiting for her answer."""
        return self.filter(status=InvitationStatus.OPEN)

    def declined(self) -> "InvitationQuerySet":
        """She said « not this time », and neither came back on it nor applied since."""
        return self.filter(status=InvitationStatus.DECLINED)

    def concluded(self) -> "InvitationQuerySet":
        """Answered or lapsed, the latest first; what the company took back says nothing of her."""
        over = (InvitationStatus.ACCEPTED, InvitationStatus.DECLINED, InvitationStatus.LAPSED)
        return self.filter(status__in=over).order_by("-answered_at", "-pk")

    def with_parties(self) -> "InvitationQuerySet":
        return self.select_related("mission__company", "profile__user")

    def open_first(self) -> "InvitationQuerySet":
        """Those that wait on top, then the latest."""
        waits = models.Case(models.When(status=InvitationStatus.OPEN, then=0), default=1)
        return self.order_by(waits, "-sent_at", "-pk")

    def sent_by(self, user: models.Model) -> "InvitationQuerySet":
        """Those of the companies this person acts for."""
        return self.filter(mission__company__memberships__user=user.pk)

    def received_by(self, user: models.Model) -> "InvitationQuerySet":
        return self.filter(profile__user=user.pk)


class Invitation(models.Model):
    """Open until she answers, it lapses or the company takes it back. `seat` numbers the open ones of a mission.

    Refusing and staying silent cost her nothing: no ranking reads this table, but for not proposing again a mission
    she declined.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mission = models.ForeignKey("missions.Mission", on_delete=models.PROTECT, related_name="invitations")
    profile = models.ForeignKey(
        "accounts.AssistantProfile", on_delete=models.PROTECT, related_name="invitations"
    )
    status = models.CharField("état", max_length=10, choices=InvitationStatus, default=InvitationStatus.OPEN)
    seat = models.PositiveSmallIntegerField("place", null=True, blank=True)
    message = models.TextField("message", max_length=1000, blank=True)
    sent_at = models.DateTimeField("envoyée le", auto_now_add=True)
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True)
    answered_at = models.DateTimeField("close le", null=True, blank=True)
    reason = models.CharField("motif", max_length=10, choices=InvitationReason, blank=True)
    reminders = models.PositiveSmallIntegerField("relances de l’entreprise", default=0)
    reminded_at = models.DateTimeField("relancée le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "profile"],
                condition=Q(status="open"),
                name="invitation_open_once_per_mission_and_profile",
            ),
            models.UniqueConstraint(
                fields=["mission", "seat"], condition=Q(status="open"), name="invitation_has_its_own_seat"
            ),
            models.CheckConstraint(
                name="invitation_open_has_a_seat_others_none",
                condition=Q(status="open", seat__isnull=False, seat__range=(1, OPEN_INVITATIONS_PER_MISSION))
                | (~Q(status="open") & Q(seat__isnull=True)),
            ),
            models.CheckConstraint(
                name="invitation_status_is_known", condition=Q(status__in=InvitationStatus.values)
            ),
            models.CheckConstraint(
                name="invitation_is_open_or_has_answered_at",
                condition=Q(status="open", answered_at__isnull=True)
                | (~Q(status="open") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="invitation_is_reminded_twice_at_most", condition=Q(reminders__lte=MANUAL_REMINDERS)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission} → {self.profile}"

    def get_absolute_url(self) -> str:
        return reverse("missions:invitation", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.status == InvitationStatus.OPEN

    @property
    def lapses_at(self) -> datetime:
        return self.sent_at + INVITATION_LIFE


class InvitationEvent(Event):
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "événement de l’invitation"
        verbose_name_plural = "événements de l’invitation"
