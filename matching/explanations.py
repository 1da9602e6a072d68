"""Why a result: one JSON for both sides, for the audit and for an appeal.

Points are shown in tenths and always sum to the fit shown. Nothing here comes from the floor rate: the budget speaks of
the public rate, and a floor that misses the ceiling has no figure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.enums import HalfDay, Place
from matching import filters
from matching import rules as r
from matching.enums import Bucket, Part, Slot, Term
from matching.facts import CandidateFacts, MissionFacts
from matching.order import Placement
from matching.reference import Ranked
from matching.rules import Rules
from matching.scoring import (
    MAXIMUM,
    Points,
    distance_between,
    first_day,
    half_days_in_common,
    public_rate,
    usable_half_days,
)

Json = dict[str, Any]

TENTH = r.POINT // 10
WORDS = {True: "TRUE", False: "FALSE", None: "UNKNOWN"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The skills that an explanation may name: those of the mission and their relatives, by position."""

    slugs: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Best:
    """The experience that counts: her own words for it, where, and until when (None: it lasts)."""

    title: str
    sector: str = ""
    until: int | None = None


def explain(
    judged: Ranked,
    candidate: CandidateFacts,
    mission: MissionFacts,
    rules: Rules,
    *,
    words: Vocabulary,
    best: Best | None = None,
    placement: Placement | None = None,
) -> Json:
    """The explanation of one result; `placement` is its place in a list, if it was asked in one."""
    tenths, checked = tenths_of(judged.points), tuple(filters.checks(candidate, mission))
    facts = {
        Term.SKILLS: _skills(candidate, mission, words),
        Term.EXPERIENCE: _experience(candidate, mission, best),
        Term.AVAILABILITY: _availability(candidate, mission),
        Term.PLACE: _place(candidate, mission),
        Term.BUDGET: _budget(candidate, mission),
        Term.RELIABILITY: {"reviews": candidate.reviews, "stars": candidate.stars},
    }
    return {
        "version": rules.version,
        "rules": rules.number,
        "fit": sum(tenths.values()) / 10,
        "bucket": judged.bucket.value,
        "reasons": [
            {"code": term.value, **facts[term], "points": tenths[term] / 10, "max": MAXIMUM[term] // r.POINT}
            for term in Term
        ],
        "filters": filter_words(checked),
        "unknown": [check.part.value for check in checked if check.answer is None],
        "gap": gap_of(judged, candidate),
        "order": order_of(placement),
        "as_of": mission.as_of.isoformat(),
    }


def explain_absence(
    candidate: CandidateFacts, mission: MissionFacts, rules: Rules, missed: Sequence[tuple[str, str]]
) -> Json:
    """Why somebody is in no list: (part, sentence) of each wish that is not met. Read by her alone."""
    return {
        "version": rules.version,
        "rules": rules.number,
        "fit": None,
        "bucket": None,
        "reasons": [],
        "filters": filter_words(filters.checks(candidate, mission)),
        "missed": [{"part": part, "sentence": sentence} for part, sentence in missed],
        "as_of": mission.as_of.isoformat(),
    }


def order_of(placement: Placement | None) -> Json:
    """Why this place: `propensity` is the chance of the draw, in ppm."""
    return {
        "rank": placement and placement.rank,
        "rotation": placement is not None and placement.slot == Slot.ROTATION,
        "exploration": placement is not None and placement.is_explored,
        "propensity": placement and placement.propensity,
    }


def card_fit(micro_points: int) -> int:
    """Out of 100, tenths rounded half up."""
    return (micro_points // TENTH + 5) // 10


def tenths_of(points: Points) -> dict[Term, int]:
    """Tenths of a point per term, summing to the tenths of the fit (largest remainder, ties in the order of terms)."""
    by_term = points.by_term()
    whole = {term: value // TENTH for term, value in by_term.items()}
    missing = points.fit // TENTH - sum(whole.values())
    order = sorted(Term, key=lambda term: -(by_term[term] % TENTH))
    for term in order[:missing]:
        whole[term] += 1
    return whole


def filter_words(checked: Iterable[filters.Check]) -> dict[str, str]:
    return {criterion.value: WORDS[answer] for criterion, answer in filters.by_criterion(checked).items()}


def gap_of(judged: Ranked, candidate: CandidateFacts) -> Json | None:
    """What « presque » misses. The price has no figure."""
    gap = judged.gap
    if gap is None or judged.bucket != Bucket.NEAR:
        return None
    if gap.part == Part.RATE or gap.margin is None:
        return {"part": gap.part.value}
    return {"part": gap.part.value, "missing": -gap.margin}


def _skills(candidate: CandidateFacts, mission: MissionFacts, words: Vocabulary) -> Json:
    asked = {skill.position: skill.level for skill in mission.skills}
    held = [position for position in asked if candidate.credit[position] in r.DECLARED]
    missing = [position for position in asked if position not in held]
    return {
        "got": len(held),
        "of": len(asked),
        "missing": _slugs(missing, words),
        "below": _slugs(
            [position for position in held if candidate.credit[position] < asked[position]], words
        ),
        "related": {
            words.slugs[position]: words.slugs[relative]
            for position in missing
            if (relative := _relative(position, candidate, words)) is not None
        },
        "in_text": _slugs(
            [position for position in missing if candidate.credit[position] == r.IN_TEXT], words
        ),
    }


def _slugs(positions: Iterable[int], words: Vocabulary) -> list[str]:
    return [words.slugs[position] for position in positions]


def _relative(position: int, candidate: CandidateFacts, words: Vocabulary) -> int | None:
    """The skill of the same group that she holds best."""
    if candidate.credit[position] != r.RELATED:
        return None
    group = words.groups.get(position)
    relatives = [
        one for one, name in words.groups.items() if name == group and candidate.credit[one] in r.DECLARED
    ]
    return max(relatives, key=lambda one: (candidate.credit[one], -one), default=None)


def _experience(candidate: CandidateFacts, mission: MissionFacts, best: Best | None) -> Json:
    knows_sector = mission.sector is not None and bool(candidate.sectors >> mission.sector & 1)
    known = {"is_known": candidate.has_experience, "knows_sector": knows_sector}
    if best is None or not candidate.has_experience:
        return known
    told = {"title": best.title, "sector": best.sector, "until": best.until}
    return known | {"best": ", ".join(str(word) for word in told.values() if word), **told}


def _availability(candidate: CandidateFacts, mission: MissionFacts) -> Json:
    day, usable = first_day(candidate, mission), usable_half_days(candidate, mission.place)
    common = [] if usable is None else half_day_names(usable & mission.half_days)
    return {
        "minutes": candidate.free_minutes,
        "asked_minutes": mission.minutes,
        "from": _iso(day),
        "late_days": None if day is None else max(0, (day - mission.starts_on).days),
        "half_days": common,
        "wanted_half_days": mission.half_days.bit_count(),
        "are_half_days_known": half_days_in_common(candidate, mission) is not None,
    }


def half_day_names(mask: int) -> list[str]:
    return [half_day.value for half_day in HalfDay if mask & half_day.bit]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _place(candidate: CandidateFacts, mission: MissionFacts) -> Json:
    if mission.place == Place.REMOTE:
        return {"remote": True}
    metres = distance_between(candidate, mission)
    return {"remote": False, "km": None if metres is None else (metres + 500) // 1000}


def _budget(candidate: CandidateFacts, mission: MissionFacts) -> Json:
    """From the public rate and the ceiling alone."""
    rate, ceiling = public_rate(candidate, mission.place), mission.ceiling
    if not mission.has_ceiling:
        return {"within": None, "has_ceiling": False}
    if rate is None or ceiling is None:
        return {"within": None, "has_ceiling": True}
    is_a_little = 100 * (rate - ceiling) <= r.NEAR_RATE_PERCENT * ceiling
    return {
        "within": rate <= ceiling,
        "has_ceiling": True,
        "is_a_little_above": rate > ceiling and is_a_little,
    }


def best_and_weakest(reasons: Sequence[Json], count: int = 3) -> tuple[list[Json], Json | None]:
    """The reasons that bring most points, and among the others the one furthest from its maximum, if any is short."""
    ordered = sorted(reasons, key=lambda reason: -reason["points"])
    best, others = ordered[:count], ordered[count:]
    weakest = min(others, key=lambda reason: reason["points"] / reason["max"])
    return best, weakest if weakest["points"] < weakest["max"] else None
