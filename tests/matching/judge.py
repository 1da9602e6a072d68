"""A second opinion on who fits, written from the words of docs/matching.md §3 and §4, never from `matching/filters.py`.

Plain and slow on purpose: days are walked one by one, half-days are sets, shares are fractions, distances angles. It
imports dataclasses and lists of words alone, and no figure from `matching/rules.py`: a constant that changes there
must be changed here by somebody who read the text again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import asin, dist

from accounts.enums import Place
from matching.enums import Bucket, Part
from matching.facts import AskedSkill, CandidateFacts, MissionFacts
from matching.rules import Rules
from missions.enums import Importance

Answer = bool | None
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wish:
    """One sentence of §3: kept, broken or unknown; by how much it is broken, and what « a little » is."""

    part: Part
    is_kept: Answer
    short: int = 0
    little: int = 0

    @property
    def is_broken_by_a_little(self) -> bool:
        return self.is_kept is False and 0 < self.short <= self.little


def opinion(she: CandidateFacts, need: MissionFacts) -> tuple[Bucket | None, Part | None]:
    """The list she belongs to, and the wish that « presque » names."""
    wishes = list(wishes_of(she, need))
    broken = [wish for wish in wishes if wish.is_kept is False]
    unknown = [wish for wish in wishes if wish.is_kept is None]
    if not broken:
        return (Bucket.TO_CONFIRM if unknown else Bucket.MAIN), None
    if len(broken) == 1 and broken[0].is_broken_by_a_little and not unknown:
        return Bucket.NEAR, broken[0].part
    return None, None


def wishes_of(she: CandidateFacts, need: MissionFacts) -> Iterator[Wish]:
    """H1 to H9, sentence by sentence."""
    yield Wish(Part.LISTED, she.is_listed)
    yield Wish(Part.APART, she.profile_id not in need.excluded_profiles)
    yield from calendar(she, need)
    yield Wish(Part.MODE, accepts(she, need.place))
    yield distance_kept(she, need)
    yield price(she, need)
    yield Wish(Part.SKILLS, all(declares(she, skill) for skill in need.skills if skill.importance == "must"))
    yield Wish(Part.LANGUAGES, languages(she, need))
    yield Wish(Part.CERTIFICATE, paper(she.certified_until, need) if need.asks_certificate else True)
    yield Wish(Part.INSURANCE, paper(she.insured_until, need) if need.asks_insurance else True)
    yield measured(Part.VOLUME, she.min_minutes, need.minutes or None, little=420)
    yield measured(Part.DURATION, she.min_weeks, need.weeks, little=1)
    yield Wish(Part.SECTOR, need.sector not in positions(she.refused_sectors))
    yield Wish(Part.COMPANY, need.company_id not in set(she.refused_companies))


def positions(mask: int) -> set[int]:
    return {position for position, bit in enumerate(reversed(f"{mask:b}")) if bit == "1"}


def measured(part: Part, least: int, offered: int | None, *, little: int) -> Wish:
    """A minimum of hers; what the mission does not count meets it."""
    return Wish(part, offered is None or offered >= least, least - (offered or 0), little)


def calendar(she: CandidateFacts, need: MissionFacts) -> Iterator[Wish]:
    free, least = she.free_minutes, need.minimum_minutes
    yield Wish(Part.MINUTES, None if free is None else free >= least, least - (free or 0), 420)
    latest = need.starts_on + need.tolerance_days * DAY
    begins = first_day(she, need)
    late = 0 if begins is None else (begins - latest).days
    yield Wish(Part.START, None if begins is None else late <= 0, late, 7)
    missing = (end_of(need) - (she.available_until or date.max)).days
    yield Wish(Part.END, missing <= 0, missing, 7)
    yield half_days(she, need)
    is_recent = she.confirmed_on is not None and (need.as_of - she.confirmed_on).days <= 7
    yield Wish(Part.CONFIRMED, is_recent or None)


def first_day(she: CandidateFacts, need: MissionFacts) -> date | None:
    """Walks from the wished start until a day when she is there and not on leave."""
    if she.available_from is None:
        return None
    day = need.starts_on
    while day < she.available_from or any(begins <= day <= ends for begins, ends in she.leaves):
        day += DAY
    return day


def end_of(need: MissionFacts) -> date:
    """The last of its days; of its first week when nobody said how long."""
    return need.starts_on + 7 * (need.weeks or 1) * DAY - DAY


def half_days(she: CandidateFacts, need: MissionFacts) -> Wish:
    if need.half_days_needed == 0:
        return Wish(Part.HALF_DAYS, is_kept=True)
    wanted = positions(need.half_days)
    if she.half_days_remote is None or she.half_days_on_site is None:
        return Wish(Part.HALF_DAYS, is_kept=None)
    there, far = positions(she.half_days_on_site) & wanted, positions(she.half_days_remote) & wanted
    on_site = min(need.on_site_half_days, need.half_days_needed)
    missing = {
        Place.REMOTE: need.half_days_needed - len(far),
        Place.ON_SITE: need.half_days_needed - len(there),
        Place.HYBRID: max(need.half_days_needed - len(far | there), on_site - len(there)),
    }[need.place]
    return Wish(Part.HALF_DAYS, missing <= 0, missing, 2)


def accepts(she: CandidateFacts, place: Place) -> bool:
    return {
        Place.REMOTE: she.accepts_remote,
        Place.ON_SITE: she.accepts_on_site,
        Place.HYBRID: she.accepts_remote and she.accepts_on_site,
    }[place]


def distance_kept(she: CandidateFacts, need: MissionFacts) -> Wish:
    """Within her radius, and within the company's when it gave one."""
    if need.place == Place.REMOTE:
        return Wish(Part.DISTANCE, is_kept=True)
    metres = distance(she, need)
    if metres is None:
        return Wish(Part.DISTANCE, is_kept=None)
    theirs = [] if need.radius_km is None else [1000 * need.radius_km]
    hers = [] if she.radius_km is None else [1000 * she.radius_km]
    short = max((metres - reach for reach in theirs + hers), default=0)
    if short > 0:
        return Wish(Part.DISTANCE, is_kept=False, short=short, little=10_000)
    return Wish(Part.DISTANCE, is_kept=True if hers else None)


