"""One approved period: what the company owes, what the assistant receives, where the payment stands."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from billing.enums import PAID_STATES, PAYABLE_STATES, BillState, PaymentMethodType, Route, TaskKind
from sio.lib.lives import Event


class BillQuerySet(models.QuerySet["Bill"]):
    def of_company_user(self, user: models.Model) -> "BillQuerySet":
        return self.filter(company__memberships__user=user.pk)

    def of_assistant_user(self, user: models.Model) -> "BillQuerySet":
        return self.filter(assistant__user=user.pk)

    def visible_to(self, user: models.Model) -> "BillQuerySet":
        """The two parties and the SIO team."""
        if getattr(user, "is_staff", False):
            return self
        return self.filter(Q(assistant__user=user.pk) | Q(company__memberships__user=user.pk)).distinct()

    def with_parties(self) -> "BillQuerySet":
        return self.select_related("company", "assistant__user")

    def awaiting_payment(self) -> "BillQuerySet":
        """The company has something to do."""
        return self.filter(state__in=PAYABLE_STATES)

    def paid(self) -> "BillQuerySet":
        return self.filter(state__in=PAID_STATES)


class Bill(models.Model):
    """Parties, lines and amounts frozen when a period is approved; it knows nothing of missions."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source_key = models.CharField(max_length=120, unique=True)
    company = models.ForeignKey("accounts.Company", on_delete=models.PROTECT, related_name="bills")
    assistant = models.ForeignKey("accounts.AssistantProfile", on_delete=models.PROTECT, related_name="bills")
    title = models.CharField("intitulé", max_length=200)
    period_start = models.DateField("du")
    period_end = models.DateField("au")
    lines = models.JSONField("lignes")
    currency = models.CharField(max_length=3, default="eur")

    work_ht_cents = models.PositiveIntegerField("prestation HT")
    work_vat_cents = models.PositiveIntegerField("TVA de la prestation")
    work_cents = models.PositiveIntegerField("prestation")
    fee_ht_cents = models.PositiveIntegerField("frais HT")
    fee_vat_cents = models.PositiveIntegerField("TVA des frais")
    fee_cents = models.PositiveIntegerField("frais")
    charge_cents = models.PositiveIntegerField("total à payer")
    net_cents = models.PositiveIntegerField("à verser")
    refunded_cents = models.PositiveIntegerField("remboursé", default=0)
    transferred_cents = models.PositiveIntegerField("versé", default=0)
    reversed_cents = models.PositiveIntegerField("repris", default=0)

    state = models.CharField("état", max_length=16, choices=BillState, default=BillState.DUE)
    state_since = models.DateTimeField("depuis", auto_now_add=True)
    route = models.CharField("voie de paiement", max_length=12, choices=Route, blank=True)
    paid_by = models.CharField("payé par", max_length=12, choices=PaymentMethodType, blank=True)
    payment_intent_id = models.CharField(max_length=80, unique=True, null=True, blank=True)
    charge_id = models.CharField(max_length=80, unique=True, null=True, blank=True)
    checkout_id = models.CharField(max_length=120, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BillQuerySet.as_manager()

    class Meta:
        verbose_name = "règlement"
        ordering = ["-created_at", "-id"]
        indexes = [models.Index("state", "state_since", name="bill_by_state")]
        constraints = [
            models.CheckConstraint(name="bill_state_is_known", condition=Q(state__in=BillState.values)),
            models.CheckConstraint(
                name="bill_route_is_known",
                condition=Q(route="") | Q(route__in=Route.values),
            ),
            models.CheckConstraint(name="bill_is_in_euros", condition=Q(currency="eur")),
            models.CheckConstraint(
                name="bill_period_ends_after_it_starts",
                condition=Q(period_end__gte=F("period_start")),
            ),
            models.CheckConstraint(
                name="bill_work_is_ht_plus_vat",
                condition=Q(
                    work_ht_cents__gt=0,
                    work_cents=F("work_ht_cents") + F("work_vat_cents"),
                ),
            ),
            models.CheckConstraint(
                name="bill_fee_is_ht_plus_vat",
                condition=Q(fee_ht_cents__gt=0, fee_cents=F("fee_ht_cents") + F("fee_vat_cents")),
            ),
            models.CheckConstraint(
                name="bill_charge_is_work_plus_fee",
                condition=Q(charge_cents__gt=0, charge_cents=F("work_cents") + F("fee_cents")),
            ),
            models.CheckConstraint(
                name="bill_net_is_charge_less_fee",
                condition=Q(net_cents=F("charge_cents") - F("fee_cents")),
            ),
            models.CheckConstraint(
                name="bill_refunds_stay_within_the_charge",
                condition=Q(refunded_cents__lte=F("charge_cents")),
            ),
            models.CheckConstraint(
                name="bill_transfers_stay_within_the_net",
                condition=Q(
                    reversed_cents__lte=F("transferred_cents"),
                    transferred_cents__lte=F("net_cents") + F("reversed_cents"),
                ),
            ),
            models.CheckConstraint(
                name="bill_transfers_follow_a_charge",
                condition=Q(transferred_cents=0) | Q(charge_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_state_display()})"

    @property
    def life(self) -> BillState:
        """The state with its labels and tone."""
        return BillState(self.state)

    @property
    def is_payable_now(self) -> bool:
        """The company may choose how to pay."""
        return self.state in PAYABLE_STATES

    @property
    def is_paid(self) -> bool:
        return self.state in PAID_STATES

    @property
    def transfer_group(self) -> str:
        """Ties charge and transfers together at Stripe; leads back to the bill."""
        return f"bill_{self.public_id}"


class BillEvent(Event):
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "événement du règlement"
        verbose_name_plural = "événements du règlement"


class Transfer(models.Model):
    """Money passed on to the assistant. A bill may have several, after a dispute that was won."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="transfers")
    assistant = models.ForeignKey(
        "accounts.AssistantProfile", on_delete=models.PROTECT, related_name="transfers"
    )
    transfer_id = models.CharField(max_length=80, unique=True)
    amount_cents = models.PositiveIntegerField("montant")
    reversed_cents = models.PositiveIntegerField("repris", default=0)
    created_at = models.DateTimeField("versé le")

    class Meta:
        verbose_name = "versement"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(name="transfer_amount_is_positive", condition=Q(amount_cents__gt=0)),
            models.CheckConstraint(
                name="transfer_reversals_stay_within_it",
                condition=Q(reversed_cents__lte=F("amount_cents")),
            ),
        ]

    def __str__(self) -> str:
        return self.transfer_id


class HumanTaskQuerySet(models.QuerySet["HumanTask"]):
    def open(self) -> "HumanTaskQuerySet":
        return self.filter(closed_at__isnull=True)


class HumanTask(models.Model):
    """Something a machine must not decide. One open task per kind and subject."""

    kind = models.CharField("nature", max_length=20, choices=TaskKind)
    subject = models.CharField("objet", max_length=200)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks")
    why = models.TextField("raison")
    opened_at = models.DateTimeField("ouverte le", auto_now_add=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decision = models.TextField("décision", blank=True)

    objects = HumanTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "tâche à traiter"
        verbose_name_plural = "tâches à traiter"
        ordering = [F("closed_at").asc(nulls_first=True), "opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(closed_at__isnull=True),
                name="one_open_task_per_subject",
            ),
            models.CheckConstraint(
                name="task_closed_has_a_person_and_a_decision",
                condition=Q(closed_at__isnull=True) | (Q(closed_by__isnull=False) & ~Q(decision="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.subject}"
