"""From a market to its measures, each with its bound and what is to be said of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import TextChoices

from matching import rules as r
from matching.figures import metrics
from matching.figures.metrics import Interval
from matching.figures.window import Market, Part
from missions.caps import open_invitations_of_assistant

FEWEST = 10
"""Below, chance alone explains a figure, and people could be recognised (house)."""
PLEDGE = 10
"""Times a newcomer is shown in 28 days where demand exists (matching.md §6); it exists when as many lists were read."""


class Verdict(TextChoices):
    WITHIN = "within", "dans la cible"
    BEYOND = "beyond", "hors cible"
    TOO_FEW = "too_few", "trop peu de données"
    REPORTED = "reported", "sans cible"


class Unit(TextChoices):
    INDEX = "index", "indice"
    SHARE = "share", "part"
    NUMBER = "number", "nombre"
    DAYS = "days", "jours"
    POINTS = "points", "points"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure may reach: at most `limit`, or at least when `is_least`."""

    limit: float
    is_least: bool = False

    def holds(self, value: float) -> bool:
        return value >= self.limit if self.is_least else value <= self.limit


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure about `count` people or things; no value while there is nothing to measure."""

    key: str
    name: str
    unit: Unit
    value: float | None
    count: int
    bound: Bound | None = None
    interval: Interval | None = None
    fewest: int = FEWEST

    @property
    def verdict(self) -> Verdict:
        if self.value is None or self.count < self.fewest:
            return Verdict.TOO_FEW
        if self.bound is None:
            return Verdict.REPORTED
        return Verdict.WITHIN if self.bound.holds(self.value) else Verdict.BEYOND


def measures(market: Market) -> list[Measure]:
    """Every figure of matching.md §13d that the tables hold, in its order."""
    groups = (_exposure, _newcomers, _load, _crowding, _time, _cost)
    return [one for group in groups for one in group(market)]


def _exposure(market: Market) -> list[Measure]:
    people = market.settled
    shown = [one.impressions for one in people]
    per_day = [one.impressions / metrics.free_days(one.free_minutes) for one in people]
    seen = Part(sum(times > 0 for times in shown), len(people))
    return [
        Measure(
            "gini",
            "Inégalité d’exposition (Gini)",
            Unit.INDEX,
            metrics.gini(per_day),
            len(people),
            Bound(0.5),
        ),
        _part("reach", "Personnes montrées au moins une fois", seen, Bound(0.9, is_least=True)),
        Measure(
            "top_decile",
            "Part du dixième le plus montré",
            Unit.SHARE,
            metrics.top_decile(shown),
            len(people),
            Bound(0.33),
        ),
    ]


def _newcomers(market: Market) -> list[Measure]:
    new, others = market.newcomers, market.others
    seen = Part(sum(one.early > 0 for one in new), len(new))
    wanted = [one for one in new if one.chances >= PLEDGE]
    pledge = Part(sum(one.early >= PLEDGE for one in wanted), len(wanted))
    hired = metrics.ratio(
        metrics.share(one.hired_early for one in new), metrics.share(one.is_hired for one in others)
    )
    return [
        _part("newcomers_seen", "Nouveaux profils montrés en 28 jours", seen, Bound(0.95, is_least=True)),
        Measure(
            "newcomers_hired",
            "Missions des nouveaux profils, rapportées aux autres",
            Unit.INDEX,
            hired,
            min(len(new), len(others)),
            Bound(0.6, is_least=True),
        ),
        _part(
            "pledge",
            f"Nouveaux profils montrés {PLEDGE} fois en 28 jours, là où la demande existe",
            pledge,
            Bound(0.95, is_least=True),
        ),
    ]


def _load(market: Market) -> list[Measure]:
    """The cap is a promise to each person: one person is enough to break it."""
    loads = [one.invitations / open_invitations_of_assistant(one.free_minutes) for one in market.people]
    most = max((one.invitations for one in market.people), default=None)
    return [
        Measure(
            "open_most",
            "Invitations ouvertes, au plus, pour une personne",
            Unit.NUMBER,
            most,
            len(loads),
            fewest=1,
        ),
        Measure(
            "load",
            "Plafond d’invitations le plus rempli",
            Unit.SHARE,
            max(loads, default=None),
            len(loads),
            Bound(1.0),
            fewest=1,
        ),
        _part("refused", "Invitations déclinées ou sans réponse", market.refused, Bound(0.4)),
    ]


def _crowding(market: Market) -> list[Measure]:
    return [
        _median("applications", "Candidatures par mission", Unit.NUMBER, market.applications, Bound(10)),
        _part("unopened", "Candidatures jamais ouvertes", market.unopened, Bound(0.1)),
    ]


def _time(market: Market) -> list[Measure]:
    return [
        _median("contact", "De la publication à l’accord", Unit.DAYS, market.days_to_contact),
        _median("hire", "De la publication au contrat signé", Unit.DAYS, market.days_to_hire),
        _part("filled", "Missions pourvues en 14 jours", market.filled),
    ]


def _cost(market: Market) -> list[Measure]:
    """By construction, no place gives up more than five points, ten at the place of a new profile."""
    cost, most = market.cost, r.ROTATION_POINTS / r.POINT
    mean = cost.points / cost.places if cost.places else None
    name = "Adéquation cédée à la rotation, par place"
    return [Measure("cost", name, Unit.POINTS, mean, cost.places, Bound(most))]


def _part(key: str, name: str, part: Part, bound: Bound | None = None) -> Measure:
    value = part.found / part.asked if part.asked else None
    interval = metrics.wilson(part.found, part.asked)
    return Measure(key, name, Unit.SHARE, value, part.asked, bound, interval)


def _median(key: str, name: str, unit: Unit, values: Sequence[float], bound: Bound | None = None) -> Measure:
    value = median(values) if values else None
    return Measure(key, name, unit, value, len(values), bound, metrics.median_interval(values))
