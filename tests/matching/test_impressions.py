"""What a company reads leaves a trace, once; what comes of it is dated; each night it is counted."""

from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AssistantProfile
from matching.enums import Bucket, Outcome, Slot
from matching.explanations import card_fit
from matching.models import Candidate, Exposure, Impression
from matching.order import Seen, exposure_of
from matching.services.impressions import (
    IMPRESSION_LIFE,
    count_exposure,
    note_outcome,
    purge_impressions,
)
from matching.services.projection import projecting
from missions.models import Engagement
from missions.signals import application_sent, engagement_active, invitation_sent
from sio.lib.dates import today
from tests.factories.accounts import moderator, published_assistant
from tests.factories.missions import ApplicationFactory, EngagementFactory

pytestmark = pytest.mark.django_db

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def address(mission):
    return reverse("matching:assistants", args=[mission.public_id])


def shown(mission, profile, *, days_ago=1, bucket=Bucket.MAIN, **facts) -> Impression:
    facts.setdefault("slot", Slot.FIT)
    return Impression.objects.create(
        mission=mission, profile=profile, shown_on=today() - timedelta(days=days_ago), bucket=bucket, page=1, rank=1,
        fit=70_000_000, version="fit-1.0.0", rule_version=1, explanation={}, **facts,
    )  # fmt: skip


def test_each_person_of_a_page_that_is_read_leaves_one_impression(client, alice, mission, address):
    people = {published_assistant().pk for _ in range(3)}
    client.force_login(alice)
    page = client.get(address)
    found = list(Impression.objects.order_by("rank"))
    assert {one.profile_id for one in found} == people
    assert [one.rank for one in found] == [1, 2, 3]
    assert {(one.mission, one.page, one.bucket) for one in found} == {(mission, 1, "main")}
    assert {one.shown_on for one in found} == {today()}
    first = found[0]
    assert first.explanation["order"] == {
        "rank": 1,
        "rotation": False,
        "exploration": False,
        "propensity": None,
    }
    assert f"<strong>{card_fit(first.fit)}</strong>" in page.content.decode()
    assert (first.version, first.rule_version) == (first.explanation["version"], first.explanation["rules"])
    assert first.fit // 100_000 / 10 == first.explanation["fit"]


def test_the_same_person_counts_once_a_day_for_a_mission(client, alice, mission, address):
    she = published_assistant()
    client.force_login(alice)
    client.get(address)
    client.get(address)
    assert Impression.objects.count() == 1
    Impression.objects.update(shown_on=today() - timedelta(days=1))
    client.get(address)
    assert Impression.objects.filter(mission=mission, profile=she).count() == 2


def test_the_fragment_counts_those_it_shows(client, alice, address):
    for _ in range(5):
        published_assistant()
    client.force_login(alice)
    html = client.get(address, headers=FRAGMENT).content.decode()
    assert html.count("match__fit") == Impression.objects.count() == 3
    assert "Voir les 5 profils proposés" in html


def test_neither_the_team_nor_a_head_nor_a_browser_that_fetches_ahead_leaves_any(client, alice, address):
    published_assistant()
    client.force_login(moderator())
    client.get(address)
    client.force_login(alice)
    client.head(address)
    client.get(address, headers={"Sec-Purpose": "prefetch;prerender"})
    assert not Impression.objects.exists()
    client.get(address)
    assert Impression.objects.count() == 1


def test_the_other_lists_leave_theirs_under_their_own_name(client, alice, address):
    published_assistant(availability_confirmed_at=None)
    client.force_login(alice)
    client.get(f"{address}?liste=a-confirmer")
    assert [one.bucket for one in Impression.objects.all()] == [Bucket.TO_CONFIRM]


