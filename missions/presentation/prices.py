"""What something costs, before anyone commits: the work, SIO's fee, VAT, the total."""

from accounts.models import AssistantProfile, Company
from billing import fees
from billing.fees import Amounts, BillLine, Quote
from billing.fees.schedules import cumul, work_vat_ppm
from missions.models import Application, Engagement, Mission, Timesheet
from missions.pricing import monthly_minutes
from missions.services.timesheets import bill_lines
from sio.lib.components import Amount
from sio.lib.durations import hours

PPM_PER_PERCENT = 10_000


def mission_month(mission: Mission) -> list[Amount]:
    """An average month at the ceiling of the budget; empty while the budget or the volume is unknown."""
    rate, week = mission.hourly_ceiling_cents, mission.weekly_minutes
    if not rate or not week:
        return []
    minutes = mission.minutes_per_month or monthly_minutes(week)
    work = fees.line_cents(BillLine("", minutes, rate))
    if not work:
        return []
    quote = fees.best_quote(fees.active_schedule().version, work, 0)[1]
    return _lines(
        f"{hours(minutes)} par mois, au plus",
        fees.amounts(work, 0, quote),
        quote,
        "Total hors TVA sur la prestation",
    )


def week_of(company: Company, profile: AssistantProfile, minutes: int, rate_cents: int) -> list[Amount]:
    """A week of the indicative volume, at this rate."""
    work = fees.line_cents(BillLine("", minutes, rate_cents))
    if not work:
        return []
    quote = fees.preview(company, profile, work)
    return _lines(f"{hours(minutes)} à ce tarif", fees.amounts(work, work_vat_ppm(profile), quote), quote)


def application_week(application: Application) -> list[Amount]:
    mission = application.mission
    return week_of(mission.company, application.profile, mission.weekly_minutes or 60, application.rate_cents)


def engagement_week(engagement: Engagement) -> list[Amount]:
    return week_of(engagement.company, engagement.profile, engagement.minutes_per_week, engagement.rate_cents)


def timesheet_amounts(timesheet: Timesheet) -> Amounts | None:
    """What approving would charge now, by the list of the contract or today's when it is cheaper; None when empty."""
    priced = _priced(timesheet)
    return priced[0] if priced else None


def timesheet_lines(timesheet: Timesheet) -> list[Amount]:
    priced = _priced(timesheet)
    if priced is None:
        return []
    return _lines(f"{hours(timesheet.minutes)} de prestation", *priced)


def _priced(timesheet: Timesheet) -> tuple[Amounts, Quote] | None:
    engagement = timesheet.engagement
    work = fees.work_ht_cents(bill_lines(timesheet))
    if not work:
        return None
    before = cumul(engagement.company, engagement.profile)
    quote = fees.best_quote(engagement.fee_schedule_version, work, before)[1]
    return fees.amounts(work, work_vat_ppm(engagement.profile), quote), quote


def _lines(what: str, amounts: Amounts, quote: Quote, total: str = "Total à payer") -> list[Amount]:
    work_vat = [Amount("TVA sur la prestation", amounts.work_vat_cents)] if amounts.work_vat_cents else []
    return [
        Amount("Prestation HT", amounts.work_ht_cents, what),
        *work_vat,
        Amount("Frais de mise en relation HT", amounts.fee_ht_cents, _bands(quote)),
        Amount("TVA sur les frais", amounts.fee_vat_cents),
        Amount(total, amounts.charge_cents, is_total=True),
    ]


def _bands(quote: Quote) -> str:
    rates = " puis ".join(f"{line.rate_ppm // PPM_PER_PERCENT}\u202f%" for line in quote.lines)
    return f"{rates}, payés par l’entreprise"
