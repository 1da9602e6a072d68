"""Whom a publication tells, once, and what they read."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.services.profiles import confirm_availability
from matching import sql
from matching.duties import tell_assistants
from matching.enums import Bucket
from matching.models import MatchingDuty, Telling
from matching.services import missions_for, projecting, ranked_assistants
from matching.services.telling import INTERESTED, batch_of, next_turn, owe_telling, tell_batch
from missions.services import invitations
from missions.services.applications import decline_application
from missions.services.missions import publish_mission
from notifications.models import Delivery, Notification
from sio.lib.duties import Outcome, drain
from sio.lib.working_days import held_until, is_working_day
from tests.factories.accounts import moderator, published_assistant
from tests.factories.missions import ApplicationFactory, InvitationFactory, MissionFactory, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    return MissionFactory(submitted=True)


def told(profile) -> list[str]:
    return list(Delivery.objects.filter(user=profile.user).order_by("pk").values_list("kind", flat=True))


def publish(mission) -> None:
    publish_mission(mission, moderator())
    drain(MatchingDuty)


@pytest.mark.django_db(transaction=True)
def test_a_publication_tells_those_who_fit_and_asks_the_others_to_confirm(mission):
    fits = published_assistant()
    doubtful = published_assistant(availability_confirmed_at=timezone.now() - timedelta(days=9))
    far = published_assistant(skill_levels=["diary"], free_minutes_per_week=0)
    publish(mission)
    assert (told(fits), told(doubtful), told(far)) == (["mission_matches"], ["mission_to_confirm"], [])
    if held_until(timezone.now()) is None:
        assert mission.title in str(Notification.objects.get(user=fits.user).__dict__)


def turn(mission, number: int) -> Outcome:
    """Act now on the batch of this number, whatever the hour, and record it."""
    outcome = tell_assistants(MatchingDuty.objects.get(dedupe_key=f"mission:{mission.pk}:batch:{number}"))
    if outcome.effect:
        with transaction.atomic():
            outcome.effect()
    return outcome


def test_nobody_is_told_twice_and_a_closed_mission_tells_nobody(mission):
    she = published_assistant()
    publish_mission(mission, moderator())
    turn(mission, 1)
    with transaction.atomic():
        owe_telling(mission)
    turn(mission, 1)
    assert told(she) == ["mission_matches"]
    other = MissionFactory(submitted=True)
    publish_mission(other, moderator())
    type(other).objects.filter(pk=other.pk).update(status="cancelled")
    assert turn(other, 1).status == "cancelled"
    assert told(she) == ["mission_matches"]


def test_ten_people_are_told_a_working_day_the_best_first_until_nobody_is_left(mission, monkeypatch):
    monkeypatch.setattr("matching.services.telling.BATCH", 2)
    best = [published_assistant(rate_remote_cents=2500) for _ in range(2)]
    others = [published_assistant() for _ in range(3)]
    publish_mission(mission, moderator())
    turn(mission, 1)
    assert [told(one) for one in best] == [["mission_matches"]] * 2
    assert [told(one) for one in others] == [[]] * 3
    following = MatchingDuty.objects.get(dedupe_key=f"mission:{mission.pk}:batch:2")
    assert is_working_day(timezone.localdate(following.next_at))
    assert timezone.localdate(following.next_at) > timezone.localdate()
    assert turn(mission, 2).status == "done"
    assert sum(len(told(one)) for one in others) == 2
    turn(mission, 3)
    assert sum(len(told(one)) for one in others) == 3
    waiting = turn(mission, 4)
    assert (waiting.status, waiting.counts_as_try) == ("waiting", False)
    assert Telling.objects.filter(mission=mission).count() == 5


def test_a_batch_waits_while_six_are_interested_and_goes_on_when_one_is_answered(mission):
    publish_mission(mission, moderator())
    she = published_assistant()
    applications = [ApplicationFactory(mission=mission) for _ in range(INTERESTED)]
    assert turn(mission, 1).status == "waiting"
    assert told(she) == []
    decline_application(applications[0], owner_of(mission.company), "budget")
    assert turn(mission, 1).status == "done"
    assert told(she) == ["mission_matches"]


def test_a_batch_waits_for_a_paused_mission(mission):
    publish_mission(mission, moderator())
    she = published_assistant()
    type(mission).objects.filter(pk=mission.pk).update(status="paused")
    assert turn(mission, 1).status == "waiting"
    type(mission).objects.filter(pk=mission.pk).update(status="published")
    turn(mission, 1)
    assert told(she) == ["mission_matches"]


def test_whoever_knows_of_the_mission_already_takes_no_place_in_a_batch(mission, monkeypatch):
    monkeypatch.setattr("matching.services.telling.BATCH", 1)
    applied, invited, alerted, new = (published_assistant() for _ in range(4))
    publish_mission(mission, moderator())
    ApplicationFactory(mission=mission, profile=applied)
    InvitationFactory(mission=mission, profile=invited)
    Telling.objects.create(mission=mission, profile=alerted, bucket="main", way="alert")
    turn(mission, 1)
    assert [told(one) for one in (applied, invited, alerted, new)] == [[], [], [], ["mission_matches"]]


def test_the_first_batch_alone_asks_for_a_confirmation(mission):
    asked = published_assistant(availability_confirmed_at=None)
    for _ in range(2):
        published_assistant()
    publish_mission(mission, moderator())
    turn(mission, 1)
    late = published_assistant(availability_confirmed_at=None)
    published_assistant()
    turn(mission, 2)
    assert told(asked) == ["mission_to_confirm"]
    assert told(late) == []


def test_an_urgent_cover_does_not_wait_for_the_next_day(mission, time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Paris")), tick=False)
    mission.format = "urgent_cover"
    assert next_turn(mission) == timezone.now() + timedelta(hours=1)
    mission.format = "recurring"
    assert next_turn(mission) == datetime(2026, 11, 25, 8, 30, tzinfo=ZoneInfo("Europe/Paris"))


def test_letters_wait_for_the_hours_in_which_they_leave(mission, time_machine):
    she = published_assistant()
    publish_mission(mission, moderator())
    batch = batch_of(mission, 1)
    time_machine.move_to(datetime(2026, 11, 28, 10, tzinfo=ZoneInfo("Europe/Paris")), tick=False)
    with transaction.atomic():
        tell_batch(batch)
    monday = datetime(2026, 11, 30, 8, 30, tzinfo=ZoneInfo("Europe/Paris"))
    assert Delivery.objects.get(user=she.user).next_at == monday


def test_the_duty_is_written_with_the_publication(mission):
    publish_mission(mission, moderator())
    duty = MatchingDuty.objects.get(kind="tell_assistants")
    assert duty.payload == {"mission": str(mission.public_id), "batch": 1}
    assert duty.dedupe_key == f"mission:{mission.pk}:batch:1"


def test_the_message_says_why(mission):
    from matching.emails import mission_matches

    she = published_assistant()
    publish_mission(mission, moderator())
    message = mission_matches(she.user, {"mission": str(mission.public_id)})
    assert message is not None
    assert len(message.subject) <= 60
    assert message.subject.startswith("Une mission vous correspond")
    labels = [label for label, _ in message.facts]
    assert labels[0] == "Adéquation"
    assert len(labels) == 4
    assert message.path == mission.get_absolute_url()


def test_the_question_is_answered_in_one_click(mission):
    from matching.emails import mission_to_confirm

    she = published_assistant(availability_confirmed_at=None)
    publish_mission(mission, moderator())
    message = mission_to_confirm(she.user, {"mission": str(mission.public_id)})
    assert message is not None
    assert message.path == "/profil/disponibilite/"
    assert message.happened.startswith("Êtes-vous libre 5\u00a0h par semaine à partir du ")
    assert message.happened.endswith("\u202f?")


def test_the_message_is_silent_when_the_facts_moved_on(mission):
    from matching.emails import mission_matches, mission_to_confirm

    she = published_assistant()
    payload = {"mission": str(mission.public_id)}
    assert mission_matches(she.user, payload) is None
    publish_mission(mission, moderator())
    assert mission_matches(she.user, payload) is not None
    assert mission_to_confirm(she.user, payload) is None
    ApplicationFactory(mission=mission, profile=she)
    assert mission_matches(she.user, payload) is None
    with projecting():
        type(she).objects.filter(pk=she.pk).update(status="paused")
    assert mission_matches(she.user, payload) is None


def test_literals_are_typed():
    with pytest.raises(ValueError, match="invalid literal"):
        sql.integer("1; DROP TABLE accounts_user")
    with pytest.raises(AttributeError):
        sql.day("2026-01-01'; --")
    with pytest.raises(TypeError):
        sql.binary("'x'")
    assert sql.identifiers({3, 1}) == "'{1,3}'::bigint[]"


# ── Refusing and staying silent cost nothing (R2.5) ─────────────────────────────────────────────────────


def seen_by(mission) -> list[tuple[int, int, str]]:
    """Who is proposed, with what fit and in which list, in order."""
    ranking = ranked_assistants(mission)
    return [
        (match.profile.pk, match.micro_points, bucket) for bucket in Bucket for match in ranking.of(bucket)
    ]


@pytest.fixture
def crowd():
    return [published_assistant(rate_remote_cents=3500 - 100 * number) for number in range(4)]


@pytest.mark.parametrize("answer", ["declines", "stays silent", "stays silent twice", "is invited"])
def test_neither_a_refusal_nor_a_silence_moves_anybody(crowd, answer):
    mission, she = MissionFactory(published=True), crowd[1]
    before = seen_by(mission)
    for _ in range(2 if answer == "stays silent twice" else 1):
        invitation = InvitationFactory(profile=she)
        if answer == "declines":
            invitations.decline_invitation(invitation, she.user, "rate")
        elif answer.startswith("stays silent"):
            invitations.lapse_invitation(invitation)
    assert seen_by(mission) == before


def test_three_silences_ask_a_question_and_one_click_restores_her_place(crowd):
    mission, she = MissionFactory(published=True), crowd[1]
    before = seen_by(mission)
    for _ in range(3):
        invitations.lapse_invitation(InvitationFactory(profile=she))
    moved = {profile: (fit, bucket) for profile, fit, bucket in seen_by(mission)}
    was = {profile: (fit, bucket) for profile, fit, bucket in before}
    assert moved[she.pk] == (was[she.pk][0], Bucket.TO_CONFIRM)
    confirm_availability(she, she.user)
    assert seen_by(mission) == before


def test_her_own_feed_forgets_the_mission_she_declined_alone():
    she = published_assistant()
    first, second = MissionFactory(published=True), MissionFactory(published=True)
    invitation = InvitationFactory(mission=first, profile=she)
    assert {match.mission for match in missions_for(she).main} == {first, second}
    invitations.decline_invitation(invitation, she.user)
    assert {match.mission for match in missions_for(she).main} == {second}
