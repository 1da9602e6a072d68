"""The rules in force: every weight and constant of the fit, in one place, with a version.

`Rules` is a value: scoring, SQL, the page that explains the ranking and the tests all read it. Sources: matching.md §4
to §6; « house » marks a choice without a measurement.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log
from types import MappingProxyType

from missions.enums import Importance

VERSION = "fit-1.0.0"

POINT = 1_000_000
"""Micro-points in a point of the fit; the whole is 100 points."""


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of the rules. `rarity` is the idf of each skill by position; a new skill takes the median."""

    number: int = 1
    version: str = VERSION
    rarity: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    median_rarity: float = 1.0
    market_mean: int = 430
    """M, hundredths of a star: what a profile without review is taken for."""
    prudent_percent: int = 40
    """An unknown soft fact is worth this share of its term (house)."""
    prudent_experience: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    """By office job: the 30th percentile of those who gave an experience, once enough profiles are published (§6)."""

    def rarity_of(self, position: int) -> float:
        return self.rarity.get(position, self.median_rarity)

    def unknown_experience(self, job: int) -> int:
        """Hundredths for this job, when somebody gave no experience."""
        return self.prudent_experience.get(job, self.prudent_percent)

    def prudent(self, maximum: int) -> int:
        """Micro-points of a term, or part of one, whose fact was never given."""
        return maximum * self.prudent_percent // 100


# The six terms of the fit.
SKILLS_POINTS = 45 * POINT
EXPERIENCE_POINTS = 15 * POINT
SLACK_POINTS = 7_500_000
START_POINTS = 4_500_000
HALF_DAYS_POINTS = 3 * POINT
AVAILABILITY_POINTS = SLACK_POINTS + START_POINTS + HALF_DAYS_POINTS
PLACE_POINTS = 10 * POINT
BUDGET_POINTS = 5 * POINT
RELIABILITY_POINTS = 10 * POINT

# 4.1 Skills.
SHARES_TOTAL = 450_000
IMPORTANCE_WEIGHT = {Importance.MUST: 2.0, Importance.SHOULD: 1.5, Importance.COULD: 0.5}
QUALITY_WEIGHT = 0.5
RARITY_EXPONENT = 0.75
RARITY_RANGE = (0.2, 4.0)
PSEUDO_PROFILES = 50
PSEUDO_HOLDERS = 7.5
CREDITS = {
    1: bytes((0, 100, 100, 100, 25, 15)),
    2: bytes((0, 70, 100, 100, 25, 15)),
    3: bytes((0, 40, 70, 100, 25, 15)),
}
"""Hundredths of credit, by level asked then by byte of the candidate."""
RELATED, IN_TEXT = 4, 5
DECLARED = frozenset((1, 2, 3))

# 4.2 Experience.
EXPERIENCE_UNIT = EXPERIENCE_POINTS // 100
SECTOR_BONUS = 20
RECENCY = ((3, 100), (6, 80))
"""(years since it ended, percent kept), beyond the last: OLD_EXPERIENCE."""
OLD_EXPERIENCE = 60

# 4.3 Availability, 4.4 place, 4.5 budget, 4.6 reliability.
SLACK_SLOPE = 6 * POINT
NEAR_TOWN_M = 5_000
BUDGET_MIDDLE = 2_500_000
BUDGET_SLOPE = 25 * POINT
PRIOR_REVIEWS = 5
BROKEN_ENGAGEMENT_POINTS = POINT

# 3. Margins of « presque », and the life of a confirmation.
NEAR_MINUTES = 420
NEAR_DAYS = 7
NEAR_WEEKS = 1
NEAR_HALF_DAYS = 2
NEAR_METRES = 10_000
NEAR_RATE_PERCENT = 10
CONFIRMATION_DAYS = 7

# 5. Display order. Bands of 8 and 10 were still free in simulation, 15 begins to cost.
ROTATION_POINTS = 5 * POINT
EXPLORATION_POINTS = 10 * POINT
EXPOSURE_DAYS = 28
FREE_DAY_MINUTES = 420
LITTLE_SEEN = 500
"""Impressions × 1000 per free day in 28 days: below, somebody may be drawn for the exploration place."""

# 6. What is counted on the base once it is large enough, constants below.
COUNTED_FROM_PROFILES = 200
PRUDENT_PERCENTILE = 0.3

# 7.1 Interest of a mission for an assistant: the order of her feed.
WANTED_POINTS = 30 * POINT
TARGET_POINTS = 25 * POINT
JOURNEY_POINTS = 20 * POINT
RHYTHM_POINTS = 7_500_000
LENGTH_POINTS = 7_500_000
RECORD_POINTS = 10 * POINT
TARGET_FROM_PERCENT, TARGET_FULL_PERCENT = 80, 110
"""A budget at 80 % of her public rate or under brings nothing, from 110 % on nothing more (house)."""
HYBRID_JOURNEY = 2
"""A mission half at a distance costs half the journeys (house)."""
LONG_WEEKS = 12
KEPT_PERCENT, PRIOR_PROMISES = 80, 5
"""A firm nobody knows is taken for one that answers and pays in time four times in five (house)."""
CROWD_PER_POST = 3

# 7.3 The letter of the morning.
DIGEST_PER_PERSON = 5
DIGEST_PER_MISSION = 10
"""In how many letters of one morning a mission may stand: as many people as a batch of the day (house)."""
DIGEST_CANDIDATES = 4 * DIGEST_PER_MISSION
"""How many people of each mission enter the night's decision (house): each may lose three in four to others."""
DIGEST_LEAST_FIT = 50 * POINT
"""Below, a mission is in her list, not in her letter (house)."""


def rarity(profiles: int, holders: int) -> float:
    """Idf of a skill held by `holders` of `profiles` published people, kept flat in the first weeks (§4.1)."""
    low, high = RARITY_RANGE
    value = log((profiles + PSEUDO_PROFILES + 1) / (holders + PSEUDO_HOLDERS + 1))
    return min(max(value, low), high)
