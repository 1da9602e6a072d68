"""Acting on the deadlines of this app. Each act reads the facts again: they may have been decided since."""

from datetime import timedelta

from missions import deadlines
from missions.enums import EngagementStatus, TimesheetStatus
from missions.models import Engagement, Invitation, MissionDuty, Timesheet
from missions.services.engagements import close_engagement
from missions.services.invitations import lapse_invitation
from missions.services.timesheets import approve_tacitly
from sio.lib.duties import Outcome, again, cancelled, done, handles
from sio.lib.errors import Refusal

A_DAY = timedelta(days=1)


@handles(MissionDuty, deadlines.APPROVE_TACITLY)
def approve(duty: MissionDuty) -> Outcome:
    timesheet = Timesheet.objects.filter(public_id=duty.payload["timesheet"]).first()
    if timesheet is None or not _still_waits(timesheet, duty.payload["submitted_at"]):
        return cancelled("decided meanwhile")
    try:
        approve_tacitly(timesheet)
    except Refusal:
        return _after_refusal(timesheet, duty.payload["submitted_at"])
    return done()


@handles(MissionDuty, deadlines.CLOSE_ENGAGEMENT)
def close(duty: MissionDuty) -> Outcome:
    engagement = Engagement.objects.filter(public_id=duty.payload["engagement"]).first()
    if engagement is None or str(engagement.ends_on) != duty.payload["last_day"]:
        return cancelled("another last day was agreed")
    if engagement.status != EngagementStatus.ACTIVE:
        return cancelled("not in force")
    close_engagement(engagement)
    return done()


@handles(MissionDuty, deadlines.LAPSE_INVITATION)
def lapse(duty: MissionDuty) -> Outcome:
    invitation = Invitation.objects.with_parties().get(public_id=duty.payload["invitation"])
    try:
        lapse_invitation(invitation)
    except Refusal:
        return cancelled("answered meanwhile")
    return done()


def _after_refusal(timesheet: Timesheet, submitted_at: str) -> Outcome:
    """Decided by a person in the meantime; or the papers are not ready to invoice, and silence waits for them."""
    timesheet.refresh_from_db()
    if _still_waits(timesheet, submitted_at):
        return again(A_DAY, error="cannot be billed yet", counts_as_try=False)
    return cancelled("decided meanwhile")


def _still_waits(timesheet: Timesheet, submitted_at: str) -> bool:
    """The same submission: a week contested and sent again has a deadline of its own."""
    submitted = timesheet.submitted_at
    is_same = submitted is not None and submitted.isoformat() == submitted_at
    return timesheet.status == TimesheetStatus.SUBMITTED and is_same
