"""The letter of the morning: shared out together, within caps, as well as can be, and never twice."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import chain, combinations
from random import Random

import numpy as np
import pytest
from django.utils import timezone
from scipy.optimize import linear_sum_assignment

from matching import rules as r
from matching.digest import Pair, allocate, letters
from matching.emails import morning_digest
from matching.enums import Way
from matching.models import DigestPair, MatchingDuty, Telling
from matching.services import digests
from matching.services.digests import GATHER_CANDIDATES, KIND, SHARE_OUT, candidates_of, owe_digests
from missions.models import Mission
from notifications.models import Delivery
from notifications.preferences import choose
from sio.lib.dates import today
from sio.lib.duties import DutyStatus, drain
from sio.lib.working_days import is_working_day
from tests.factories.accounts import published_assistant
from tests.factories.missions import ApplicationFactory, InvitationFactory, MissionFactory

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


@pytest.fixture
def workday(monkeypatch):
    """The night is of a working day, whatever today is."""
    monkeypatch.setattr("matching.duties.today", lambda: WORKDAY)
    return WORKDAY


def sent() -> list[tuple[str, dict]]:
    return sorted(Delivery.objects.filter(kind=KIND).values_list("dedupe_key", "payload"), key=str)


def night(day: date) -> list[tuple[str, dict]]:
    """The whole night: owed, gathered, shared out."""
    owe_digests(day)
    drain(MatchingDuty)
    return sent()


def forget(day: date) -> None:
    """As if nothing of this night had been recorded."""
    MatchingDuty.objects.all().delete()
    Delivery.objects.all().delete()
    DigestPair.objects.all().delete()


def found_tonight() -> list[Pair]:
    return candidates_of(list(Mission.objects.values_list("pk", flat=True)), today())


@pytest.mark.django_db
def test_two_runs_of_a_night_owe_the_same_letters(workday):
    people = [published_assistant() for _ in range(3)]
    missions = [MissionFactory(published=True) for _ in range(2)]
    first = night(workday)
    assert night(workday) == first
    forget(workday)
    assert night(workday) == first
    assert [len(payload["missions"]) for _, payload in first] == [2, 2, 2]
    assert f"digest:{workday}:{people[0].pk}" in first[0][0]
    assert Telling.objects.filter(way=Way.DIGEST, batch=0).count() == len(people) * len(missions)
    assert not DigestPair.objects.exists()


@pytest.mark.django_db
def test_the_letters_leave_in_the_morning_of_a_working_day(workday):
    published_assistant()
    MissionFactory(published=True)
    assert owe_digests(WEEKEND) == 0
    assert not MatchingDuty.objects.exists()
    night(workday)
    leaves = Delivery.objects.get(kind=KIND).next_at.astimezone()
    assert leaves.date() == WORKDAY


@pytest.mark.django_db
def test_a_night_that_comes_after_its_day_sends_nothing(workday, monkeypatch):
    published_assistant()
    MissionFactory(published=True)
    monkeypatch.setattr("matching.duties.today", lambda: WORKDAY + timedelta(days=1))
    assert night(workday) == []
    assert set(MatchingDuty.objects.values_list("status", flat=True)) == {DutyStatus.CANCELLED}


def statuses() -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind, status in MatchingDuty.objects.values_list("kind", "status"):
        kinds[kind].add(status)
    return kinds


def due_again() -> None:
    MatchingDuty.objects.filter(status=DutyStatus.WAITING).update(next_at=timezone.now())


@pytest.mark.django_db
class TestACrash:
    """Wherever the night dies, it is begun again there, and the letters are those of a night without a crash."""

    @pytest.fixture
    def whole(self, workday, monkeypatch):
        """Two turns of candidates, and what a quiet night sends."""
        monkeypatch.setattr(digests, "MISSIONS_A_TURN", 2)
        for _ in range(3):
            published_assistant()
            MissionFactory(published=True)
        whole = night(workday)
        Telling.objects.all().delete()
        forget(workday)
        return whole

    def dies_once(self, monkeypatch, name: str) -> None:
        act, deaths = getattr(digests, name), []

        def dying(*args, **kwargs):
            answer = act(*args, **kwargs)
            if not deaths:
                deaths.append(name)
                raise RuntimeError(name)
            return answer

        for module in ("matching.duties", "matching.services.digests"):
            monkeypatch.setattr(f"{module}.{name}", dying, raising=False)

    @pytest.mark.parametrize("name", ["candidates_of", "keep_candidates"])
    def test_while_gathering_the_letters_wait_for_the_turn_that_died(self, whole, workday, monkeypatch, name):
        self.dies_once(monkeypatch, name)
        assert night(workday) == []
        assert statuses()[GATHER_CANDIDATES] == {DutyStatus.WAITING, DutyStatus.DONE}
        due_again()
        drain(MatchingDuty)
        due_again()
        drain(MatchingDuty)
        assert sent() == whole

    @pytest.mark.parametrize("name", ["shared_out", "_told_by_us", "tell_many", "send_digests"])
    def test_while_sharing_out_nothing_is_half_told(self, whole, workday, monkeypatch, name):
        self.dies_once(monkeypatch, name)
        assert night(workday) == []
        assert not Telling.objects.exists()
        assert DigestPair.objects.exists()
        due_again()
        drain(MatchingDuty)
        assert sent() == whole
        assert statuses() == {GATHER_CANDIDATES: {DutyStatus.DONE}, SHARE_OUT: {DutyStatus.DONE}}

    def test_a_turn_that_died_for_good_is_waited_for_no_more(self, whole, workday):
        owe_digests(workday)
        MatchingDuty.objects.filter(dedupe_key__contains="from").update(status=DutyStatus.DEAD)
        drain(MatchingDuty)
        assert statuses()[SHARE_OUT] == {DutyStatus.DONE}
        assert sent() == []


@pytest.mark.django_db
def test_whoever_was_told_in_between_is_not_told_again(workday):
    told, other = (published_assistant() for _ in range(2))
    mission = MissionFactory(published=True)
    pairs = found_tonight()
    Telling.objects.create(mission=mission, profile=told, bucket="main", way=Way.ALERT)
    digests.send_digests(pairs, workday)
    assert [delivery.user for delivery in Delivery.objects.filter(kind=KIND)] == [other.user]


@pytest.mark.django_db
def test_nobody_gets_what_she_already_knows():
    """Told by a batch, by an alert, by the letter of another day; having applied; invited."""
    mission = MissionFactory(published=True)
    people = [published_assistant() for _ in range(6)]
    for she, way in zip(people, (Way.BATCH, Way.ALERT, Way.DIGEST), strict=False):
        Telling.objects.create(mission=mission, profile=she, bucket="main", way=way)
    Telling.objects.filter(way=Way.DIGEST).update(told_at=date(2026, 1, 5).isoformat() + "T06:00Z")
    ApplicationFactory(mission=mission, profile=people[3])
    InvitationFactory(mission=mission, profile=people[4])
    assert [pair.profile_id for pair in found_tonight()] == [people[5].pk]


@pytest.mark.django_db
def test_whoever_refused_the_letter_leaves_her_place_to_another(workday):
    MissionFactory(published=True)
    people = [published_assistant() for _ in range(2)]
    choose(people[0].user.pk, KIND, "never")
    night(workday)
    assert [delivery.user for delivery in Delivery.objects.filter(kind=KIND)] == [people[1].user]


@pytest.mark.django_db
def test_a_mission_full_of_applications_and_a_weak_fit_are_not_sent(monkeypatch):
    full, other = (MissionFactory(published=True) for _ in range(2))
    monkeypatch.setattr("matching.services.digests.WAITING_APPLICATIONS_PER_MISSION", 1)
    ApplicationFactory(mission=full)
    she = published_assistant()
    assert {pair.mission_id for pair in found_tonight() if pair.profile_id == she.pk} == {other.pk}
    monkeypatch.setattr(r, "DIGEST_LEAST_FIT", 100 * r.POINT)
    assert found_tonight() == []


@pytest.mark.django_db
def test_the_candidates_of_many_missions_cost_no_query_each(django_assert_num_queries):
    """One statement a mission, the ranking; five for them all."""
    published_assistant()
    for _ in range(3):
        MissionFactory(published=True)
    with django_assert_num_queries(5 + 3):
        found_tonight()


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


@pytest.mark.django_db
def test_a_turn_taken_over_by_somebody_else_keeps_each_pair_once():
    published_assistant()
    MissionFactory(published=True)
    for _ in range(2):
        digests.keep_candidates(found_tonight(), today())
    assert DigestPair.objects.count() == 1
