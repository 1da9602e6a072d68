"""The measures as people read them, and the picture of who was shown."""

from collections.abc import Sequence

from matching.figures import metrics
from matching.figures.measures import FEWEST, Bound, Measure, Unit
from matching.figures.window import Market, Window
from sio.lib import dates
from sio.lib.charts import Bar, BarChart, Figure
from sio.lib.components import Column

NOTHING = "–"
NOT_STORED = "La parité entre groupes n’est pas mesurée\u00a0: SIO ne conserve ni le genre, ni l’origine, ni l’âge des personnes."
COLUMNS = (
    Column("Mesure"),
    Column("Valeur", is_number=True),
    Column("Avis"),
    Column("Cible", is_number=True),
    Column("Intervalle à 95\u202f%", is_number=True),
    Column("Observations", is_number=True),
)
TENTH_COLUMNS = (Column("Dixième des personnes"), Column("Part des présentations", is_number=True))


def table(measures: Sequence[Measure]) -> list[tuple[str, ...]]:
    """A line for each measure, under `COLUMNS`."""
    return [_line(one) for one in measures]


def _line(one: Measure) -> tuple[str, ...]:
    return (
        one.name,
        NOTHING if one.value is None else number(one.value, one.unit),
        str(one.verdict.label),
        _bound(one.bound, one.unit),
        _interval(one),
        str(one.count),
    )


def number(value: float, unit: Unit) -> str:
    """« 45,6 % », « 0,46 », « 4,5 », « 6,5 jours »."""
    match unit:
        case Unit.SHARE:
            return f"{round(value * 100, 1):g}\u202f%".replace(".", ",")
        case Unit.INDEX:
            return f"{value:.2f}".replace(".", ",")
        case Unit.NUMBER:
            return f"{value:g}".replace(".", ",")
        case Unit.DAYS:
            return f"{value:.1f}\u00a0{'jours' if value >= 2 else 'jour'}".replace(".", ",")


def _interval(one: Measure) -> str:
    if one.interval is None:
        return NOTHING
    return f"{number(one.interval.low, one.unit)} à {number(one.interval.high, one.unit)}"


def _bound(bound: Bound | None, unit: Unit) -> str:
    if bound is None:
        return NOTHING
    return f"{'au moins' if bound.is_least else 'au plus'} {number(bound.limit, unit)}"


def span(window: Window) -> str:
    return f"du {dates.day(window.since)} au {dates.day(window.until)}"


def picture(market: Market) -> Figure | None:
    """What each tenth of people took of the main lists; none with too few people to draw."""
    shown = [one.impressions for one in market.settled]
    tenths = metrics.tenths(shown)
    if not tenths or len(shown) < FEWEST:
        return None
    labels = ["1er", *(f"{place}e" for place in range(2, 11))]
    shares = [number(each, Unit.SHARE) for each in tenths]
    return Figure(
        conclusion=f"Le dixième le plus montré reçoit {shares[0]} des présentations.",
        chart=BarChart(
            key="exposition",
            title="Présentations par dixième des personnes",
            description=f"Dix barres, du dixième le plus montré au moins montré, de {shares[0]} à {shares[-1]}. À parts égales, chacune vaudrait 10\u202f%.",
            axis="part des présentations, en\u202f%",
            bars=[
                Bar(label, round(each * 100), text)
                for label, each, text in zip(labels, tenths, shares, strict=True)
            ],
        ),
        columns=TENTH_COLUMNS,
        rows=list(zip(labels, shares, strict=True)),
        source=f"Source\u00a0: {len(shown)} personnes, {sum(shown)} présentations {span(market.window)}.",
    )


def as_json(measures: Sequence[Measure], window: Window) -> dict[str, object]:
    """The same figures for a program: shares between 0 and 1, days as numbers."""
    return {
        "since": window.since.isoformat(),
        "until": window.until.isoformat(),
        "measures": [_as_json(one) for one in measures],
        "group_parity": None,
    }


def _as_json(one: Measure) -> dict[str, object]:
    return {
        "key": one.key,
        "value": one.value,
        "interval": one.interval and [one.interval.low, one.interval.high],
        "bound": one.bound and {"at_least" if one.bound.is_least else "at_most": one.bound.limit},
        "count": one.count,
        "verdict": one.verdict.value,
    }