def distance(she: CandidateFacts, need: MissionFacts) -> int | None:
    """Metres along the earth (12,742 km across) between the two towns, from their chord."""
    if she.point is None or need.point is None:
        return None
    here, there = ((spot.x, spot.y, spot.z) for spot in (she.point, need.point))
    return round(12_742_000 * asin(min(1.0, dist(here, there) / 2)))


def price(she: CandidateFacts, need: MissionFacts) -> Wish:
    """Her floor for the place, against the ceiling; hybrid work is priced on site."""
    if not need.has_ceiling:
        return Wish(Part.RATE, is_kept=True)
    floor = she.floor_remote if need.place == Place.REMOTE else she.floor_on_site
    if floor is None or need.ceiling is None:
        return Wish(Part.RATE, is_kept=None)
    little = int(Fraction(need.ceiling, 10)) if she.accepts_near_budget else 0
    return Wish(Part.RATE, floor <= need.ceiling, floor - need.ceiling, little)


def declares(she: CandidateFacts, skill: AskedSkill) -> bool:
    """Declared at the level asked: 4 is a relative and 5 a word of her text, which never count."""
    level = she.credit[skill.position]
    return level in {1, 2, 3} and level >= skill.level


def languages(she: CandidateFacts, need: MissionFacts) -> Answer:
    if she.languages is None and need.languages:
        return None
    return all(she.languages[position] >= level for position, level in need.languages)


def paper(until: date | None, need: MissionFacts) -> Answer:
    return None if until is None else not until < need.starts_on


# §4, term by term.

CREDIT = {
    (1, 1): 100, (1, 2): 70, (1, 3): 40, (2, 1): 100, (2, 2): 100, (2, 3): 70, (3, 1): 100, (3, 2): 100, (3, 3): 100,
    (4, 1): 25, (4, 2): 25, (4, 3): 25, (5, 1): 15, (5, 2): 15, (5, 3): 15, (0, 1): 0, (0, 2): 0, (0, 3): 0,
}  # fmt: skip
"""(byte, level asked): hundredths."""


