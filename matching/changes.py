"""What would change her result: the reference run again on changed facts, never a sentence written by hand.

Only what she could truthfully change (never her rate: SIO sets no price), one thing at a time, and each as the form of
her profile would keep it: a skill also makes its relatives « related », an availability said anew is confirmed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from accounts.enums import HalfDay, Place
from matching import rules as r
from matching.enums import Bucket, ChangeKind
from matching.explanations import card_fit, half_day_names
from matching.facts import AskedSkill, CandidateFacts, MissionFacts
from matching.filters import minutes_margin, musts
from matching.geometry import METRES_PER_KM
from matching.reference import Ranked, judge
from matching.rules import Rules
from matching.scoring import distance_between, first_day, skill_shares, usable_half_days

SHOWN = 3
RADII_KM = (5, 10, 15, 20, 25, 30, 40, 50, 75, 100)
MOST_MINUTES_MORE = 420
"""A day a week more, at most: beyond, it is another life."""
PLACES = {None: 0, Bucket.NEAR: 1, Bucket.TO_CONFIRM: 2, Bucket.MAIN: 3}

Groups = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Change:
    """Something she could say, and the facts it would make; `amount` is in minutes a week or kilometres."""

    kind: ChangeKind
    facts: CandidateFacts
    skills: tuple[tuple[int, int], ...] = ()
    """(position, level) of each skill added or raised."""
    is_a_raise: bool = False
    amount: int = 0
    half_day: str = ""
    day: date = date.min


@dataclass(frozen=True, slots=True)
class Effect:
    change: Change
    before: Ranked | None
    after: Ranked

    @property
    def weight(self) -> tuple[int, int]:
        """How much it changes: the list first, then the fit."""
        before = self.before
        gained = PLACES[self.after.bucket] - PLACES[before.bucket if before else None]
        return gained, self.after.fit - (before.fit if before else 0)


def changes(candidate: CandidateFacts, mission: MissionFacts, rules: Rules, groups: Groups) -> list[Effect]:
    """At most three changes that would help, one of each kind (one a skill), the biggest effect first."""
    shares = skill_shares(mission.skills, rules)

    def judged(facts: CandidateFacts) -> Ranked | None:
        return judge(facts, mission, rules, shares)

    before, confirmed = judged(candidate), judged(_confirmed(candidate, mission))
    found: dict[object, Effect] = {}
    for change in offers(candidate, mission, groups):
        after = judged(change.facts)
        bar = confirmed if change.kind in SAID_WITH_AVAILABILITY else before
        if after is not None and _helps(bar, after):
            _keep(found, Effect(change, before, after))
    return sorted(found.values(), key=lambda effect: effect.weight, reverse=True)[:SHOWN]


SAID_WITH_AVAILABILITY = frozenset({ChangeKind.MINUTES, ChangeKind.HALF_DAY, ChangeKind.START})
"""Saved by the form that confirms: what they bring must be more than a confirmation brings."""


def _helps(before: Ranked | None, after: Ranked) -> bool:
    """In a better list, or in the same with more on the card."""
    if before is None or PLACES[after.bucket] > PLACES[before.bucket]:
        return True
    return after.bucket == before.bucket and card_fit(after.fit) > card_fit(before.fit)


def _keep(found: dict[object, Effect], effect: Effect) -> None:
    """Of one kind, the smallest that brings into the best list; within it, the most."""
    key = (effect.change.kind, effect.change.skills)
    known = found.get(key)
    is_listed = effect.before is not None and effect.before.bucket == effect.after.bucket
    if known is None or (effect.weight if is_listed else effect.weight[:1]) > (
        known.weight if is_listed else known.weight[:1]
    ):
        found[key] = effect


def offers(candidate: CandidateFacts, mission: MissionFacts, groups: Groups) -> Iterator[Change]:
    """Everything she could say, whether it helps or not; of one kind, the smallest first."""
    yield from _skills(candidate, mission, groups)
    yield from _confirmation(candidate, mission)
    yield from _minutes(candidate, mission)
    yield from _half_days(candidate, mission)
    yield from _radii(candidate, mission)
    yield from _starts(candidate, mission)


# One by one.


def _skills(candidate: CandidateFacts, mission: MissionFacts, groups: Groups) -> Iterator[Change]:
    """Each skill asked that she has not, or not at the level asked; and all the musts together when several miss."""
    short = [skill for skill in mission.skills if _level(candidate, skill) < skill.level]
    for skill in short:
        is_a_raise = _level(candidate, skill) > 0
        yield _with_skills(candidate, [skill], groups, is_a_raise=is_a_raise)
    several = [skill for skill in musts(mission) if skill in short]
    if len(several) > 1:
        yield _with_skills(candidate, several, groups)


def _level(candidate: CandidateFacts, skill: AskedSkill) -> int:
    byte = candidate.credit[skill.position]
    return byte if byte in r.DECLARED else 0


def _with_skills(
    candidate: CandidateFacts, asked: Iterable[AskedSkill], groups: Groups, *, is_a_raise: bool = False
) -> Change:
    learnt = tuple((skill.position, skill.level) for skill in asked)
    credit = bytearray(candidate.credit)
    gained = {groups[position] for position, _ in learnt if position in groups}
    for position, group in groups.items():
        if group in gained and credit[position] not in r.DECLARED:
            credit[position] = r.RELATED
    for position, level in learnt:
        credit[position] = level
    facts = replace(candidate, credit=bytes(credit))
    return Change(ChangeKind.SKILL, facts, skills=learnt, is_a_raise=is_a_raise)


def _confirmed(candidate: CandidateFacts, mission: MissionFacts) -> CandidateFacts:
    return replace(candidate, confirmed_on=mission.as_of)


def _confirmation(candidate: CandidateFacts, mission: MissionFacts) -> Iterator[Change]:
    yield Change(ChangeKind.CONFIRMATION, _confirmed(candidate, mission))


def _minutes(candidate: CandidateFacts, mission: MissionFacts) -> Iterator[Change]:
    """What is accepted at least, what is asked, and the ease of a quarter more."""
    free = candidate.free_minutes
    if free is None or minutes_margin(candidate, mission) is None:
        return
    wanted = {mission.minimum_minutes, mission.minutes, -(-5 * mission.minutes // 4)}
    for minutes in sorted(one for one in wanted if free < one <= free + MOST_MINUTES_MORE):
        facts = replace(_confirmed(candidate, mission), free_minutes=minutes)
        yield Change(ChangeKind.MINUTES, facts, amount=minutes)


def _half_days(candidate: CandidateFacts, mission: MissionFacts) -> Iterator[Change]:
    """The first of the wished half-days that she does not offer yet, at home or on site."""
    usable = usable_half_days(candidate, mission.place)
    if usable is None or candidate.half_days_remote is None or candidate.half_days_on_site is None:
        return
    if mission.place == Place.HYBRID:
        usable &= candidate.half_days_on_site
    for name in half_day_names(mission.half_days & ~usable)[:1]:
        bit = HalfDay(name).bit
        facts = replace(
            _confirmed(candidate, mission),
            half_days_remote=candidate.half_days_remote | bit,
            half_days_on_site=candidate.half_days_on_site | bit,
        )
        yield Change(ChangeKind.HALF_DAY, facts, half_day=name)


def _radii(candidate: CandidateFacts, mission: MissionFacts) -> Iterator[Change]:
    """The next radius of the scale; the one that reaches the town when hers does not."""
    hers, metres = candidate.radius_km, distance_between(candidate, mission)
    if mission.place == Place.REMOTE or hers is None or metres is None:
        return
    reach = [km for km in RADII_KM if km > hers and km * METRES_PER_KM >= metres]
    for km in reach[:1]:
        yield Change(ChangeKind.RADIUS, replace(candidate, radius_km=km), amount=km)


def _starts(candidate: CandidateFacts, mission: MissionFacts) -> Iterator[Change]:
    """The wished start, when only her own date is in the way; nobody is asked to give a leave up."""
    day, hers = first_day(candidate, mission), candidate.available_from
    if day is None or hers is None or day <= mission.starts_on or hers <= mission.starts_on:
        return
    facts = replace(_confirmed(candidate, mission), available_from=mission.starts_on)
    if first_day(facts, mission) == mission.starts_on:
        yield Change(ChangeKind.START, facts, day=mission.starts_on)
