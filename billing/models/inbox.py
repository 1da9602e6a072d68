"""What Stripe told us, stored before it is work."""

from django.db import models
from django.db.models import Q

from billing.enums import Endpoint, Verdict
from sio.lib.duties import Duty, Queue


class StripeEvent(Duty):
    """`dedupe_key` is the event's id, `kind` the endpoint, `payload` the body; only a trigger: objects are re-read."""

    QUEUE = Queue.STRIPE

    type = models.CharField(max_length=120)
    object_id = models.CharField("objet", max_length=120, blank=True)
    metadata = models.JSONField(default=dict, blank=True)
    account = models.CharField(max_length=64, blank=True)
    api_version = models.CharField(max_length=40, blank=True)
    livemode = models.BooleanField(default=False)
    happened_at = models.DateTimeField("survenu le")
    verdict = models.CharField("verdict", max_length=12, choices=Verdict, blank=True)
    error = models.TextField(blank=True)

    class Meta(Duty.Meta):
        verbose_name = "événement Stripe"
        verbose_name_plural = "événements Stripe"
        ordering = ["-id"]
        constraints = [
            *Duty.Meta.constraints,
            models.CheckConstraint(name="event_endpoint_is_known", condition=Q(kind__in=Endpoint.values)),
            models.CheckConstraint(
                name="event_verdict_is_known",
                condition=Q(verdict="") | Q(verdict__in=Verdict.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} ({self.get_status_display()})"
