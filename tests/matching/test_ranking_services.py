"""Rankings of people and missions that went through the forms, as the services answer them."""

from datetime import timedelta
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Place
from accounts.models import AssistantProfile, City, OfficeJob
from matching import engine, reference, sql
from matching.enums import Bucket, Part
from matching.matches import Match
from matching.models import Exposure, RuleVersion
from matching.needs import excluded_profiles, facts_of_mission
from matching.projection import Catalogue, facts_of_profile, profiles_with_facts
from matching.services import (
    EngineDisagrees,
    match_for,
    missions_for,
    projecting,
    ranked_assistants,
    standing,
)
from matching.sql import Page
from missions.enums import BudgetReason, PriceMode
from sio.lib.dates import today
from tests.factories.accounts import MembershipFactory, company_with_owner, published_assistant
from tests.factories.missions import ApplicationFactory, MissionFactory

pytestmark = pytest.mark.django_db

EVERYBODY = dict.fromkeys(Bucket, Page(100))


def mission_for(company=None, **facts):
    facts.setdefault("asked", {"quotes": "must", "quote-follow-up": "should"})
    return MissionFactory(published=True, company=company or company_with_owner()[0], **facts)


def people(matches) -> list[AssistantProfile]:
    return [match.profile for match in matches]


def test_people_from_the_tables_are_ranked_as_the_reference_ranks_them():
    draw = Random(3)
    slugs = ["quotes", "quote-follow-up", "invoicing", "inbox", "diary"]
    for _ in range(30):
        published_assistant(
            skill_levels={
                slug: draw.choice(("basic", "confirmed", "expert")) for slug in draw.sample(slugs, 3)
            },
            free_minutes_per_week=draw.choice((290, 300, 600)),
            rate_remote_cents=draw.choice((3000, 3500, 3600)),
            availability_confirmed_at=timezone.now() - timedelta(days=draw.choice((0, 0, 9))),
            min_minutes_per_week=draw.choice((0, 0, 360)),
        )
    mission = mission_for()
    profiles = profiles_with_facts(AssistantProfile.objects.all())
    rules = RuleVersion.objects.in_force()
    facts = [facts_of_profile(one, Catalogue.read(), rules, today()) for one in profiles]
    lists = reference.rank(facts, facts_of_mission(mission, today()), rules)
    found = ranked_assistants(mission, pages=EVERYBODY)
    for bucket in Bucket:
        expected = [(one.profile_id, one.fit) for one in lists.of(bucket)]
        assert [(match.profile.pk, match.micro_points) for match in found.of(bucket)] == expected
        assert found.totals[bucket] == len(expected)
        assert expected, bucket


def test_a_must_that_is_missing_excludes_and_she_reads_which():
    """Mission 1 of the demo: the second fits; the ninth has no « Établissement de devis » and reads it."""
    mission = mission_for()
    claire = published_assistant(skill_levels=["quotes", "quote-follow-up", "tenders"])
    sandrine = published_assistant(skill_levels=["receipts-collection", "overdue-reminders"])
    assert people(ranked_assistants(mission).main) == [claire]
    assert [one.sentence for one in standing(sandrine, mission).absences] == [
        "Compétence indispensable absente de votre profil\u00a0: Établissement de devis"
    ]
    assert standing(claire, mission).absences == []
    assert match_for(sandrine, mission) is None


def test_availability_older_than_seven_days_is_to_confirm():
    sophie = published_assistant(availability_confirmed_at=timezone.now() - timedelta(days=9))
    ranking = ranked_assistants(mission_for())
    assert people(ranking.to_confirm) == [sophie]
    assert ranking.to_confirm[0].unknown == [Part.CONFIRMED]
    assert ranking.main == []


def test_pages_of_one_size_reach_everybody_once():
    everyone = {published_assistant().pk for _ in range(7)}
    mission = mission_for()
    pages = [ranked_assistants(mission, pages={Bucket.MAIN: Page(3, offset)}) for offset in (0, 3, 6)]
    reached = [match for page in pages for match in page.main]
    assert sorted(match.profile.pk for match in reached) == sorted(everyone)
    assert [match.explanation["order"]["rank"] for match in reached] == [1, 2, 3, 4, 5, 6, 7]
    assert {page.totals[Bucket.MAIN] for page in pages} == {7}
    nobody = ranked_assistants(mission, pages={Bucket.MAIN: Page(0)})
    assert (nobody.main, nobody.totals[Bucket.MAIN]) == ([], 7)


