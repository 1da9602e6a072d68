"""The measures as people read them, and the picture of who was shown."""

from collections.abc import Mapping, Sequence

from matching.figures import metrics
from matching.figures.markets import Unseen
from matching.figures.measures import FEWEST, Measure, Unit, Verdict
from matching.figures.parts import Told
from matching.figures.window import Market, Window
from sio.lib import dates
from sio.lib.charts import Bar, BarChart, Figure
from sio.lib.components import Column

NOTHING = "–"
NOT_STORED = "La parité entre les genres n’est pas mesurée\u00a0: SIO ne conserve ni le genre, ni l’origine, ni l’âge des personnes."
COLUMNS = (
    Column("Mesure"),
    Column("Valeur", is_number=True),
    Column("Avis"),
    Column("Cible", is_number=True),
    Column("Intervalle à 95\u202f%", is_number=True),
    Column("Observations", is_number=True),
)
UNSEEN_COLUMNS = (Column("Pourquoi"), Column("Personnes", is_number=True))
PART_COLUMNS = (
    Column("Commune"),
    Column("Lieu"),
    Column("Métier"),
    Column("Personnes", is_number=True),
    Column("Hors cible"),
    Column("Gini", is_number=True),
    Column("Montrées", is_number=True),
    Column("Nouveaux montrés", is_number=True),
)
TENTH_COLUMNS = (Column("Dixième des personnes"), Column("Part des présentations", is_number=True))


def table(measures: Sequence[Measure]) -> list[tuple[str, ...]]:
    """A line for each measure, under `COLUMNS`."""
    return [_line(one) for one in measures]


def _line(one: Measure) -> tuple[str, ...]:
    return (
        one.name,
        value_of(one),
        str(one.verdict.label),
        bound_of(one),
        _interval(one),
        str(one.count),
    )


def value_of(one: Measure) -> str:
    """Nothing while fewer than ten people or things stand behind: one could recognise them."""
    is_hidden = one.value is None or one.verdict == Verdict.TOO_FEW
    return NOTHING if is_hidden or one.value is None else number(one.value, one.unit)


def part_lines(parts: Sequence[Told]) -> list[tuple[str, ...]]:
    """A line for each part of the market, under `PART_COLUMNS`."""
    return [_part_line(one) for one in parts]


def _part_line(part: Told) -> tuple[str, ...]:
    by_key = {one.key: one for one in part.measures}
    return (
        part.segment.town,
        str(part.segment.place.label),
        part.segment.job,
        str(part.people),
        "\u202f; ".join(one.name for one in part.missed) or NOTHING,
        *(value_of(by_key[key]) for key in ("gini", "reach", "newcomers_seen")),
    )


def unseen_lines(unseen: Mapping[Unseen, int]) -> list[tuple[str, str]]:
    """Why the others were not shown; a reason of fewer than ten people is not counted out."""
    return [(str(why.label), _count(unseen.get(why, 0))) for why in Unseen]


def _count(people: int) -> str:
    return str(people) if people == 0 or people >= FEWEST else f"moins de {FEWEST}"


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
        case Unit.POINTS:
            return f"{value:.1f}\u00a0{'points' if value >= 2 else 'point'}".replace(".", ",")


def _interval(one: Measure) -> str:
    if one.interval is None or one.verdict == Verdict.TOO_FEW:
        return NOTHING
    return f"{number(one.interval.low, one.unit)} à {number(one.interval.high, one.unit)}"


def bound_of(one: Measure) -> str:
    if one.bound is None:
        return NOTHING
    return f"{'au moins' if one.bound.is_least else 'au plus'} {number(one.bound.limit, one.unit)}"


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
        "measures": [measure_as_json(one) for one in measures],
        "group_parity": None,
    }


def part_as_json(part: Told) -> dict[str, object]:
    """Figures about fewer than ten people or things are left out."""
    told = part.segment
    return {
        "town": told.town,
        "place": told.place.value,
        "job": told.job,
        "people": part.people,
        "measures": [measure_as_json(one) for one in part.known],
    }


def measure_as_json(one: Measure) -> dict[str, object]:
    return {
        "key": one.key,
        "name": one.name,
        "unit": one.unit.value,
        "value": one.value,
        "interval": one.interval and [one.interval.low, one.interval.high],
        "bound": one.bound and {"at_least" if one.bound.is_least else "at_most": one.bound.limit},
        "count": one.count,
        "verdict": one.verdict.value,
    }


def hidden_cells(count: int) -> str:
    """What is not shown, and why."""
    rule = (
        f"Une partie du marché se montre à partir de {FEWEST} personnes\u00a0; les plus petites sont réunies."
    )
    return rule if not count else f"{rule} Non montrées, même réunies\u00a0: {count}."
