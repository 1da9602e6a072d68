"""Each event has its words: short subject, no personal data in it, every fact read again, nothing when it is late."""

import pytest

from missions.services import applications, engagements, invitations, missions, timesheets
from missions.services.conversations import send_message
from notifications.messages import kind_of, kinds
from notifications.models import Delivery
from tests.factories.missions import (
    ApplicationFactory,
    EngagementFactory,
    InvitationFactory,
    MissionFactory,
    TimesheetFactory,
    owner_of,
)
from tests.missions.support import with_mandate

LONG = "Gestion complète des devis, des relances et de la facturation du bureau d’études"
FORBIDDEN = "Tenue de la comptabilité."


@pytest.fixture
def played(company, alice, bob, martine):
    """The whole story, so that every message of this app is owed at least once."""
    with_mandate(bob)

    def mission(**facts):
        return MissionFactory(company=company, **({"title": LONG} | facts))

    draft = mission(complete=True)
    missions.submit_mission(draft, alice)
    missions.publish_mission(draft, martine)
    missions.request_mission_changes(mission(submitted=True), martine, "too_vague", "Précisez le volume.")
    missions.reject_mission(
        mission(submitted=True), martine, "discrimination", "Ce besoin vise des personnes."
    )
    missions.clear_rule(mission(complete=True, brief=FORBIDDEN), martine, "compta_tenue")

    application = applications.apply_to_mission(draft, bob, message="Bonjour", rate_cents=3500)
    applications.shortlist_application(application, alice)
    send_message(application.conversation, alice, "Bonjour")
    send_message(application.conversation, bob.user, "Bonjour")
    ApplicationFactory(mission=draft)
    engagement = applications.accept_application(application, alice)
    applications.decline_application(
        ApplicationFactory(mission=mission(published=True), profile=bob), alice, "budget", "Trop haut."
    )
    applications.withdraw_application(
        ApplicationFactory(mission=mission(published=True), profile=bob), bob.user
    )
    engagements.sign_engagement(engagement, alice, "company", "192.0.2.1")


@pytest.fixture
def worked(company, alice, bob):
    with_mandate(bob)
    mission = MissionFactory(filled=True, company=company, title=LONG)
    engagement = EngagementFactory(
        active=True, application=ApplicationFactory(accepted=True, mission=mission, profile=bob)
    )
    engagements.end_engagement(engagement, alice)
    first, second = (
        TimesheetFactory(engagement=engagement, week_starts_on=engagement.starts_on),
        TimesheetFactory(engagement=engagement),
    )
    timesheets.submit_timesheet(first, bob.user)
    timesheets.contest_timesheet(first, alice, "Mardi compte double.")
    timesheets.submit_timesheet(second, bob.user)
    timesheets.approve_timesheet(second, alice)


@pytest.fixture
def invited(company, alice, bob):
    """One invitation in each state; the open one was reopened."""
    mission = MissionFactory(published=True, company=company, title=LONG)
    declined = InvitationFactory(mission=mission)
    invitations.decline_invitation(declined, declined.profile.user, "dates")
    withdrawn = InvitationFactory(mission=mission)
    invitations.withdraw_invitation(withdrawn, alice)
    for _ in range(3):
        invitations.lapse_invitation(InvitationFactory(mission=mission, profile=bob))
    bob.refresh_from_db()
    invitation = invitations.invite(mission, bob, alice, "Bonjour")
    invitations.decline_invitation(invitation, bob.user)
    return invitations.reconsider_invitation(invitation, bob.user)


def built(delivery):
    return kind_of(delivery.kind).build(delivery.user, delivery.payload)


def check(message):
    assert len(message.subject) <= 60, message.subject
    assert len(message.preheader) <= 90
    assert message.preheader != message.subject
    assert message.happened.endswith((".", "?"))
    assert message.path.startswith("/")
    assert message.otherwise
    assert message.why
    for words in (message.subject, message.happened, message.otherwise, message.button):
        assert "!" not in words
        assert " :" not in words
        assert "« " not in words


