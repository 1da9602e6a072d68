"""Her feed: the statement misses nothing, the interest orders, the reasons are said."""

from dataclasses import replace
from random import Random

import pytest
from django.urls import reverse

from accounts.services.facts import want_skills
from matching import rules as r
from matching.bench import Bench, Candidates
from matching.enums import Bucket
from matching.explanations import Vocabulary
from matching.interest import interest
from matching.models import CompanyRecord
from matching.needs import (
    COLUMNS,
    Need,
    facts_of_mission,
    facts_of_need,
    missions_with_facts,
    skills_asked_by,
)
from matching.openings import possible_for
from matching.reference import draw_name, tie
from matching.rules import Rules
from matching.services import missions_for
from matching.sql import Page
from missions.models import Mission
from sio.lib.dates import today
from tests.factories.accounts import published_assistant
from tests.factories.missions import ApplicationFactory, MissionFactory
from tests.matching import crowd
from tests.matching.needs import publish_many

pytestmark = pytest.mark.django_db

PEOPLE, NEEDS, SEED = 80, 120, 41


def test_the_one_statement_misses_no_mission_of_the_three_lists_and_leaves_most_others_out():
    draw = Random(SEED)
    publish_many(draw, NEEDS)
    benches = [
        Bench(mission, facts_of_mission(mission, today(), excluded=frozenset()), Rules(), Vocabulary())
        for mission in missions_with_facts(Mission.objects.published())
    ]
    shown = dict.fromkeys(Bucket, 0)
    asked = 0
    for number in range(PEOPLE):
        she = _of_today(crowd.candidate(draw, number))
        judged = {bench.mission.pk: bench.judge(she) for bench in benches}
        found = set(possible_for(she, today()).values_list("pk", flat=True))
        asked += len(found)
        for pk, one in judged.items():
            if one is not None:
                assert pk in found, (she, one)
                shown[one.bucket] += 1
    assert min(shown.values()) > 10, shown
    assert asked < 0.35 * PEOPLE * NEEDS, asked


def _of_today(she):
    """The crowd was drawn for another day."""
    late = today() - crowd.AS_OF
    moved = {
        name: day and day + late
        for name in ("available_from", "available_until", "confirmed_on")
        for day in [getattr(she, name)]
    }
    leaves = tuple((begins + late, ends + late) for begins, ends in she.leaves)
    return replace(she, is_listed=True, leaves=leaves, **moved)


def test_the_feed_is_ordered_by_interest_then_by_the_draw_of_the_week():
    she = published_assistant()
    poor, rich = (MissionFactory(published=True, budget_cents=cents) for cents in (3500, 4200))
    assert [match.mission for match in missions_for(she).main] == [rich, poor]
    for _ in range(3):
        ApplicationFactory(mission=rich)
    found = missions_for(she).main
    assert [match.mission for match in found] == [poor, rich]
    assert found[1].appeal.interest.worth * 2 == found[1].appeal.interest.whole


def test_a_skill_she_wants_to_use_brings_its_missions_up():
    she = published_assistant(skill_levels=["inbox", "diary", "receipts-collection"])
    first, second = (MissionFactory(published=True, asked={slug: "should"}) for slug in ("quotes", "inbox"))
    points = {match.mission: match.appeal.interest.skills for match in missions_for(she).main}
    assert points[second] == 12 * r.POINT
    want_skills(she, she.user, [she.profile_skills.get(skill__slug="inbox").skill_id])
    points = {match.mission: match.appeal.interest.skills for match in missions_for(she).main}
    assert points == {first: points[first], second: 30 * r.POINT}


def test_a_firm_that_keeps_its_word_is_worth_more():
    she, known = published_assistant(), MissionFactory(published=True)
    CompanyRecord.objects.create(company=known.company, promised=10, kept=10)
    match = missions_for(she).main[0]
    assert match.appeal.interest.record == 10 * r.POINT * 14 // 15
    assert match.appeal.lines[4].label == "Répond et paie à temps\u00a0: 10 fois sur 10"


