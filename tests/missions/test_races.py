"""Two people at once: each protection holds, and the same test without it shows the damage.

A debug hook keeps each a few milliseconds between its check and its write.
"""

import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection

from accounts.models import AssistantProfile
from billing.models import Bill
from missions.enums import ApplicationStatus, TimesheetStatus
from missions.models import Application, ApplicationEvent, Engagement, Mission, Timesheet, TimesheetEvent
from missions.services import applications, moves, timesheets
from sio.lib.errors import Refusal
from tests.factories.accounts import MembershipFactory, company_with_owner, published_assistant
from tests.factories.missions import ApplicationFactory, EngagementFactory, MissionFactory, TimesheetFactory
from tests.missions.racing import HOOK, AtOnce, crowd, plain_read
from tests.missions.support import with_mandate

ROUNDS = 100
SHOWN = 20  # fewer doubles than this in a hundred would prove nothing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_once() -> Iterator[AtOnce]:
    """Two people."""
    with crowd(2) as together:
        yield together


@pytest.fixture
def two_owners():
    company, alice = company_with_owner()
    return company, alice, MembershipFactory(company=company).user


def hire_twice(at_once: AtOnce, two_owners, rounds: int, enough: int = ROUNDS) -> tuple[int, set[str]]:
    """Two owners accept two applications of one mission, again and again, until `enough` doubles were seen.

    Missions hired twice, and the words of refusal.
    """
    company, alice, ada = two_owners
    profiles = [published_assistant(), published_assistant()]
    doubles, words = 0, set()
    for _ in range(rounds):
        mission = MissionFactory(published=True, company=company)
        for profile in profiles:
            ApplicationFactory(mission=mission, profile=profile)
        first, second = Application.objects.filter(mission=mission).order_by("pk")
        raised = at_once(
            lambda chosen=first: applications.accept_application(chosen, alice),
            lambda chosen=second: applications.accept_application(chosen, ada),
        )
        words |= {getattr(error, "message", repr(error)) for error in raised if error}
        assert hires(mission) >= 1
        doubles += hires(mission) > 1
        if doubles == enough:
            break
    return doubles, words


def hires(mission: Mission) -> int:
    return Engagement.objects.filter(mission=mission).count()


def test_two_owners_accepting_at_once_hire_once_a_hundred_times(at_once, two_owners, dawdling):
    dawdling(applications, "_ensure_acceptable")
    doubles, words = hire_twice(at_once, two_owners, ROUNDS)
    assert doubles == 0
    assert words == {applications.JUST_FILLED}
    assert Application.objects.filter(status=ApplicationStatus.ACCEPTED).count() == ROUNDS
    assert Application.objects.filter(status=ApplicationStatus.LAPSED).count() == ROUNDS


def test_without_lock_and_constraint_two_owners_hire_twice(at_once, two_owners, dawdling, monkeypatch):
    dawdling(applications, "_ensure_acceptable")
    monkeypatch.setattr(applications, "lock", plain_read)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX mission_has_one_accepted_application")
    doubles, _ = hire_twice(at_once, two_owners, ROUNDS, enough=SHOWN)
    assert doubles == SHOWN