def check_all() -> set[str]:
    """Check each message of this app that still has something to say; the kinds seen."""
    seen = set()
    for delivery in Delivery.objects.select_related("user"):
        message = built(delivery) if is_ours(delivery.kind) else None
        if message is not None:
            seen.add(delivery.kind)
            check(message)
    return seen


def is_ours(kind: str) -> bool:
    return kind_of(kind).build.__module__.startswith("missions.")


def test_every_message_of_the_hiring_is_short_complete_and_french(played):
    seen = check_all()
    assert {"mission_changes_requested", "mission_rejected", "mission_wording_cleared"} <= seen
    assert {"application_accepted", "application_declined", "application_lapsed"} <= seen
    assert {"application_withdrawn", "message_received", "mission_filled", "engagement_signed"} <= seen


def test_every_message_of_the_work_is_short_complete_and_french(worked):
    seen = check_all()
    assert {"engagement_ending", "timesheet_contested", "timesheet_approved"} <= seen


def test_every_message_of_an_invitation_is_short_complete_and_french(invited):
    seen = check_all()
    assert {"invitation_received", "invitation_reminder", "invitation_withdrawn"} <= seen
    assert {"invitation_declined", "invitation_reopened", "invitation_lapsed", "availability_asked"} <= seen


def test_a_reminder_speaks_to_its_case_alone(invited, bob):
    def heard() -> list[bool]:
        rows = Delivery.objects.filter(user=bob.user, kind="invitation_reminder").order_by("pk")
        return [built(row) is not None for row in rows]

    assert heard() == [True, False, True]
    invitations.mark_invitation_opened(invited, bob.user)
    assert heard() == [False, True, True]
    invitations.decline_invitation(invited, bob.user)
    assert heard() == [False, False, False]


def test_the_end_of_an_invitation_is_told_to_each_side_in_its_words(invited, alice, bob):
    to_alice = built(Delivery.objects.filter(kind="invitation_lapsed", user=alice).first())
    to_bob = built(Delivery.objects.filter(kind="invitation_lapsed", user=bob.user).first())
    assert str(bob) in to_alice.happened
    assert to_bob.otherwise.startswith("Vous êtes libre de répondre ou non")


def test_the_question_of_availability_is_silent_once_answered(invited, bob):
    from accounts.services.profiles import confirm_availability

    asked = Delivery.objects.get(kind="availability_asked")
    assert built(asked).path == "/profil/disponibilite/"
    confirm_availability(bob, bob.user)
    assert built(asked) is None


def test_a_message_whose_fact_has_passed_says_nothing(played, bob):
    """She was told that her application was sent; it has been accepted since."""
    late = Delivery.objects.get(kind="application_sent", user=bob.user)
    assert built(late) is None


def test_the_words_of_a_moderator_and_of_a_refusal_go_out_in_full(played, alice, bob):
    asked = built(Delivery.objects.get(kind="mission_changes_requested"))
    assert ("Ce qu’il faut modifier", "Précisez le volume.") in asked.facts
    assert asked.signed_by == "Martine, équipe SIO"
    declined = built(Delivery.objects.get(kind="application_declined"))
    assert ("Précision", "Trop haut.") in declined.facts


def test_each_side_of_a_thread_reads_who_wrote(played, alice, bob, company):
    to_bob = built(Delivery.objects.get(kind="message_received", user=bob.user))
    to_alice = built(Delivery.objects.get(kind="message_received", user=alice))
    assert company.name in to_bob.happened
    assert str(bob) in to_alice.happened


def test_every_message_has_a_name_for_the_page_of_preferences():
    ours = [kind for kind in kinds() if is_ours(kind.key)]
    assert len(ours) >= 20
    assert len({kind.label for kind in ours}) == len(ours)


def test_the_same_fact_never_tells_the_same_person_twice(company, martine):
    mission = MissionFactory(submitted=True, company=company)
    missions.publish_mission(mission, martine)
    keys = Delivery.objects.filter(user=owner_of(company)).values_list("dedupe_key", flat=True)
    assert len(keys) == len(set(keys)) == 1
