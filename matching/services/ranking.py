"""Who fits this mission, how one person fits it, and why.

SQL finds and orders by fit; `matching.order` rotates the first page; the reference judges again each row that is shown
and produces its reasons. A difference between SQL and the reference is an error, never a display.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db.models import prefetch_related_objects

from accounts.models import AssistantProfile
from matching import engine, order
from matching import rules as r
from matching.bench import Bench, Candidates, vocabulary_of
from matching.enums import Bucket
from matching.matches import Match, Ranking
from matching.models import Exposure
from matching.needs import facts_of_mission, rules_for
from matching.order import Placement
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
    """The assistants of each list, with reasons: the first page of each, or the pages asked.

    The main list is in display order (§5), the two others by fit; pages of one size, one after the other, reach
    everybody once. Raises EngineDisagrees when SQL and the reference differ on a row.
    """
    return ranked(bench_of(mission, as_of), pages)


def ranked(bench: Bench, pages: Mapping[Bucket, Page]) -> Ranking:
    """`ranked_assistants`, of a mission already on the bench.

    Somebody may change her profile between the question and the reading of her row, which looks like a difference: it
    is asked once more, and a real one stays.
    """
    try:
        return _ranking(bench, pages)
    except EngineDisagrees:
        return _ranking(bench, pages)


def _ranking(bench: Bench, pages: Mapping[Bucket, Page]) -> Ranking:
    asked = {bucket: _with_band(page) if bucket == Bucket.MAIN else page for bucket, page in pages.items()}
    answers = engine.ask(bench.facts, bench.rules, asked)
    shown = {bucket: _in_order(bench, asked[bucket], answer) for bucket, answer in answers.items()}
    candidates = Candidates.read(row.profile_id for places in shown.values() for row, _ in places)
    lists = {
        bucket: [_match(bench, bucket, row, candidates, placement) for row, placement in places]
        for bucket, places in shown.items()
    }
    return Ranking.of_lists(lists, {bucket: answer.total for bucket, answer in answers.items()})


Places = list[tuple[engine.Row, Placement]]


def _with_band(page: Page) -> Page:
    """What the display order needs of the main list; nothing more when only its length is asked."""
    return replace(page, band=r.EXPLORATION_POINTS) if page.size else page


def _in_order(bench: Bench, page: Page, answer: engine.Answer) -> Places:
    """The rows of a page with their placement."""
    if page.band is None:
        return [(row, Placement(rank)) for rank, row in enumerate(answer.rows, page.offset + 1)]
    found = {row.profile_id: row for row in answer.rows}
    ranked = [(row.profile_id, row.fit) for row in answer.rows]
    seen = Exposure.objects.seen(one for one, _ in order.reachable(ranked, page.size))
    draw = order.draw_of_day(bench.facts)
    shown = order.page_in_order(ranked, seen, draw, page.size, page.offset)
    return [(found[pick.profile_id], placement) for pick, placement in shown]


def _match(
    bench: Bench, bucket: Bucket, row: engine.Row, candidates: Candidates, placement: Placement
) -> Match:
    """Judge again what SQL found: list, fit and gap must be the same."""
    judged = bench.judge(candidates.facts[row.profile_id])
    found = judged and (judged.bucket, judged.fit, judged.gap and judged.gap.part)
    if judged is None or found != (bucket, row.fit, row.gap):
        raise EngineDisagrees(f"Mission {bench.mission.pk}: SQL says {bucket} {row}, the reference {found}.")
    return bench.match(judged, candidates, placement)


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
    return Bench(mission, facts, rules_for(mission), vocabulary_of([mission]))
