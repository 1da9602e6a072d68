"""What a mission is worth to her: bounded, monotone, explained, and never read from her floor."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from accounts.enums import Place
from matching import rules as r
from matching.enums import Wish
from matching.facts import AskedSkill, CandidateFacts, MissionFacts
from matching.geometry import point
from matching.interest import MAXIMUM, Crowd, Interest, Record, interest
from matching.models import CompanyRecord
from matching.rules import Rules
from matching.scoring import skill_shares
from matching.sentences import interest as interest_words
from matching.services.records import count_records
from missions.enums import Importance
from tests.factories.billing import approved_period, signed_assistant
from tests.factories.missions import ApplicationFactory, MissionFactory
from tests.matching import crowd as crowds

RULES = Rules()
LYON, VILLEURBANNE, GRENOBLE = point(45.758, 4.835), point(45.766, 4.880), point(45.186, 5.726)
SHE = CandidateFacts(
    profile_id=1,
    credit=bytes([3, 2, 1]).ljust(256, b"\0"),
    free_minutes=840,
    half_days_remote=0b11,
    half_days_on_site=0b11,
    point=LYON,
    radius_km=40,
    rate_remote=4000,
    rate_on_site=4000,
    floor_remote=3000,
    floor_on_site=3000,
)
NEED = MissionFacts(
    mission_id=1,
    as_of=crowds.AS_OF,
    skills=tuple(AskedSkill(position, Importance.SHOULD) for position in (0, 1)),
    weeks=12,
    half_days=0b1111,
    ceiling=4000,
    has_ceiling=True,
)


def judged(she=SHE, need=NEED, **facts) -> Interest:
    return interest(she, need, RULES, skill_shares(need.skills, RULES), **facts)


def test_the_published_example():
    """One of two equal skills wanted; budget at her rate; at a distance; two of four half-days; twelve weeks; unknown firm."""
    found = judged(wanted=frozenset({0}))
    assert found.by_term() == {
        Wish.SKILLS: 30 * r.POINT * 70 // 100,
        Wish.RATE: 25 * r.POINT * 20 // 30,
        Wish.JOURNEY: 20 * r.POINT,
        Wish.RHYTHM: 11_250_000,
        Wish.RECORD: 8 * r.POINT,
    }
    assert sum(MAXIMUM.values()) == 100 * r.POINT


@pytest.mark.parametrize(
    ("applications", "posts", "share"), [(0, 1, (1, 1)), (3, 1, (1, 2)), (6, 1, (1, 3)), (6, 2, (1, 2))]
)
def test_the_crowd_divides(applications, posts, share):
    found = judged(crowd=Crowd(applications, posts))
    assert found.worth == found.whole * share[0] // share[1]


def test_what_nobody_said_is_worth_the_prudent_value():
    unsaid = judged(
        replace(SHE, rate_remote=None, half_days_remote=None, half_days_on_site=None),
        replace(NEED, weeks=None, ceiling=None),
    )
    assert unsaid.rate == 10 * r.POINT
    assert unsaid.rhythm == 6 * r.POINT
    assert (
        judged(replace(SHE, point=None), replace(NEED, place=Place.ON_SITE, point=LYON)).journey
        == 8 * r.POINT
    )


@pytest.mark.parametrize(("ceiling", "points"), [(3199, 0), (3200, 0), (3800, 12.5), (4400, 25), (9000, 25)])
def test_the_budget_counts_from_80_to_110_percent_of_her_rate(ceiling, points):
    assert judged(need=replace(NEED, ceiling=ceiling)).rate == int(points * r.POINT)


def test_a_journey_costs_by_its_length_and_half_when_half_is_at_a_distance():
    here, near, far = (
        judged(need=replace(NEED, place=Place.ON_SITE, point=town)).journey
        for town in (LYON, VILLEURBANNE, GRENOBLE)
    )
    assert (here, near, far) == (20 * r.POINT, 20 * r.POINT, 0)
    assert judged(need=replace(NEED, place=Place.HYBRID, point=GRENOBLE)).journey == 10 * r.POINT


def test_every_term_is_bounded_whatever_the_facts():
    draw = Random(5)
    for number in range(3000):
        she, need = crowds.candidate(draw, number), crowds.mission(draw, number)
        wanted = frozenset(draw.sample(range(40), 6))
        promised = draw.randrange(30)
        found = judged(
            she,
            need,
            wanted=wanted,
            record=Record(draw.randrange(promised + 1), promised),
            crowd=Crowd(draw.randrange(40)),
        )
        for term, points in found.by_term().items():
            assert 0 <= points <= MAXIMUM[term], (term, she, need)
        assert 0 <= found.worth <= found.whole
        lines = interest_words.lines(found, she, need, Record(), wanted)
        assert len(lines) == len(Wish)
        assert all(line.label for line in lines)


BETTER = [
    ("wanted", lambda she, need, said: (she, need, said | {"wanted": said["wanted"] | {0}})),
    ("rate", lambda she, need, said: (she, replace(need, ceiling=need.ceiling and need.ceiling + 50), said)),
    ("nearer", lambda she, need, said: (replace(she, point=need.point), need, said)),
    ("farther", lambda she, need, said: (replace(she, radius_km=(she.radius_km or 0) + 5), need, said)),
    ("half_days", lambda she, need, said: (replace(she, half_days_remote=1023, half_days_on_site=1023), need, said)),
    ("longer", lambda she, need, said: (she, replace(need, weeks=need.weeks and need.weeks + 1), said)),
    ("kept", lambda she, need, said: (she, need, said | {"record": Record(4, 4)})),
    ("fewer", lambda she, need, said: (she, need, said | {"crowd": Crowd(2)})),
]  # fmt: skip


@pytest.mark.parametrize("better", [change for _, change in BETTER], ids=[name for name, _ in BETTER])
def test_what_she_likes_better_never_lowers_the_interest(better):
    draw = Random(7)
    moved = 0
    for number in range(600):
        she, need = crowds.candidate(draw, number), crowds.mission(draw, number)
        she = replace(she, radius_km=draw.choice((6, 25, 50)))
        said = {"wanted": frozenset({1}), "record": Record(3, 4), "crowd": Crowd(3)}
        before, after = judged(she, need, **said), None
        new_she, new_need, new_said = better(she, need, said)
        after = judged(new_she, new_need, **new_said)
        assert after.worth >= before.worth, (she, need)
        moved += after.worth > before.worth
    assert moved


def test_the_floor_is_no_input():
    for place in Place:
        need = replace(NEED, place=place, point=GRENOBLE)
        low, high = (judged(replace(SHE, floor_remote=f, floor_on_site=f), need) for f in (1000, 4000))
        assert low == high


def test_each_term_is_said():
    found = judged(wanted=frozenset({0}), crowd=Crowd(6), record=Record(3, 4))
    lines = interest_words.lines(found, SHE, NEED, Record(3, 4), frozenset({0}))
    assert [line.label for line in lines] == [
        "1 compétence que vous voulez exercer, sur 2",
        "Budget égal à votre tarif",
        "À distance, sans trajet",
        "2 des 4 demi-journées souhaitées, 12\u00a0semaines",
        "Répond et paie à temps\u00a0: 3 fois sur 4",
    ]
    assert lines[2].points == "20 sur 20"
    assert interest_words.crowd(Crowd(6)) == "déjà 6\u00a0candidatures"
    assert interest_words.crowd(Crowd(1)) == "déjà 1\u00a0candidature"
    assert interest_words.crowd(Crowd(0)) == ""
    assert "(30 points)" in interest_words.WHY


@pytest.mark.django_db
def test_a_firm_s_record_counts_answers_and_payments_of_the_year():
    mission, now = MissionFactory(published=True), timezone.now()
    sent = [ApplicationFactory(mission=mission) for _ in range(4)]
    in_time, late, silent, young = sent
    for application, days, answered in (
        (in_time, 20, 3),
        (late, 20, 9),
        (silent, 20, None),
        (young, 2, None),
    ):
        at = now - timedelta(days=days)
        type(application).objects.filter(pk=application.pk).update(
            sent_at=at, shortlisted_at=at + timedelta(days=answered) if answered else None
        )
    bill = approved_period(mission.company, signed_assistant(), source_key="timesheet:1")
    assert count_records() == 1
    assert CompanyRecord.objects.get().facts == Record(kept=1, promised=3)
    type(bill).objects.filter(pk=bill.pk).update(state="due", state_since=now - timedelta(days=31))
    count_records()
    assert CompanyRecord.objects.get(company=mission.company).facts == Record(kept=1, promised=4)
    count_records(now + timedelta(days=400))
    assert not CompanyRecord.objects.exists()
