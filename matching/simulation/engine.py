"""The ranking of the site on the facts of a world: its filters, its scoring, its ties, its display order, nothing else.

What does not move during a run (musts, place, price, skills, experience) is asked of the reference once for each pair; what
does (free minutes, reviews) is asked again. It receives facts, and nothing of the world they tell of; a test compares it
with `reference.rank` in the middle of a run. People and missions go by their index; their ids are one more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from matching import scoring
from matching.facts import CandidateFacts, MissionFacts
from matching.filters import is_proposed, musts
from matching.order import Seen, draw_of_day, first_page
from matching.reference import draw_name, tie
from matching.rules import Rules, rarity
from matching.simulation.arrays import Flags, Ints

Row = tuple[int, int]
"""(person, micro-points)."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The main list of a mission, in no order: micro-points of two terms and of the whole."""

    who: Ints
    skills: Ints
    reliability: Ints
    fit: Ints


@dataclass(frozen=True, slots=True)
class Pool:
    """Who fits one mission whenever she has the time, and the micro-points that do not move."""

    who: Ints
    skills: Ints
    others: Ints
    """All terms but the skills, the reliability, and the part of the slack."""
    slack: Ints
    """The part of the slack, for each number of steps of free time."""


class Engine:
    """`step`: the minutes a week that every amount of free time is a multiple of."""

    def __init__(
        self, candidates: Sequence[CandidateFacts], missions: Sequence[MissionFacts], step: int
    ) -> None:
        self.candidates, self.missions, self.step = candidates, missions, step
        self.rules = counted_rules(candidates)
        self.pools = [self._pool(mission) for mission in missions]

    def proposed(self, mission: int, free: Ints, reliability: Ints, is_here: Flags) -> Proposed:
        """Those who are here and have the time; `free`, `reliability` and `is_here` are today's, of everybody."""
        pool = self.pools[mission]
        may = is_here[pool.who] & (free[pool.who] >= self.missions[mission].minimum_minutes)
        who, skills = pool.who[may], pool.skills[may]
        fit = skills + pool.others[may] + pool.slack[free[who] // self.step] + reliability[who]
        return Proposed(who, skills, reliability[who], fit)

    def reliability(self, reviews: int, stars: int) -> int:
        return scoring.reliability_points(reviews, stars, 0, self.rules)

    def ranked(self, mission: int, day: date, who: Ints, points: Ints) -> list[Row]:
        """Best first, ties by the draw of the week."""
        draw = draw_name(self.missions[mission].mission_id, day)
        rows = zip(who.tolist(), points.tolist(), strict=True)
        return sorted(rows, key=lambda row: (-row[1], tie(draw, row[0] + 1)))

    def display(
        self, mission: int, day: date, ranked: Sequence[Row], seen: Mapping[int, Seen], size: int
    ) -> list[int]:
        """The first page as the site shows it."""
        rows = [(person + 1, fit) for person, fit in ranked]
        known = {person + 1: how_much for person, how_much in seen.items()}
        draw = draw_of_day(replace(self.missions[mission], as_of=day))
        return [pick.profile_id - 1 for pick in first_page(rows, known, draw, size)]

    def _pool(self, mission: MissionFacts) -> Pool:
        rows = np.array(list(self._steady(mission)), dtype=np.int64).reshape(-1, 3)
        return Pool(rows[:, 0], rows[:, 1], rows[:, 2], self._slack(mission))

    def _steady(self, mission: MissionFacts) -> Iterable[tuple[int, int, int]]:
        """Index, points of the skills and points of what else does not move, of each person who may be proposed."""
        shares = scoring.skill_shares(mission.skills, self.rules)
        for index in self._with_musts(mission):
            candidate = self.candidates[index]
            if is_proposed(candidate, mission):
                found = scoring.points(candidate, mission, self.rules, shares)
                slack = scoring.slack_points(candidate.free_minutes, mission.minutes, self.rules)
                yield index, found.skills, found.fit - found.skills - found.reliability - slack

    def _with_musts(self, mission: MissionFacts) -> Sequence[int]:
        """Spares the filters a look at those who lack a must."""
        hold = np.ones(len(self.candidates), dtype=np.bool_)
        for skill in musts(mission):
            hold &= self._credit[:, skill.position] >= skill.level
        found: list[int] = np.flatnonzero(hold).tolist()
        return found

    @cached_property
    def _credit(self) -> Ints:
        return np.array([list(one.credit) for one in self.candidates], dtype=np.int64)

    def _slack(self, mission: MissionFacts) -> Ints:
        most = max(one.free_minutes or 0 for one in self.candidates) // self.step
        steps = range(most + 1)
        return np.array(
            [scoring.slack_points(n * self.step, mission.minutes, self.rules) for n in steps], dtype=np.int64
        )


def counted_rules(candidates: Sequence[CandidateFacts]) -> Rules:
    """What the weekly job counts on these people: how rare each skill is, and the mean of the reviews."""
    holders = np.count_nonzero([list(one.credit) for one in candidates], axis=0).tolist()
    reviews, stars = sum(one.reviews for one in candidates), sum(one.stars for one in candidates)
    return Rules(
        rarity={position: rarity(len(candidates), held) for position, held in enumerate(holders)},
        market_mean=stars // reviews if reviews else Rules().market_mean,
    )
