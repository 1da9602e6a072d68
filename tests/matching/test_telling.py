"""Whom a publication tells, once, and what they read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching import sql
from matching.models import MatchingDuty
from matching.services import projecting
from matching.services.telling import BATCH, owe_telling
from missions.services.missions import publish_mission
from notifications.models import Delivery, Notification
from sio.lib.duties import drain
from tests.factories.accounts import moderator, published_assistant
from tests.factories.missions import ApplicationFactory, MissionFactory

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
    read = Notification.objects.get(user=fits.user)
    assert mission.title in str(read.__dict__)


@pytest.mark.django_db(transaction=True)
def test_nobody_is_told_twice_and_a_withdrawn_mission_tells_nobody(mission):
    she = published_assistant()
    publish(mission)
    with projecting():
        owe_telling(mission)
    drain(MatchingDuty)
    assert told(she) == ["mission_matches"]
    other = MissionFactory(submitted=True)
    publish_mission(other, moderator())
    type(other).objects.filter(pk=other.pk).update(status="paused")
    drain(MatchingDuty)
    assert told(she) == ["mission_matches"]
    assert MatchingDuty.objects.get(payload__mission=str(other.public_id)).status == "cancelled"


@pytest.mark.django_db(transaction=True)
def test_the_first_batch_is_of_ten(mission):
    people = [published_assistant() for _ in range(BATCH + 2)]
    publish(mission)
    assert sum(len(told(one)) for one in people) == BATCH


def test_the_duty_is_written_with_the_publication(mission):
    publish_mission(mission, moderator())
    duty = MatchingDuty.objects.get()
    assert duty.payload == {"mission": str(mission.public_id)}
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
