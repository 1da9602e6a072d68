"""Invoices: numbered without gaps, never edited once issued, each with its PDF and its hash."""

import uuid
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from billing.enums import InvoiceKind, InvoiceStatus, MentionCode
from sio.lib.lives import Event

from .fees import Days, SameText


class LegalMentionQuerySet(models.QuerySet["LegalMention"]):
    def in_force_on(self, day: Any) -> "LegalMentionQuerySet":
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class LegalMention(models.Model):
    """A sentence the law wants on an invoice, chosen by the issue date."""

    code = models.CharField(max_length=20, choices=MentionCode)
    text = models.TextField("texte")
    valid_from = models.DateField("à partir du")
    valid_to = models.DateField("jusqu’au (exclu)", null=True, blank=True)

    objects = LegalMentionQuerySet.as_manager()

    class Meta:
        verbose_name = "mention légale"
        verbose_name_plural = "mentions légales"
        ordering = ["code", "valid_from"]
        constraints = [
            ExclusionConstraint(
                name="legal_mentions_of_one_code_do_not_overlap",
                expressions=[
                    (SameText("code"), RangeOperators.OVERLAPS),
                    (Days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return self.get_code_display()


class InvoiceSeries(models.Model):
    """A continuous sequence of one issuer, kind and year; its row is locked while a number is taken.

    `assistant` is null for SIO's own series.
    """

    assistant = models.ForeignKey(
        "accounts.AssistantProfile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invoice_series",
    )
    kind = models.CharField(max_length=8, choices=InvoiceKind)
    year = models.PositiveSmallIntegerField("année")
    prefix = models.CharField("préfixe", max_length=16)
    last_number = models.PositiveIntegerField("dernier numéro", default=0)
    last_issued_on = models.DateField("dernière date", null=True, blank=True)

    class Meta:
        verbose_name = "série de factures"
        verbose_name_plural = "séries de factures"
        constraints = [
            models.UniqueConstraint(
                fields=["assistant", "kind", "year"],
                nulls_distinct=False,
                name="one_series_per_issuer_kind_and_year",
            ),
            models.CheckConstraint(
                name="series_prefix_is_plain",
                condition=Q(prefix__regex=r"^[A-Z][A-Z-]{0,14}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}"


class ImmutableInvoice(Exception):
    """An issued invoice is never edited nor deleted: a credit note corrects it."""


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def issued(self) -> "InvoiceQuerySet":
        return self.exclude(status=InvoiceStatus.DRAFT)

    def visible_to(self, user: models.Model) -> "InvoiceQuerySet":
        """The company, the assistant (her own work and credit notes on it, never SIO's fee), the SIO team."""
        if getattr(user, "is_staff", False):
            return self
        return self.filter(
            Q(company__memberships__user=user.pk) | Q(series__assistant__user=user.pk)
        ).distinct()


class Invoice(models.Model):
    """What the law calls an invoice. `content` holds every word the document prints, frozen at issue."""

    MOVABLE = frozenset({"status", "contest_reason", "decided_at", "pdf", "pdf_sha256"})

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("nature", max_length=8, choices=InvoiceKind)
    status = models.CharField("état", max_length=10, choices=InvoiceStatus, default=InvoiceStatus.DRAFT)
    bill = models.ForeignKey("billing.Bill", on_delete=models.PROTECT, related_name="invoices")
    company = models.ForeignKey("accounts.Company", on_delete=models.PROTECT, related_name="invoices")
    series = models.ForeignKey(InvoiceSeries, on_delete=models.PROTECT, related_name="invoices")
    sequence = models.PositiveIntegerField("rang")
    number = models.CharField("numéro", max_length=35)
    mandate = models.ForeignKey(
        "billing.BillingMandate",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invoices",
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="credits"
    )
    issued_on = models.DateField("émise le")
    due_on = models.DateField("échéance")
    total_ht_cents = models.PositiveIntegerField("total HT")
    total_vat_cents = models.PositiveIntegerField("TVA")
    total_cents = models.PositiveIntegerField("total TTC")
    content = models.JSONField("contenu")
    content_sha256 = models.CharField(max_length=64)
    pdf = models.FileField("document", upload_to="factures/%Y/", blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    contest_reason = models.TextField("motif de contestation", max_length=1000, blank=True)
    decided_at = models.DateTimeField("décidée le", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "facture"
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "sequence"],
                name="invoice_rank_is_unique_in_its_series",
            ),
            models.UniqueConstraint(
                fields=["series", "number"],
                name="invoice_number_is_unique_in_its_series",
            ),
            models.UniqueConstraint(
                fields=["bill", "kind"],
                condition=Q(kind__in=[InvoiceKind.WORK, InvoiceKind.FEE]),
                name="one_invoice_of_each_kind_per_bill",
            ),
            models.CheckConstraint(
                name="invoice_status_is_known",
                condition=Q(status__in=InvoiceStatus.values),
            ),
            models.CheckConstraint(name="invoice_kind_is_known", condition=Q(kind__in=InvoiceKind.values)),
            models.CheckConstraint(
                name="invoice_number_has_plain_characters",
                condition=Q(number__regex=r"^[A-Za-z0-9+_/-]{1,35}$"),
            ),
            models.CheckConstraint(
                name="invoice_total_is_ht_plus_vat",
                condition=Q(
                    total_ht_cents__gt=0,
                    total_cents=F("total_ht_cents") + F("total_vat_cents"),
                ),
            ),
            models.CheckConstraint(
                name="invoice_is_due_within_sixty_days",
                condition=Q(due_on__gte=F("issued_on"), due_on__lte=F("issued_on") + 60),
            ),
            models.CheckConstraint(
                name="work_invoice_has_a_mandate",
                condition=~Q(kind=InvoiceKind.WORK) | Q(mandate__isnull=False),
            ),
            models.CheckConstraint(
                name="credit_note_names_what_it_corrects",
                condition=Q(kind=InvoiceKind.CREDIT, corrects__isnull=False)
                | (~Q(kind=InvoiceKind.CREDIT) & Q(corrects__isnull=True)),
            ),
            models.CheckConstraint(
                name="invoice_contested_has_a_reason",
                condition=~Q(status=InvoiceStatus.CONTESTED) | ~Q(contest_reason=""),
            ),
            models.CheckConstraint(
                name="invoice_document_has_its_hash",
                condition=Q(pdf="", pdf_sha256="") | (~Q(pdf="") & Q(pdf_sha256__regex=r"^[0-9a-f]{64}$")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding and not set(kwargs.get("update_fields") or ["content"]) <= self.MOVABLE:
            raise ImmutableInvoice(self.number)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ImmutableInvoice(self.number)

    @property
    def life(self) -> InvoiceStatus:
        """The status with its label and tone."""
        return InvoiceStatus(self.status)

    @property
    def awaits_answer(self) -> bool:
        """Issued in her name, neither accepted nor contested yet."""
        return self.kind == InvoiceKind.WORK and self.status == InvoiceStatus.ISSUED


class InvoiceEvent(Event):
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "événement de la facture"
        verbose_name_plural = "événements de la facture"
