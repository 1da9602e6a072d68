"""The scorer: joins what happened with the truth. Measures are those of the real market (`matching/figures/metrics.py`)."""

from dataclasses import dataclass

import numpy as np

from matching.figures.metrics import free_days, gini
from matching.simulation.arrays import Ints
from matching.simulation.market import DELAY_COST, Outcome
from matching.simulation.truth import Truth
from matching.simulation.worlds import World


@dataclass(frozen=True, slots=True)
class Figures:
    """One run. Shares are between 0 and 1; people are counted over the whole half-year."""

    surplus: float
    """What the hires brought both sides, less the wait, for each mission published."""
    fill: float
    """Of the missions that found somebody to show."""
    weeks: float
    """From the first list to the hire."""
    declined: float
    gini: float
    """Of the impressions per free day."""
    reach: float
    """People shown once at least."""
    newcomers_seen: float
    newcomers_hired: float
    most_a_week: int
    """Impressions of the person most shown in a week."""


def figures(world: World, truth: Truth, outcome: Outcome) -> Figures:
    shown, is_new = outcome.impressions.sum(axis=1), world.people.is_new
    hired = np.zeros(len(shown), dtype=np.bool_)
    hired[[hire.person for hire in outcome.hires]] = True
    per_day = [times / free_days(minutes) for times, minutes in zip(shown, world.people.minutes, strict=True)]
    return Figures(
        surplus=_surplus(truth, outcome) / len(world.missions.day),
        fill=len(outcome.hires) / len(outcome.supplied),
        weeks=float(np.mean([hire.weeks for hire in outcome.hires])),
        declined=outcome.declined / outcome.invitations,
        gini=float(gini(per_day) or 0),
        reach=float((shown > 0).mean()),
        newcomers_seen=float((shown[is_new] > 0).mean()),
        newcomers_hired=float(hired[is_new].mean()),
        most_a_week=_most_a_week(outcome.impressions),
    )


def _surplus(truth: Truth, outcome: Outcome) -> float:
    return float(
        sum(truth.surplus[hire.mission, hire.person] - DELAY_COST * hire.weeks for hire in outcome.hires)
    )


def _most_a_week(impressions: Ints) -> int:
    weeks = impressions.reshape(len(impressions), -1, 7)
    return int(weeks.sum(axis=2).max())
