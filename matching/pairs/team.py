"""Pairs weighed one by one: pure, exact, integers only (matching.md §7.4).

Each alone is on line, at the right place and price, speaks the languages, has her papers, can begin and stay, and
accepts to share. Together they hold every must (each held in full by one of them), cover the half-days by their union
and the week by the sum of their free time; nobody gets less than her smallest volume.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations

from accounts.enums import Place
from matching import filters
from matching import rules as r
from matching.enums import Bucket, Part
from matching.facts import CandidateFacts, MissionFacts
from matching.reference import draw_of, tie
from matching.rules import Rules
from matching.scoring import (
    Points,
    first_day,
    half_days_points,
    points,
    skill_shares,
    slack_points,
    start_points,
    usable_half_days,
)

# What the two of them bring together; every other part is asked of each alone.
TOGETHER = frozenset({Part.SKILLS, Part.MINUTES, Part.HALF_DAYS, Part.VOLUME})


@dataclass(frozen=True)
class Partner:
    """One of the two, with what is asked of her again and again."""

    facts: CandidateFacts
    musts: int
    """One bit per must, in the order of the mission, for those she holds in full."""
    credits: tuple[int, ...]
    """Hundredths, in the order of the skills of the mission."""
    half_days: int
    on_site_half_days: int
    points: Points
    """Her own, on the whole mission."""
    start: int
    """Her own, of the term of availability."""
    free_minutes: int
    tie: bytes

    @property
    def most(self) -> int:
        """No pair with her alone in charge could take more from the terms weighted by minutes."""
        found = self.points
        return found.experience + r.AVAILABILITY_POINTS + found.place + found.budget + found.reliability


@dataclass(frozen=True, slots=True)
class Pair:
    """Two partners, the minutes a week each would do, and the points of the two together."""

    first: Partner
    second: Partner
    minutes: tuple[int, int]
    points: Points

    @property
    def fit(self) -> int:
        """Micro-points."""
        return self.points.fit

    @property
    def partners(self) -> tuple[Partner, Partner]:
        return self.first, self.second

    @property
    def ids(self) -> tuple[int, int]:
        return self.first.facts.profile_id, self.second.facts.profile_id


def best_pairs(
    candidates: Iterable[CandidateFacts], mission: MissionFacts, rules: Rules, count: int
) -> list[Pair]:
    """The best `count` pairs of all of them, by fit, equal fits by the draw of the week."""
    team = Team(mission, rules)
    partners = [team.partner(one) for one in candidates if can_share(one, mission)]
    return nsmallest(count, team.pairs(partners, count), key=lambda pair: (-pair.fit, _draw(pair)))


def _draw(pair: Pair) -> bytes:
    return pair.first.tie + pair.second.tie


def can_share(candidate: CandidateFacts, mission: MissionFacts) -> bool:
    """She accepts it, has all that is asked of each alone, and does not cover the need by herself."""
    if not candidate.accepts_pairs or not candidate.free_minutes:
        return False
    alone = all(
        check.answer is True for check in filters.checks(candidate, mission) if check.part not in TOGETHER
    )
    return alone and filters.verdict(candidate, mission).bucket != Bucket.MAIN


class Team:
    """A mission to share, ready to weigh pair after pair."""

    def __init__(self, mission: MissionFacts, rules: Rules) -> None:
        self.mission, self.rules = mission, rules
        self.shares = skill_shares(mission.skills, rules)
        self.musts = filters.musts(mission)
        self.every_must = (1 << len(self.musts)) - 1
        self.on_site_needed = filters.on_site_needed(mission) if mission.place == Place.HYBRID else 0
        self.draw = draw_of(mission)

    def partner(self, candidate: CandidateFacts) -> Partner:
        mission = self.mission
        held = (must.level <= candidate.credit[must.position] <= 3 for must in self.musts)
        return Partner(
            facts=candidate,
            musts=sum(1 << rank for rank, is_held in enumerate(held) if is_held),
            credits=tuple(r.CREDITS[one.level][candidate.credit[one.position]] for one in mission.skills),
            half_days=(usable_half_days(candidate, mission.place) or 0) & mission.half_days,
            on_site_half_days=(candidate.half_days_on_site or 0) & mission.half_days,
            points=points(candidate, mission, self.rules, self.shares),
            start=start_points(first_day(candidate, mission), mission, self.rules),
            free_minutes=candidate.free_minutes or 0,
            tie=tie(self.draw, candidate.profile_id),
        )

    def pairs(self, partners: Sequence[Partner], count: int) -> Iterator[Pair]:
        """Every pair that may be among the best `count`; those that cannot are not even weighed."""
        best: list[int] = []
        for one, other in combinations(sorted(partners, key=lambda partner: partner.tie), 2):
            if not self.covers(one, other):
                continue
            bar = best[-1] if len(best) == count else 0
            skills = self.skills(one, other)
            if skills + max(one.most, other.most) < bar:
                continue
            if (pair := self.weigh(one, other, skills)) is not None:
                best = sorted([*best, pair.fit], reverse=True)[:count]
                yield pair

    def covers(self, one: Partner, other: Partner) -> bool:
        """Musts, half-days and time of the two together."""
        return (
            one.musts | other.musts == self.every_must
            and one.free_minutes + other.free_minutes >= self.mission.minimum_minutes
            and (one.half_days | other.half_days).bit_count() >= self.mission.half_days_needed
            and (one.on_site_half_days | other.on_site_half_days).bit_count() >= self.on_site_needed
        )

    def skills(self, one: Partner, other: Partner) -> int:
        """By the better credit of the two."""
        return sum(map(int.__mul__, self.shares, map(max, one.credits, other.credits)))

    def weigh(self, one: Partner, other: Partner, skills: int) -> Pair | None:
        """The pair with its points; None when no share suits both."""
        minutes = self.split(one, other)
        if minutes is None:
            return None
        return Pair(one, other, minutes, self.points(one, other, minutes, skills))

    def split(self, one: Partner, other: Partner) -> tuple[int, int] | None:
        """Minutes a week of each, as even as both allow: within her free time, never under her smallest volume."""
        if self.mission.minutes == 0:
            return 0, 0
        total = min(self.mission.minutes, one.free_minutes + other.free_minutes)
        least = max(one.facts.min_minutes, total - other.free_minutes, 1)
        most = min(one.free_minutes, total - max(other.facts.min_minutes, 1))
        if least > most:
            return None
        hers = min(max(total // 2, least), most)
        return hers, total - hers

    def points(self, one: Partner, other: Partner, minutes: tuple[int, int], skills: int) -> Points:
        """Skills and half-days of the two together; every other term weighted by the minutes of each."""
        mine, hers = minutes if any(minutes) else (1, 1)

        def weighted(a: int, b: int) -> int:
            return (a * mine + b * hers) // (mine + hers)

        a, b = one.points, other.points
        time = weighted(self._time(one, minutes[0]), self._time(other, minutes[1]))
        return Points(
            skills=skills,
            experience=weighted(a.experience, b.experience),
            availability=time + self._half_days(one, other),
            place=weighted(a.place, b.place),
            budget=weighted(a.budget, b.budget),
            reliability=weighted(a.reliability, b.reliability),
        )

    def _time(self, partner: Partner, minutes: int) -> int:
        """Her room around her own share, and how soon she begins."""
        return slack_points(partner.free_minutes, minutes, self.rules) + partner.start

    def _half_days(self, one: Partner, other: Partner) -> int:
        common = (one.half_days | other.half_days).bit_count()
        return half_days_points(common, self.mission.half_days.bit_count(), self.rules)