def test_without_the_lock_the_constraint_alone_still_hires_once_in_french(
    at_once, two_owners, dawdling, monkeypatch
):
    dawdling(applications, "_ensure_acceptable")
    monkeypatch.setattr(applications, "lock", plain_read)
    doubles, words = hire_twice(at_once, two_owners, ROUNDS // 4)
    assert doubles == 0
    assert applications.JUST_FILLED in words
    assert words <= {applications.JUST_FILLED, applications.ALREADY_ANSWERED}


def accept_while_withdrawing(at_once: AtOnce, two_owners, rounds: int) -> int:
    """Applications that were both accepted and withdrawn."""
    company, alice, _ = two_owners
    profile = published_assistant()
    for _ in range(rounds):
        mission = MissionFactory(published=True, company=company)
        application = ApplicationFactory(mission=mission, profile=profile)
        accepted, withdrawn = (Application.objects.get(pk=application.pk) for _ in range(2))
        at_once(
            lambda thing=accepted: applications.accept_application(thing, alice),
            lambda thing=withdrawn: applications.withdraw_application(thing, profile.user),
        )
    decided = ApplicationEvent.objects.filter(to_status__in=["accepted", "withdrawn"])
    return decided.count() - rounds


def test_an_application_is_accepted_or_withdrawn_never_both(at_once, two_owners, dawdling):
    dawdling(applications, "move")
    assert accept_while_withdrawing(at_once, two_owners, ROUNDS // 4) == 0


def test_without_the_lock_an_application_is_accepted_and_withdrawn(at_once, two_owners, monkeypatch):
    move = moves.move

    def slow_move(*args, **kwargs):
        time.sleep(HOOK)
        return move(*args, **kwargs)

    monkeypatch.setattr(applications, "move", slow_move)
    monkeypatch.setattr(applications, "lock", plain_read)
    assert accept_while_withdrawing(at_once, two_owners, ROUNDS // 4) >= SHOWN // 4


def apply_twice(at_once: AtOnce, two_owners, rounds: int) -> list[BaseException]:
    company, _, _ = two_owners
    profile = published_assistant()
    raised = []
    for _ in range(rounds):
        mission = MissionFactory(published=True, company=company)
        copies = [
            (Mission.objects.get(pk=mission.pk), AssistantProfile.objects.get(pk=profile.pk)) for _ in "ab"
        ]
        raised += at_once(
            *(
                lambda pair=pair: applications.apply_to_mission(*pair, message="Bonjour", rate_cents=3500)
                for pair in copies
            )
        )
        assert Application.objects.filter(mission=mission).count() == 1
    return [error for error in raised if error]


def test_two_applications_at_once_are_one_and_the_second_is_refused_kindly(at_once, two_owners, dawdling):
    dawdling(applications, "_ensure_may_apply")
    raised = apply_twice(at_once, two_owners, ROUNDS // 4)
    assert len(raised) == ROUNDS // 4
    assert all(isinstance(error, applications.AlreadyApplied) for error in raised)


def test_without_the_lock_the_second_application_meets_the_constraint_unkindly(
    at_once, two_owners, dawdling, monkeypatch
):
    dawdling(applications, "_ensure_may_apply")
    monkeypatch.setattr(applications, "lock", plain_read)
    raised = apply_twice(at_once, two_owners, ROUNDS // 4)
    assert sum(not isinstance(error, Refusal) for error in raised) >= SHOWN // 4


def approve_twice(at_once: AtOnce, two_owners, rounds: int) -> int:
    """Approvals by hand and by silence at once: how many events of approval too many."""
    company, alice, _ = two_owners
    profile = with_mandate(published_assistant())
    mission = MissionFactory(filled=True, company=company)
    application = ApplicationFactory(accepted=True, mission=mission, profile=profile)
    engagement = EngagementFactory(active=True, application=application, tacit_approval_days=0)
    for number in range(rounds):
        week = TimesheetFactory(submitted=True, engagement=engagement, week_starts_on=a_monday(number))
        by_hand, by_silence = (Timesheet.objects.get(pk=week.pk) for _ in range(2))
        at_once(
            lambda thing=by_hand: timesheets.approve_timesheet(thing, alice),
            lambda thing=by_silence: timesheets.approve_tacitly(thing),
        )
    assert Timesheet.objects.filter(status=TimesheetStatus.BILLED).count() == rounds
    assert Bill.objects.count() == rounds
    return TimesheetEvent.objects.filter(to_status="approved").count() - rounds


def a_monday(number: int) -> date:
    return date(2026, 1, 5) + timedelta(weeks=number)


def test_a_week_approved_by_hand_and_by_silence_at_once_is_approved_once(at_once, two_owners, dawdling):
    dawdling(timesheets, "check_move")
    assert approve_twice(at_once, two_owners, ROUNDS // 4) == 0


def test_with_an_unconditional_update_a_week_is_approved_twice(at_once, two_owners, dawdling, monkeypatch):
    def unconditional(timesheet, **facts):
        return Timesheet.objects.filter(pk=timesheet.pk).update(**facts) == 1

    dawdling(timesheets, "check_move")
    monkeypatch.setattr(timesheets, "_take", unconditional)
    assert approve_twice(at_once, two_owners, ROUNDS // 4) >= SHOWN // 4
