"""Who fits this mission, which missions fit this person, and why.

SQL finds and orders; the reference judges again each row that is shown and produces its reasons. A difference between
the two is an error, never a display.
"""

from collections.abc import Mapping
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery, prefetch_related_objects

from accounts.models import AssistantProfile
from matching import engine
from matching.bench import Bench, Candidates, vocabulary_of
from matching.enums import Bucket
from matching.matches import Match, Ranking
from matching.models import RuleVersion
from matching.needs import ENDED, facts_of_mission, missions_with_facts
from matching.reference import draw_name, tie
from matching.sql import Page
from missions.models import Application, Mission
from sio.lib.dates import today

PAGE_SIZE = 20
FIRST_PAGES: Mapping[Bucket, Page] = dict.fromkeys(Bucket, Page(PAGE_SIZE))


class EngineDisagrees(AssertionError):
    """SQL and the reference differ on a row about to be shown: nothing is shown, the difference is an alarm."""


def ranked_assistants(
    mission: Mission, *, pages: Mapping[Bucket, Page] = FIRST_PAGES, as_of: date | None = None
) -> Ranking:
    """The assistants of each list, best first, with reasons: the first page of each, or the pages asked.

    Raises EngineDisagrees when SQL and the reference differ on a row.
    """
    bench = bench_of(mission, as_of)
    answers = engine.ask(bench.facts, bench.rules, pages)
    candidates = Candidates.read(row.profile_id for answer in answers.values() for row in answer.rows)
    lists = {
        bucket: [
            _match(bench, bucket, row, candidates, rank)
            for rank, row in enumerate(answer.rows, start=pages[bucket].offset + 1)
        ]
        for bucket, answer in answers.items()
    }
    return Ranking.of_lists(lists, {bucket: answer.total for bucket, answer in answers.items()})


def _match(bench: Bench, bucket: Bucket, row: engine.Row, candidates: Candidates, rank: int) -> Match:
    """Judge again what SQL found: list, fit and gap must be the same."""
    judged = bench.judge(candidates.facts[row.profile_id])
    found = judged and (judged.bucket, judged.fit, judged.gap and judged.gap.part)
    if judged is None or found != (bucket, row.fit, row.gap):
        raise EngineDisagrees(f"Mission {bench.mission.pk}: SQL says {bucket} {row}, the reference {found}.")
    return bench.match(judged, candidates, rank)


def missions_for(profile: AssistantProfile, *, as_of: date | None = None) -> Ranking:
    """The published missions of each list for this person, best fit first, with the same reasons.

    Equal fits are drawn anew each week. Judged by the reference alone: there is one candidate.
    """
    candidates = Candidates.read([profile.pk])
    missions = list(_open_missions(profile))
    found = _judged(profile, missions, candidates, as_of)
    draw = draw_name(profile.pk, as_of or today())
    found.sort(key=lambda one: (-one.micro_points, tie(draw, one.mission.pk)))
    return Ranking.of_lists({bucket: [one for one in found if one.bucket == bucket] for bucket in Bucket})


def _open_missions(profile: AssistantProfile) -> QuerySet[Mission]:
    """Of other people's companies, each with `her_application`, the status of what she sent for it."""
    others = Mission.objects.published().exclude(company__memberships__user=profile.user_id)
    hers = Application.objects.filter(profile=profile, mission=OuterRef("pk")).values("status")
    return missions_with_facts(others).annotate(her_application=Subquery(hers[:1]))


def _judged(
    profile: AssistantProfile, missions: list[Mission], candidates: Candidates, as_of: date | None
) -> list[Match]:
    rules, vocabulary = RuleVersion.objects.in_force(), vocabulary_of(missions)
    candidate = candidates.facts.get(profile.pk)
    if candidate is None:
        return []
    matches: list[Match] = []
    for mission in missions:
        excluded = frozenset({profile.pk} if application_of_reader(mission) in ENDED else ())
        facts = facts_of_mission(mission, as_of or today(), excluded=excluded)
        bench = Bench(mission, facts, rules, vocabulary)
        judged = bench.judge(candidate)
        if judged is not None:
            matches.append(bench.match(judged, candidates))
    return matches


def application_of_reader(mission: Mission) -> str | None:
    """The status of her application to a mission read by `missions_for`; None when she sent none."""
    status: str | None = getattr(mission, "her_application", None)
    return status


def match_for(profile: AssistantProfile, mission: Mission, *, as_of: date | None = None) -> Match | None:
    """Her own fit for this mission, or None when a filter keeps her out (see `standing`)."""
    bench, candidates = bench_of(mission, as_of), Candidates.read([profile.pk])
    candidate = candidates.facts.get(profile.pk)
    judged = candidate and bench.judge(candidate)
    return bench.match(judged, candidates) if judged else None


def bench_of(mission: Mission, as_of: date | None = None) -> Bench:
    """The mission with its facts of this day and the rules in force; reads what the caller did not."""
    prefetch_related_objects([mission], "company__sector", "job", "city", "language", "mission_skills__skill")
    facts = facts_of_mission(mission, as_of or today())
    return Bench(mission, facts, RuleVersion.objects.in_force(), vocabulary_of([mission]))