def fit(she: CandidateFacts, need: MissionFacts, rules: Rules) -> int:
    terms = (skills, experience, slack, start, half_day_points, place, budget)
    return sum(term(she, need, rules) for term in terms) + she.reliability


def skills(she: CandidateFacts, need: MissionFacts, rules: Rules) -> int:
    shares = shares_of(need, rules)
    return sum(
        shares[skill.position] * CREDIT[she.credit[skill.position], skill.level] for skill in need.skills
    )


def shares_of(need: MissionFacts, rules: Rules) -> dict[int, int]:
    """By position: proportional to the weights, summing to 450,000; the largest remainders are rounded up."""
    weights = {skill.position: weight(skill, rules) for skill in need.skills}
    exact = {position: 450_000 * one / sum(weights.values()) for position, one in weights.items()}
    shares = {position: int(share) for position, share in exact.items()}
    waiting = sorted(exact, key=lambda position: (shares[position] - exact[position], position))
    for position in waiting[: 450_000 - sum(shares.values())] if waiting else ():
        shares[position] += 1
    return shares


def weight(skill: AskedSkill, rules: Rules) -> Fraction:
    importance = {Importance.MUST: 2.0, Importance.SHOULD: 1.5, Importance.COULD: 0.5}[skill.importance]
    rarity = rules.rarity.get(skill.position, rules.median_rarity) ** 0.75
    return Fraction(importance * rarity * (0.5 if skill.is_quality else 1.0))


def experience(she: CandidateFacts, need: MissionFacts, rules: Rules) -> int:
    nearest = 40 if need.job is None else she.proximity[need.job]
    known = 20 if need.sector in positions(she.sectors) else 0
    return 150_000 * min(100, nearest + known)


def slack(she: CandidateFacts, need: MissionFacts, rules: Rules) -> int:
    if she.free_minutes is None:
        return 3_000_000
    if she.free_minutes >= Fraction(5, 4) * need.minutes:
        return 7_500_000
    return she.free_minutes * (6_000_000 // need.minutes)


def start(she: CandidateFacts, need: MissionFacts, rules: Rules) -> int:
    begins = first_day(she, need)
    if begins is None:
        return 1_800_000
    late = (begins - need.starts_on).days
    if late == 0:
        return 4_500_000
    return (
        0
        if late >= need.tolerance_days
        else (need.tolerance_days - late) * (4_500_000 // need.tolerance_days)
    )


def half_day_points(she: CandidateFacts, need: MissionFacts, rules: Rules) -> int:
    wanted = positions(need.half_days)
    if not wanted:
        return 3_000_000
    if she.half_days_remote is None or she.half_days_on_site is None:
        return 1_200_000
    far, there = positions(she.half_days_remote), positions(she.half_days_on_site)
    usable = {Place.REMOTE: far, Place.ON_SITE: there, Place.HYBRID: far | there}[need.place]
    common = len(usable & wanted)
    return 3_000_000 if common == len(wanted) else common * (3_000_000 // len(wanted))


def place(she: CandidateFacts, need: MissionFacts, rules: Rules) -> int:
    """Full to 5 km, nothing at the limit."""
    if need.place == Place.REMOTE:
        return 10_000_000
    metres = distance(she, need)
    if metres is None:
        return 4_000_000
    reaches = [1000 * km for km in (she.radius_km, need.radius_km) if km is not None]
    if metres <= 5_000 or (she.radius_km is not None and min(reaches) <= 5_000):
        return 10_000_000
    if she.radius_km is None:
        return 4_000_000
    limit = min(reaches)
    return int(Fraction(10_000_000 * max(0, limit - metres), limit - 5_000))


def budget(she: CandidateFacts, need: MissionFacts, rules: Rules) -> int:
    """From her public rate; half when no ceiling is known."""
    if need.ceiling is None:
        return 2_500_000
    rate = she.rate_remote if need.place == Place.REMOTE else she.rate_on_site
    if rate is None:
        return 2_000_000
    if rate <= Fraction(9, 10) * need.ceiling:
        return 5_000_000
    earned = 2_500_000 + (need.ceiling - rate) * (25_000_000 // need.ceiling)
    return sorted((0, earned, 5_000_000))[1]
