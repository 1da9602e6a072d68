"""The price lists in the database, and what a form shows before commitment."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from accounts.enums import VatRegime
from accounts.models import AssistantProfile, Company
from billing.enums import ScheduleStatus
from billing.models import FeeSchedule, Relation, TaxRate

from .reckoning import Amounts, Band, Quote, Schedule, amounts, quote

STANDARD = "standard"
FR_STANDARD = "fr_standard"


def active_schedule(on: date | None = None) -> FeeSchedule:
    """The list in force on a day (today by default)."""
    day = on or timezone.localdate()
    return FeeSchedule.objects.get(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        code=STANDARD,
        status=ScheduleStatus.ACTIVE,
        valid_from__lte=day,
    )


def price_list(on: date | None = None) -> Schedule:
    """The list in force as pure data: what a public page reckons with, as a bill does."""
    return _pure(active_schedule(on))


def tax_ppm(code: str, on: date | None = None) -> int:
    """The VAT rate of a code on a day."""
    day = on or timezone.localdate()
    return TaxRate.objects.get(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), code=code, valid_from__lte=day
    ).rate_ppm


def work_vat_ppm(assistant: AssistantProfile) -> int:
    """The VAT rate on her own work: none under « franchise en base »."""
    return tax_ppm(FR_STANDARD) if assistant.vat_regime == VatRegime.REGISTERED else 0


def best_quote(signed_version: int, base_cents: int, cumul_before_cents: int) -> tuple[FeeSchedule, Quote]:
    """The fee under the list the contract was signed with, or under today's when it is cheaper."""
    lists = dict.fromkeys([FeeSchedule.objects.get(code=STANDARD, version=signed_version), active_schedule()])
    quotes = [(row, quote(_pure(row), base_cents, cumul_before_cents)) for row in lists]
    return min(quotes, key=lambda pair: pair[1].fee_cents)


def preview(company: Company, profile: AssistantProfile, work_ht_cents: int) -> Quote:
    """The fee this company would pay today; a form shows it, the bill reckons it again under lock."""
    return best_quote(active_schedule().version, work_ht_cents, cumul(company, profile))[1]


def preview_amounts(company: Company, profile: AssistantProfile, work_ht_cents: int) -> Amounts:
    """All the amounts of such a bill, the VAT on the work included."""
    return amounts(work_ht_cents, work_vat_ppm(profile), preview(company, profile, work_ht_cents))


def cumul(company: Company, profile: AssistantProfile) -> int:
    """What this company was billed for this assistant's work so far, excluding VAT, in cents."""
    known = Relation.objects.filter(company=company, assistant=profile)
    return known.values_list("cumulated_cents", flat=True).first() or 0


def _pure(row: FeeSchedule) -> Schedule:
    bands = tuple(Band(band.from_cents, band.to_cents, band.rate_ppm) for band in row.bands.all())
    return Schedule(row.version, bands, row.min_cents, tax_ppm(row.tax_rate_code), row.max_cents)
