"""The assistant's written, prior, revocable mandate to invoice in her name (CGI ann. II art. 242 nonies I)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class BillingMandateQuerySet(models.QuerySet["BillingMandate"]):
    def active(self) -> "BillingMandateQuerySet":
        return self.filter(revoked_at__isnull=True)


class BillingMandate(models.Model):
    """The text she signed, word for word, with its hash, moment and address of the click."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assistant = models.ForeignKey(
        "accounts.AssistantProfile", on_delete=models.PROTECT, related_name="mandates"
    )
    version = models.CharField(max_length=20)
    text = models.TextField("texte")
    text_sha256 = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ip_address = models.GenericIPAddressField()
    signed_at = models.DateTimeField("signé le")
    revoked_at = models.DateTimeField("révoqué le", null=True, blank=True)

    objects = BillingMandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat de facturation"
        verbose_name_plural = "mandats de facturation"
        ordering = ["-signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assistant"],
                condition=Q(revoked_at__isnull=True),
                name="one_active_mandate_per_assistant",
            ),
            models.CheckConstraint(
                name="mandate_is_revoked_after_it_was_signed",
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("signed_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assistant}, version {self.version}"
