"""What is told of a study: headroom, one row a policy, and each goal held or missed (matching.md §13c)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from matching.simulation.policies import DISPLAY, FIT_ORDER, LEAK, ORACLE, RANDOM, RATINGS, SKILLS
from matching.simulation.study import KINDS, Result
from matching.simulation.worlds import Crowd, Setting, Signal

HEADS = (
    "Policy", "Normalised surplus", "Fill", "Weeks to hire", "Declined", "Gini", "Reach", "Newcomers seen / hired",
    "Max a week",
)  # fmt: skip
GOAL_HEADS = ("Worlds", "Goal", "Found", "")
ENOUGH_HEADROOM = 3.0
"""Standard errors below which nothing is concluded."""
LEAST_GAIN, MOST_GINI, LEAST_REACH, LEAST_NEWCOMERS, LEAST_LEAK = 0.19, 0.50, 0.90, 0.95, 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over worlds and its standard error."""

    mean: float
    error: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Estimate":
        return cls(fmean(values), stdev(values) / sqrt(len(values)))

    def __str__(self) -> str:
        return f"{self.mean:.3f} ± {self.error:.3f}"


@dataclass(frozen=True, slots=True)
class Goal:
    worlds: str
    name: str
    found: str
    is_held: bool

    @property
    def cells(self) -> tuple[str, ...]:
        return self.worlds, self.name, self.found, "held" if self.is_held else "**missed**"


@dataclass(frozen=True, slots=True)
class Kind:
    """All the worlds of one setting."""

    setting: Setting
    results: Sequence[Result]

    @property
    def name(self) -> str:
        signal = "" if self.setting.signal is Signal.INFORMATIVE else f", {self.setting.signal}"
        return f"{self.setting.crowd}, {self.setting.tightness}{signal}"

    @property
    def headroom(self) -> Estimate:
        """Surplus of a mission under the oracle less that under random."""
        return Estimate.of([_surplus(one, ORACLE) - _surplus(one, RANDOM) for one in self.results])

    @property
    def is_conclusive(self) -> bool:
        return self.headroom.mean >= ENOUGH_HEADROOM * self.headroom.error

    def gain(self, policy: str) -> Estimate:
        """What the policy adds to random, as a share of the mean headroom."""
        room = self.headroom.mean
        return Estimate.of([(_surplus(one, policy) - _surplus(one, RANDOM)) / room for one in self.results])

    def mean(self, policy: str, figure: str) -> float:
        return fmean(getattr(one.by_policy[policy], figure) for one in self.results)


def _surplus(result: Result, policy: str) -> float:
    return result.by_policy[policy].surplus


def kinds(results: Iterable[Result]) -> list[Kind]:
    known = list(results)
    return [Kind(setting, [one for one in known if one.setting == setting]) for setting in KINDS]


def headroom(found: Sequence[Kind]) -> list[str]:
    """One sentence a kind."""
    return [
        f"{kind.name}: {len(kind.results)} worlds, {fmean(one.people_a_mission for one in kind.results):.0f} people a mission, "
        f"headroom {kind.headroom}{'' if kind.is_conclusive else ', under three standard errors: nothing is concluded'}"
        for kind in found
    ]


def rows(kind: Kind) -> list[tuple[str, ...]]:
    return [_row(kind, policy) for policy in kind.results[0].by_policy]


def _row(kind: Kind, policy: str) -> tuple[str, ...]:
    def two(figure: str) -> str:
        return f"{kind.mean(policy, figure):.2f}"

    return (
        policy,
        str(kind.gain(policy)) if kind.is_conclusive else "–",
        f"{kind.mean(policy, 'fill'):.3f}",
        two("weeks"),
        two("declined"),
        two("gini"),
        two("reach"),
        f"{two('newcomers_seen')} / {two('newcomers_hired')}",
        f"{kind.mean(policy, 'most_a_week'):.0f}",
    )


def goals(found: Sequence[Kind]) -> list[Goal]:
    """Of the display rule in thick informative worlds, then of the controls."""
    return [goal for kind in found for goal in _goals(kind)]


def _goals(kind: Kind) -> list[Goal]:
    if kind.setting.crowd is Crowd.THIN:
        return []
    if kind.setting.signal is Signal.INFORMATIVE:
        return [*_gains(kind), *_fairness(kind)]
    blind = [RATINGS] if kind.setting.signal is Signal.SHUFFLED_RATINGS else [SKILLS, FIT_ORDER, DISPLAY]
    return [*(_no_gain(kind, policy) for policy in blind), _loses_less(kind)]


def _gains(kind: Kind) -> list[Goal]:
    room, gain, leak = kind.headroom, kind.gain(DISPLAY), kind.gain(LEAK)
    return [
        Goal(kind.name, "headroom of three standard errors", str(room), kind.is_conclusive),
        Goal(kind.name, f"display rule: surplus ≥ {LEAST_GAIN}", str(gain), gain.mean >= LEAST_GAIN),
        Goal(kind.name, "never below random by a standard error", str(gain), gain.mean >= -gain.error),
        Goal(kind.name, f"leak control: surplus ≥ {LEAST_LEAK}", str(leak), leak.mean >= LEAST_LEAK),
    ]


def _fairness(kind: Kind) -> list[Goal]:
    """Missed is missed, even where there are not missions enough: what random reaches stands beside it."""
    bounds = (
        ("gini", f"Gini ≤ {MOST_GINI:.2f}", -MOST_GINI),
        ("reach", f"reach ≥ {LEAST_REACH:.2f}", LEAST_REACH),
        ("newcomers_seen", f"newcomers seen ≥ {LEAST_NEWCOMERS:.2f}", LEAST_NEWCOMERS),
    )
    return [_bound(kind, figure, name, bound) for figure, name, bound in bounds]


def _bound(kind: Kind, figure: str, name: str, bound: float) -> Goal:
    """`bound` is negative when the figure may not exceed it."""
    ours, drawn = kind.mean(DISPLAY, figure), kind.mean(RANDOM, figure)
    is_held = ours >= bound if bound > 0 else ours <= -bound
    return Goal(kind.name, f"display rule: {name}", f"{ours:.3f} (random: {drawn:.3f})", is_held)


def _no_gain(kind: Kind, policy: str) -> Goal:
    gain = kind.gain(policy)
    return Goal(
        kind.name, f"{policy}: no gain above two standard errors", str(gain), gain.mean <= 2 * gain.error
    )


def _loses_less(kind: Kind) -> Goal:
    ours, fixed = kind.gain(DISPLAY).mean, kind.gain(FIT_ORDER).mean
    return Goal(
        kind.name, "display rule loses less than fit order", f"{ours:.3f}, {fixed:.3f}", ours >= fixed
    )
