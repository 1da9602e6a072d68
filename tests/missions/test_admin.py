"""The team reads the queue and decides in one click, through the services; nobody else enters."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from missions.enums import MissionStatus
from missions.models import Mission, MissionDuty
from tests.factories.missions import ApplicationFactory, EngagementFactory, MissionFactory, TimesheetFactory
from tests.missions.support import told

QUEUE = reverse("admin:missions_mission_changelist")
FORBIDDEN = "Tenue de la comptabilité."


@pytest.fixture
def as_martine(sign_in, martine):
    return sign_in(martine)


def act(mission, name):
    return reverse(f"admin:missions_mission_{name}", args=[mission.pk])


def words(response):
    return response.content.decode()


def test_the_queue_shows_what_waits_oldest_first_with_its_age(as_martine):
    MissionFactory(submitted=True, title="Mission récente")
    MissionFactory(submitted=True, title="Mission ancienne", submitted_at=timezone.now() - timedelta(days=3))
    MissionFactory(published=True, title="Déjà en ligne")
    MissionFactory(complete=True, title="À relire", review_requested_at=timezone.now())
    page = words(as_martine.get(QUEUE))
    assert page.index("Mission ancienne") < page.index("Mission récente") < page.index("À relire</a>")
    assert "3 j" in page
    assert "Déjà en ligne" not in page
    assert "Déjà en ligne" in words(as_martine.get(QUEUE, {"etat": "all"}))
    assert "Déjà en ligne" in words(as_martine.get(QUEUE, {"etat": "published"}))


def test_the_queue_asks_a_fixed_number_of_queries(as_martine, django_assert_max_num_queries):
    for _ in range(6):
        MissionFactory(submitted=True)
    with django_assert_max_num_queries(10):
        as_martine.get(QUEUE)


def test_a_moderator_publishes_in_one_click_under_her_name(as_martine, company, alice, martine):
    mission = MissionFactory(submitted=True, company=company)
    assert 'value="Publier"' in words(
        as_martine.get(reverse("admin:missions_mission_change", args=[mission.pk]))
    )
    assert as_martine.post(act(mission, "publish")).url == QUEUE
    mission.refresh_from_db()
    assert mission.status == MissionStatus.PUBLISHED
    assert mission.events.get().actor == martine
    assert "mission_published" in told(alice)


def test_publishing_twice_says_that_it_is_done(as_martine, company, alice):
    mission = MissionFactory(submitted=True, company=company)
    as_martine.post(act(mission, "publish"))
    assert "plus possible" in words(as_martine.post(act(mission, "publish"), follow=True))
    assert told(alice).count("mission_published") == 1


@pytest.mark.parametrize(("name", "status"), [("ask", "changes_requested"), ("reject", "rejected")])
def test_a_mission_is_sent_back_or_refused_with_a_reason_and_a_text(as_martine, name, status):
    mission = MissionFactory(submitted=True)
    as_martine.post(act(mission, name), {"reason": "too_vague"}, follow=True)
    mission.refresh_from_db()
    assert mission.status == MissionStatus.SUBMITTED
    as_martine.post(act(mission, name), {"reason": "too_vague", "why": "Précisez le volume."})
    mission.refresh_from_db()
    assert mission.status == status


def test_words_are_marked_and_cleared_before_publishing(as_martine):
    mission = MissionFactory(submitted=True, brief=FORBIDDEN)
    page = words(as_martine.get(reverse("admin:missions_mission_change", args=[mission.pk])))
    assert "<mark>Tenue de la comptabilité</mark>" in page
    assert "Levez d’abord" in words(as_martine.post(act(mission, "publish"), follow=True))
    as_martine.post(act(mission, "clear"), {"rule": "compta_tenue"})
    as_martine.post(act(mission, "publish"))
    mission.refresh_from_db()
    assert mission.status == MissionStatus.PUBLISHED


def test_several_missions_are_decided_from_the_list(as_martine):
    missions = [MissionFactory(submitted=True), MissionFactory(submitted=True, brief=FORBIDDEN)]
    chosen = {"action": "publish", "_selected_action": [mission.pk for mission in missions]}
    page = words(as_martine.post(QUEUE, chosen, follow=True))
    assert "Décisions prises : 1." in page.replace("\u00a0", " ")
    assert "Levez d’abord" in page
    assert Mission.objects.published().count() == 1


def test_every_record_opens_and_none_is_editable(as_martine):
    week = TimesheetFactory(submitted=True)
    rows = [week.engagement.mission, ApplicationFactory(), EngagementFactory(signed=True), week]
    for row in rows:
        name = f"admin:missions_{row._meta.model_name}"
        assert as_martine.get(reverse(f"{name}_changelist")).status_code == 200
        page = words(as_martine.get(reverse(f"{name}_change", args=[row.pk])))
        assert "historique" in page.lower()
        assert 'name="_save"' not in page
    assert as_martine.get(reverse("admin:missions_missionduty_changelist")).status_code == 200
    assert not MissionDuty.objects.exists()


def test_nobody_else_enters(sign_in, alice, company):
    mission = MissionFactory(submitted=True, company=company)
    client = sign_in(alice)
    assert client.get(QUEUE).status_code in {302, 403}
    client.post(act(mission, "publish"))
    mission.refresh_from_db()
    assert mission.status == MissionStatus.SUBMITTED
