"""Hours: logged, sent, approved by hand or by silence, contested, billed once."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from billing.models import Bill
from billing.services.mandates import revoke_mandate
from missions.enums import TimesheetStatus
from missions.models import MissionDuty, Timesheet
from missions.services import timesheets as services
from missions.services.timesheets import Line
from missions.signals import timesheet_approved
from sio.lib.duties import drain
from sio.lib.errors import Refusal
from tests.factories.missions import (
    ApplicationFactory,
    EngagementFactory,
    MissionFactory,
    TimesheetFactory,
    monday,
)
from tests.missions.support import story, told, with_mandate


@pytest.fixture
def engagement(company, alice, bob):
    mission = MissionFactory(filled=True, company=company)
    application = ApplicationFactory(accepted=True, mission=mission, profile=with_mandate(bob))
    return EngagementFactory(active=True, application=application)


@pytest.fixture
def week(engagement):
    """Last week, open, 6 h 30 in two lines."""
    return TimesheetFactory(engagement=engagement)


@pytest.fixture
def sent(week, bob):
    return services.submit_timesheet(week, bob.user)


def line(week, day=0, task="Devis", minutes=60):
    return Line(week.week_starts_on + timedelta(days=day), task, minutes)


def test_she_opens_a_week_once(engagement, bob):
    first = services.open_timesheet(engagement, monday(), bob.user)
    again = services.open_timesheet(engagement, monday(), bob.user)
    assert first == again
    assert story(first) == [("", "open")]


@pytest.mark.parametrize(
    ("week", "sentence"),
    [
        (lambda: monday() + timedelta(days=1), "lundi"),
        (lambda: monday(weeks_ago=-1), "n’a pas commencé"),
        (lambda: monday(weeks_ago=5), "Le contrat commence"),
    ],
)
def test_a_week_outside_the_contract_is_not_opened(engagement, bob, week, sentence):
    with pytest.raises(Refusal, match=sentence):
        services.open_timesheet(engagement, week(), bob.user)


def test_hours_wait_for_both_signatures(bob):
    engagement = EngagementFactory(signed=True, application__accepted=True, application__profile=bob)
    with pytest.raises(Refusal, match="deux parties"):
        services.open_timesheet(engagement, monday(), bob.user)


def test_the_last_week_is_written_after_the_end(company, bob):
    application = ApplicationFactory(
        accepted=True, mission=MissionFactory(filled=True, company=company), profile=bob
    )
    engagement = EngagementFactory(ended=True, application=application, ends_on=monday())
    assert services.open_timesheet(engagement, monday(), bob.user).status == TimesheetStatus.OPEN


def test_only_she_writes_her_hours(engagement, week, alice, charlie):
    for somebody in (alice, charlie):
        with pytest.raises(Refusal):
            services.open_timesheet(engagement, monday(), somebody)
        with pytest.raises(Refusal):
            services.replace_lines(week, somebody, [line(week)])
        with pytest.raises(Refusal):
            services.submit_timesheet(week, somebody)


def test_lines_are_replaced_as_a_whole(week, bob):
    services.replace_lines(week, bob.user, [line(week, 1, "Relances", 45)])
    assert [(row.task, row.minutes) for row in week.lines.all()] == [("Relances", 45)]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (lambda week: [line(week, day=7)], "dans la semaine"),
        (lambda week: [line(week, task="  ")], "ce qui a été fait"),
        (lambda week: [line(week, minutes=0)], "durée"),
        (lambda week: [line(week, minutes=800), line(week, minutes=700)], "dépasse 24 heures"),
    ],
)
def test_a_line_that_cannot_be_is_refused_and_the_others_stay(week, bob, lines, sentence):
    with pytest.raises(Refusal, match=sentence):
        services.replace_lines(week, bob.user, lines(week))
    assert week.lines.count() == 2


def test_hours_to_come_are_not_hours_done(week, bob):
    """Read on the Monday of that week, at noon."""
    with time_machine.travel(timezone.make_aware(datetime.combine(week.week_starts_on, time(12)))):
        with pytest.raises(Refusal, match="heures à venir"):
            services.replace_lines(week, bob.user, [line(week, day=1)])
        services.replace_lines(week, bob.user, [line(week, day=0)])


def test_days_before_the_contract_are_not_logged(week, engagement, bob):
    type(engagement).objects.update(starts_on=week.week_starts_on + timedelta(days=2))
    week.refresh_from_db()
    with pytest.raises(Refusal, match="Le contrat commence"):
        services.replace_lines(week, bob.user, [line(week, day=1)])


def test_a_sent_week_tells_the_company_and_starts_the_delay(week, bob, alice):
    services.submit_timesheet(week, bob.user)
    assert week.status == TimesheetStatus.SUBMITTED
    assert told(alice) == ["timesheet_submitted"]
    duty = MissionDuty.objects.get()
    assert duty.next_at == week.submitted_at + timedelta(days=7)


def test_an_empty_week_is_not_sent(engagement, bob):
    week = TimesheetFactory(engagement=engagement, lines_of=[])
    with pytest.raises(Refusal, match="au moins une ligne"):
        services.submit_timesheet(week, bob.user)


def test_a_sent_week_is_no_longer_hers_to_write(sent, bob):
    with pytest.raises(Refusal, match="entre les mains"):
        services.replace_lines(sent, bob.user, [line(sent)])


def test_approving_opens_the_bill_in_the_same_act(sent, alice, bob):
    heard = []

    def hear(sender, timesheet, **kwargs):
        heard.append((timesheet, timesheet.bill))

    timesheet_approved.connect(hear)
    services.approve_timesheet(sent, alice)
    timesheet_approved.disconnect(hear)
    bill = Bill.objects.get()
    assert (sent.status, sent.bill) == (TimesheetStatus.BILLED, bill)
    assert not sent.is_tacitly_approved
    assert sent.decided_at is not None
    assert bill.work_ht_cents == 22_750
    assert [item["label"] for item in bill.lines] == ["Devis du mois", "Relances"]
    assert (bill.period_start, bill.period_end) == (sent.week_starts_on, sent.week_ends_on)
    assert story(sent) == [("open", "submitted"), ("submitted", "approved"), ("approved", "billed")]
    assert "timesheet_approved" in told(bob.user)
    assert heard == [(sent, bill)]


def test_a_week_is_approved_once(sent, alice):
    services.approve_timesheet(sent, alice)
    with pytest.raises(Refusal) as refusal:
        services.approve_timesheet(sent, alice)
    assert refusal.value.message == services.ALREADY_DECIDED
    assert Bill.objects.count() == 1


def test_an_amount_that_changed_since_it_was_shown_is_not_approved(sent, alice):
    with pytest.raises(Refusal, match="montant a changé"):
        services.approve_timesheet(sent, alice, shown_cents=1)
    sent.refresh_from_db()
    assert sent.status == TimesheetStatus.SUBMITTED
    assert not Bill.objects.exists()


def test_a_bill_that_cannot_be_opened_leaves_the_week_as_it_was(week, bob, alice):
    revoke_mandate(bob, bob.user)
    services.submit_timesheet(week, bob.user)
    with pytest.raises(Refusal):
        services.approve_timesheet(week, alice)
    week.refresh_from_db()
    assert week.status == TimesheetStatus.SUBMITTED
    assert week.events.count() == 1


def test_only_the_company_decides(sent, bob, charlie):
    for somebody in (bob.user, charlie):
        with pytest.raises(Refusal):
            services.approve_timesheet(sent, somebody)
        with pytest.raises(Refusal):
            services.contest_timesheet(sent, somebody, "Non")


def test_an_open_week_is_not_decided(week, alice):
    with pytest.raises(Refusal):
        services.approve_timesheet(week, alice)
    with pytest.raises(Refusal):
        services.contest_timesheet(week, alice, "Non")


def test_a_contested_week_is_corrected_and_sent_again(sent, alice, bob):
    services.contest_timesheet(sent, alice, "Mardi compte double.")
    assert (sent.status, sent.contest_reason) == (TimesheetStatus.CONTESTED, "Mardi compte double.")
    assert told(bob.user)[-1] == "timesheet_contested"
    services.replace_lines(sent, bob.user, [line(sent, minutes=120)])
    services.submit_timesheet(sent, bob.user)
    assert (sent.status, sent.contest_reason, sent.decided_at) == (TimesheetStatus.SUBMITTED, "", None)
    assert MissionDuty.objects.count() == 2


def test_contesting_needs_a_reason(sent, alice):
    with pytest.raises(Refusal) as refusal:
        services.contest_timesheet(sent, alice, "  ")
    assert refusal.value.field == "reason"


def let_time_pass(timesheet, days):
    """Move a submission into the past, as if the days had gone by."""
    moment = timesheet.submitted_at - timedelta(days=days)
    Timesheet.objects.filter(pk=timesheet.pk).update(submitted_at=moment)
    duty = MissionDuty.objects.latest("pk")
    MissionDuty.objects.filter(pk=duty.pk).update(
        next_at=moment + timedelta(days=7), payload=duty.payload | {"submitted_at": moment.isoformat()}
    )
    return duty


def test_silence_approves_after_the_delay_and_both_are_told(sent, alice, bob):
    duty = let_time_pass(sent, days=7)
    drain(MissionDuty)
    sent.refresh_from_db()
    duty.refresh_from_db()
    assert duty.status == "done"
    assert sent.status == TimesheetStatus.BILLED
    assert sent.is_tacitly_approved
    assert sent.events.get(to_status="approved").actor is None
    assert "timesheet_approved" in told(bob.user)
    assert "timesheet_tacitly_approved" in told(alice)


def test_silence_says_nothing_before_the_delay(sent):
    let_time_pass(sent, days=6)
    drain(MissionDuty)
    sent.refresh_from_db()
    assert sent.status == TimesheetStatus.SUBMITTED
    with pytest.raises(Refusal, match="délai"):
        services.approve_tacitly(sent)


def test_silence_does_nothing_once_a_person_answered(sent, alice):
    duty = let_time_pass(sent, days=7)
    services.contest_timesheet(sent, alice, "Mardi compte double.")
    drain(MissionDuty)
    duty.refresh_from_db()
    assert duty.status == "cancelled"


def test_a_week_sent_again_has_a_delay_of_its_own(sent, alice, bob):
    first = let_time_pass(sent, days=7)
    services.contest_timesheet(sent, alice, "Mardi compte double.")
    services.submit_timesheet(sent, bob.user)
    drain(MissionDuty)
    sent.refresh_from_db()
    first.refresh_from_db()
    assert (sent.status, first.status) == (TimesheetStatus.SUBMITTED, "cancelled")


def test_the_delay_runs_twice_without_harm(sent):
    duty = let_time_pass(sent, days=7)
    drain(MissionDuty)
    MissionDuty.objects.filter(pk=duty.pk).update(status="waiting", done_at=None)
    drain(MissionDuty)
    assert Bill.objects.count() == 1


def test_silence_waits_for_papers_that_are_not_ready_to_invoice(sent, bob):
    revoke_mandate(bob, bob.user)
    duty = let_time_pass(sent, days=7)
    drain(MissionDuty)
    sent.refresh_from_db()
    duty.refresh_from_db()
    assert (sent.status, duty.status) == (TimesheetStatus.SUBMITTED, "waiting")
    assert duty.next_at > timezone.now() + timedelta(hours=20)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("week_starts_on = week_starts_on + 1", "timesheet_week_starts_on_monday"),
        ("status = 'submitted'", "timesheet_submitted_has_submitted_at"),
        (
            "status = 'contested', submitted_at = now(), decided_at = now()",
            "timesheet_contested_has_a_reason",
        ),
        ("status = 'approved', submitted_at = now()", "timesheet_decided_has_decided_at"),
        ("status = 'billed', submitted_at = now(), decided_at = now()", "timesheet_billed_has_a_bill"),
    ],
)
def test_the_database_itself_refuses(change, constraint):
    week = TimesheetFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE missions_timesheet SET {change} WHERE id = {week.pk}")  # noqa: S608
