"""The missions that suit one person, those that interest her most first.

One statement brings the missions that may suit her; the reference judges each, the interest orders them, and only the
page that is shown is explained.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import AssistantProfile, ProfileSkill
from matching.bench import Bench, Candidates, vocabulary_of
from matching.enums import Bucket
from matching.explanations import Vocabulary
from matching.facts import CandidateFacts
from matching.interest import Crowd, Interest, Record, interest
from matching.matches import Appeal, Match, Ranking
from matching.models import RuleVersion
from matching.needs import ENDED, facts_of_mission, missions_with_facts
from matching.openings import possible_for
from matching.reference import Ranked, draw_name, tie
from matching.sentences.interest import lines
from matching.services.ranking import FIRST_PAGES
from matching.sql import Page
from missions.models import Application, Invitation, Mission
from missions.models.missions import MissionQuerySet
from sio.lib.dates import today


@dataclass(frozen=True)
class Opening:
    """A mission judged for her: its list, its fit, its interest."""

    bench: Bench
    judged: Ranked
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
    lists = _lists(judged_openings(reader.facts, _described(profile, reader.facts, day), day, reader.wanted))
    draw = draw_name(profile.pk, day)
    shown = {bucket: _page(lists[bucket], page, draw) for bucket, page in pages.items()}
    words = vocabulary_of(opening.bench.mission for openings in shown.values() for opening in openings)
    explained = {
        bucket: [_match(opening, reader, words) for opening in openings] for bucket, openings in shown.items()
    }
    return Ranking.of_lists(explained, {bucket: len(openings) for bucket, openings in lists.items()})


def judged_openings(
    she: CandidateFacts, missions: Iterable[Mission], day: date, wanted: frozenset[int] = frozenset()
) -> list[Opening]:
    """Those of these missions that are in one of her lists; `missions` come from `openings_of`."""
    rules, found = RuleVersion.objects.in_force(), []
    for mission in missions:
        excluded = frozenset({she.profile_id} if application_of_reader(mission) in ENDED else ())
        bench = Bench(mission, facts_of_mission(mission, day, excluded=excluded), rules, Vocabulary())
        judged = bench.judge(she)
        if judged is not None:
            found.append(Opening(bench, judged, _interest(bench, she, wanted)))
    return found


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


def _described(profile: AssistantProfile, she: CandidateFacts, day: date) -> QuerySet[Mission]:
    """With all that a judgement and an interest read; long texts stay in the database."""
    waiting = Application.objects.open().filter(mission=OuterRef("pk")).order_by().values("mission")
    count = Subquery(waiting.annotate(count=Count("pk")).values("count"), output_field=IntegerField())
    found = missions_with_facts(openings_of(profile, she, day)).select_related("company__record")
    return found.annotate(open_applications=Coalesce(count, 0)).defer("brief", "deliverable")


def _reader(profile: AssistantProfile) -> Reader | None:
    candidates = Candidates.read([profile.pk])
    facts = candidates.facts.get(profile.pk)
    return Reader(candidates, facts, wanted_skills(profile)) if facts else None


def wanted_skills(profile: AssistantProfile) -> frozenset[int]:
    """Positions of the skills she wants to use more."""
    wanted = ProfileSkill.objects.filter(profile=profile, is_wanted=True).order_by()
    return frozenset(wanted.values_list("skill__position", flat=True))


def _interest(bench: Bench, she: CandidateFacts, wanted: frozenset[int]) -> Interest:
    """A mission is one post."""
    return interest(
        she,
        bench.facts,
        bench.rules,
        bench.shares,
        wanted=wanted,
        record=record_of(bench.mission),
        crowd=Crowd(getattr(bench.mission, "open_applications", 0)),
    )


def record_of(mission: Mission) -> Record:
    """How its company keeps its word, at last night's count."""
    found = getattr(mission.company, "record", None)
    return found.facts if found else Record()


def _lists(openings: Iterable[Opening]) -> dict[Bucket, list[Opening]]:
    lists: dict[Bucket, list[Opening]] = {bucket: [] for bucket in Bucket}
    for opening in openings:
        lists[opening.judged.bucket].append(opening)
    return lists


def _page(openings: list[Opening], page: Page, draw: str) -> list[Opening]:
    ordered = sorted(openings, key=lambda one: (-one.interest.worth, tie(draw, one.bench.mission.pk)))
    return ordered[page.offset : page.offset + page.size]


def _match(opening: Opening, reader: Reader, words: Vocabulary) -> Match:
    bench = replace(opening.bench, vocabulary=words)
    said = lines(opening.interest, reader.facts, bench.facts, record_of(bench.mission), reader.wanted)
    match = bench.match(opening.judged, reader.candidates)
    return replace(match, appeal=Appeal(opening.interest, said))