def test_somebody_drawn_is_a_new_profile_on_her_card_and_her_chance_is_kept(
    client, alice, address, monkeypatch
):
    monkeypatch.setattr("matching.views.ranking.PAGE_SIZE", 3)
    known, newcomer = [published_assistant() for _ in range(4)], published_assistant()
    for she in known:
        Exposure.objects.create(profile=she, impressions=9, exposure=1_000, is_new=False)
    Exposure.objects.create(profile=newcomer, impressions=99, exposure=9_000, is_new=True)
    client.force_login(alice)
    html = client.get(address).content.decode()
    assert html.count("Nouveau profil</span>") == 1
    drawn = Impression.objects.get(slot=Slot.EXPLORATION)
    assert (drawn.profile_id, drawn.rank, drawn.propensity) == (newcomer.pk, 2, 1_000_000)
    Exposure.objects.filter(profile=newcomer).update(exposure=499, is_new=False)
    Exposure.objects.filter(profile=known[0]).update(exposure=400)
    html = client.get(address).content.decode()
    assert "Nouveau profil</span>" not in html
    assert "Profil peu montré" in html


def test_a_draw_has_its_chance_and_nothing_else_has_one(mission):
    she = published_assistant()
    for facts in ({"slot": Slot.EXPLORATION}, {"slot": Slot.FIT, "propensity": 4}):
        with pytest.raises(IntegrityError), transaction.atomic():
            shown(mission, she, **facts)


@pytest.mark.parametrize("outcome", Outcome)
def test_what_came_of_it_is_dated_once_for_this_mission_and_this_person(mission, outcome):
    she, other = published_assistant(), published_assistant()
    hers, theirs = shown(mission, she), shown(mission, other)
    note_outcome(outcome, mission, she)
    first = getattr(Impression.objects.get(pk=hers.pk), outcome)
    note_outcome(outcome, mission, she)
    assert first is not None
    assert getattr(Impression.objects.get(pk=hers.pk), outcome) == first
    assert getattr(Impression.objects.get(pk=theirs.pk), outcome) is None


def test_applications_invitations_and_hires_are_heard(mission):
    she = published_assistant()
    impression = shown(mission, she)
    application = ApplicationFactory(mission=mission, profile=she)
    application_sent.send(type(application), application=application)
    invitation_sent.send(Impression, invitation=impression)
    impression.refresh_from_db()
    assert impression.applied_at
    assert impression.contacted_at
    assert impression.hired_at is None
    engagement = EngagementFactory(mission=mission, profile=she)
    engagement_active.send(Engagement, engagement=engagement)
    impression.refresh_from_db()
    assert impression.hired_at


def test_each_night_counts_the_main_list_of_28_days_per_free_day(mission):
    draw = Random(4)
    people = [published_assistant(free_minutes_per_week=minutes) for minutes in (300, 420, 2_100)]
    silent = published_assistant()
    with projecting():
        AssistantProfile.objects.filter(pk=silent.pk).update(free_minutes_per_week=None)
    times = {she.pk: draw.randrange(1, 9) for she in [*people, silent]}
    for she in [*people, silent]:
        for days_ago in range(1, times[she.pk] + 1):
            shown(mission, she, days_ago=days_ago)
    shown(mission, silent, days_ago=28)
    shown(mission, people[0], days_ago=29)
    shown(mission, people[0], days_ago=0)
    shown(mission, people[1], days_ago=20, bucket=Bucket.NEAR)
    times[silent.pk] += 1
    for _ in range(2):
        count_exposure()
    for row in Candidate.objects.filter(is_listed=True):
        expected = exposure_of(times[row.pk], row.free_minutes)
        assert Exposure.objects.seen([row.pk]) == {row.pk: Seen(expected, is_new=True)}
    assert Exposure.objects.count() == Candidate.objects.count()


def test_who_worked_once_is_not_new_any_more(mission):
    EngagementFactory(mission=mission, profile=(she := published_assistant()), active=True)
    count_exposure()
    assert not Exposure.objects.get(profile=she).is_new


def test_an_impression_lives_a_year(mission):
    she = published_assistant()
    shown(mission, she, days_ago=IMPRESSION_LIFE.days)
    shown(mission, she, days_ago=IMPRESSION_LIFE.days + 1)
    assert timedelta(days=183) < IMPRESSION_LIFE
    assert purge_impressions() == 1
    assert purge_impressions() == 0
    assert Impression.objects.get().shown_on == today() - IMPRESSION_LIFE
