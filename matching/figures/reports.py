"""A bias report as people read it: only from its frozen figures, so that it reads the same for ever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.enums import Place
from matching.figures.measures import Unit, Verdict, measures
from matching.figures.window import Market, Part, Window
from matching.figures.words import NOTHING, bound_of, number
from sio.lib.charts import Bar, BarChart, Figure
from sio.lib.components import Column
from sio.lib.dates import day

Json = Mapping[str, Any]

NOTHING_YET = Market(Window(date(2026, 1, 1)), (), Part(0, 0), (), Part(0, 0), (), (), Part(0, 0))
PUBLISHED = ("gini", "reach", "newcomers_seen", "pledge")
"""The measures of « Ce que nous mesurons »."""
GROUP_COLUMNS = (
    Column("Groupe"),
    Column("Personnes montrées", is_number=True),
    Column("Présentations par jour libre", is_number=True),
    Column("Choisies", is_number=True),
)
PARITY_COLUMNS = (
    Column("Comparaison"),
    Column("Rapport", is_number=True),
    Column("Avis"),
    Column("Cible", is_number=True),
    Column("Intervalle à 95\u202f%", is_number=True),
)
LAST_COLUMNS = (
    Column("Mesure"),
    Column("Valeur", is_number=True),
    Column("Avis"),
    Column("Intervalle à 95\u202f%", is_number=True),
    Column("Observations", is_number=True),
)
PART_COLUMNS = (
    Column("Commune"),
    Column("Lieu"),
    Column("Métier"),
    Column("Personnes", is_number=True),
    Column("Hors cible"),
)


@dataclass(frozen=True, slots=True)
class Series:
    """One measure over the windows of a half-year, the oldest first."""

    told: Sequence[Json]

    @property
    def name(self) -> str:
        return str(self.told[-1]["name"])

    @property
    def values(self) -> list[str]:
        return [value(one) for one in self.told]

    @property
    def bound(self) -> str:
        return bound(self.told[-1])

    @property
    def held(self) -> int:
        return [one["verdict"] for one in self.told].count(Verdict.WITHIN)

    @property
    def judged(self) -> int:
        """Windows with enough data to say."""
        verdicts = [one["verdict"] for one in self.told]
        return verdicts.count(Verdict.WITHIN) + verdicts.count(Verdict.BEYOND)

    @property
    def kept(self) -> str:
        """« 5 sur 6 »."""
        return f"{self.held} sur {self.judged}" if self.judged else NOTHING


def value(one: Json) -> str:
    is_hidden = one["value"] is None or one["verdict"] == Verdict.TOO_FEW
    return NOTHING if is_hidden else number(one["value"], Unit(one["unit"]))


def bound(one: Json) -> str:
    if one["bound"] is None:
        return NOTHING
    ((kind, limit),) = one["bound"].items()
    return f"{'au moins' if kind == 'at_least' else 'au plus'} {number(limit, Unit(one['unit']))}"


def interval(one: Json) -> str:
    if one["interval"] is None or one["verdict"] == Verdict.TOO_FEW:
        return NOTHING
    low, high = (number(end, Unit(one["unit"])) for end in one["interval"])
    return f"{low} à {high}"


def series(figures: Json) -> dict[str, Series]:
    """By key, in the order of the measures."""
    windows = figures["windows"]
    return {
        one["key"]: Series([window["measures"][place] for window in windows])
        for place, one in enumerate(windows[-1]["measures"])
    }


def columns(figures: Json) -> list[Column]:
    ends = [_short(_until(window)) for window in figures["windows"]]
    return [
        Column("Mesure"),
        Column("Cible", is_number=True),
        *(Column(f"au {end}", is_number=True) for end in ends),
        Column("Tenue", is_number=True),
    ]


def _until(window: Json) -> date:
    return date.fromisoformat(window["until"])


def _short(end: date) -> str:
    return f"{end:%d/%m}"


def rows(figures: Json) -> list[tuple[str, ...]]:
    """A line for each measure, under `columns`."""
    return [(one.name, one.bound, *one.values, one.kept) for one in series(figures).values()]


def last_rows(figures: Json) -> list[tuple[str, ...]]:
    """The last window with its intervals and how much stands behind: measure, value, verdict, interval, count."""
    return [
        (one["name"], value(one), str(Verdict(one["verdict"]).label), interval(one), str(one["count"]))
        for one in figures["windows"][-1]["measures"]
    ]


def groups(figures: Json) -> list[dict[str, Any]]:
    """Each dimension with its groups and what is compared."""
    return [
        {
            "label": one["label"],
            "groups": [_group_line(group) for group in one["groups"]],
            "parity": [_parity_line(measure) for measure in one["measures"]],
        }
        for one in figures["groups"].values()
    ]


def _group_line(group: Json) -> tuple[str, ...]:
    exposure = number(group["exposure"], Unit.INDEX)
    share = number(group["chosen"] / group["people"], Unit.SHARE)
    return group["name"], str(group["people"]), exposure, share


def _parity_line(one: Json) -> tuple[str, ...]:
    return one["name"], value(one), str(Verdict(one["verdict"]).label), bound(one), interval(one)


def parts(figures: Json) -> list[tuple[str, ...]]:
    return [_part_line(one) for one in figures["parts"]]


def _part_line(part: Json) -> tuple[str, ...]:
    missed = [one["name"] for one in part["measures"] if one["verdict"] == Verdict.BEYOND]
    where = part["town"], str(Place(part["place"]).label), part["job"]
    return (*where, str(part["people"]), "\u202f; ".join(missed) or NOTHING)


def picture(figures: Json) -> Figure | None:
    """Who was shown once at least, window after window; none while there is too little to say."""
    reach = series(figures)["reach"]
    known = [
        (window, one)
        for window, one in zip(figures["windows"], reach.told, strict=True)
        if value(one) != NOTHING
    ]
    if not known:
        return None
    labels = [_short(_until(window)) for window, _ in known]
    texts = [value(one) for _, one in known]
    bars = [
        Bar(label, round(100 * one["value"]), text)
        for label, (_, one), text in zip(labels, known, texts, strict=True)
    ]
    return Figure(
        conclusion=f"Personnes montrées une fois au moins\u00a0: {texts[-1]} à la fin du semestre, cible {reach.bound}.",
        chart=BarChart(
            key="montrees",
            title="Personnes montrées, par période de 28 jours",
            description=", ".join(f"au {label} {text}" for label, text in zip(labels, texts, strict=True)),
            axis="part des personnes, en\u202f%",
            bars=bars,
        ),
        columns=(Column("Période finie le"), Column("Personnes montrées", is_number=True)),
        rows=list(zip(labels, texts, strict=True)),
        source="Source\u00a0: listes lues par les entreprises, périodes de 28 jours.",
    )


def in_public(figures: Json) -> list[tuple[str, str]]:
    """What visitors read of a signed report: the last value, what was promised, how often it was kept."""
    told = series(figures)
    until = day(_until(figures["windows"][-1]))
    return [(told[key].name, _public_words(told[key], until)) for key in PUBLISHED if key in told]


def promises() -> list[tuple[str, str]]:
    """The same measures with what we aim at, before any report."""
    nothing = {one.key: one for one in measures(NOTHING_YET)}
    return [(nothing[key].name, bound_of(nothing[key])) for key in PUBLISHED]


def _public_words(one: Series, until: str) -> str:
    aim = f"Cible\u00a0: {one.bound}."
    if not one.judged:
        return f"{aim} Trop peu de données pour le dire."
    kept = f"{_how_often(one.held, one.judged)} de 28 jours."
    last = one.values[-1]
    return f"{aim} {kept}" if last == NOTHING else f"{last} au {until}. {aim} {kept}"


def _how_often(held: int, judged: int) -> str:
    periods = f"{judged} périodes" if judged > 1 else "une période"
    if held == judged:
        return f"Tenue sur {'les ' if judged > 1 else ''}{periods}"
    return (
        f"Tenue sur {held} des {periods}" if held else f"Manquée sur {'les ' if judged > 1 else ''}{periods}"
    )
