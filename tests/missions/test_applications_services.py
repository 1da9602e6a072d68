"""Applying, answering, hiring: moves, refusals, dates, and who is told."""

import pytest
from django.db import IntegrityError, connection, transaction

from missions import contracts
from missions.enums import ApplicationStatus, EngagementStatus, MissionStatus
from missions.models import Application
from missions.services import applications as services
from missions.services.conversations import mark_conversation_read, send_message
from missions.signals import application_decided, application_sent
from sio.lib.errors import Refusal
from tests.factories.accounts import MembershipFactory, published_assistant
from tests.factories.missions import ApplicationFactory, MissionFactory, owner_of
from tests.missions.support import story, told


@pytest.fixture
def mission(company):
    return MissionFactory(published=True, company=company)


def apply(mission, profile, **words):
    return services.apply_to_mission(mission, profile, **({"message": "Bonjour", "rate_cents": 3500} | words))


@pytest.fixture
def received(mission, bob):
    return ApplicationFactory(mission=mission, profile=bob)


def test_an_application_opens_a_conversation_and_tells_both_sides(mission, bob, alice):
    heard = []

    def hear(sender, application, **kwargs):
        heard.append(application)

    application_sent.connect(hear)
    application = apply(mission, bob, message="Disponible mardi", rate_cents=3600)
    application_sent.disconnect(hear)
    assert (application.status, application.rate_cents) == ("sent", 3600)
    assert application.conversation.public_id
    assert story(application) == [("", "sent")]
    assert told(alice) == ["application_received"]
    assert told(bob.user) == ["application_sent"]
    assert heard == [application]


def test_every_acting_colleague_is_told_and_accounting_is_not(mission, bob, alice):
    colleague = MembershipFactory(company=mission.company, role="member").user
    accountant = MembershipFactory(company=mission.company, role="accounting").user
    apply(mission, bob)
    assert told(alice) == told(colleague) == ["application_received"]
    assert told(accountant) == []


def test_a_second_application_is_refused_kindly_with_the_date_of_the_first(mission, bob):
    first = apply(mission, bob)
    with pytest.raises(services.AlreadyApplied, match="déjà proposé votre candidature le") as refusal:
        apply(mission, bob)
    assert refusal.value.application == first
    assert Application.objects.count() == 1


def test_a_withdrawn_application_is_not_followed_by_another(mission, bob):
    services.withdraw_application(apply(mission, bob), bob.user)
    with pytest.raises(services.AlreadyApplied):
        apply(mission, bob)


@pytest.mark.parametrize("state", ["submitted", "paused", "filled"])
def test_only_a_published_mission_receives_applications(company, bob, state):
    with pytest.raises(Refusal, match="ne reçoit plus"):
        apply(MissionFactory(company=company, **{state: True}), bob)


def test_only_a_published_profile_applies(mission, bob):
    bob.status = "paused"
    with pytest.raises(Refusal, match="profil doit être publié"):
        apply(mission, bob)


def test_nobody_applies_to_her_own_company(mission, bob):
    MembershipFactory(company=mission.company, user=bob.user)
    with pytest.raises(Refusal, match="représentez l’entreprise"):
        apply(mission, bob)


def test_a_price_is_asked(mission, bob):
    with pytest.raises(Refusal, match="tarif"):
        apply(mission, bob, rate_cents=0)


def test_the_first_look_is_dated_once(received, alice):
    services.mark_application_seen(received, alice)
    first = received.seen_at
    services.mark_application_seen(received, alice)
    assert received.seen_at == first
    assert story(received) == [("sent", "seen")]


def test_the_look_of_somebody_else_dates_nothing(received, charlie, martine):
    for somebody in (charlie, martine):
        services.mark_application_seen(received, somebody)
    assert received.status == ApplicationStatus.SENT


def test_a_shortlisted_application_was_seen_and_its_author_is_told(received, alice, bob):
    services.shortlist_application(received, alice)
    assert received.status == "shortlisted"
    assert received.seen_at == received.shortlisted_at is not None
    assert told(bob.user) == ["application_shortlisted"]


def test_a_declined_application_says_why(received, alice, bob):
    services.decline_application(received, alice, "budget", "Nous sommes limités ce trimestre.")
    assert (received.status, received.decline_reason) == ("declined", "budget")
    assert received.decided_at is not None
    assert received.events.last().why == "Budget"
    assert told(bob.user) == ["application_declined"]


@pytest.mark.parametrize(("reason", "comment", "field"), [("", "", "reason"), ("other", " ", "comment")])
def test_declining_without_a_reason_is_refused_beside_the_field(received, alice, reason, comment, field):
    with pytest.raises(Refusal) as refusal:
        services.decline_application(received, alice, reason, comment)
    assert refusal.value.field == field


def test_only_its_author_withdraws_an_application(received, alice, charlie, bob):
    for somebody in (alice, charlie):
        with pytest.raises(Refusal):
            services.withdraw_application(received, somebody)
    services.withdraw_application(received, bob.user)
    assert received.status == "withdrawn"
    assert told(alice) == ["application_withdrawn"]


