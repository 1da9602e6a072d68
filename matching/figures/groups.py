"""Are groups shown and chosen alike? Neutral groups only: large towns, seniority, VAT (legal.md R5.7).

SIO keeps no gender, origin or age and infers none. Whoever stands in a main list is eligible: the rate of a group is the
part of those shown whom a company then contacted or hired. The ratio of the lowest rate to the highest is held against
0.8, with its interval.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from matching.figures import metrics
from matching.figures.measures import FEWEST, Bound, Measure, Unit
from matching.figures.metrics import Z_95, Interval

ALIKE = Bound(0.8, is_least=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody a company was shown: her groups by dimension, how often per free day, and whether she was chosen."""

    groups: Mapping[str, str]
    exposure: float
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    people: int
    exposure: float
    chosen: int

    @property
    def rate(self) -> float:
        return self.chosen / self.people


def groups_of(people: Iterable[Shown], dimension: str) -> list[Group]:
    """The groups of ten people at least, by name."""
    found: dict[str, list[Shown]] = defaultdict(list)
    for one in people:
        found[one.groups[dimension]].append(one)
    return [_group(name, found[name]) for name in sorted(found) if name and len(found[name]) >= FEWEST]


def _group(name: str, people: Sequence[Shown]) -> Group:
    exposure = sum(one.exposure for one in people) / len(people)
    return Group(name, len(people), exposure, sum(one.is_chosen for one in people))


def parity(dimension: str, label: str, groups: Sequence[Group]) -> list[Measure]:
    """The lowest to the highest, in exposure and in choice; nothing to compare with a single group."""
    count = min((one.people for one in groups), default=0) if len(groups) > 1 else 0
    exposures = [one.exposure for one in groups]
    shown = metrics.ratio(min(exposures), max(exposures)) if count else None
    name = f"{label}\u00a0:"
    return [
        Measure(f"shown_{dimension}", f"{name} présentations, du groupe le moins au plus montré", Unit.INDEX, shown, count, ALIKE),
        _choice(f"chosen_{dimension}", f"{name} choix, du groupe le moins au plus choisi", groups, count),
    ]  # fmt: skip


def _choice(key: str, name: str, groups: Sequence[Group], count: int) -> Measure:
    if not count:
        return Measure(key, name, Unit.INDEX, None, 0, ALIKE)
    low, high = min(groups, key=lambda one: one.rate), max(groups, key=lambda one: one.rate)
    value = metrics.ratio(low.rate, high.rate)
    return Measure(key, name, Unit.INDEX, value, count, ALIKE, ratio_interval(low, high))


def ratio_interval(low: Group, high: Group) -> Interval | None:
    """The 95 % interval of a ratio of two rates (Katz and others, 1978); none while nobody of a group was chosen."""
    if not low.chosen or not high.chosen:
        return None
    spread = sqrt(1 / low.chosen - 1 / low.people + 1 / high.chosen - 1 / high.people)
    middle = log(low.rate / high.rate)
    return Interval(exp(middle - Z_95 * spread), exp(middle + Z_95 * spread))
