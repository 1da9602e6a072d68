"""What a mission is worth to one assistant: the order of her feed, never a filter and never shown to a firm (§7.1).

Five bounded terms in micro-points, as the fit; then divided by the crowd that already applied. Each is monotone: more
skills she wants, a higher budget, a shorter journey, more of her half-days, a longer mission, a firm that keeps its
word. What nobody said takes the prudent value. Her floor rate is not an input: the target is her public rate.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.enums import Place
from matching import rules as r
from matching.enums import Wish
from matching.facts import CandidateFacts, MissionFacts
from matching.rules import Rules
from matching.scoring import distance_between, half_days_in_common, limit_m, public_rate


@dataclass(frozen=True, slots=True)
class Record:
    """What a firm owed in a year, answers to applications and payments, and how much of it came in time."""

    kept: int = 0
    promised: int = 0


@dataclass(frozen=True, slots=True)
class Crowd:
    """Open applications to a mission, for so many posts."""

    applications: int = 0
    posts: int = 1


@dataclass(frozen=True, slots=True)
class Interest:
    """Micro-points per term, out of 100 points together."""

    skills: int
    rate: int
    journey: int
    rhythm: int
    record: int
    crowd: Crowd = Crowd()

    @property
    def whole(self) -> int:
        """Before the crowd."""
        return self.skills + self.rate + self.journey + self.rhythm + self.record

    @property
    def worth(self) -> int:
        """What orders the feed: `whole` ÷ (1 + applications ÷ (3 × posts)), downwards."""
        places = r.CROWD_PER_POST * self.crowd.posts
        return self.whole * places // (places + self.crowd.applications)

    def by_term(self) -> dict[Wish, int]:
        values = (self.skills, self.rate, self.journey, self.rhythm, self.record)
        return dict(zip(Wish, values, strict=True))


MAXIMUM: dict[Wish, int] = {
    Wish.SKILLS: r.WANTED_POINTS,
    Wish.RATE: r.TARGET_POINTS,
    Wish.JOURNEY: r.JOURNEY_POINTS,
    Wish.RHYTHM: r.RHYTHM_POINTS + r.LENGTH_POINTS,
    Wish.RECORD: r.RECORD_POINTS,
}


def interest(
    candidate: CandidateFacts,
    mission: MissionFacts,
    rules: Rules,
    shares: Sequence[int],
    *,
    wanted: frozenset[int] = frozenset(),
    record: Record = Record(),
    crowd: Crowd = Crowd(),
) -> Interest:
    """The interest of one mission; `wanted` are positions of skills, `shares` those of `skill_shares`."""
    return Interest(
        skills=skills_points(candidate, mission, rules, shares, wanted),
        rate=rate_points(public_rate(candidate, mission.place), mission.ceiling, rules),
        journey=journey_points(candidate, mission, rules),
        rhythm=rhythm_points(candidate, mission, rules) + length_points(mission.weeks, rules),
        record=record_points(record),
        crowd=crowd,
    )


def skills_points(
    candidate: CandidateFacts,
    mission: MissionFacts,
    rules: Rules,
    shares: Sequence[int],
    wanted: frozenset[int],
) -> int:
    """By the share each skill has in the mission: whole when she wants to use it, prudent when she only has it."""
    earned = sum(
        share * _wanting(candidate, skill.position, rules, wanted)
        for skill, share in zip(mission.skills, shares, strict=True)
    )
    return r.WANTED_POINTS * earned // (100 * r.SHARES_TOTAL)


def _wanting(candidate: CandidateFacts, position: int, rules: Rules, wanted: frozenset[int]) -> int:
    """Hundredths. A skill she took out of her profile is not wanted any more."""
    if candidate.credit[position] not in r.DECLARED:
        return 0
    return 100 if position in wanted else rules.prudent_percent


def rate_points(target: int | None, ceiling: int | None, rules: Rules) -> int:
    """From the budget against her public rate, both in cents an hour."""
    if not target or ceiling is None:
        return rules.prudent(r.TARGET_POINTS)
    span = (r.TARGET_FULL_PERCENT - r.TARGET_FROM_PERCENT) * target
    above = 100 * ceiling - r.TARGET_FROM_PERCENT * target
    return r.TARGET_POINTS * max(0, min(span, above)) // span


def journey_points(candidate: CandidateFacts, mission: MissionFacts, rules: Rules) -> int:
    """Whole at a distance and up to 5 km; then what the journey costs, straight down to her limit."""
    if mission.place == Place.REMOTE:
        return r.JOURNEY_POINTS
    metres, limit = distance_between(candidate, mission), limit_m(candidate, mission)
    if metres is None or limit is None:
        return rules.prudent(r.JOURNEY_POINTS)
    if metres <= r.NEAR_TOWN_M or limit <= r.NEAR_TOWN_M:
        return r.JOURNEY_POINTS
    lost = r.JOURNEY_POINTS * (min(metres, limit) - r.NEAR_TOWN_M) // (limit - r.NEAR_TOWN_M)
    return r.JOURNEY_POINTS - (lost // r.HYBRID_JOURNEY if mission.place == Place.HYBRID else lost)


def rhythm_points(candidate: CandidateFacts, mission: MissionFacts, rules: Rules) -> int:
    """Whole when the half-days are hers to choose, or all among those she has."""
    wanted = mission.half_days.bit_count()
    if wanted == 0:
        return r.RHYTHM_POINTS
    common = half_days_in_common(candidate, mission)
    return rules.prudent(r.RHYTHM_POINTS) if common is None else r.RHYTHM_POINTS * common // wanted


def length_points(weeks: int | None, rules: Rules) -> int:
    """Whole from twelve weeks on."""
    if weeks is None:
        return rules.prudent(r.LENGTH_POINTS)
    return r.LENGTH_POINTS * min(weeks, r.LONG_WEEKS) // r.LONG_WEEKS


def record_points(record: Record) -> int:
    """The share of promises kept, drawn to the usual one by five promises."""
    kept = 100 * record.kept + r.KEPT_PERCENT * r.PRIOR_PROMISES
    return r.RECORD_POINTS * kept // (100 * (record.promised + r.PRIOR_PROMISES))
