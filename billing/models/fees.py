"""The price of SIO as data: rates, versioned schedules, and the quote frozen on each bill."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from billing.enums import ScheduleStatus


class SameText(Func):
    """A text as a range of one number, so that GiST compares it without an extension.

    Two texts of one hash would be taken for the same: a refusal too many, never a missing one.
    """

    template = "int8range(hashtext(%(expressions)s), hashtext(%(expressions)s), '[]')"


class Days(Func):
    function = "daterange"

    def __init__(self, start: str, end: str) -> None:
        super().__init__(F(start), F(end), Value("[)"))


class TaxRate(models.Model):
    """A VAT rate and the days it holds (the last day excluded)."""

    code = models.SlugField(max_length=30)
    version = models.PositiveSmallIntegerField(default=1)
    rate_ppm = models.PositiveIntegerField("taux (ppm)")
    valid_from = models.DateField("à partir du")
    valid_to = models.DateField("jusqu’au (exclu)", null=True, blank=True)

    class Meta:
        verbose_name = "taux de TVA"
        verbose_name_plural = "taux de TVA"
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="tax_rate_version_is_unique"),
            models.CheckConstraint(name="tax_rate_is_at_most_one", condition=Q(rate_ppm__lte=1_000_000)),
            ExclusionConstraint(
                name="tax_rates_of_one_code_do_not_overlap",
                expressions=[
                    (SameText("code"), RangeOperators.OVERLAPS),
                    (Days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version} ({self.rate_ppm} ppm)"


class FeeSchedule(models.Model):
    """Marginal bands, a minimum, and the days they hold. Immutable once active: a new price is a new version."""

    code = models.SlugField(max_length=30, default="standard")
    version = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3, default="eur")
    min_cents = models.PositiveIntegerField("minimum HT")
    max_cents = models.PositiveIntegerField("maximum HT", null=True, blank=True)
    tax_rate_code = models.SlugField(max_length=30, default="fr_standard")
    rounding = models.CharField(max_length=20, default="half_up_total")
    valid_from = models.DateField("à partir du")
    valid_to = models.DateField("jusqu’au (exclu)", null=True, blank=True)
    status = models.CharField(max_length=8, choices=ScheduleStatus, default=ScheduleStatus.DRAFT)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "grille de frais"
        verbose_name_plural = "grilles de frais"
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="fee_schedule_version_is_unique"),
            models.CheckConstraint(
                name="fee_schedule_status_is_known",
                condition=Q(status__in=ScheduleStatus.values),
            ),
            models.CheckConstraint(name="fee_schedule_is_in_euros", condition=Q(currency="eur")),
            models.CheckConstraint(
                name="fee_schedule_rounds_half_up_on_the_total",
                condition=Q(rounding="half_up_total"),
            ),
            ExclusionConstraint(
                name="active_fee_schedules_do_not_overlap",
                expressions=[
                    (SameText("code"), RangeOperators.OVERLAPS),
                    (Days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                condition=Q(status=ScheduleStatus.ACTIVE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class FeeBand(models.Model):
    """A slice of the cumulated amount and its rate."""

    schedule = models.ForeignKey(FeeSchedule, on_delete=models.PROTECT, related_name="bands")
    position = models.PositiveSmallIntegerField()
    from_cents = models.PositiveBigIntegerField("de")
    to_cents = models.PositiveBigIntegerField("à", null=True, blank=True)
    rate_ppm = models.PositiveIntegerField("taux (ppm)")

    class Meta:
        verbose_name = "tranche"
        ordering = ["schedule", "position"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "position"], name="fee_band_position_is_unique"),
            models.CheckConstraint(
                name="fee_band_ends_after_it_starts",
                condition=Q(to_cents__isnull=True) | Q(to_cents__gt=F("from_cents")),
            ),
            models.CheckConstraint(
                name="fee_band_rate_is_at_most_one",
                condition=Q(rate_ppm__lte=1_000_000),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule} n° {self.position}"


class Relation(models.Model):
    """What one company has been billed for one assistant's work; locked while it prices the next bill."""

    company = models.ForeignKey("accounts.Company", on_delete=models.PROTECT, related_name="relations")
    assistant = models.ForeignKey(
        "accounts.AssistantProfile", on_delete=models.PROTECT, related_name="relations"
    )
    cumulated_cents = models.PositiveBigIntegerField("cumul HT", default=0)

    class Meta:
        verbose_name = "relation"
        constraints = [models.UniqueConstraint(fields=["company", "assistant"], name="one_relation_per_pair")]

    def __str__(self) -> str:
        return f"{self.company} · {self.assistant}"


class FeeQuote(models.Model):
    """How the fee of a bill was reckoned, frozen at approval."""

    bill = models.OneToOneField("billing.Bill", on_delete=models.PROTECT, related_name="fee_quote")
    schedule = models.ForeignKey(FeeSchedule, on_delete=models.PROTECT, related_name="quotes")
    cumul_before_cents = models.PositiveBigIntegerField("cumul avant")
    base_cents = models.PositiveIntegerField("base HT")
    lines = models.JSONField("tranches")
    fee_ht_cents = models.PositiveIntegerField("frais HT")
    fee_vat_cents = models.PositiveIntegerField("TVA des frais")
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "calcul des frais"
        verbose_name_plural = "calculs des frais"

    def __str__(self) -> str:
        return f"{self.base_cents} → {self.fee_ht_cents}"
