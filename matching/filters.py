"""The hard filters: who may be proposed at all (matching.md §3).

A criterion is the conjunction of its parts, in Kleene's logic: any False is False, else any None is None (unknown),
else True. Each part is the stated wish of one of the two sides. Those that can be missed « by a little » measure a
margin: what is left before the wish is broken, in the unit of the part; negative when it is broken.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.enums import Place
from matching import rules as r
from matching.enums import Bucket, Criterion, Part
from matching.facts import AskedSkill, CandidateFacts, MissionFacts
from matching.geometry import METRES_PER_KM
from matching.scoring import distance_between, first_day, floor_rate
from missions.enums import Importance

Answer = bool | None
Test = Callable[[CandidateFacts, MissionFacts], Answer]
Measure = Callable[[CandidateFacts, MissionFacts], int | None]


@dataclass(frozen=True, slots=True)
class Margin:
    """A part that may be missed by a little: True from 0 up, near down to `-allowance`, None when unknown."""

    measure: Measure
    allowance: Callable[[CandidateFacts, MissionFacts], int]


def _constant(value: int) -> Callable[[CandidateFacts, MissionFacts], int]:
    return lambda candidate, mission: value


# Status, exclusions, mode: never unknown.


def is_listed(candidate: CandidateFacts, mission: MissionFacts) -> Answer:
    return candidate.is_listed


def is_apart(candidate: CandidateFacts, mission: MissionFacts) -> Answer:
    """Not of the company, and neither declined nor withdrawn for this mission."""
    return candidate.profile_id not in mission.excluded_profiles


def accepts_mode(candidate: CandidateFacts, mission: MissionFacts) -> Answer:
    on_site = mission.place == Place.REMOTE or candidate.accepts_on_site
    remote = mission.place == Place.ON_SITE or candidate.accepts_remote
    return on_site and remote


def holds_musts(candidate: CandidateFacts, mission: MissionFacts) -> Answer:
    """Every must declared at the level asked; a related skill or a word in her text never satisfies it."""
    return all(skill.level <= candidate.credit[skill.position] <= 3 for skill in musts(mission))


def musts(mission: MissionFacts) -> list[AskedSkill]:
    return [skill for skill in mission.skills if skill.importance == Importance.MUST]


def accepts_sector(candidate: CandidateFacts, mission: MissionFacts) -> Answer:
    return mission.sector is None or not candidate.refused_sectors >> mission.sector & 1


def accepts_company(candidate: CandidateFacts, mission: MissionFacts) -> Answer:
    return mission.company_id not in candidate.refused_companies


# Facts that may be unknown.


def is_confirmed(candidate: CandidateFacts, mission: MissionFacts) -> Answer:
    """Availability said or confirmed in the last 7 days; older, it is unknown rather than wrong."""
    confirmed = candidate.confirmed_on
    return True if confirmed is not None and confirmed >= confirmed_since(mission) else None


def confirmed_since(mission: MissionFacts) -> date:
    return mission.as_of - timedelta(days=r.CONFIRMATION_DAYS)


def speaks_languages(candidate: CandidateFacts, mission: MissionFacts) -> Answer:
    if not mission.languages:
        return True
    spoken = candidate.languages
    return None if spoken is None else all(spoken[position] >= level for position, level in mission.languages)


def has_certificate(candidate: CandidateFacts, mission: MissionFacts) -> Answer:
    return _is_valid(candidate.certified_until, mission) if mission.asks_certificate else True


def has_insurance(candidate: CandidateFacts, mission: MissionFacts) -> Answer:
    return _is_valid(candidate.insured_until, mission) if mission.asks_insurance else True


def _is_valid(until: date | None, mission: MissionFacts) -> Answer:
    return None if until is None else until >= mission.starts_on


# Margins.


def minutes_margin(candidate: CandidateFacts, mission: MissionFacts) -> int | None:
    return None if candidate.free_minutes is None else candidate.free_minutes - mission.minimum_minutes


def start_margin(candidate: CandidateFacts, mission: MissionFacts) -> int | None:
    """Days between her first feasible day and the end of the tolerance."""
    day = first_day(candidate, mission)
    return None if day is None else (last_start(mission) - day).days


def last_start(mission: MissionFacts) -> date:
    return mission.starts_on + timedelta(days=mission.tolerance_days)


def end_margin(candidate: CandidateFacts, mission: MissionFacts) -> int:
    """Days between the end of the mission and her last one; 0 when she gave none."""
    return 0 if candidate.available_until is None else (candidate.available_until - last_day(mission)).days


def last_day(mission: MissionFacts) -> date:
    """The last day of the mission; of its first week when nobody said how long it lasts."""
    return mission.starts_on + timedelta(days=7 * (mission.weeks or 1) - 1)


def half_days_margin(candidate: CandidateFacts, mission: MissionFacts) -> int | None:
    """Half-days in common beyond those needed; on site, the half-days on site count by themselves."""
    if mission.half_days_needed == 0:
        return 0
    remote, on_site = candidate.half_days_remote, candidate.half_days_on_site
    if remote is None or on_site is None:
        return None
    on_site_common = (on_site & mission.half_days).bit_count()
    if mission.place == Place.ON_SITE:
        return on_site_common - mission.half_days_needed
    if mission.place == Place.REMOTE:
        return (remote & mission.half_days).bit_count() - mission.half_days_needed
    common = ((remote | on_site) & mission.half_days).bit_count()
    return min(common - mission.half_days_needed, on_site_common - on_site_needed(mission))


def on_site_needed(mission: MissionFacts) -> int:
    return min(mission.on_site_half_days, mission.half_days_needed)


def distance_margin(candidate: CandidateFacts, mission: MissionFacts) -> int | None:
    """Metres left inside the smaller of the two radii.

    A town without coordinates: unknown. Beyond the company's radius: missed, even when hers is not given.
    """
    if mission.place == Place.REMOTE:
        return 0
    distance = distance_between(candidate, mission)
    if distance is None:
        return None
    theirs = None if mission.radius_km is None else mission.radius_km * METRES_PER_KM - distance
    hers = None if candidate.radius_km is None else candidate.radius_km * METRES_PER_KM - distance
    if hers is None:
        return theirs if theirs is not None and theirs < 0 else None
    return hers if theirs is None else min(hers, theirs)


def rate_margin(candidate: CandidateFacts, mission: MissionFacts) -> int | None:
    """Cents an hour between her floor and the ceiling; 0 when the company gave no ceiling."""
    if not mission.has_ceiling:
        return 0
    floor = floor_rate(candidate, mission.place)
    if floor is None or mission.ceiling is None:
        return None
    return mission.ceiling - floor


def near_rate(candidate: CandidateFacts, mission: MissionFacts) -> int:
    """10 % of the ceiling, in cents an hour, for those who accept to appear a little above it; else nothing."""
    return (mission.ceiling or 0) * r.NEAR_RATE_PERCENT // 100 if candidate.accepts_near_budget else 0


def volume_margin(candidate: CandidateFacts, mission: MissionFacts) -> int:
    """Minutes a week above her smallest volume; 0 when the need is not counted by the week."""
    return mission.minutes - candidate.min_minutes if mission.minutes else 0


def duration_margin(candidate: CandidateFacts, mission: MissionFacts) -> int:
    return 0 if mission.weeks is None else mission.weeks - candidate.min_weeks


TESTS: dict[Part, Test] = {
    Part.LISTED: is_listed,
    Part.APART: is_apart,
    Part.SKILLS: holds_musts,
    Part.MODE: accepts_mode,
    Part.SECTOR: accepts_sector,
    Part.COMPANY: accepts_company,
    Part.LANGUAGES: speaks_languages,
    Part.CONFIRMED: is_confirmed,
    Part.CERTIFICATE: has_certificate,
    Part.INSURANCE: has_insurance,
}

MARGINS: dict[Part, Margin] = {
    Part.MINUTES: Margin(minutes_margin, _constant(r.NEAR_MINUTES)),
    Part.START: Margin(start_margin, _constant(r.NEAR_DAYS)),
    Part.END: Margin(end_margin, _constant(r.NEAR_DAYS)),
    Part.HALF_DAYS: Margin(half_days_margin, _constant(r.NEAR_HALF_DAYS)),
    Part.DISTANCE: Margin(distance_margin, _constant(r.NEAR_METRES)),
    Part.RATE: Margin(rate_margin, near_rate),
    Part.VOLUME: Margin(volume_margin, _constant(r.NEAR_MINUTES)),
    Part.DURATION: Margin(duration_margin, _constant(r.NEAR_WEEKS)),
}


@dataclass(frozen=True, slots=True)
class Check:
    """The answer of one part; `margin` where the part has one."""

    part: Part
    answer: Answer
    margin: int | None = None
    is_near: bool = False


def checks(candidate: CandidateFacts, mission: MissionFacts) -> Iterator[Check]:
    """Every part in turn: the ones that exclude for good first."""
    for part, test in TESTS.items():
        yield Check(part, test(candidate, mission))
    for part, rule in MARGINS.items():
        yield _measured(part, rule, candidate, mission)


def _measured(part: Part, rule: Margin, candidate: CandidateFacts, mission: MissionFacts) -> Check:
    margin = rule.measure(candidate, mission)
    answer = None if margin is None else margin >= 0
    is_near = margin is not None and -rule.allowance(candidate, mission) <= margin < 0
    return Check(part, answer, margin, is_near)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The list a candidate belongs to, and the part that decided it: the gap of « presque »."""

    bucket: Bucket | None
    gap: Check | None = None


