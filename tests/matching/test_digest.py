"""The letter of the morning: shared out together, within caps, as well as can be, and never twice."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import chain, combinations
from random import Random

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from matching import rules as r
from matching.digest import Pair, allocate, letters
from matching.emails import morning_digest
from matching.enums import Way
from matching.models import Telling
from matching.services.digests import KIND, send_digests, tonight
from notifications.models import Delivery
from notifications.preferences import choose
from sio.lib.dates import today
from sio.lib.working_days import is_working_day
from tests.factories.accounts import published_assistant
from tests.factories.missions import ApplicationFactory, MissionFactory

SEEDS = range(12)


def drawn(draw: Random, people: int, missions: int, share: float = 1.0) -> list[Pair]:
    return [
        Pair(person, mission, draw.randrange(50 * r.POINT, 100 * r.POINT))
        for person in range(1, people + 1)
        for mission in range(1, missions + 1)
        if draw.random() < share
    ]


def total(pairs) -> int:
    return sum(pair.fit for pair in pairs)


def within(pairs, per_person: int, per_mission: int) -> bool:
    people, missions = Counter(p.profile_id for p in pairs), Counter(p.mission_id for p in pairs)
    return max(people.values(), default=0) <= per_person and max(missions.values(), default=0) <= per_mission


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_better_exists_among_all_that_could_be_sent(seed):
    pairs = drawn(Random(seed), 3, 4, 0.9)
    every = chain.from_iterable(combinations(pairs, size) for size in range(len(pairs) + 1))
    best = max(total(sent) for sent in every if within(sent, 2, 1))
    found = allocate(pairs, per_person=2, per_mission=1)
    assert within(found, 2, 1)
    assert total(found) == best


@pytest.mark.parametrize("seed", SEEDS)
def test_with_one_mission_each_it_is_the_assignment_of_people_to_copies_of_missions(seed):
    people, missions, cap = 40, 6, 4
    pairs = drawn(Random(seed), people, missions)
    copies = np.zeros((missions * cap, people))
    for pair in pairs:
        copies[(pair.mission_id - 1) * cap : pair.mission_id * cap, pair.profile_id - 1] = pair.fit
    best = copies[linear_sum_assignment(copies, maximize=True)].sum()
    assert total(allocate(pairs, per_person=1, per_mission=cap)) == best


def test_the_letters_hold_95_percent_of_what_no_cap_would_send_where_supply_allows():
    """Four hundred people who want five missions each, and places for them all."""
    draw = Random(3)
    pairs = drawn(draw, 400, 220, 0.2)
    found = allocate(pairs)
    assert within(found, r.DIGEST_PER_PERSON, r.DIGEST_PER_MISSION)
    by_person = defaultdict(list)
    for pair in pairs:
        by_person[pair.profile_id].append(pair.fit)
    uncapped = sum(sum(sorted(fits)[-r.DIGEST_PER_PERSON :]) for fits in by_person.values())
    assert uncapped * 0.95 <= total(found) <= uncapped


def test_nobody_is_sent_what_ten_others_got():
    pairs = [Pair(person, 1, 90 * r.POINT) for person in range(1, 31)]
    assert len(allocate(pairs)) == r.DIGEST_PER_MISSION


def test_the_order_of_the_pairs_changes_nothing_and_equals_are_drawn():
    draw = Random(9)
    pairs = [Pair(person, mission, 80 * r.POINT) for person in range(1, 60) for mission in (1, 2)]
    first = allocate(pairs, draw="lundi")
    draw.shuffle(pairs)
    assert set(allocate(pairs, draw="lundi")) == set(first)
    assert set(allocate(pairs, draw="mardi")) != set(first)


def test_a_letter_begins_with_the_best():
    sent = [Pair(2, 1, 60), Pair(1, 4, 70), Pair(1, 3, 90), Pair(1, 2, 70)]
    assert letters(sent) == {1: [3, 2, 4], 2: [1]}
    assert allocate([]) == []


# The night.

WORKDAY = next(day for day in (today() + timedelta(days=n) for n in range(7)) if is_working_day(day))
WEEKEND = next(day for day in (today() + timedelta(days=n) for n in range(7)) if not is_working_day(day))


def sent() -> list[tuple[str, dict]]:
    return sorted(Delivery.objects.filter(kind=KIND).values_list("dedupe_key", "payload"), key=str)


@pytest.mark.django_db
def test_two_runs_of_a_night_owe_the_same_letters():
    people = [published_assistant() for _ in range(3)]
    missions = [MissionFactory(published=True) for _ in range(2)]
    assert send_digests(WORKDAY) == 3
    first = sent()
    assert send_digests(WORKDAY) == 3
    assert sent() == first
    assert [len(payload["missions"]) for _, payload in first] == [2, 2, 2]
    assert f"digest:{WORKDAY}:{people[0].pk}" in first[0][0]
    assert Telling.objects.filter(way=Way.DIGEST, batch=0).count() == len(people) * len(missions)


@pytest.mark.django_db
def test_the_letters_leave_in_the_morning_of_a_working_day():
    published_assistant()
    MissionFactory(published=True)
    assert send_digests(WEEKEND) == 0
    send_digests(WORKDAY)
    leaves = Delivery.objects.get(kind=KIND).next_at.astimezone()
    assert leaves.date() == WORKDAY


@pytest.mark.django_db
def test_nobody_gets_what_she_already_knows():
    """Told by a batch, by an alert, by the letter of another day; having applied."""
    mission = MissionFactory(published=True)
    people = [published_assistant() for _ in range(5)]
    for she, way in zip(people, (Way.BATCH, Way.ALERT, Way.DIGEST), strict=False):
        Telling.objects.create(mission=mission, profile=she, bucket="main", way=way)
    Telling.objects.filter(way=Way.DIGEST).update(told_at=date(2026, 1, 5).isoformat() + "T06:00Z")
    ApplicationFactory(mission=mission, profile=people[3])
    assert [pair.profile_id for pair in tonight(today())] == [people[4].pk]


@pytest.mark.django_db
def test_whoever_refused_the_letter_leaves_her_place_to_another():
    MissionFactory(published=True)
    people = [published_assistant() for _ in range(2)]
    choose(people[0].user.pk, KIND, "never")
    send_digests(WORKDAY)
    assert [delivery.user for delivery in Delivery.objects.filter(kind=KIND)] == [people[1].user]


@pytest.mark.django_db
def test_a_mission_full_of_applications_and_a_weak_fit_are_not_sent(monkeypatch):
    full, other = (MissionFactory(published=True) for _ in range(2))
    monkeypatch.setattr("matching.services.digests.WAITING_APPLICATIONS_PER_MISSION", 1)
    ApplicationFactory(mission=full)
    she = published_assistant()
    assert {pair.mission_id for pair in tonight(today()) if pair.profile_id == she.pk} == {other.pk}
    monkeypatch.setattr(r, "DIGEST_LEAST_FIT", 100 * r.POINT)
    assert tonight(today()) == []


@pytest.mark.django_db
def test_the_letter_says_what_still_suits_her_and_why_it_came():
    she = published_assistant()
    missions = [MissionFactory(published=True) for _ in range(2)]
    payload = {"missions": [str(mission.public_id) for mission in missions]}
    message = morning_digest(she.user, payload)
    assert message is not None
    assert message.subject == "2 missions pour vous ce matin"
    assert [title for title, _ in message.facts] == [mission.title for mission in missions]
    assert all(
        str(mission.public_id) in said for mission, (_, said) in zip(missions, message.facts, strict=True)
    )
    assert "votre profil est publié" in message.why
    ApplicationFactory(mission=missions[0], profile=she)
    one = morning_digest(she.user, payload)
    assert one is not None
    assert one.subject == "Une mission pour vous ce matin"
    type(missions[1]).objects.filter(pk=missions[1].pk).update(status="paused")
    assert morning_digest(she.user, payload) is None
