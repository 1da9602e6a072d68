"""The rates people publish on SIO, as a picture: counted on real profiles, silent under ten people."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from accounts.directory import listed
from sio.lib import dates
from sio.lib.charts import Bar, BarChart, Figure
from sio.lib.components import Column
from sio.lib.money import half_up, short_euros

FEWEST = 10
BUCKET_CENTS = 5_00
LOWEST_CENTS, HIGHEST_CENTS = 20_00, 60_00
TOO_FEW = "Pas assez de données pour afficher une tendance."
COLUMNS = (Column("Tarif HT de l’heure"), Column("Personnes", is_number=True), Column("Part", is_number=True))


@dataclass(frozen=True)
class Distribution:
    """Hourly rates of several people: quartiles in cents, and how many fall into each bucket of five euros."""

    count: int
    first_quartile: int
    median: int
    third_quartile: int
    buckets: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Way:
    """A way of working and its figure; no figure while too few people publish a rate for it."""

    key: str
    name: str
    count: int
    distribution: Distribution | None
    figure: Figure | None


def ways(on: date) -> list[Way]:
    """Remote and on site, counted on the profiles published today; one query."""
    published = listed()
    rows = list(
        published.values_list(
            "accepts_remote", "rate_remote_cents", "accepts_on_site", "rate_on_site_cents"
        ).order_by()
    )
    return [
        _way("distance", "à distance", [rate for accepts, rate, _, _ in rows if accepts and rate], on),
        _way("site", "sur site", [rate for _, _, accepts, rate in rows if accepts and rate], on),
    ]


def distribution(rates: Sequence[int]) -> Distribution | None:
    """The spread of hourly rates in cents; None under ten people, who could be recognised and prove nothing."""
    if len(rates) < FEWEST:
        return None
    first, median, third = (
        half_up(round(quarter * 100), 100) for quarter in quantiles(rates, method="inclusive")
    )
    return Distribution(len(rates), first, median, third, _buckets(rates))


def _buckets(rates: Sequence[int]) -> tuple[tuple[str, int], ...]:
    """Every bucket between the lowest and the highest that somebody is in, the empty ones included."""
    found = Counter(_start(rate) for rate in rates)
    starts = range(min(found), max(found) + 1, BUCKET_CENTS)
    return tuple((_bucket_name(start), found[start]) for start in starts)


def _start(rate: int) -> int:
    return min(max(rate // BUCKET_CENTS * BUCKET_CENTS, LOWEST_CENTS - BUCKET_CENTS), HIGHEST_CENTS)


def _bucket_name(start: int) -> str:
    if start < LOWEST_CENTS:
        return f"moins de {short_euros(LOWEST_CENTS)}"
    if start == HIGHEST_CENTS:
        return f"{short_euros(start)} et plus"
    return f"{start // 100} à {(start + BUCKET_CENTS - 1) / 100:.2f}\u202f€".replace(".", ",")


def _way(key: str, name: str, rates: list[int], on: date) -> Way:
    spread = distribution(rates)
    return Way(key, name, len(rates), spread, _figure(key, name, spread, on) if spread else None)


def _figure(key: str, name: str, spread: Distribution, on: date) -> Figure:
    low, high = short_euros(spread.first_quartile), short_euros(spread.third_quartile)
    return Figure(
        conclusion=f"La moitié des tarifs {name} se situent entre {low} et {high} HT de l’heure.",
        chart=BarChart(
            key=f"tarifs-{key}",
            title=f"Tarifs horaires {name}",
            description=f"{spread.count} personnes, de {spread.buckets[0][0]} à {spread.buckets[-1][0]}.",
            axis="nombre de personnes",
            bars=[Bar(label, count) for label, count in spread.buckets],
        ),
        columns=COLUMNS,
        rows=[
            [label, str(count), f"{half_up(count * 100, spread.count)}\u202f%"]
            for label, count in spread.buckets
        ],
        source=f"Source\u00a0: {spread.count} profils publiés sur SIO, au {dates.day(on)}. Tarifs HT fixés par chaque personne.",
    )
