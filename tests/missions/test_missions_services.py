"""The life of a mission: moves, refusals, events, dates, and who is told."""

import pytest

from missions.enums import EngagementStatus, MissionStatus
from missions.models import Mission
from missions.services import missions as services
from missions.signals import mission_changed, mission_published
from sio.lib.errors import Refusal
from sio.lib.lives import ForbiddenMove
from tests.factories.accounts import MembershipFactory
from tests.factories.missions import ApplicationFactory, EngagementFactory, MissionFactory
from tests.missions.support import story, told

FORBIDDEN = "Tenue de la comptabilité et saisie des écritures."
WARNING = "Présence avec des horaires fixes."


@pytest.fixture
def heard():
    """The signals sent, in order, with the status at that moment."""
    names = []

    def changed(sender, mission, **kwargs):
        names.append(("changed", mission.status))

    def published(sender, mission, **kwargs):
        names.append(("published", mission.status))

    mission_changed.connect(changed)
    mission_published.connect(published)
    yield names
    mission_changed.disconnect(changed)
    mission_published.disconnect(published)


def test_an_owner_opens_a_draft(company, alice, heard):
    mission = services.create_mission(company, alice)
    assert (mission.status, mission.author) == (MissionStatus.DRAFT, alice)
    assert story(mission) == [("", "draft")]
    assert heard == [("changed", "draft")]


def test_a_stranger_opens_no_draft(company, charlie):
    with pytest.raises(Refusal):
        services.create_mission(company, charlie)
    assert not Mission.objects.exists()


def test_accounting_reads_but_does_not_act(company):
    accountant = MembershipFactory(company=company, role="accounting").user
    with pytest.raises(Refusal):
        services.create_mission(company, accountant)


def test_a_complete_draft_is_submitted_and_its_author_is_told(company, alice):
    mission = MissionFactory(complete=True, company=company)
    services.submit_mission(mission, alice)
    assert mission.status == MissionStatus.SUBMITTED
    assert mission.submitted_at is not None
    assert story(mission) == [("draft", "submitted")]
    assert told(alice) == ["mission_submitted"]


def test_an_incomplete_draft_is_not_submitted_and_says_what_is_missing(company, alice):
    mission = MissionFactory(complete=True, company=company, starts_on=None, budget_cents=None)
    with pytest.raises(Refusal, match="le calendrier, le budget"):
        services.submit_mission(mission, alice)
    mission.refresh_from_db()
    assert mission.status == MissionStatus.DRAFT


@pytest.mark.parametrize("field", ["title", "brief", "deliverable"])
def test_a_forbidden_passage_stops_the_submission(company, alice, field):
    mission = MissionFactory(complete=True, company=company, **{field: FORBIDDEN})
    with pytest.raises(Refusal, match="réserve à une profession"):
        services.submit_mission(mission, alice)


def test_a_warning_does_not_stop_the_submission(company, alice):
    mission = MissionFactory(complete=True, company=company, brief=WARNING)
    services.submit_mission(mission, alice)
    assert mission.status == MissionStatus.SUBMITTED


def test_a_moderator_clears_a_forbidden_passage_and_the_company_may_then_submit(company, alice, martine):
    mission = MissionFactory(complete=True, company=company, brief=FORBIDDEN)
    services.request_wording_review(mission, alice)
    assert mission.review_requested_at is not None
    for rule in ("compta_tenue", "compta_saisie"):
        services.clear_rule(mission, martine, rule)
    assert mission.review_requested_at is None
    assert "mission_wording_cleared" in told(alice)
    services.submit_mission(mission, alice)
    assert mission.status == MissionStatus.SUBMITTED


def test_a_clearance_covers_the_words_it_was_given_for_and_no_others(company, alice, martine):
    mission = MissionFactory(complete=True, company=company, brief="Tenue de la comptabilité.")
    services.clear_rule(mission, martine, "compta_tenue")
    mission.brief = "Gérer toute la comptabilité."
    mission.save()
    with pytest.raises(Refusal):
        services.submit_mission(mission, alice)


def test_an_owner_does_not_clear_her_own_words(company, alice):
    mission = MissionFactory(complete=True, company=company, brief=FORBIDDEN)
    with pytest.raises(Refusal, match="équipe SIO"):
        services.clear_rule(mission, alice, "compta_tenue")


def test_a_rule_that_found_nothing_is_not_cleared(company, martine):
    mission = MissionFactory(complete=True, company=company)
    with pytest.raises(Refusal):
        services.clear_rule(mission, martine, "compta_tenue")


def test_nobody_asks_for_a_review_of_words_that_stop_nothing(company, alice):
    mission = MissionFactory(complete=True, company=company)
    with pytest.raises(Refusal):
        services.request_wording_review(mission, alice)


