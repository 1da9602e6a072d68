"""What comes by itself at its hour: the duties of this app, owed with the fact and checked again when they act."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from missions.models import Engagement, Invitation, MissionDuty, Timesheet
from sio.lib.duties import owe

APPROVE_TACITLY = "approve_tacitly"
CLOSE_ENGAGEMENT = "close_engagement"
LAPSE_INVITATION = "lapse_invitation"


def owe_tacit_approval(timesheet: Timesheet) -> None:
    """Silence approves after the delay of the contract, counted in calendar days from the submission."""
    submitted = timesheet.submitted_at
    if submitted is None:
        return
    owe(
        MissionDuty,
        kind=APPROVE_TACITLY,
        dedupe_key=f"timesheet:{timesheet.public_id}:tacit:{submitted:%Y%m%dT%H%M%S%f}",
        payload={"timesheet": str(timesheet.public_id), "submitted_at": submitted.isoformat()},
        next_at=tacit_approval_at(timesheet),
    )


def tacit_approval_at(timesheet: Timesheet) -> datetime | None:
    """The moment when silence approves, or None while nothing is submitted."""
    if timesheet.submitted_at is None:
        return None
    return timesheet.submitted_at + timedelta(days=timesheet.engagement.tacit_approval_days)


def owe_end(engagement: Engagement) -> None:
    """The contract closes by itself on the morning after its last day."""
    last_day = engagement.ends_on
    if last_day is None:
        return
    owe(
        MissionDuty,
        kind=CLOSE_ENGAGEMENT,
        dedupe_key=f"engagement:{engagement.public_id}:end:{last_day}",
        payload={"engagement": str(engagement.public_id), "last_day": str(last_day)},
        next_at=timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time(0, 5))),
    )


def owe_lapse(invitation: Invitation) -> None:
    """Silence closes an invitation after seven calendar days."""
    owe(
        MissionDuty,
        kind=LAPSE_INVITATION,
        dedupe_key=f"invitation:{invitation.pk}:lapse",
        payload={"invitation": str(invitation.public_id)},
        next_at=invitation.lapses_at,
    )