def test_accepting_fills_the_mission_prepares_the_contract_and_closes_the_others(received, alice, bob):
    mission = received.mission
    other = ApplicationFactory(mission=mission, seen=True)
    engagement = services.accept_application(received, alice)
    for thing in (mission, other, received):
        thing.refresh_from_db()
    assert (received.status, mission.status, other.status) == ("accepted", MissionStatus.FILLED, "lapsed")
    assert mission.filled_at is not None
    assert story(received) == [("sent", "accepted")]
    assert story(other) == [("seen", "lapsed")]
    assert engagement.status == EngagementStatus.PROPOSED
    assert (engagement.rate_cents, engagement.minutes_per_week) == (3500, 300)
    assert engagement.contract_sha256 == contracts.digest(engagement.contract_text)
    assert told(bob.user) == ["application_accepted"]
    assert told(other.profile.user) == ["application_lapsed"]
    assert told(alice) == ["mission_filled"]


def test_the_contract_names_both_sides_the_price_the_tasks_and_the_limits(company, alice, bob):
    mission = MissionFactory(
        published=True, company=company, asked={"receipts-collection": "must", "quotes": "should"}
    )
    engagement = services.accept_application(ApplicationFactory(mission=mission, profile=bob), alice)
    text = engagement.contract_text
    for words in (company.name, bob.legal_name, "EI", "35,00", "Établissement de devis", mission.deliverable):
        assert words in text
    assert "[limites]" in text
    assert "transmission des pièces à votre expert-comptable" in text
    assert engagement.reference in text


def test_every_decision_is_heard(received, alice):
    heard = []

    def hear(sender, application, **kwargs):
        heard.append((application.pk, application.status))

    other = ApplicationFactory(mission=received.mission)
    application_decided.connect(hear)
    services.accept_application(received, alice)
    application_decided.disconnect(hear)
    assert sorted(heard) == sorted([(received.pk, "accepted"), (other.pk, "lapsed")])


def test_accepting_twice_hires_once(received, alice):
    services.accept_application(received, alice)
    with pytest.raises(Refusal, match="vient d’être pourvue"):
        services.accept_application(received, alice)


def test_a_second_person_is_not_hired_on_a_filled_mission(received, alice):
    other = ApplicationFactory(mission=received.mission)
    services.accept_application(received, alice)
    with pytest.raises(Refusal, match="vient d’être pourvue"):
        services.accept_application(other, alice)


def test_a_paused_mission_hires_nobody_until_it_resumes(company, alice, bob):
    application = ApplicationFactory(mission=MissionFactory(paused=True, company=company), profile=bob)
    with pytest.raises(Refusal, match="reprenez"):
        services.accept_application(application, alice)


@pytest.mark.parametrize("state", ["declined", "withdrawn", "lapsed"])
def test_an_answered_application_is_not_answered_again(mission, alice, state):
    application = ApplicationFactory(mission=mission, **{state: True})
    for act in (
        services.accept_application,
        services.shortlist_application,
        lambda thing, by: services.decline_application(thing, by, "budget"),
    ):
        with pytest.raises(Refusal, match="déjà reçu sa réponse"):
            act(application, alice)


@pytest.mark.parametrize(
    "act",
    [
        services.accept_application,
        services.shortlist_application,
        lambda thing, by: services.decline_application(thing, by, "budget"),
    ],
)
def test_charlie_and_the_applicant_answer_nothing(received, charlie, bob, act):
    for somebody in (charlie, bob.user):
        with pytest.raises(Refusal):
            act(received, somebody)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("status = 'accepted', decided_at = now()", "mission_has_one_accepted_application"),
        ("status = 'declined', decided_at = now()", "application_declined_has_a_reason"),
        ("status = 'lapsed'", "application_decided_has_decided_at"),
        ("status = 'maybe', decided_at = now()", "application_status_is_known"),
        ("rate_cents = 0", "application_rate_is_positive"),
    ],
)
def test_the_database_itself_refuses(change, constraint):
    accepted = ApplicationFactory(accepted=True)
    other = ApplicationFactory(mission=accepted.mission)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE missions_application SET {change} WHERE id = {other.pk}")  # noqa: S608


def test_a_message_reaches_the_other_side(received, alice, bob):
    send_message(received.conversation, alice, "Êtes-vous libre mardi ?")
    send_message(received.conversation, bob.user, "Oui.")
    assert told(bob.user) == ["message_received"]
    assert told(alice) == ["message_received"]


def test_reading_dates_what_the_other_side_wrote_and_only_that(received, alice, bob):
    hers = send_message(received.conversation, bob.user, "Oui.")
    theirs = send_message(received.conversation, alice, "Merci.")
    mark_conversation_read(received.conversation, alice)
    hers.refresh_from_db()
    theirs.refresh_from_db()
    assert hers.read_at is not None
    assert theirs.read_at is None


def test_nobody_else_writes_in_a_thread_and_nothing_is_sent_empty(received, charlie, martine, alice):
    for somebody in (charlie, martine):
        with pytest.raises(Refusal):
            send_message(received.conversation, somebody, "Bonjour")
    with pytest.raises(Refusal):
        send_message(received.conversation, alice, "   ")


def test_an_applicant_is_a_stranger_to_other_applications(mission):
    mine, theirs = ApplicationFactory(mission=mission), ApplicationFactory(mission=mission)
    visible = Application.objects.visible_to(mine.profile.user)
    assert list(visible) == [mine]
    assert set(Application.objects.visible_to(owner_of(mission.company))) == {mine, theirs}
    assert not Application.objects.visible_to(published_assistant().user).exists()
