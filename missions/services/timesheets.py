"""Hours: logged by the week, sent, then approved (by hand or by silence) or contested."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from billing.services.bills import BillLine, open_bill
from missions import deadlines
from missions.enums import TIMESHEET_MOVES, EngagementStatus, TimesheetStatus
from missions.models import Engagement, Timesheet, TimesheetEvent, TimesheetLine
from missions.permissions import can_act_for, is_her_profile
from missions.services.moves import ensure, lock, move
from missions.services.telling import tell_assistant, tell_company
from missions.signals import timesheet_approved
from sio.lib import dates
from sio.lib.errors import Refusal
from sio.lib.lives import check_move
from sio.lib.services import service

MINUTES_IN_A_DAY = 24 * 60
NOT_HERS = "Seule la personne qui a fait ces heures peut les saisir."
NOT_A_MEMBER = "Seules les personnes qui représentent l’entreprise peuvent décider de ce relevé."
ALREADY_DECIDED = "Ce relevé a déjà reçu sa réponse."
LOGGED_FROM = (EngagementStatus.ACTIVE, EngagementStatus.ENDED)


@dataclass(frozen=True)
class Line:
    """What was done one day, in minutes."""

    day: date
    task: str
    minutes: int


@service
def open_timesheet(engagement: Engagement, week_starts_on: date, by: User) -> Timesheet:
    """Open a week (a Monday) that belongs to the contract; the same week twice is the same timesheet."""
    lock(engagement)
    ensure(is_her_profile(by, engagement.profile), NOT_HERS)
    existing = engagement.timesheets.filter(week_starts_on=week_starts_on).first()
    if existing:
        return existing
    _ensure_week_fits(engagement, week_starts_on)
    timesheet = engagement.timesheets.create(week_starts_on=week_starts_on)
    timesheet.events.create(actor=by, to_status=TimesheetStatus.OPEN)
    return timesheet


@service
def replace_lines(timesheet: Timesheet, by: User, lines: Sequence[Line]) -> Timesheet:
    """Keep exactly these lines, while the week is hers to write."""
    _lock_for_her(timesheet, by)
    ensure(timesheet.is_editable, "Ce relevé est entre les mains de l’entreprise.")
    for line in lines:
        _ensure_line_fits(timesheet, line)
    _ensure_days_hold(lines)
    timesheet.lines.all().delete()
    TimesheetLine.objects.bulk_create(
        TimesheetLine(timesheet=timesheet, day=line.day, task=line.task, minutes=line.minutes)
        for line in lines
    )
    return timesheet


@service
def submit_timesheet(timesheet: Timesheet, by: User) -> Timesheet:
    """Send the week; the delay of tacit approval starts now."""
    _lock_for_her(timesheet, by)
    ensure(timesheet.lines.exists(), "Ajoutez au moins une ligne avant l’envoi.")
    facts = {"submitted_at": timezone.now(), "decided_at": None, "contest_reason": ""}
    event = move(timesheet, TimesheetStatus.SUBMITTED, by=by, facts=facts)
    deadlines.owe_tacit_approval(timesheet)
    tell_company(timesheet.engagement.company, "timesheet_submitted", event.pk, timesheet=timesheet.public_id)
    return timesheet


@service
def approve_timesheet(timesheet: Timesheet, by: User, *, shown_cents: int | None = None) -> Timesheet:
    """Approve and open the bill, in one transaction.

    `shown_cents` is the total that was on the page: when the fee has changed since, the act is refused.
    """
    ensure(can_act_for(by, timesheet.engagement.company), NOT_A_MEMBER)
    event = _decide(timesheet, TimesheetStatus.APPROVED, by)
    _bill(timesheet, by, shown_cents)
    tell_assistant(
        timesheet.engagement.profile, "timesheet_approved", event.pk, timesheet=timesheet.public_id
    )
    return timesheet


@service
def approve_tacitly(timesheet: Timesheet) -> Timesheet:
    """Nobody answered within the delay of the contract: approved, and both sides are told."""
    due = deadlines.tacit_approval_at(timesheet)
    ensure(due is not None and due <= timezone.now(), "Le délai d’approbation tacite n’est pas écoulé.")
    why = "Approbation tacite : délai du contrat écoulé"
    event = _decide(timesheet, TimesheetStatus.APPROVED, None, why=why, is_tacitly_approved=True)
    _bill(timesheet, None, None)
    engagement = timesheet.engagement
    tell_assistant(engagement.profile, "timesheet_approved", event.pk, timesheet=timesheet.public_id)
    tell_company(engagement.company, "timesheet_tacitly_approved", event.pk, timesheet=timesheet.public_id)
    return timesheet


@service
def contest_timesheet(timesheet: Timesheet, by: User, reason: str) -> Timesheet:
    """Send the week back with a reason; she corrects it and sends it again."""
    ensure(can_act_for(by, timesheet.engagement.company), NOT_A_MEMBER)
    if not reason.strip():
        raise Refusal("Dites ce qui ne correspond pas : la personne pourra corriger.", field="reason")
    event = _decide(timesheet, TimesheetStatus.CONTESTED, by, why=reason, contest_reason=reason)
    tell_assistant(
        timesheet.engagement.profile, "timesheet_contested", event.pk, timesheet=timesheet.public_id
    )
    return timesheet


def _decide(
    timesheet: Timesheet, target: TimesheetStatus, by: User | None, *, why: str = "", **facts: object
) -> TimesheetEvent:
    """Answer once: a conditional update, so that two answers at once cannot both find it waiting."""
    check_move(TIMESHEET_MOVES, timesheet.status, target, thing="timesheet", message=ALREADY_DECIDED)
    ensure(_take(timesheet, status=target, decided_at=timezone.now(), **facts), ALREADY_DECIDED)
    timesheet.refresh_from_db()
    return timesheet.events.create(actor=by, from_status=TimesheetStatus.SUBMITTED, to_status=target, why=why)


def _take(timesheet: Timesheet, **facts: object) -> bool:
    """Write the answer if the week still waits for one; a second answer at once waits here, then finds it taken."""
    return Timesheet.objects.filter(pk=timesheet.pk, status=TimesheetStatus.SUBMITTED).update(**facts) == 1


def _bill(timesheet: Timesheet, by: User | None, shown_cents: int | None) -> None:
    engagement = timesheet.engagement
    bill = open_bill(
        source_key=f"timesheet:{timesheet.public_id}",
        company=engagement.company,
        assistant=engagement.profile,
        title=bill_title(timesheet),
        period_start=timesheet.week_starts_on,
        period_end=timesheet.week_ends_on,
        lines=bill_lines(timesheet),
        fee_schedule_version=engagement.fee_schedule_version,
        by=by,
    )
    ensure(
        shown_cents in {None, bill.charge_cents},
        "Le montant a changé depuis l’affichage de la page. Relisez-le avant d’approuver.",
    )
    move(timesheet, TimesheetStatus.BILLED, by=by, facts={"bill": bill})
    timesheet_approved.send(Timesheet, timesheet=timesheet)


def bill_title(timesheet: Timesheet) -> str:
    return f"{timesheet.engagement.mission.title} : semaine du {dates.day(timesheet.week_starts_on)}"


def bill_lines(timesheet: Timesheet) -> list[BillLine]:
    """One line of the bill for each line of the week, at the rate of the contract."""
    rate = timesheet.engagement.rate_cents
    return [
        BillLine(label=line.task, minutes=line.minutes, rate_cents=rate) for line in timesheet.lines.all()
    ]


def _lock_for_her(timesheet: Timesheet, by: User) -> None:
    lock(timesheet)
    ensure(is_her_profile(by, timesheet.engagement.profile), NOT_HERS)


def _ensure_week_fits(engagement: Engagement, monday: date) -> None:
    ensure(
        engagement.status in LOGGED_FROM,
        "Les heures se saisissent une fois le contrat signé par les deux parties.",
    )
    ensure(monday.weekday() == 0, "Une semaine commence un lundi.")
    ensure(monday <= timezone.localdate(), "Cette semaine n’a pas commencé.")
    starts_before_it_ends = engagement.ends_on is None or monday <= engagement.ends_on
    ensure(monday + timedelta(days=6) >= engagement.starts_on and starts_before_it_ends, _outside(engagement))


def _ensure_line_fits(timesheet: Timesheet, line: Line) -> None:
    engagement = timesheet.engagement
    ensure(
        timesheet.week_starts_on <= line.day <= timesheet.week_ends_on, "Ce jour n’est pas dans la semaine."
    )
    ensure(line.day <= timezone.localdate(), "Un relevé ne comprend pas d’heures à venir.")
    ends_after = engagement.ends_on is None or line.day <= engagement.ends_on
    ensure(engagement.starts_on <= line.day and ends_after, _outside(engagement))
    ensure(line.task.strip(), "Indiquez ce qui a été fait.")
    ensure(line.minutes > 0, "Indiquez une durée.")


def _ensure_days_hold(lines: Sequence[Line]) -> None:
    for day in {line.day for line in lines}:
        minutes = sum(line.minutes for line in lines if line.day == day)
        ensure(minutes <= MINUTES_IN_A_DAY, f"Le total du {dates.day(day)} dépasse 24 heures.")


def _outside(engagement: Engagement) -> str:
    until = f" et se termine le {dates.day(engagement.ends_on)}" if engagement.ends_on else ""
    return f"Le contrat commence le {dates.day(engagement.starts_on)}{until}."
