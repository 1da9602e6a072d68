"""The fit of a crowd in micro-points: the terms of `scoring.py`, as tables of integers that columns point into.

Where a fact takes few values, the reference itself fills the table, once per mission.
"""

from collections.abc import Iterator, Sequence
from functools import reduce

import numpy as np

from accounts.enums import Place
from matching import rules as r
from matching.cache.columns import HIGH, LOW, NO_RATE, Array, days
from matching.cache.parts import BITS, MASKS, Crowd
from matching.facts import AskedSkill, MissionFacts
from matching.geometry import METRES_PER_KM
from matching.rules import Rules
from matching.scoring import budget_points, half_days_points, skill_shares

RATES = {Place.REMOTE: "rate_remote", Place.ON_SITE: "rate_on_site", Place.HYBRID: "rate_on_site"}
TOGETHER = 3
"""Skills read by one table: 6 × 6 × 6 = 216 cases, which one byte counts."""


def fit(crowd: Crowd, rules: Rules) -> Array:
    """Micro-points of each, as int32."""
    mission = crowd.mission
    found = crowd.number("reliability") + place(crowd, rules)
    for points in skills(crowd, rules):
        found += points
    found += experience(crowd, rules)
    found += slack(crowd, rules)
    found += start(crowd, rules)
    found += crowd.half_days(_half_days_table(mission, rules), mission.place)
    found += budget(crowd, rules)
    return found


def skills(crowd: Crowd, rules: Rules) -> Iterator[Array]:
    """Points for three skills at a time: three bytes make one place in a table of sums."""
    asked = crowd.mission.skills
    worth = [_worth(skill, share) for skill, share in zip(asked, skill_shares(asked, rules), strict=True)]
    for first in range(0, len(asked), TOGETHER):
        few = slice(first, first + TOGETHER)
        yield _sums(worth[few])[_cases(crowd, asked[few])]


def _worth(skill: AskedSkill, share: int) -> Array:
    return np.frombuffer(r.CREDITS[skill.level], np.uint8).astype(np.int32) * share


def _sums(worth: Sequence[Array]) -> Array:
    """The sum of one entry of each, for every combination."""
    return reduce(lambda sums, one: (sums[:, None] + one).ravel(), worth)


def _cases(crowd: Crowd, asked: Sequence[AskedSkill]) -> Array:
    """Which combination each has: computed for everybody when many are wanted, since that needs no look-up."""
    if crowd.size * 16 < crowd.columns.count:
        return reduce(_case, (crowd.slot("credit", skill.position) for skill in asked))
    everybody = reduce(_case, (crowd.columns.slot("credit", skill.position) for skill in asked))
    return np.asarray(everybody[crowd.places])


def _case(case: Array, credit: Array) -> Array:
    return np.asarray(case * np.uint8(len(r.CREDITS[1])) + credit)


def experience(crowd: Crowd, rules: Rules) -> Array:
    table = np.minimum(np.arange(256 + r.SECTOR_BONUS), 100).astype(np.int32) * np.int32(r.EXPERIENCE_UNIT)
    mission = crowd.mission
    if mission.job is None:
        nearest = np.full(crowd.size, rules.prudent_percent, np.int16)
    else:
        nearest = crowd.slot("proximity", mission.job).astype(np.int16)
    if mission.sector is not None:
        knows = (crowd.number("sectors") >> np.int64(mission.sector)) & 1
        nearest += knows.astype(np.int16) * np.int16(r.SECTOR_BONUS)
    return table[nearest]


def slack(crowd: Crowd, rules: Rules) -> Array:
    """A table up to 1.25 times what is asked, with the prudent value before it, for the unknown."""
    asked = crowd.mission.minutes
    full = -(-5 * asked // 4)
    slope = r.SLACK_SLOPE // asked if asked else 0
    table = np.concatenate(
        [[rules.prudent(r.SLACK_POINTS)], np.arange(full) * slope, [r.SLACK_POINTS]]
    ).astype(np.int32)
    free = crowd.number("free_minutes").astype(np.int32)
    return table.take(free + 1, mode="clip")


def start(crowd: Crowd, rules: Rules) -> Array:
    mission = crowd.mission
    slope = r.START_POINTS // max(1, mission.tolerance_days)
    late_by = np.arange(1, mission.tolerance_days + 2)
    table = np.append(r.START_POINTS, np.maximum(0, mission.tolerance_days - late_by) * slope).astype(
        np.int32
    )
    found = table.take(crowd.first_day.astype(np.int32) - days(mission.starts_on), mode="clip")
    found[crowd.number("available_from") == HIGH] = rules.prudent(r.START_POINTS)
    return found


def _half_days_table(mission: MissionFacts, rules: Rules) -> Array:
    """First what the unknown are worth, then each mask."""
    wanted = mission.half_days.bit_count()
    by_count = np.array([half_days_points(common, wanted, rules) for common in range(11)], np.int32)
    unknown = half_days_points(None, wanted, rules)
    return np.append(np.int32(unknown), by_count[BITS[MASKS & mission.half_days]])


def place(crowd: Crowd, rules: Rules) -> Array:
    mission = crowd.mission
    if mission.place == Place.REMOTE:
        return np.full(crowd.size, r.PLACE_POINTS, np.int32)
    metres, radius = crowd.metres.astype(np.int64), crowd.number("radius_km")
    limit = radius.astype(np.int64) * METRES_PER_KM
    if mission.radius_km is not None:
        limit = np.minimum(limit, mission.radius_km * METRES_PER_KM)
    has_radius = radius != LOW
    is_close = (metres <= r.NEAR_TOWN_M) | (has_radius & (limit <= r.NEAR_TOWN_M))
    slope = np.maximum(limit - r.NEAR_TOWN_M, 1)
    far = np.where(
        has_radius, np.maximum(limit - metres, 0) * r.PLACE_POINTS // slope, rules.prudent(r.PLACE_POINTS)
    )
    known = np.where(is_close, r.PLACE_POINTS, far)
    return np.where(metres < 0, rules.prudent(r.PLACE_POINTS), known).astype(np.int32)


def budget(crowd: Crowd, rules: Rules) -> Array:
    """A table between 90 % of the ceiling and the first rate worth nothing; a rate that is unknown apart."""
    mission = crowd.mission
    if mission.ceiling is None:
        return np.full(crowd.size, budget_points(None, mission, rules), np.int32)
    least, slope = 9 * mission.ceiling // 10, r.BUDGET_SLOPE // mission.ceiling
    nothing = mission.ceiling + -(-r.BUDGET_MIDDLE // slope)
    between = r.BUDGET_MIDDLE + (mission.ceiling - np.arange(least + 1, nothing + 1)) * slope
    table = np.append(r.BUDGET_POINTS, np.clip(between, 0, r.BUDGET_POINTS)).astype(np.int32)
    rates = crowd.number(RATES[mission.place])
    found = table.take(rates - np.int32(least), mode="clip")
    found[rates == NO_RATE] = rules.prudent(r.BUDGET_POINTS)
    return found
