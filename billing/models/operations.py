"""A write owed to Stripe, recorded with the fact that asks for it."""

from django.db import models
from django.db.models import Q

from billing.enums import OperationKind, Outcome
from sio.lib.duties import Duty, Queue


class StripeOperation(Duty):
    """`dedupe_key` is the idempotency key `<kind>:<business id>:<attempt>`; `params` never change once written."""

    QUEUE = Queue.STRIPE
    SERIAL_BY = "bill_id"

    bill = models.ForeignKey(
        "billing.Bill",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="operations",
    )
    attempt = models.PositiveSmallIntegerField("essai n°", default=1)
    params = models.JSONField("paramètres")
    params_sha256 = models.CharField(max_length=64)
    first_sent_at = models.DateTimeField("premier envoi", null=True, blank=True)
    outcome = models.CharField("issue", max_length=12, choices=Outcome, blank=True)
    stripe_id = models.CharField(max_length=120, blank=True)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    error_code = models.CharField(max_length=80, blank=True)
    error_text = models.CharField(max_length=500, blank=True)
    stripe_request_id = models.CharField(max_length=80, blank=True)
    # A hosted page's address: short-lived, wiped after use, never mailed nor logged.
    address = models.TextField(blank=True, editable=False)
    address_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Duty.Meta):
        verbose_name = "opération Stripe"
        verbose_name_plural = "opérations Stripe"
        ordering = ["-id"]
        constraints = [
            *Duty.Meta.constraints,
            models.CheckConstraint(
                name="operation_kind_is_known",
                condition=Q(kind__in=OperationKind.values),
            ),
            models.CheckConstraint(
                name="operation_outcome_is_known",
                condition=Q(outcome="") | Q(outcome__in=Outcome.values),
            ),
            models.CheckConstraint(
                name="operation_done_has_an_outcome",
                condition=~Q(status="done") | ~Q(outcome=""),
            ),
            models.UniqueConstraint(
                fields=["kind", "stripe_id"],
                condition=Q(kind__in=["customer", "account", "charge", "checkout", "transfer"])
                & ~Q(stripe_id=""),
                name="one_operation_per_stripe_object",
            ),
        ]
