"""Budgets brought to the hour, and packs brought to the week. Cents and minutes, integers only.

It serves the filter of matching and the preview of a form; it is never shown as an assistant's price
(domain.md 3.2: day = 7 h, half-day = 3.5 h, monthly pack and project = their own hours).
"""

from typing import TypeVar

from missions.enums import PriceMode

# Minutes said of one mission, or the column where the database has those of each.
Said = TypeVar("Said")

MINUTES_PER_HOUR = 60
MINUTES_PER_HALF_DAY = 210
MINUTES_PER_DAY = 420
WEEKS_PER_YEAR = 52
MONTHS_PER_YEAR = 12


def weekly_minutes(minutes_per_week: int | None, minutes_per_month: int | None) -> int | None:
    """Minutes a week: those asked, else those of the monthly pack × 12 / 52, rounded up."""
    if minutes_per_week is not None:
        return minutes_per_week
    if minutes_per_month is None:
        return None
    return -(-minutes_per_month * MONTHS_PER_YEAR // WEEKS_PER_YEAR)


def minutes_priced(price_mode: PriceMode, pack_minutes: Said, project_minutes: Said) -> int | Said | None:
    """How many minutes one price of this mode buys; None when nobody said."""
    buys: dict[PriceMode, int | Said | None] = {
        PriceMode.HOUR: MINUTES_PER_HOUR,
        PriceMode.HALF_DAY: MINUTES_PER_HALF_DAY,
        PriceMode.DAY: MINUTES_PER_DAY,
        PriceMode.MONTHLY_PACK: pack_minutes,
        PriceMode.PROJECT: project_minutes,
        PriceMode.ACT: None,
    }
    return buys[price_mode]


def hourly_ceiling_cents(
    price_mode: PriceMode, budget_cents: int | None, pack_minutes: int | None, project_minutes: int | None
) -> int | None:
    """Cents an hour that the budget allows, rounded down: an hour at the ceiling never exceeds the budget."""
    minutes = minutes_priced(price_mode, pack_minutes, project_minutes)
    if budget_cents is None or not minutes:
        return None
    return budget_cents * MINUTES_PER_HOUR // minutes


def monthly_minutes(minutes_per_week: int) -> int:
    """Minutes of an average month (52 weeks over 12 months), rounded half up."""
    return (2 * minutes_per_week * WEEKS_PER_YEAR + MONTHS_PER_YEAR) // (2 * MONTHS_PER_YEAR)