OUT = Verdict(None)


def verdict(candidate: CandidateFacts, mission: MissionFacts) -> Verdict:
    """Which list, if any.

    Main when all is true; to confirm when something is unknown and nothing false; near when one part alone is false,
    by a little, and all others are true. `checks` decides the same; a feed asks this of thousands of missions.
    """
    known = [test(candidate, mission) for test in TESTS.values()]
    if False in known:
        return OUT
    gap, is_unknown = None, None in known
    for part, rule in MARGINS.items():
        margin = rule.measure(candidate, mission)
        if margin is None:
            is_unknown = True
        elif margin < 0:
            missed = _measured(part, rule, candidate, mission)
            if gap is not None or not missed.is_near:
                return OUT
            gap = missed
    if gap is None:
        return Verdict(Bucket.TO_CONFIRM if is_unknown else Bucket.MAIN)
    return OUT if is_unknown else Verdict(Bucket.NEAR, gap)


def is_proposed(candidate: CandidateFacts, mission: MissionFacts) -> bool:
    """Whether the main list is hers, decided at the first part that is not true: `verdict`, for the hurried."""
    if not all(test(candidate, mission) for test in TESTS.values()):
        return False
    margins = (rule.measure(candidate, mission) for rule in MARGINS.values())
    return all(margin is not None and margin >= 0 for margin in margins)


def conjunction(answers: Iterable[Answer]) -> Answer:
    """Kleene's « and »."""
    known = list(answers)
    if False in known:
        return False
    return None if None in known else True


def answers(candidate: CandidateFacts, mission: MissionFacts) -> dict[Criterion, Answer]:
    """The answer of each criterion, H1 to H9."""
    return by_criterion(checks(candidate, mission))


def by_criterion(checked: Iterable[Check]) -> dict[Criterion, Answer]:
    """The same, from all the parts."""
    found: dict[Criterion, list[Answer]] = {criterion: [] for criterion in Criterion}
    for check in checked:
        found[check.part.criterion].append(check.answer)
    return {criterion: conjunction(parts) for criterion, parts in found.items()}
