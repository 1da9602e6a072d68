"""Twenty-six weeks of a market under one policy: lists, invitations, answers, hires, reviews.

A mission shows a list of eight the day it is published, and another of other people each week until it is filled or
given up. The company reads, invites the three it likes best, talks, hires the best of those who accept. Time is taken,
comes back, and leaves a review. The policy is asked with public facts; what people then do follows the truth.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from matching.rules import EXPOSURE_DAYS
from matching.simulation.arrays import Flags, Ints
from matching.simulation.engine import Engine
from matching.simulation.policies import Policy, Question
from matching.simulation.public import OPENING, judged_person, stars_for
from matching.simulation.truth import Truth, chance_of_yes
from matching.simulation.worlds import DAYS, World

INVITED = 3
LISTS = 3
"""A company gives up after three weeks."""
ALL_DAYS = DAYS + 7 * LISTS
RESERVE, RESIGNATION = 0.9, 0.25
"""Whom a company would rather not hire at the first list, and how far it lowers its hopes at each other."""
DELAY_COST = 0.12
"""What each list more costs both sides."""
PLACE_COST = 0.04
"""How much each place further down makes somebody less likely to be read with favour."""
REVIEWED = 0.7


@dataclass(frozen=True, slots=True)
class Hire:
    mission: int
    person: int
    weeks: int
    """Lists shown in vain before it."""


@dataclass
class Outcome:
    """What happened, to be judged."""

    impressions: Ints
    """People × days."""
    hires: list[Hire] = field(default_factory=list)
    supplied: set[int] = field(default_factory=set)
    """Missions that found somebody to show."""
    invitations: int = 0
    declined: int = 0


@dataclass(frozen=True, slots=True)
class Night:
    """What the roll-up of last night left: times shown, free time and novelty of each person."""

    shown: Ints
    free: Ints
    is_new: Flags


class Market:
    """The state of one run; `run` plays it once."""

    def __init__(self, world: World, truth: Truth, engine: Engine, policy: Policy) -> None:
        self.world, self.truth, self.engine, self.policy = world, truth, engine, policy
        self.free = world.people.minutes.copy()
        self.reviews = np.array([one.reviews for one in engine.candidates])
        self.stars = np.array([one.stars for one in engine.candidates])
        earned = map(engine.reliability, self.reviews.tolist(), self.stars.tolist())
        self.reliability = np.array(list(earned), dtype=np.int64)
        self.is_new = world.people.is_new.copy()
        self.invited = np.zeros((len(self.free), ALL_DAYS), dtype=np.int64)
        self.known: dict[int, list[int]] = defaultdict(list)
        """Whom each mission was shown: nobody reads twice a profile that was passed over."""
        self.ends: dict[int, list[Hire]] = defaultdict(list)
        self.outcome = Outcome(np.zeros_like(self.invited))
        self.judged = judged_person(world)
        self.chance = np.random.default_rng([world.seed, 5])

    def run(self) -> Outcome:
        due: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for mission, day in enumerate(self.world.missions.day.tolist()):
            due[day].append((mission, 0))
        for day in range(ALL_DAYS):
            night = self._roll_up(day)
            self._end_missions(day)
            for mission, weeks in due.pop(day, ()):
                is_filled = self._show(mission, weeks, day, night)
                if not is_filled and weeks + 1 < LISTS:
                    due[day + 7].append((mission, weeks + 1))
        return self.outcome

    def _roll_up(self, day: int) -> Night:
        """The 28 days that end yesterday, as `count_exposure` counts them."""
        shown = self.outcome.impressions[:, max(0, day - EXPOSURE_DAYS) : day].sum(axis=1)
        return Night(shown, self.free.copy(), self.is_new.copy())

    def _end_missions(self, day: int) -> None:
        for hire in self.ends.pop(day, ()):
            self.free[hire.person] += self.world.missions.minutes[hire.mission]
            if self.chance.random() < REVIEWED:
                self._review(hire.person)

    def _review(self, person: int) -> None:
        quality = self.world.people.quality[self.judged[person]]
        self.reviews[person] += 1
        self.stars[person] += stars_for(quality, self.chance.normal())
        earned = self.engine.reliability(int(self.reviews[person]), int(self.stars[person]))
        self.reliability[person] = earned

    def _show(self, mission: int, weeks: int, day: int, night: Night) -> bool:
        """Show one list; whether it filled the mission."""
        asked = self._question(mission, day, night)
        if not len(asked.proposed.who):
            return False
        self.outcome.supplied.add(mission)
        shown = np.array(self.policy(asked))
        self.outcome.impressions[shown, day] += 1
        self.known[mission].extend(shown.tolist())
        return self._hire(mission, weeks, day, shown)

    def _question(self, mission: int, day: int, night: Night) -> Question:
        is_here = self.world.people.joins <= day
        is_here[self.known[mission]] = False
        proposed = self.engine.proposed(mission, self.free, self.reliability, is_here)
        today = OPENING + timedelta(days=day)
        return Question(mission, today, proposed, night.shown, night.free, night.is_new)

    def _hire(self, mission: int, weeks: int, day: int, shown: Ints) -> bool:
        """Invite the best as the company reads them; hire the best of those who accept, if good enough."""
        willing = self._willing(mission, day, self._chosen(mission, weeks, shown))
        if not len(willing):
            return False
        talked = self.truth.talked[mission, willing]
        if talked.max() < _reserve(weeks):
            return False
        self._engage(Hire(mission, int(willing[talked.argmax()]), weeks), day)
        return True

    def _chosen(self, mission: int, weeks: int, shown: Ints) -> Ints:
        liked = self.truth.read[mission, shown] - PLACE_COST * np.arange(len(shown))
        first = np.argsort(-liked)[:INVITED]
        chosen: Ints = shown[first[liked[first] >= _reserve(weeks)]]
        return chosen

    def _willing(self, mission: int, day: int, chosen: Ints) -> Ints:
        lately = self.invited[chosen, max(0, day - 6) : day + 1].sum(axis=1)
        patience = self.world.people.patience[chosen]
        accepts = self.truth.mood[mission, chosen] < chance_of_yes(
            self.truth.hers[mission, chosen], patience, lately
        )
        self.invited[chosen, day] += 1
        self.outcome.invitations += len(chosen)
        self.outcome.declined += int((~accepts).sum())
        willing: Ints = chosen[accepts]
        return willing

    def _engage(self, hire: Hire, day: int) -> None:
        self.free[hire.person] -= self.world.missions.minutes[hire.mission]
        self.is_new[hire.person] = False
        self.ends[day + 7 * int(self.world.missions.weeks[hire.mission])].append(hire)
        self.outcome.hires.append(hire)


def _reserve(weeks: int) -> float:
    return RESERVE - RESIGNATION * weeks
