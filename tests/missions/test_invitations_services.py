"""Inviting, answering, lapsing: moves, caps, dates, and who is told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from missions import caps
from missions.duties import lapse
from missions.enums import InvitationReason
from missions.models import Invitation, MissionDuty
from missions.services import applications, missions
from missions.services import invitations as services
from missions.signals import invitation_answered, invitation_sent
from notifications.models import Delivery
from sio.lib.errors import Refusal
from sio.lib.working_days import after_working_days
from tests.factories.accounts import MembershipFactory, published_assistant
from tests.factories.missions import ApplicationFactory, InvitationFactory, MissionFactory
from tests.missions.support import story, told


@pytest.fixture
def mission(company):
    return MissionFactory(published=True, company=company)


@pytest.fixture
def invitation(mission, bob, alice):
    return services.invite(mission, bob, alice, "Votre expérience du bâtiment nous plaît.")


@pytest.fixture
def heard():
    """What other apps hear, in order."""
    signals: list[str] = []

    def sent(sender, invitation, **kwargs):
        signals.append("sent")

    def answered(sender, invitation, **kwargs):
        signals.append(invitation.status)

    invitation_sent.connect(sent)
    invitation_answered.connect(answered)
    yield signals
    invitation_sent.disconnect(sent)
    invitation_answered.disconnect(answered)


def apply(mission, profile):
    return applications.apply_to_mission(mission, profile, message="Bonjour", rate_cents=3500)


def lapsed(profile, *, mission=None, opened=False):
    """An invitation of another company that she let lapse, by the service."""
    invitation = InvitationFactory(
        profile=profile,
        mission=mission or MissionFactory(published=True),
        opened_at=timezone.now() if opened else None,
    )
    return services.lapse_invitation(invitation)


def reminders_of(invitation) -> list[Delivery]:
    return list(
        Delivery.objects.filter(dedupe_key__contains=f"invitation:{invitation.pk}:reminder:").order_by("pk")
    )


# ── Inviting ────────────────────────────────────────────────────────────────────────────────────────────


def test_an_invitation_tells_her_and_owes_what_follows(heard, mission, bob, alice):
    invitation = services.invite(mission, bob, alice, "Bonjour")
    assert (invitation.status, invitation.seat, invitation.message) == ("open", 1, "Bonjour")
    assert story(invitation) == [("", "open")]
    assert told(bob.user) == ["invitation_received", *["invitation_reminder"] * 3]
    assert heard == ["sent"]
    assert [one.next_at for one in reminders_of(invitation)] == [
        after_working_days(invitation.sent_at, days) for days in (2, 3, 4)
    ]
    duty = MissionDuty.objects.get(dedupe_key=f"invitation:{invitation.pk}:lapse")
    assert duty.next_at == invitation.sent_at + timedelta(days=7)


def test_the_keys_are_those_of_the_cadences(invitation, bob):
    keys = [one.dedupe_key for one in reminders_of(invitation)]
    assert keys == [
        f"invitation_reminder:invitation:{invitation.pk}:reminder:{number}:user:{bob.user_id}"
        for number in (1, 2, 3)
    ]


def test_only_those_who_act_for_the_company_invite(mission, bob, charlie, martine):
    accountant = MembershipFactory(company=mission.company, role="accounting").user
    for somebody in (charlie, martine, accountant, bob.user):
        with pytest.raises(Refusal, match="représentent l’entreprise"):
            services.invite(mission, bob, somebody)


@pytest.mark.parametrize("state", ["submitted", "paused", "filled"])
def test_only_a_published_mission_invites(company, alice, bob, state):
    with pytest.raises(Refusal, match="Publiez ou reprenez"):
        services.invite(MissionFactory(company=company, **{state: True}), bob, alice)


def test_who_cannot_be_invited(mission, alice, bob):
    with pytest.raises(Refusal, match="n’est plus en ligne"):
        services.invite(mission, published_assistant(status="paused"), alice)
    colleague = published_assistant()
    MembershipFactory(company=mission.company, user=colleague.user)
    with pytest.raises(Refusal, match="représente votre entreprise"):
        services.invite(mission, colleague, alice)
    ApplicationFactory(mission=mission, profile=bob)
    with pytest.raises(Refusal, match="déjà proposé sa candidature"):
        services.invite(mission, bob, alice)


def test_a_sector_she_refuses_does_not_invite_her(mission, alice, bob):
    from matching.services import projecting

    with projecting():
        bob.refused_sectors.add(mission.company.sector)
    with pytest.raises(Refusal, match="ne peut pas être invité"):
        services.invite(mission, bob, alice)


def test_one_open_invitation_per_mission_and_person(invitation, mission, bob, alice):
    with pytest.raises(Refusal, match="attend déjà"):
        services.invite(mission, bob, alice)
    with pytest.raises(IntegrityError, match="open_once"), transaction.atomic():
        Invitation.objects.create(mission=mission, profile=bob, seat=2)


def test_she_may_be_invited_again_after_a_lapse_but_not_after_a_no(mission, bob, alice):
    lapsed(bob, mission=mission)
    again = services.invite(mission, bob, alice)
    services.decline_invitation(again, bob.user)
    with pytest.raises(Refusal, match="déjà répondu"):
        services.invite(mission, bob, alice)


# ── Caps ────────────────────────────────────────────────────────────────────────────────────────────────


def test_six_invitations_are_open_and_an_answer_frees_a_seat(mission, alice, bob):
    invited = [InvitationFactory(mission=mission) for _ in range(caps.OPEN_INVITATIONS_PER_MISSION)]
    with pytest.raises(Refusal, match="6 invitations attendent"):
        services.invite(mission, bob, alice)
    services.decline_invitation(invited[2], invited[2].profile.user)
    assert services.invite(mission, bob, alice).seat == 3


def test_the_database_knows_six_seats(mission):
    with pytest.raises(IntegrityError, match="seat"), transaction.atomic():
        InvitationFactory(mission=mission, seat=7)
    InvitationFactory(mission=mission, seat=6)
    with pytest.raises(IntegrityError, match="own_seat"), transaction.atomic():
        InvitationFactory(mission=mission, seat=6)


@pytest.mark.parametrize(
    ("minutes", "cap"), [(None, 3), (0, 3), (420, 3), (840, 4), (839, 3), (1200, 5), (2100, 10)]
)
def test_her_cap_is_twice_her_free_days_and_three_at_least(minutes, cap):
    assert caps.open_invitations_of_assistant(minutes) == cap


def test_a_busy_assistant_is_not_invited_once_more_and_nothing_of_her_is_told(mission, alice):
    she = published_assistant(free_minutes_per_week=420)
    for _ in range(3):
        InvitationFactory(profile=she)
    with pytest.raises(Refusal) as refusal:
        services.invite(mission, she, alice)
    assert refusal.value.message == services.SHE_IS_BUSY
    assert not any(character.isdigit() for character in refusal.value.message)


def test_the_thirteenth_application_waits_for_an_answer(mission, alice, bob):
    received = [ApplicationFactory(mission=mission) for _ in range(caps.WAITING_APPLICATIONS_PER_MISSION)]
    with pytest.raises(Refusal, match="complète pour l’instant"):
        apply(mission, bob)
    applications.decline_application(received[0], alice, "budget")
    assert apply(mission, bob).status == "sent"


def test_whoever_was_invited_may_always_apply(invitation, mission, bob):
    for _ in range(caps.WAITING_APPLICATIONS_PER_MISSION):
        ApplicationFactory(mission=mission)
    assert apply(mission, bob).status == "sent"


# ── Answering ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_reading_is_dated_once_and_only_hers(invitation, bob, alice, charlie):
    for somebody in (alice, charlie):
        assert services.mark_invitation_opened(invitation, somebody).opened_at is None
    first = services.mark_invitation_opened(invitation, bob.user).opened_at
    assert first is not None
    assert services.mark_invitation_opened(invitation, bob.user).opened_at == first


def test_she_accepts_by_applying(heard, invitation, mission, bob, alice):
    apply(mission, bob)
    invitation.refresh_from_db()
    assert (invitation.status, invitation.seat) == ("accepted", None)
    assert story(invitation) == [("", "open"), ("open", "accepted")]
    assert told(alice) == ["application_received"]
    assert heard[-1] == "accepted"


def test_she_declines_with_or_without_a_reason(heard, invitation, mission, bob, alice):
    services.decline_invitation(invitation, bob.user, InvitationReason.DATES)
    assert (invitation.status, invitation.reason, invitation.seat) == ("declined", "dates", None)
    assert invitation.events.last().why == "Calendrier"
    assert told(alice) == ["invitation_declined"]
    assert heard == ["sent", "declined"]
    with pytest.raises(Refusal, match="n’attend plus"):
        services.decline_invitation(invitation, bob.user)


def test_a_reason_comes_from_the_list_and_only_she_answers(invitation, bob, alice):
    with pytest.raises(Refusal, match="motif dans la liste"):
        services.decline_invitation(invitation, bob.user, "age")
    with pytest.raises(Refusal, match="personne invitée"):
        services.decline_invitation(invitation, alice)
    assert services.decline_invitation(invitation, bob.user).reason == ""


def test_no_reason_speaks_of_the_person():
    assert set(InvitationReason.values) == {
        "rate", "place", "dates", "skills", "too_small", "too_big", "sector", "full", "other",
    }  # fmt: skip


def test_she_may_come_back_on_her_answer_within_the_day(invitation, bob, alice):
    services.decline_invitation(invitation, bob.user, "full")
    services.reconsider_invitation(invitation, bob.user)
    assert (invitation.status, invitation.seat, invitation.reason) == ("open", 1, "")
    assert invitation.answered_at is None
    assert told(alice) == ["invitation_declined", "invitation_reopened"]


def test_a_no_of_yesterday_stands_and_so_does_a_seat_given_away(mission, bob, alice):
    old = InvitationFactory(mission=mission, profile=bob, declined=True)
    Invitation.objects.filter(pk=old.pk).update(answered_at=timezone.now() - timedelta(days=1))
    with pytest.raises(Refusal, match="n’est plus modifiable"):
        services.reconsider_invitation(old, bob.user)
    today = InvitationFactory(mission=mission, declined=True)
    for _ in range(caps.OPEN_INVITATIONS_PER_MISSION):
        InvitationFactory(mission=mission)
    with pytest.raises(Refusal, match="invité d’autres personnes"):
        services.reconsider_invitation(today, today.profile.user)


def test_applying_later_undoes_a_no(invitation, mission, bob):
    services.decline_invitation(invitation, bob.user)
    apply(mission, bob)
    invitation.refresh_from_db()
    assert invitation.status == "accepted"


# ── What the company does ───────────────────────────────────────────────────────────────────────────────


def test_the_company_takes_an_invitation_back(invitation, bob, alice, charlie):
    with pytest.raises(Refusal, match="représentent l’entreprise"):
        services.withdraw_invitation(invitation, charlie)
    services.withdraw_invitation(invitation, alice)
    assert invitation.status == "withdrawn"
    assert told(bob.user)[-1] == "invitation_withdrawn"


@pytest.mark.parametrize("act", [missions.pause_mission, missions.cancel_mission])
def test_a_mission_that_closes_takes_its_invitations_back(invitation, mission, alice, bob, act):
    act(mission, alice)
    invitation.refresh_from_db()
    assert invitation.status == "withdrawn"
    assert "invitation_withdrawn" in told(bob.user)


def test_a_mission_that_is_filled_takes_the_others_back(invitation, mission, alice):
    applications.accept_application(ApplicationFactory(mission=mission), alice)
    invitation.refresh_from_db()
    assert (invitation.status, invitation.events.last().why) == ("withdrawn", "La mission est pourvue")


def test_the_company_reminds_twice_a_day_apart(invitation, bob, alice, time_machine):
    with pytest.raises(Refusal, match="Une relance sera possible"):
        services.remind_invitation(invitation, alice)
    for _ in range(caps.MANUAL_REMINDERS):
        time_machine.move_to((invitation.reminded_at or invitation.sent_at) + timedelta(hours=24))
        services.remind_invitation(invitation, alice)
    time_machine.shift(timedelta(hours=25))
    with pytest.raises(Refusal, match="déjà relancé cette personne deux fois"):
        services.remind_invitation(invitation, alice)
    assert told(bob.user).count("invitation_reminded") == 2
    assert Delivery.objects.filter(dedupe_key__contains=f"invitation:{invitation.pk}:manual:2").exists()
    assert story(invitation) == [("", "open"), ("open", "open"), ("open", "open")]


# ── Silence ─────────────────────────────────────────────────────────────────────────────────────────────


def test_an_invitation_lapses_after_seven_days_unless_it_was_answered(mission, alice):
    silent, answering = (
        services.invite(mission, published_assistant(), alice),
        services.invite(mission, published_assistant(), alice),
    )
    services.decline_invitation(answering, answering.profile.user)
    duties = [MissionDuty.objects.get(dedupe_key=f"invitation:{one.pk}:lapse") for one in (silent, answering)]
    assert [lapse(duty).status for duty in duties] == ["done", "cancelled"]
    silent.refresh_from_db()
    assert silent.status == "lapsed"
    assert "invitation_lapsed" in told(silent.profile.user)
    assert "invitation_lapsed" in told(alice)


def test_three_silences_in_a_row_ask_her_whether_she_is_still_available(bob):
    for expected in (True, True, False):
        lapsed(bob)
        bob.refresh_from_db()
        assert bob.is_availability_confirmed is expected
    assert told(bob.user).count("availability_asked") == 1
    assert bob.events.last().why == services.SILENCE


def test_after_her_click_it_takes_three_more(bob):
    from accounts.services.profiles import confirm_availability

    for _ in range(3):
        lapsed(bob)
    confirm_availability(bob, bob.user)
    for expected in (True, True, False):
        lapsed(bob)
        bob.refresh_from_db()
        assert bob.is_availability_confirmed is expected


def test_a_sign_begins_the_count_again(bob):
    lapsed(bob)
    lapsed(bob)
    lapsed(bob, opened=True)
    lapsed(bob)
    services.decline_invitation(InvitationFactory(profile=bob), bob.user)
    lapsed(bob)
    lapsed(bob)
    bob.refresh_from_db()
    assert bob.is_availability_confirmed


def test_what_the_company_took_back_says_nothing_of_her(bob, alice, mission):
    lapsed(bob)
    services.withdraw_invitation(InvitationFactory(profile=bob, mission=mission), alice)
    lapsed(bob)
    bob.refresh_from_db()
    assert bob.is_availability_confirmed