def test_who_was_shown_most_gives_way_within_five_points_and_the_explanation_says_so():
    equals = [published_assistant() for _ in range(4)]
    far_less = published_assistant(skill_levels=["quotes"])
    mission = mission_for()
    by_fit = people(ranked_assistants(mission).main)
    assert set(by_fit[:4]) == set(equals)
    for rank, she in enumerate(by_fit[:4]):
        Exposure.objects.create(profile=she, impressions=9, exposure=4_000 - 1_000 * rank, is_new=False)
    main = ranked_assistants(mission).main
    assert people(main) == [*reversed(by_fit[:4]), far_less]
    assert [match.explanation["order"]["rotation"] for match in main] == [True, True, True, False, False]


def test_the_last_place_but_one_is_drawn_among_the_new_and_stays_theirs_all_day():
    known, newcomer = [published_assistant() for _ in range(6)], published_assistant()
    for she in known:
        Exposure.objects.create(profile=she, impressions=9, exposure=1_000, is_new=False)
    Exposure.objects.create(profile=newcomer, impressions=99, exposure=9_000, is_new=True)
    mission = mission_for()
    page = ranked_assistants(mission, pages={Bucket.MAIN: Page(5)}).main
    drawn = page[3]
    assert drawn.profile == newcomer
    assert drawn.explanation["order"] == {
        "rank": 4,
        "rotation": False,
        "exploration": True,
        "propensity": 1_000_000,
    }
    assert people(ranked_assistants(mission, pages={Bucket.MAIN: Page(5)}).main) == people(page)


def test_both_sides_read_the_same_explanation():
    she, mission = published_assistant(), mission_for()
    hers, theirs = match_for(she, mission), ranked_assistants(mission).main[0]
    assert isinstance(hers, Match)
    ignored = {"order"}
    for name in hers.explanation.keys() - ignored:
        assert hers.explanation[name] == theirs.explanation[name], name
    feed = missions_for(she)
    assert [match.mission for match in feed.main] == [mission]
    assert feed.main[0].explanation == hers.explanation


def test_a_difference_between_sql_and_the_reference_is_an_error_never_a_display(monkeypatch):
    published_assistant()
    mission = mission_for()
    truth = engine.ask

    def lie(*args):
        answers = truth(*args)
        row = answers[Bucket.MAIN].rows[0]
        wrong = engine.Row(row.profile_id, row.fit + 1, row.gap)
        return answers | {Bucket.MAIN: engine.Answer((wrong,), 1)}

    monkeypatch.setattr(engine, "ask", lie)
    with pytest.raises(EngineDisagrees):
        ranked_assistants(mission)


def test_a_profile_that_changes_between_the_question_and_its_reading_is_asked_about_once_more(monkeypatch):
    she = published_assistant(rate_remote_cents=3000)
    mission, ask, asked = mission_for(), engine.ask, []

    def ask_while_she_changes(*question):
        answers = ask(*question)
        asked.append(answers)
        with projecting():
            AssistantProfile.objects.filter(pk=she.pk).update(rate_remote_cents=3400)
        return answers

    monkeypatch.setattr(engine, "ask", ask_while_she_changes)
    (match,) = ranked_assistants(mission).main
    assert match.profile == she
    assert match.micro_points == asked[1][Bucket.MAIN].rows[0].fit != asked[0][Bucket.MAIN].rows[0].fit


def test_the_company_s_own_people_and_ended_applications_are_left_out():
    mission = mission_for()
    colleague, declined, withdrawn, waiting = (published_assistant() for _ in range(4))
    MembershipFactory(company=mission.company, user=colleague.user)
    ApplicationFactory(mission=mission, profile=declined, declined=True)
    ApplicationFactory(mission=mission, profile=withdrawn, withdrawn=True)
    ApplicationFactory(mission=mission, profile=waiting)
    assert excluded_profiles(mission) == {colleague.pk, declined.pk, withdrawn.pk}
    assert people(ranked_assistants(mission).main) == [waiting]
    for out in (colleague, declined, withdrawn):
        assert sum(missions_for(out).totals.values()) == 0
    assert [match.mission for match in missions_for(waiting).main] == [mission]


