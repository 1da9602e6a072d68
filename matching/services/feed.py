"""The missions that suit one person, those that interest her most first.

One statement brings the plain values of the missions that may suit her, another their skills; the reference decides
each, the interest orders the list that is asked, and only the page that is shown is read whole and explained.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.models import AssistantProfile, ProfileSkill
from matching.bench import Bench, Candidates, vocabulary_for
from matching.enums import Bucket
from matching.facts import CandidateFacts, MissionFacts
from matching.filters import verdict
from matching.interest import Crowd, Interest, Record, interest
from matching.matches import Appeal, Match, Ranking
from matching.models import RuleVersion
from matching.needs import COLUMNS, ENDED, Need, facts_of_need, skills_asked_by
from matching.openings import possible_for
from matching.reference import Ranked, draw_name, tie
from matching.rules import Rules
from matching.scoring import skill_shares
from matching.sentences.interest import lines
from matching.services.ranking import FIRST_PAGES
from matching.sql import Page
from missions.models import Application, Invitation, Mission
from missions.models.missions import MissionQuerySet
from sio.lib.dates import today


class Told(NamedTuple):
    """What an open mission asks, how its company keeps its word, who waits already."""

    facts: MissionFacts
    record: Record
    crowd: Crowd


class Opening(NamedTuple):
    """A mission of one of her lists, and what it is worth to her."""

    facts: MissionFacts
    interest: Interest


@dataclass(frozen=True)
class Reader:
    """Who reads the feed: her facts, and the skills she wants to use."""

    candidates: Candidates
    facts: CandidateFacts
    wanted: frozenset[int]


def missions_for(
    profile: AssistantProfile,
    *,
    pages: Mapping[Bucket, Page] = FIRST_PAGES,
    as_of: date | None = None,
) -> Ranking:
    """The published missions of each list for this person, by interest, with the reasons both sides read.

    Equal interests are drawn anew each week. Every list is counted whole; the pages asked are explained.
    """
    day = as_of or today()
    reader = _reader(profile)
    if reader is None:
        return Ranking()
    rules, draw = RuleVersion.objects.in_force(), draw_name(profile.pk, day)
    missions = openings_of(profile, reader.facts, day)
    lists = _lists(reader, rules, missions, day)
    shown = [
        opening
        for bucket, page in pages.items()
        for opening in _page([_opening(one, reader, rules) for one in lists[bucket]], page, draw)
    ]
    found: dict[Bucket, list[Match]] = {bucket: [] for bucket in pages}
    for match in _explained(shown, reader, rules, missions):
        found[match.bucket].append(match)
    return Ranking.of_lists(found, {bucket: len(told) for bucket, told in lists.items()})


def _lists(reader: Reader, rules: Rules, missions: MissionQuerySet, day: date) -> dict[Bucket, list[Told]]:
    """Every mission of her three lists, each decided by the reference: thousands are read, few are shown."""
    found: dict[Bucket, list[Told]] = {bucket: [] for bucket in Bucket}
    for told in _told(missions, reader, day):
        bucket = verdict(reader.facts, told.facts).bucket
        if bucket is not None:
            found[bucket].append(told)
    return found


def _told(missions: MissionQuerySet, reader: Reader, day: date) -> Iterator[Told]:
    """From plain values, two statements for all: rows of the ORM would cost ten times as much."""
    waiting = Application.objects.open().filter(mission=OuterRef("pk")).order_by().values("mission")
    count = Subquery(waiting.annotate(count=Count("pk")).values("count"), output_field=IntegerField())
    hers = ("her_application", "waiting", "company__record__kept", "company__record__promised")
    read = missions.order_by().annotate(waiting=Coalesce(count, 0)).values_list(*COLUMNS, *hers)
    rows = [(Need(*row[: len(COLUMNS)]), *row[len(COLUMNS) :]) for row in read]
    skills = skills_asked_by(need.mission_id for need, *_ in rows)
    for need, status, applications, kept, promised in rows:
        excluded = frozenset({reader.facts.profile_id} if status in ENDED else ())
        facts = facts_of_need(need, skills.get(need.mission_id, ()), day, excluded=excluded)
        yield Told(facts, Record(kept or 0, promised or 0), Crowd(applications))


def _opening(told: Told, reader: Reader, rules: Rules) -> Opening:
    """A mission is one post."""
    shares = skill_shares(told.facts.skills, rules)
    found = interest(
        reader.facts, told.facts, rules, shares, wanted=reader.wanted, record=told.record, crowd=told.crowd
    )
    return Opening(told.facts, found)


def _page(openings: list[Opening], page: Page, draw: str) -> list[Opening]:
    ordered = sorted(openings, key=lambda one: (-one.interest.worth, tie(draw, one.facts.mission_id)))
    return ordered[page.offset : page.offset + page.size]


def openings_of(profile: AssistantProfile, she: CandidateFacts, day: date) -> MissionQuerySet:
    """What may suit her among other people's companies, each with `her_application`: what she sent for it.

    A mission she declined when invited is not proposed again.
    """
    declined = Invitation.objects.declined().filter(profile=profile).values("mission")
    others = possible_for(she, day).exclude(company__memberships__user=profile.user_id)
    others = others.exclude(pk__in=declined)
    hers = Application.objects.filter(profile=profile, mission=OuterRef("pk")).values("status")
    return others.annotate(her_application=Subquery(hers[:1]))


def application_of_reader(mission: Mission) -> str | None:
    """The status of her application to a mission read by `openings_of`; None when she sent none."""
    status: str | None = getattr(mission, "her_application", None)
    return status


def _reader(profile: AssistantProfile) -> Reader | None:
    candidates = Candidates.read([profile.pk])
    facts = candidates.facts.get(profile.pk)
    return Reader(candidates, facts, wanted_skills(profile)) if facts else None


def wanted_skills(profile: AssistantProfile) -> frozenset[int]:
    """Positions of the skills she wants to use more."""
    wanted = ProfileSkill.objects.filter(profile=profile, is_wanted=True).order_by()
    return frozenset(wanted.values_list("skill__position", flat=True))


def record_of(mission: Mission) -> Record:
    """How its company keeps its word, at last night's count."""
    found = getattr(mission.company, "record", None)
    return found.facts if found else Record()


def _explained(
    shown: Iterable[Opening], reader: Reader, rules: Rules, missions: MissionQuerySet
) -> Iterator[Match]:
    """Each that is still open, read whole, with the facts it was judged on."""
    few = {opening.facts.mission_id: opening for opening in shown}
    read = missions.filter(pk__in=few).select_related("company__sector", "company__record", "job", "city")
    whole = {mission.pk: mission for mission in read.defer("brief", "deliverable")}
    words = vocabulary_for(skill.position for one in few.values() for skill in one.facts.skills)
    for pk in [pk for pk in few if pk in whole]:
        bench = Bench(whole[pk], few[pk].facts, rules, words)
        judged = bench.judge(reader.facts)
        if judged is not None:
            yield _match(bench, judged, few[pk].interest, reader)


def _match(bench: Bench, judged: Ranked, found: Interest, reader: Reader) -> Match:
    said = lines(found, reader.facts, bench.facts, record_of(bench.mission), reader.wanted)
    return replace(bench.match(judged, reader.candidates), appeal=Appeal(found, said))
