"""Caps under crowds: each holds, and the same crowd without the lock breaks it."""

import pytest
from django.db import IntegrityError, connection

from missions import caps
from missions.models import Application, Invitation, Mission
from missions.services import applications, invitations
from sio.lib.errors import Refusal
from tests.factories.accounts import published_assistant
from tests.factories.missions import ApplicationFactory, InvitationFactory, MissionFactory, owner_of
from tests.missions.racing import at_once, plain_read

CROWD = 5

pytestmark = pytest.mark.django_db(transaction=True)


def invite_five_when_two_seats_are_left() -> list[BaseException | None]:
    """Five invitations at once for one mission that has four; what each raised."""
    mission = MissionFactory(published=True)
    alice = owner_of(mission.company)
    for _ in range(caps.OPEN_INVITATIONS_PER_MISSION - 2):
        InvitationFactory(mission=mission)
    copies = [(Mission.objects.get(pk=mission.pk), published_assistant()) for _ in range(CROWD)]
    return at_once(*(lambda pair=pair: invitations.invite(*pair, alice) for pair in copies))


def words(raised: list[BaseException | None]) -> set[str]:
    return {error.message for error in raised if isinstance(error, Refusal)}


def test_six_invitations_are_open_however_many_colleagues_invite_at_once(dawdling):
    dawdling(invitations, "_free_seat")
    raised = invite_five_when_two_seats_are_left()
    assert Invitation.objects.count() == caps.OPEN_INVITATIONS_PER_MISSION
    assert sum(error is not None for error in raised) == CROWD - 2
    assert words(raised) == {invitations.MISSION_IS_FULL}


def test_without_the_lock_the_seats_refuse_unkindly_and_without_them_a_mission_has_more_than_six(
    dawdling, monkeypatch
):
    dawdling(invitations, "_free_seat")
    monkeypatch.setattr(invitations, "lock", plain_read)
    raised = invite_five_when_two_seats_are_left()
    assert any(isinstance(error, IntegrityError) for error in raised)
    assert Invitation.objects.count() <= caps.OPEN_INVITATIONS_PER_MISSION
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX invitation_has_its_own_seat")
    before = Invitation.objects.count()
    invite_five_when_two_seats_are_left()
    assert Invitation.objects.count() - before > caps.OPEN_INVITATIONS_PER_MISSION


def five_companies_invite_her() -> list[BaseException | None]:
    """Five missions invite at once somebody who has room for one more."""
    she = published_assistant(free_minutes_per_week=420)
    for _ in range(caps.LEAST_OPEN_INVITATIONS - 1):
        InvitationFactory(profile=she)
    missions = [MissionFactory(published=True) for _ in range(CROWD)]
    offers = [(one, type(she).objects.get(pk=she.pk), owner_of(one.company)) for one in missions]
    return at_once(*(lambda offer=offer: invitations.invite(*offer) for offer in offers))


def test_a_busy_person_is_invited_once_more_by_one_of_five(dawdling):
    dawdling(invitations, "_has_room")
    raised = five_companies_invite_her()
    assert Invitation.objects.count() == caps.LEAST_OPEN_INVITATIONS
    assert words(raised) == {invitations.SHE_IS_BUSY}


def test_without_the_lock_she_is_invited_beyond_her_cap(dawdling, monkeypatch):
    dawdling(invitations, "_has_room")
    monkeypatch.setattr(invitations, "lock", plain_read)
    five_companies_invite_her()
    assert Invitation.objects.count() > caps.LEAST_OPEN_INVITATIONS


def five_people_apply_for_the_last_place() -> list[BaseException | None]:
    mission = MissionFactory(published=True)
    for _ in range(caps.WAITING_APPLICATIONS_PER_MISSION - 1):
        ApplicationFactory(mission=mission)
    pairs = [(Mission.objects.get(pk=mission.pk), published_assistant()) for _ in range(CROWD)]
    return at_once(
        *(
            lambda pair=pair: applications.apply_to_mission(*pair, message="Bonjour", rate_cents=3500)
            for pair in pairs
        )
    )


def test_the_twelfth_application_is_the_last_however_many_apply_at_once(dawdling):
    dawdling(applications, "_ensure_may_apply")
    raised = five_people_apply_for_the_last_place()
    assert Application.objects.count() == caps.WAITING_APPLICATIONS_PER_MISSION
    assert words(raised) == {applications.COMPLETE}


def test_without_the_lock_more_than_twelve_wait(dawdling, monkeypatch):
    dawdling(applications, "_ensure_may_apply")
    monkeypatch.setattr(applications, "lock", plain_read)
    five_people_apply_for_the_last_place()
    assert Application.objects.count() > caps.WAITING_APPLICATIONS_PER_MISSION


def test_she_applies_or_declines_never_both(dawdling):
    dawdling(invitations, "move")
    she = published_assistant()
    invitation = InvitationFactory(profile=she)
    mission = Mission.objects.get(pk=invitation.mission_id)
    at_once(
        lambda: applications.apply_to_mission(mission, she, message="Bonjour", rate_cents=3500),
        lambda: invitations.decline_invitation(Invitation.objects.get(pk=invitation.pk), she.user),
    )
    invitation.refresh_from_db()
    assert invitation.status == "accepted"
    assert Application.objects.count() == 1