def test_a_draft_is_in_nobody_s_feed():
    draft = MissionFactory(complete=True)
    she = published_assistant()
    assert missions_for(she).main == []
    assert people(ranked_assistants(draft).main) == [she]


@pytest.mark.parametrize(
    ("facts", "ceiling", "has_ceiling"),
    [
        ({"price_mode": PriceMode.HOUR, "budget_cents": 3500}, 3500, True),
        ({"price_mode": PriceMode.DAY, "budget_cents": 37_000}, 5285, True),
        ({"price_mode": PriceMode.HALF_DAY, "budget_cents": 14_000}, 4000, True),
        (
            {"price_mode": PriceMode.MONTHLY_PACK, "budget_cents": 42_000, "minutes_per_month": 600},
            4200,
            True,
        ),
        ({"price_mode": PriceMode.PROJECT, "budget_cents": 90_000, "budget_minutes": 1_560}, 3461, True),
        ({"price_mode": PriceMode.PROJECT, "budget_cents": 90_000, "budget_minutes": None}, None, True),
        ({"price_mode": PriceMode.ACT, "budget_cents": 500}, None, True),
        ({"budget_cents": None, "budget_reason": BudgetReason.UNKNOWN}, None, False),
    ],
)
def test_every_budget_is_brought_to_the_hour_or_unknown(facts, ceiling, has_ceiling):
    found = facts_of_mission(mission_for(**facts), today())
    assert (found.ceiling, found.has_ceiling) == (ceiling, has_ceiling)


def test_a_mission_becomes_facts():
    mission = mission_for(
        asked={"quotes": "must", "rigour": "could", "inbox": "should"},
        job=OfficeJob.objects.get(rome_code="M1607"),
        minutes_per_week=None,
        minutes_per_month=600,
        minimum_minutes_per_week=None,
        half_days=["mon_am", "fri_pm"],
        half_days_needed=5,
        place=Place.HYBRID,
        city=City.objects.filter(postal_code="69100").first(),
        starts_on=today() - timedelta(days=3),
    )
    found = facts_of_mission(mission, today())
    assert found.minutes == found.minimum_minutes == 139
    assert found.half_days == 0b10_0000_0001
    assert found.half_days_needed == 2
    assert found.starts_on == today()
    assert found.job == 1
    assert found.sector == mission.company.sector.position
    assert [skill.is_quality for skill in found.skills] == [False, False, True]
    assert found.point is not None


def test_a_project_s_hours_are_spread_over_its_weeks():
    mission = mission_for(minutes_per_week=None, minutes_per_month=None, minimum_minutes_per_week=None,
                          budget_minutes=1_560, duration_weeks=7)  # fmt: skip
    assert facts_of_mission(mission, today()).minutes == 223
    mission.duration_weeks = None
    assert facts_of_mission(mission, today()).minutes == 0


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("budget", "1"),
        ("experience", "0"),
        ("known_tests", ["c.is_listed"]),
        ("doubtful_tests", []),
    ],
)
def test_a_tampered_statement_shows_nothing(client, monkeypatch, name, answer):
    """A constant, a filter that lets somebody in: the page fails whole, and says nothing of anybody."""
    she = published_assistant()
    published_assistant(skill_levels=["invoicing"])
    published_assistant(availability_confirmed_at=timezone.now() - timedelta(days=9))
    mission = mission_for()
    monkeypatch.setattr(sql, name, lambda *_: answer)
    with pytest.raises(EngineDisagrees):
        ranked_assistants(mission)
    client.force_login(mission.company.memberships.get().user)
    client.raise_request_exception = False
    page = client.get(reverse("matching:assistants", args=[mission.public_id]))
    assert page.status_code == 500
    assert str(she) not in page.content.decode()