def test_a_moderator_publishes_and_the_company_is_told(company, alice, martine, heard):
    mission = MissionFactory(submitted=True, company=company)
    services.publish_mission(mission, martine)
    assert mission.status == MissionStatus.PUBLISHED
    assert mission.published_at is not None
    assert mission.events.last().actor == martine
    assert told(alice) == ["mission_published"]
    assert heard == [("published", "published"), ("changed", "published")]


def test_a_forbidden_passage_is_not_published(company, martine):
    mission = MissionFactory(submitted=True, company=company, brief=FORBIDDEN)
    with pytest.raises(Refusal, match="Levez d’abord"):
        services.publish_mission(mission, martine)


def test_a_company_does_not_publish_its_own_mission(company, alice):
    mission = MissionFactory(submitted=True, company=company)
    with pytest.raises(Refusal):
        services.publish_mission(mission, alice)


def test_a_moderator_sends_a_mission_back_with_a_reason_kept_in_its_history(company, alice, martine):
    mission = MissionFactory(submitted=True, company=company)
    services.request_mission_changes(mission, martine, "too_vague", "Précisez le volume de devis.")
    event = mission.events.get()
    assert mission.status == MissionStatus.CHANGES_REQUESTED
    assert (event.reason, event.why) == ("too_vague", "Précisez le volume de devis.")
    assert told(alice) == ["mission_changes_requested"]


@pytest.mark.parametrize(("reason", "why"), [("ugly", "Parce que."), ("too_vague", "  ")])
def test_a_mission_is_not_sent_back_without_a_known_reason_and_an_explanation(company, martine, reason, why):
    mission = MissionFactory(submitted=True, company=company)
    with pytest.raises(Refusal):
        services.request_mission_changes(mission, martine, reason, why)
    with pytest.raises(Refusal):
        services.reject_mission(mission, martine, reason, why)


def test_a_rejected_mission_ends_there(company, alice, martine):
    mission = MissionFactory(submitted=True, company=company)
    services.reject_mission(mission, martine, "discrimination", "Ce besoin vise des personnes.")
    assert told(alice) == ["mission_rejected"]
    with pytest.raises(ForbiddenMove):
        services.publish_mission(mission, martine)


def test_a_mission_pauses_and_resumes(company, alice, heard):
    mission = MissionFactory(published=True, company=company)
    services.pause_mission(mission, alice)
    services.resume_mission(mission, alice)
    assert story(mission) == [("published", "paused"), ("paused", "published")]
    assert heard == [("changed", "paused"), ("changed", "published")]


def test_resuming_is_not_a_way_to_publish(company, alice):
    mission = MissionFactory(submitted=True, company=company)
    with pytest.raises(Refusal):
        services.resume_mission(mission, alice)


def test_a_cancelled_mission_lets_its_open_applications_lapse_and_tells_each(company, alice):
    mission = MissionFactory(published=True, company=company)
    waiting, shortlisted, declined = (
        ApplicationFactory(mission=mission),
        ApplicationFactory(mission=mission, shortlisted=True),
        ApplicationFactory(mission=mission, declined=True),
    )
    services.cancel_mission(mission, alice, "Le projet est reporté.")
    for application in (waiting, shortlisted, declined):
        application.refresh_from_db()
    assert [waiting.status, shortlisted.status, declined.status] == ["lapsed", "lapsed", "declined"]
    assert told(waiting.profile.user) == told(shortlisted.profile.user) == ["application_lapsed"]
    assert told(declined.profile.user) == []
    assert mission.events.last().why == "Le projet est reporté."


def test_a_contract_not_yet_signed_by_both_falls_with_its_mission(alice, company):
    engagement = EngagementFactory(
        signed=True, application__accepted=True, application__mission__company=company
    )
    services.cancel_mission(engagement.mission, alice)
    engagement.refresh_from_db()
    assert engagement.status == EngagementStatus.CANCELLED
    assert told(engagement.profile.user) == ["engagement_cancelled"]


def test_a_mission_whose_contract_runs_is_not_cancelled(alice, company):
    engagement = EngagementFactory(
        active=True, application__accepted=True, application__mission__company=company
    )
    with pytest.raises(Refusal, match="contrat est en cours"):
        services.cancel_mission(engagement.mission, alice)


@pytest.mark.parametrize("act", [services.submit_mission, services.pause_mission, services.cancel_mission])
def test_charlie_acts_on_no_mission(charlie, act):
    mission = MissionFactory(published=True)
    with pytest.raises(Refusal, match="représentent l’entreprise"):
        act(mission, charlie)
