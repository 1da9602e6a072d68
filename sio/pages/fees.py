"""What SIO costs, in examples and at will: the reckoning of the bill itself (`billing.fees`), never a figure typed here."""

from collections.abc import Iterator
from dataclasses import dataclass

from billing.fees import Amounts, Band, BillLine, Schedule, amounts, quote, work_ht_cents
from missions.pricing import monthly_minutes
from sio.lib.components import Amount, Column
from sio.lib.durations import hours
from sio.lib.money import euros, half_up, short_euros

NARROW = "\u202f"
NO_BREAK = "\u00a0"
WEEKS_PER_YEAR = 52
PPM_PER_TENTH_OF_PERCENT = 1_000


@dataclass(frozen=True)
class Example:
    """A bill that the page shows: what it pays, and what the firm had already paid to the same person, in cents."""

    label: str
    work_cents: int
    cumul_cents: int = 0


# market.md §7: the minimum, each band, each edge between two bands, and a large bill that crosses all three.
EXAMPLES = (
    Example("Une tâche ponctuelle", 10_00),
    Example(f"5{NO_BREAK}h à 35{NARROW}€", 175_00),
    Example(f"16{NO_BREAK}h à 30{NARROW}€", 480_00),
    Example("Le passage à 9\u202f%", 400_00, 1_800_00),
    Example(f"6{NO_BREAK}h à 39{NARROW}€", 234_00, 1_872_00),
    Example(f"2{NO_BREAK}jours à 364{NARROW}€", 728_00, 4_368_00),
    Example("Le passage à 6\u202f%", 300_00, 9_900_00),
    Example("Un grand projet", 12_000_00),
)
EXAMPLE_COLUMNS = (
    Column("Règlement"),
    Column("Travail HT", is_number=True),
    Column("Déjà réglé HT", is_number=True),
    Column("Frais HT", is_number=True),
    Column("TVA sur frais", is_number=True),
    Column("Vous payez", is_number=True),
)


@dataclass(frozen=True)
class Span:
    """What a stretch of work costs: the same arithmetic over a week, a month, a year."""

    label: str
    minutes: int
    due: Amounts

    @property
    def rate(self) -> str:
        """The fee as a share of the work, to one decimal: « 12 % », « 9,4 % »."""
        return percent(half_up(self.due.fee_ht_cents * 1_000_000, self.due.work_ht_cents))


def reckon(prices: Schedule, work_cents: int, cumul_cents: int = 0) -> Amounts:
    """The amounts of a bill for somebody without VAT, by the price list in force. Cents, excluding VAT."""
    return amounts(work_cents, 0, quote(prices, work_cents, cumul_cents))


def example_rows(prices: Schedule) -> list[list[str]]:
    """The cells of the table of examples."""
    return [_cells(example, reckon(prices, example.work_cents, example.cumul_cents)) for example in EXAMPLES]


def _cells(example: Example, due: Amounts) -> list[str]:
    figures = (
        due.work_ht_cents,
        example.cumul_cents,
        due.fee_ht_cents,
        due.fee_vat_cents,
        due.charge_cents,
    )
    return [example.label, *(euros(cents) for cents in figures)]


def work_cents(minutes: int, rate_cents: int) -> int:
    """The price of some minutes at an hourly rate, rounded as a line of a bill."""
    return work_ht_cents([BillLine("", minutes, rate_cents)])


def spans(prices: Schedule, minutes_per_week: int, rate_cents: int, cumul_cents: int) -> list[Span]:
    """A week, an average month and a year of the same work, each begun from what was already paid."""
    lengths = {
        "Une semaine": minutes_per_week,
        "Un mois moyen": monthly_minutes(minutes_per_week),
        "Une année": minutes_per_week * WEEKS_PER_YEAR,
    }
    return [
        Span(label, minutes, reckon(prices, work_cents(minutes, rate_cents), cumul_cents))
        for label, minutes in lengths.items()
    ]


def bill_lines(minutes: int, rate_cents: int, due: Amounts) -> list[Amount]:
    """The lines of the `price` component: the work, the fee, its VAT, the total."""
    work = f"{hours(minutes)} de travail à {short_euros(rate_cents)} HT"
    return [
        Amount(work, due.work_ht_cents, "Versés en entier à l’assistante ou à l’assistant."),
        Amount("Frais de mise en relation, HT", due.fee_ht_cents, "Payés par l’entreprise."),
        Amount("TVA sur ces frais", due.fee_vat_cents),
        Amount("Total payé par l’entreprise", due.charge_cents, is_total=True),
    ]


def month_of(prices: Schedule, minutes_per_week: int, rate_cents: int) -> list[Amount]:
    """What an average month costs with someone new."""
    minutes = monthly_minutes(minutes_per_week)
    return bill_lines(minutes, rate_cents, reckon(prices, work_cents(minutes, rate_cents)))


def bands_in_words(prices: Schedule) -> list[tuple[str, str]]:
    """« Jusqu’à 2 000 € » → « 12 % »."""
    return [(_reach(band), percent(band.rate_ppm)) for band in prices.bands]


def _reach(band: Band) -> str:
    if band.to_cents is None:
        return f"Au-delà de {short_euros(band.from_cents)}"
    if band.from_cents == 0:
        return f"Jusqu’à {short_euros(band.to_cents)}"
    return f"De {short_euros(band.from_cents).removesuffix(f'{NARROW}€')} à {short_euros(band.to_cents)}"


def percent(ppm: int) -> str:
    """Parts per million as people read them, to one decimal: 120000 → « 12 % », 94000 → « 9,4 % »."""
    whole, tenth = divmod(half_up(ppm, PPM_PER_TENTH_OF_PERCENT), 10)
    return f"{whole},{tenth}{NARROW}%" if tenth else f"{whole}{NARROW}%"


def span_rows(found: list[Span]) -> Iterator[list[str]]:
    for span in found:
        due = span.due
        figures = (due.work_ht_cents, due.fee_ht_cents, due.fee_vat_cents, due.charge_cents)
        yield [f"{span.label} ({hours(span.minutes)})", *(euros(cents) for cents in figures), span.rate]


SPAN_COLUMNS = (
    Column("Durée"),
    Column("Travail HT", is_number=True),
    Column("Frais HT", is_number=True),
    Column("TVA sur frais", is_number=True),
    Column("Vous payez", is_number=True),
    Column("Frais, en moyenne", is_number=True),
)
