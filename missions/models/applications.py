"""An assistant's answer to a mission, and the thread it opens."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse

from missions.enums import WAITING_STATUSES, ApplicationStatus, DeclineReason
from missions.references import short_reference
from sio.lib.lives import Event


class ApplicationQuerySet(models.QuerySet["Application"]):
    def open(self) -> "ApplicationQuerySet":
        """Still waiting for the company's answer."""
        return self.filter(status__in=WAITING_STATUSES)

    def answered_by_the_company(self) -> "ApplicationQuerySet":
        """Those it moved itself: shortlisted, accepted or declined."""
        chosen = Q(status__in=(ApplicationStatus.ACCEPTED, ApplicationStatus.DECLINED))
        return self.filter(chosen | Q(shortlisted_at__isnull=False))

    def with_parties(self) -> "ApplicationQuerySet":
        return self.select_related("mission__company", "profile__user")

    def unanswered_first(self) -> "ApplicationQuerySet":
        """Those that wait, the oldest on top; then the answered ones, the latest on top."""
        waits = Case(When(status__in=WAITING_STATUSES, then=F("sent_at")))
        return self.order_by(waits.asc(nulls_last=True), "-decided_at", "-pk")

    def received_by(self, user: models.Model) -> "ApplicationQuerySet":
        return self.filter(mission__company__memberships__user=user.pk)

    def sent_by(self, user: models.Model) -> "ApplicationQuerySet":
        return self.filter(profile__user=user.pk)

    def visible_to(self, user: models.Model) -> "ApplicationQuerySet":
        """The assistant who sent it, the members of the company that received it, the SIO team."""
        if getattr(user, "is_staff", False):
            return self
        return self.filter(
            Q(profile__user=user.pk) | Q(mission__company__memberships__user=user.pk)
        ).distinct()


class Application(models.Model):
    """One per assistant and mission. Each step has its own date, shown to both sides."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mission = models.ForeignKey("missions.Mission", on_delete=models.PROTECT, related_name="applications")
    profile = models.ForeignKey(
        "accounts.AssistantProfile", on_delete=models.PROTECT, related_name="applications"
    )
    status = models.CharField(max_length=12, choices=ApplicationStatus, default=ApplicationStatus.SENT)
    message = models.TextField("message", max_length=3000)
    rate_cents = models.PositiveIntegerField("tarif horaire HT")
    sent_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    shortlisted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField("motif", max_length=14, choices=DeclineReason, blank=True)
    decline_comment = models.TextField("précision", max_length=1000, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "candidature"
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "profile"], name="application_once_per_mission_and_profile"
            ),
            models.UniqueConstraint(
                fields=["mission"],
                condition=Q(status="accepted"),
                name="mission_has_one_accepted_application",
            ),
            models.CheckConstraint(
                name="application_status_is_known", condition=Q(status__in=ApplicationStatus.values)
            ),
            models.CheckConstraint(name="application_rate_is_positive", condition=Q(rate_cents__gt=0)),
            models.CheckConstraint(
                name="application_declined_has_a_reason",
                condition=~Q(status="declined") | ~Q(decline_reason=""),
            ),
            models.CheckConstraint(
                name="application_decided_has_decided_at",
                condition=Q(status__in=WAITING_STATUSES) | Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile} → {self.mission}"

    def get_absolute_url(self) -> str:
        return reverse("missions:application", args=[self.public_id])

    @property
    def reference(self) -> str:
        return short_reference("C", self.public_id)

    @property
    def is_open(self) -> bool:
        return self.status in WAITING_STATUSES


class ApplicationEvent(Event):
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "événement de la candidature"
        verbose_name_plural = "événements de la candidature"


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def with_parties(self) -> "ConversationQuerySet":
        return self.select_related("application__mission__company", "application__profile__user")

    def visible_to(self, user: models.Model) -> "ConversationQuerySet":
        """The two sides of the application, nobody else: the SIO team does not read threads here."""
        hers = Q(application__profile__user=user.pk)
        theirs = Q(application__mission__company__memberships__user=user.pk)
        return self.filter(hers | theirs).distinct()


class Conversation(models.Model):
    """The private thread of an application, open to the assistant and to the members of the company."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="conversation")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = "conversation"

    def __str__(self) -> str:
        return str(self.application)

    def get_absolute_url(self) -> str:
        return reverse("missions:conversation", args=[self.public_id])


class Message(models.Model):
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField("message", max_length=5000)
    sent_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "message"
        ordering = ["sent_at", "id"]

    def __str__(self) -> str:
        return f"{self.author}, {self.sent_at:%d/%m/%Y}"
