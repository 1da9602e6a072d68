"""The fit: six terms, integers only, each bounded and monotone (matching.md §4).

Everything is in micro-points (1 point = 1,000,000; the whole is 100,000,000). `//` divides downwards and every
dividend is at least 0, so that SQL and Python give the same integers, ties are real ties, and points sum to the fit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.enums import Place
from matching import rules as r
from matching.enums import Term
from matching.facts import AskedSkill, CandidateFacts, MissionFacts
from matching.geometry import METRES_PER_KM, distance_m
from matching.rules import Rules


@dataclass(frozen=True, slots=True)
class Points:
    """Micro-points per term."""

    skills: int
    experience: int
    availability: int
    place: int
    budget: int
    reliability: int

    @property
    def fit(self) -> int:
        return self.skills + self.experience + self.availability + self.place + self.budget + self.reliability

    def by_term(self) -> dict[Term, int]:
        values = (self.skills, self.experience, self.availability, self.place, self.budget, self.reliability)
        return dict(zip(Term, values, strict=True))


MAXIMUM: dict[Term, int] = {
    Term.SKILLS: r.SKILLS_POINTS,
    Term.EXPERIENCE: r.EXPERIENCE_POINTS,
    Term.AVAILABILITY: r.AVAILABILITY_POINTS,
    Term.PLACE: r.PLACE_POINTS,
    Term.BUDGET: r.BUDGET_POINTS,
    Term.RELIABILITY: r.RELIABILITY_POINTS,
}


def points(candidate: CandidateFacts, mission: MissionFacts, rules: Rules, shares: Sequence[int]) -> Points:
    """Score one candidate; `shares` are those of `skill_shares` for the skills of the mission, in their order."""
    return Points(
        skills=skills_points(candidate.credit, mission.skills, shares),
        experience=experience_points(candidate, mission, rules),
        availability=availability_points(candidate, mission, rules),
        place=place_points(candidate, mission, rules),
        budget=budget_points(public_rate(candidate, mission.place), mission, rules),
        reliability=candidate.reliability,
    )


def skill_shares(asked: Sequence[AskedSkill], rules: Rules) -> tuple[int, ...]:
    """Weights of the skills of a mission as integers summing to 450,000, by largest remainder (ties: position)."""
    weights = [_weight(skill, rules) for skill in asked]
    return largest_remainder(weights, r.SHARES_TOTAL, ranks=[skill.position for skill in asked])


def _weight(skill: AskedSkill, rules: Rules) -> float:
    quality = r.QUALITY_WEIGHT if skill.is_quality else 1.0
    rarity = float(rules.rarity_of(skill.position) ** r.RARITY_EXPONENT)
    return r.IMPORTANCE_WEIGHT[skill.importance] * rarity * quality


def largest_remainder(weights: Sequence[float], total: int, ranks: Sequence[int]) -> tuple[int, ...]:
    """Integers proportional to `weights` that sum to `total`; equal remainders are served by ascending rank."""
    if not weights:
        return ()
    whole = sum(weights)
    exact = [weight * total / whole for weight in weights]
    shares = [int(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], ranks[i]))
    for i in order[: total - sum(shares)]:
        shares[i] += 1
    return tuple(shares)


def skills_points(credit: bytes, asked: Iterable[AskedSkill], shares: Iterable[int]) -> int:
    return sum(
        share * r.CREDITS[skill.level][credit[skill.position]]
        for skill, share in zip(asked, shares, strict=True)
    )


def experience_points(candidate: CandidateFacts, mission: MissionFacts, rules: Rules) -> int:
    nearest = rules.prudent_percent if mission.job is None else candidate.proximity[mission.job]
    bonus = r.SECTOR_BONUS if _knows_sector(candidate, mission) else 0
    return r.EXPERIENCE_UNIT * min(100, nearest + bonus)


def _knows_sector(candidate: CandidateFacts, mission: MissionFacts) -> bool:
    return mission.sector is not None and bool(candidate.sectors >> mission.sector & 1)


def availability_points(candidate: CandidateFacts, mission: MissionFacts, rules: Rules) -> int:
    return (
        slack_points(candidate.free_minutes, mission.minutes, rules)
        + start_points(first_day(candidate, mission), mission, rules)
        + half_days_points(half_days_in_common(candidate, mission), mission.half_days.bit_count(), rules)
    )


def slack_points(free: int | None, asked: int, rules: Rules) -> int:
    """Full at 1.25 times what is asked."""
    if free is None:
        return rules.prudent(r.SLACK_POINTS)
    if 4 * free >= 5 * asked:
        return r.SLACK_POINTS
    return free * (r.SLACK_SLOPE // asked)


def start_points(day: date | None, mission: MissionFacts, rules: Rules) -> int:
    """Full on the wished day or before, nothing at the end of the tolerance."""
    if day is None:
        return rules.prudent(r.START_POINTS)
    late = (day - mission.starts_on).days
    if late <= 0:
        return r.START_POINTS
    return max(0, mission.tolerance_days - late) * (r.START_POINTS // max(1, mission.tolerance_days))


def half_days_points(common: int | None, wanted: int, rules: Rules) -> int:
    if wanted == 0:
        return r.HALF_DAYS_POINTS
    if common is None:
        return rules.prudent(r.HALF_DAYS_POINTS)
    return r.HALF_DAYS_POINTS if common >= wanted else common * (r.HALF_DAYS_POINTS // wanted)


def place_points(candidate: CandidateFacts, mission: MissionFacts, rules: Rules) -> int:
    """Full up to 5 km, then straight down to nothing at the limit (hers or the company's, the smaller)."""
    if mission.place == Place.REMOTE:
        return r.PLACE_POINTS
    distance, limit = distance_between(candidate, mission), limit_m(candidate, mission)
    if distance is None:
        return rules.prudent(r.PLACE_POINTS)
    if distance <= r.NEAR_TOWN_M or (limit is not None and limit <= r.NEAR_TOWN_M):
        return r.PLACE_POINTS
    if limit is None:
        return rules.prudent(r.PLACE_POINTS)
    return max(0, limit - distance) * r.PLACE_POINTS // (limit - r.NEAR_TOWN_M)


def budget_points(rate: int | None, mission: MissionFacts, rules: Rules) -> int:
    """From her public rate, never from her floor. Nothing is gained below 90 % of the budget."""
    if mission.ceiling is None:
        return r.BUDGET_MIDDLE
    if rate is None:
        return rules.prudent(r.BUDGET_POINTS)
    if 10 * rate <= 9 * mission.ceiling:
        return r.BUDGET_POINTS
    slope = r.BUDGET_SLOPE // mission.ceiling
    return max(0, min(r.BUDGET_POINTS, r.BUDGET_MIDDLE + (mission.ceiling - rate) * slope))


def reliability_points(reviews: int, stars: int, broken: int, rules: Rules) -> int:
    """`stars` is the sum of the reviews in hundredths of a star (1 to 5 each); drawn to the market mean by 5 reviews."""
    count = reviews + r.PRIOR_REVIEWS
    sum_of_stars = stars + r.PRIOR_REVIEWS * rules.market_mean
    earned = r.RELIABILITY_POINTS * (sum_of_stars - 100 * count) // (400 * count)
    return max(0, earned - r.BROKEN_ENGAGEMENT_POINTS * broken)


# What both the filters and the fit read.


def public_rate(candidate: CandidateFacts, place: Place) -> int | None:
    """Cents an hour for this place; a hybrid mission is priced on site, where the journey is hers."""
    return candidate.rate_remote if place == Place.REMOTE else candidate.rate_on_site


def floor_rate(candidate: CandidateFacts, place: Place) -> int | None:
    return candidate.floor_remote if place == Place.REMOTE else candidate.floor_on_site


def first_day(candidate: CandidateFacts, mission: MissionFacts) -> date | None:
    """The first day she can begin, from the wished start on and outside her leave."""
    if candidate.available_from is None:
        return None
    day = max(candidate.available_from, mission.starts_on)
    for begins, ends in candidate.leaves:
        if begins <= day <= ends:
            day = ends + timedelta(days=1)
    return day


def half_days_in_common(candidate: CandidateFacts, mission: MissionFacts) -> int | None:
    """How many of the wished half-days she can work in the mode of the mission."""
    mask = usable_half_days(candidate, mission.place)
    return None if mask is None else (mask & mission.half_days).bit_count()


def usable_half_days(candidate: CandidateFacts, place: Place) -> int | None:
    remote, on_site = candidate.half_days_remote, candidate.half_days_on_site
    if remote is None or on_site is None:
        return None
    return {Place.REMOTE: remote, Place.ON_SITE: on_site, Place.HYBRID: remote | on_site}[place]


def distance_between(candidate: CandidateFacts, mission: MissionFacts) -> int | None:
    """Metres from town to town, or None when one of them has no coordinates."""
    if candidate.point is None or mission.point is None:
        return None
    return distance_m(candidate.point, mission.point)


def limit_m(candidate: CandidateFacts, mission: MissionFacts) -> int | None:
    """Her radius or the company's, the smaller, in metres; None while hers is not given."""
    if candidate.radius_km is None:
        return None
    reach = candidate.radius_km if mission.radius_km is None else min(candidate.radius_km, mission.radius_km)
    return reach * METRES_PER_KM