def test_a_page_of_the_feed_is_its_slice_and_every_list_is_counted():
    she = published_assistant()
    for cents in (3500, 3600, 3700, 3800, 3900):
        MissionFactory(published=True, budget_cents=cents)
    everything = [match.mission for match in missions_for(she).main]
    second = missions_for(she, pages={Bucket.MAIN: Page(2, 2)})
    assert [match.mission for match in second.main] == everything[2:4]
    assert second.totals[Bucket.MAIN] == 5
    assert missions_for(she, pages={Bucket.NEAR: Page(2)}).totals[Bucket.MAIN] == 5


def test_the_page_says_both_figures_and_why_this_order(client, django_assert_max_num_queries):
    she = published_assistant()
    for number in range(10):
        mission = MissionFactory(published=True, title=f"Relances {number}")
    for _ in range(6):
        ApplicationFactory(mission=mission)
    client.force_login(she.user)
    with django_assert_max_num_queries(12):
        answer = client.get(reverse("matching:missions"))
    page = answer.content.decode()
    assert len(answer.content) < 30_000
    assert "Pourquoi cet ordre\u202f?" in page
    assert page.count("Intérêt pour vous") == 8
    second = client.get(reverse("matching:missions") + "?page=2").content.decode()
    assert "déjà 6\u00a0candidatures" in second
    assert "ramenés à " in second
    assert second.count("Intérêt pour vous") == 2


def test_what_she_wants_to_use_is_asked_with_her_levels(client):
    she = published_assistant()
    client.force_login(she.user)
    address = reverse("accounts:profile_levels", args=["competences"])
    rows = list(she.profile_skills.all())
    levels = {f"levels-{row.skill_id}": "expert" for row in rows}
    assert client.post(address, levels | {"wanted": [rows[0].skill_id]}).status_code == 303
    assert [row.is_wanted for row in she.profile_skills.all()] == [True] + [False] * (len(rows) - 1)
    assert client.post(address, levels | {"wanted": [0]}).status_code == 422
    client.post(address, levels)
    assert not she.profile_skills.filter(is_wanted=True).exists()


def test_the_feed_equals_the_reference_mission_by_mission():
    """Lists, interests, order and lengths, against rows of the ORM judged one by one."""
    draw = Random(SEED)
    publish_many(draw, 150)
    she = published_assistant()
    facts = Candidates.read([she.pk]).facts[she.pk]
    expected: dict[Bucket, list[tuple[int, bytes, int]]] = {bucket: [] for bucket in Bucket}
    for mission in missions_with_facts(Mission.objects.published()):
        bench = Bench(mission, facts_of_mission(mission, today()), Rules(), Vocabulary())
        judged = bench.judge(facts)
        if judged is not None:
            worth = interest(facts, bench.facts, Rules(), bench.shares).worth
            expected[judged.bucket].append((-worth, tie(draw_name(she.pk, today()), mission.pk), mission.pk))
    found = missions_for(she, pages=dict.fromkeys(Bucket, Page(100)))
    for bucket, told in expected.items():
        assert [match.mission.pk for match in found.of(bucket)] == [pk for *_, pk in sorted(told)]
        assert [-match.appeal.interest.worth for match in found.of(bucket)] == [
            one[0] for one in sorted(told)
        ]
        assert found.totals[bucket] == len(told)
    assert sum(1 for told in expected.values() if told) > 1


def test_plain_values_and_rows_give_the_same_facts():
    publish_many(Random(SEED), 60)
    asked = skills_asked_by(Mission.objects.values_list("pk", flat=True))
    read = {row[0]: Need(*row) for row in Mission.objects.values_list(*COLUMNS)}
    for mission in missions_with_facts(Mission.objects.all()):
        facts = facts_of_need(read[mission.pk], asked[mission.pk], today(), excluded=frozenset())
        assert facts == facts_of_mission(mission, today(), excluded=frozenset())


@pytest.mark.parametrize("missions", [3, 30])
def test_the_feed_costs_the_same_queries_whatever_is_open(missions, django_assert_max_num_queries):
    she = published_assistant()
    publish_many(Random(SEED), missions)
    missions_for(she)
    with django_assert_max_num_queries(8):
        missions_for(she)


def test_a_mission_she_withdrew_from_is_not_proposed_again():
    she = published_assistant()
    ended, other = (MissionFactory(published=True) for _ in range(2))
    ApplicationFactory(mission=ended, profile=she, withdrawn=True)
    assert [match.mission for match in missions_for(she).main] == [other]
