"""What happened and what comes next, dated, for both sides to read."""

from django.db.models import QuerySet

from missions import deadlines
from missions.enums import (
    ApplicationStatus,
    EngagementStatus,
    MissionStatus,
    Side,
    TimesheetStatus,
)
from missions.models import Application, Engagement, Mission, MissionEvent, Timesheet
from sio.lib import dates
from sio.lib.components import Step

MISSION_SENTENCES = {
    MissionStatus.DRAFT: "Brouillon ouvert",
    MissionStatus.SUBMITTED: "Envoyée à l’équipe SIO",
    MissionStatus.CHANGES_REQUESTED: "Modification demandée",
    MissionStatus.REJECTED: "Non publiée",
    MissionStatus.PUBLISHED: "Publiée",
    MissionStatus.PAUSED: "Mise en pause",
    MissionStatus.FILLED: "Pourvue",
    MissionStatus.COMPLETED: "Terminée",
    MissionStatus.EXPIRED: "Clôturée",
    MissionStatus.CANCELLED: "Annulée",
}
MISSION_NEXT = {
    MissionStatus.DRAFT: "Envoi à l’équipe SIO, qui la relit",
    MissionStatus.SUBMITTED: "Publication, en général sous quatre heures ouvrées",
    MissionStatus.CHANGES_REQUESTED: "Nouvel envoi à l’équipe SIO",
    MissionStatus.PUBLISHED: "Choix d’une candidature",
    MissionStatus.PAUSED: "Reprise de la mission",
    MissionStatus.FILLED: "Fin du contrat",
}


def mission_steps(mission: Mission) -> list[Step]:
    """Every move of the mission, then what comes."""
    events: QuerySet[MissionEvent] = mission.events.select_related("actor")
    done = [
        Step(MISSION_SENTENCES[MissionStatus(event.to_status)], "done", event.at, _who(event), event.why)
        for event in events
        if event.from_status != event.to_status
    ]
    coming = MISSION_NEXT.get(MissionStatus(mission.status))
    return [*done, Step(coming)] if coming else done


def application_steps(application: Application) -> list[Step]:
    """Sent, seen, shortlisted, answered: each with its own date."""
    steps = [
        _dated("Candidature envoyée", application.sent_at),
        _dated("Vue par l’entreprise", application.seen_at),
        _dated("Présélectionnée", application.shortlisted_at),
    ]
    if application.is_open:
        return [*steps, Step("Réponse de l’entreprise", "next")]
    answered = [step for step in steps if step.state == "done"]
    return [
        *answered,
        Step(application.get_status_display(), "done", application.decided_at, detail=_reason(application)),
    ]


def engagement_steps(engagement: Engagement) -> list[Step]:
    signed = {signature.side: signature for signature in engagement.signatures.all()}
    steps = [Step("Contrat préparé", "done", engagement.created_at)]
    for side, name in ((Side.COMPANY, str(engagement.company)), (Side.ASSISTANT, str(engagement.profile))):
        signature = signed.get(side)
        steps.append(_dated(f"Signature de {name}", signature.signed_at if signature else None))
    if engagement.status == EngagementStatus.CANCELLED:
        return [step for step in steps if step.state == "done"] + [Step("Contrat annulé", "current")]
    steps.append(Step("Début", "done" if engagement.activated_at else "next", engagement.starts_on))
    if engagement.notice_given_at:
        steps.append(Step("Fin annoncée", "done", engagement.notice_given_at))
    if engagement.ends_on:
        is_over = engagement.status == EngagementStatus.ENDED
        steps.append(Step("Dernier jour", "done" if is_over else "next", engagement.ends_on))
    return steps


def timesheet_steps(timesheet: Timesheet) -> list[Step]:
    steps = [
        Step(*TIMESHEET_WORDS[TimesheetStatus(event.to_status)], event.at, detail=event.why)
        for event in timesheet.events.all()
        if event.to_status in TIMESHEET_WORDS
    ]
    due = deadlines.tacit_approval_at(timesheet)
    if timesheet.status == TimesheetStatus.SUBMITTED and due:
        detail = f"Sans réponse le {dates.day_and_clock(due)}, le relevé est approuvé tacitement."
        steps.append(Step("Réponse de l’entreprise", "current", detail=detail))
    return steps


TIMESHEET_WORDS = {
    TimesheetStatus.SUBMITTED: ("Relevé envoyé", "done"),
    TimesheetStatus.APPROVED: ("Relevé approuvé", "done"),
    TimesheetStatus.BILLED: ("Règlement ouvert", "done"),
    TimesheetStatus.CONTESTED: ("Relevé contesté", "done"),
}


def _dated(label: str, at: object) -> Step:
    return Step(label, "done", at) if at else Step(label, "next")  # type: ignore[arg-type]


def _reason(application: Application) -> str:
    if application.status == ApplicationStatus.DECLINED:
        comment = f" {application.decline_comment}" if application.decline_comment else ""
        return f"Motif\u00a0: {application.get_decline_reason_display().lower()}.{comment}"
    last = application.events.last()
    return last.why if last and application.status == ApplicationStatus.LAPSED else ""


def _who(event: MissionEvent) -> str:
    """The team signs as a team; colleagues by their name."""
    if event.actor is None:
        return ""
    return "L’équipe SIO" if event.actor.is_staff else event.actor.full_name
