"""Orders of display to compare: each takes a question and answers with the people shown, best first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from matching.order import Seen, exposure_of, reachable
from matching.rules import POINT
from matching.simulation.arrays import Flags, Ints
from matching.simulation.engine import Engine, Proposed
from matching.simulation.truth import Truth

LIST = 8
RANDOM, ORACLE, DISPLAY, FIT_ORDER = "random", "oracle", "hand, display rule", "hand, fit order"
RATINGS, SKILLS, LEAK = "rating only", "skills only", "leak: told the truth"


@dataclass(frozen=True, slots=True)
class Question:
    """One list to fill: who is proposed, and how much each was shown, all as the site knows it."""

    mission: int
    day: date
    proposed: Proposed
    shown: Ints
    """Times in 28 days, of everybody, as counted last night."""
    free: Ints
    is_new: Flags


Policy = Callable[[Question], list[int]]


def policies(engine: Engine, truth: Truth, seed: int) -> dict[str, Policy]:
    """Every policy of the tables. The last two alone are told the truth."""
    return {
        RANDOM: drawn(seed),
        RATINGS: lambda asked: best(engine, asked, asked.proposed.reliability),
        SKILLS: lambda asked: best(engine, asked, asked.proposed.skills),
        FIT_ORDER: lambda asked: best(engine, asked, asked.proposed.fit),
        DISPLAY: lambda asked: displayed(engine, asked),
        LEAK: lambda asked: best(engine, asked, _rounded(truth, asked)),
        ORACLE: lambda asked: _by_surplus(truth, asked),
    }


def drawn(seed: int) -> Policy:
    """A fresh draw for each list."""
    draw = np.random.default_rng([seed, 4])

    def order(asked: Question) -> list[int]:
        people: list[int] = draw.permutation(asked.proposed.who)[:LIST].tolist()
        return people

    return order


def best(engine: Engine, asked: Question, points: Ints) -> list[int]:
    """By points alone, ties by the draw of the week."""
    ranked = engine.ranked(asked.mission, asked.day, *_down_to_the_last(asked, points))
    return [person for person, _ in ranked[:LIST]]


def displayed(engine: Engine, asked: Question) -> list[int]:
    """The display rule of the site: rotation in its band, one place for who is new or little seen."""
    ranked = engine.ranked(asked.mission, asked.day, asked.proposed.who, asked.proposed.fit)
    seen = {person: _seen(asked, person) for person, _ in reachable(ranked, LIST)}
    return engine.display(asked.mission, asked.day, ranked, seen, LIST)


def _seen(asked: Question, person: int) -> Seen:
    exposure = exposure_of(int(asked.shown[person]), int(asked.free[person]))
    return Seen(exposure, bool(asked.is_new[person]))


def _down_to_the_last(asked: Question, points: Ints) -> tuple[Ints, Ints]:
    """Those who reach the points of the last place: to settle ties among the others would be for nothing."""
    who = asked.proposed.who
    if len(points) <= LIST:
        return who, points
    reach = points >= np.partition(points, -LIST)[-LIST]
    return who[reach], points[reach]


def _rounded(truth: Truth, asked: Question) -> Ints:
    """The truth as a fit of whole points, ten for each unit of surplus."""
    points: Ints = np.rint(10 * truth.surplus[asked.mission, asked.proposed.who]).astype(np.int64)
    return points * POINT


def _by_surplus(truth: Truth, asked: Question) -> list[int]:
    order = np.argsort(-truth.surplus[asked.mission, asked.proposed.who])[:LIST]
    people: list[int] = asked.proposed.who[order].tolist()
    return people
