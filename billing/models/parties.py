"""The two sides as Stripe knows them: ids and flags only, never an identity paper nor a bank number."""

from django.db import models
from django.db.models import Q

from billing.enums import PaymentMethodType, TransfersStatus


class ConnectedAccount(models.Model):
    """Where an assistant receives her money. Her identity is kept by Stripe alone."""

    assistant = models.OneToOneField(
        "accounts.AssistantProfile",
        on_delete=models.PROTECT,
        related_name="connected_account",
    )
    account_id = models.CharField(max_length=64, unique=True)
    transfers_status = models.CharField(
        "état",
        max_length=12,
        choices=TransfersStatus,
        default=TransfersStatus.RESTRICTED,
    )
    requirements = models.JSONField("demandé par Stripe", default=dict, blank=True)
    synced_at = models.DateTimeField("relu le", null=True, blank=True)
    closed_at = models.DateTimeField("fermé le", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "inscription aux versements"
        verbose_name_plural = "inscriptions aux versements"
        constraints = [
            models.CheckConstraint(
                name="account_transfers_status_is_known",
                condition=Q(transfers_status__in=TransfersStatus.values),
            )
        ]

    def __str__(self) -> str:
        return f"{self.assistant} ({self.get_transfers_status_display()})"

    @property
    def can_receive(self) -> bool:
        """As of the last reading."""
        return self.transfers_status == TransfersStatus.ACTIVE and self.closed_at is None


class CompanyPayment(models.Model):
    """How a company pays: its Stripe customer and its SEPA exposure."""

    company = models.OneToOneField("accounts.Company", on_delete=models.PROTECT, related_name="payment")
    customer_id = models.CharField(max_length=64, unique=True)
    sepa_cap_cents = models.PositiveIntegerField("plafond SEPA", default=150_000)
    paid_weeks = models.PositiveSmallIntegerField("semaines payées", default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "client Stripe"
        verbose_name_plural = "clients Stripe"

    def __str__(self) -> str:
        return str(self.company)


class PaymentMethodQuerySet(models.QuerySet["PaymentMethod"]):
    def usable(self) -> "PaymentMethodQuerySet":
        return self.filter(detached_at__isnull=True)

    def default_of(self, company: models.Model) -> "PaymentMethod | None":
        """The means charged without asking again, if the company kept one."""
        return self.usable().filter(company=company.pk, is_default=True).first()


class PaymentMethod(models.Model):
    """What the screen shows of a means of payment; the means itself stays at Stripe."""

    company = models.ForeignKey("accounts.Company", on_delete=models.PROTECT, related_name="payment_methods")
    method_id = models.CharField(max_length=64, unique=True)
    type = models.CharField(max_length=12, choices=PaymentMethodType)
    last4 = models.CharField(max_length=4, blank=True)
    mandate_id = models.CharField(max_length=64, blank=True)
    is_default = models.BooleanField(default=False)
    detached_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PaymentMethodQuerySet.as_manager()

    class Meta:
        verbose_name = "moyen de paiement"
        verbose_name_plural = "moyens de paiement"
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(is_default=True, detached_at__isnull=True),
                name="company_has_one_default_payment_method",
            ),
            models.CheckConstraint(
                name="payment_method_type_is_known",
                condition=Q(type__in=PaymentMethodType.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} •••• {self.last4}"
