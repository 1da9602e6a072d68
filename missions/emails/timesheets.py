"""What each side is told about the hours of a week."""

from django.urls import reverse

from accounts.models import User
from missions import deadlines
from missions.emails.facts import ASSISTANT_WHY, COMPANY_WHY, short, timesheet_of
from missions.enums import TimesheetStatus
from missions.models import Timesheet
from notifications.messages import Message, Payload, message
from sio.lib import dates
from sio.lib.durations import hours
from sio.lib.money import euros

APPROVED = (TimesheetStatus.APPROVED, TimesheetStatus.BILLED)


@message("timesheet_submitted", label="Un relevé d’heures à approuver", is_transactional=True)
def timesheet_submitted(user: User, payload: Payload) -> Message | None:
    timesheet = timesheet_of(payload)
    due = deadlines.tacit_approval_at(timesheet) if timesheet else None
    if timesheet is None or due is None or timesheet.status != TimesheetStatus.SUBMITTED:
        return None
    return Message(
        subject=f"« {_title(timesheet)} » : relevé à approuver",
        preheader=f"{hours(timesheet.minutes)} à approuver ou à contester.",
        happened=f"{timesheet.engagement.profile} vous envoie ses heures, {_week(timesheet)}.",
        facts=(("Total", hours(timesheet.minutes)), ("Référence", timesheet.reference)),
        button="Lire le relevé",
        path=_page(timesheet),
        otherwise=f"Sans réponse le {dates.day_and_clock(due)}, le relevé est approuvé tacitement, selon le contrat.",
        why=COMPANY_WHY,
    )


@message("timesheet_approved", label="Votre relevé d’heures est approuvé", is_transactional=True)
def timesheet_approved(user: User, payload: Payload) -> Message | None:
    timesheet = timesheet_of(payload)
    if timesheet is None or timesheet.status not in APPROVED:
        return None
    how = (
        "approuvé tacitement, le délai du contrat étant écoulé"
        if timesheet.is_tacitly_approved
        else "approuvé"
    )
    amount = (("Montant de la prestation HT", euros(timesheet.bill.work_ht_cents)),) if timesheet.bill else ()
    return Message(
        subject=f"« {_title(timesheet)} » : relevé approuvé",
        preheader="Le règlement est ouvert.",
        happened=f"Votre relevé, {_week(timesheet)}, est {how}.",
        facts=(("Total", hours(timesheet.minutes)), *amount),
        button="Voir le relevé",
        path=_page(timesheet),
        otherwise="L’entreprise règle maintenant ; le versement suit le paiement.",
        why=ASSISTANT_WHY,
    )


@message("timesheet_tacitly_approved", label="Un relevé est approuvé tacitement", is_transactional=True)
def timesheet_tacitly_approved(user: User, payload: Payload) -> Message | None:
    timesheet = timesheet_of(payload)
    if timesheet is None or timesheet.bill is None:
        return None
    return Message(
        subject=f"« {_title(timesheet)} » : approbation tacite",
        preheader="Le délai du contrat est écoulé.",
        happened=f"Le relevé de {timesheet.engagement.profile}, {_week(timesheet)}, est approuvé tacitement.",
        facts=(("Total", hours(timesheet.minutes)), ("À payer", euros(timesheet.bill.charge_cents))),
        button="Voir le règlement",
        path=reverse("billing:bill", args=[timesheet.bill.public_id]),
        otherwise="Le règlement est ouvert. Une question sur ces heures : écrivez dans la conversation.",
        why=COMPANY_WHY,
    )


@message("timesheet_contested", label="Votre relevé d’heures est contesté", is_transactional=True)
def timesheet_contested(user: User, payload: Payload) -> Message | None:
    timesheet = timesheet_of(payload)
    if timesheet is None or timesheet.status != TimesheetStatus.CONTESTED:
        return None
    return Message(
        subject=f"« {_title(timesheet)} » : relevé contesté",
        preheader="Corrigez-le, puis renvoyez-le.",
        happened=f"{timesheet.engagement.company} conteste votre relevé, {_week(timesheet)}.",
        facts=(("Motif", timesheet.contest_reason),),
        button="Corriger le relevé",
        path=_page(timesheet),
        otherwise="Le relevé reste en attente. Vous pouvez répondre dans la conversation.",
        why=ASSISTANT_WHY,
    )


def _title(timesheet: Timesheet) -> str:
    return short(timesheet.engagement.mission)


def _week(timesheet: Timesheet) -> str:
    return f"semaine du {dates.day(timesheet.week_starts_on)}"


def _page(timesheet: Timesheet) -> str:
    return reverse("missions:timesheet", args=[timesheet.public_id])
