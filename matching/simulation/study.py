"""Many worlds of each kind under every policy, on every core; what is told of them is in `tables.py`."""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product

import django

from matching.simulation.engine import Engine
from matching.simulation.figures import Figures, figures
from matching.simulation.market import Market
from matching.simulation.policies import policies
from matching.simulation.public import publish
from matching.simulation.truth import draw_truth
from matching.simulation.worlds import HALF_DAY, Crowd, Setting, Signal, draw_world

TIGHTNESS = (0.8, 0.35)
"""1,200 missions for 1,500 people, as in matching.md §15.3, and fewer than half of that."""
KINDS = (
    *(Setting(Crowd.THICK, tightness) for tightness in TIGHTNESS),
    *(Setting(Crowd.THIN, tightness) for tightness in TIGHTNESS),
    *(
        Setting(Crowd.THICK, tightness, signal)
        for signal, tightness in product((Signal.SHUFFLED_RATINGS, Signal.SHUFFLED_SKILLS), TIGHTNESS)
    ),
)


@dataclass(frozen=True, slots=True)
class Case:
    setting: Setting
    seed: int


@dataclass(frozen=True, slots=True)
class Result:
    setting: Setting
    people_a_mission: float
    """How many could be proposed to a mission, on average, if all had time."""
    by_policy: dict[str, Figures]


def study(worlds: int, seed: int) -> list[Result]:
    """`worlds` of each kind; those of the same rank share their seed, so that kinds differ by what is said of them."""
    return run([Case(setting, seed + rank) for setting, rank in product(KINDS, range(worlds))])


def run(cases: Sequence[Case]) -> list[Result]:
    with ProcessPoolExecutor(os.cpu_count(), initializer=django.setup) as pool:
        return list(pool.map(play, cases))


def play(case: Case) -> Result:
    """One world, once under each policy."""
    world = draw_world(case.setting, case.seed)
    truth, public = draw_truth(world), publish(world)
    engine = Engine(public.candidates, public.missions, HALF_DAY)
    orders = policies(engine, truth, case.seed)
    return Result(
        case.setting,
        _mean(len(pool.who) for pool in engine.pools),
        {
            name: figures(world, truth, Market(world, truth, engine, order).run())
            for name, order in orders.items()
        },
    )


def _mean(values: Iterable[int]) -> float:
    known = list(values)
    return sum(known) / len(known)
