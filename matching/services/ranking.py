"""Who fits this mission, how one person fits it, and why.

SQL finds and orders; the reference judges again each row that is shown and produces its reasons. A difference between
the two is an error, never a display.
"""

from collections.abc import Mapping
from datetime import date

from django.db.models import prefetch_related_objects

from accounts.models import AssistantProfile
from matching import engine
from matching.bench import Bench, Candidates, vocabulary_of
from matching.enums import Bucket
from matching.matches import Match, Ranking
from matching.models import RuleVersion
from matching.needs import facts_of_mission
from matching.sql import Page
from missions.models import Mission
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
