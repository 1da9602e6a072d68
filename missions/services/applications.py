"""An assistant offers herself; the company sees, shortlists, declines or accepts, and everyone knows."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AssistantProfile, User
from missions.enums import ApplicationStatus, DeclineReason, MissionStatus
from missions.models import Application, Conversation, Engagement, Mission
from missions.permissions import can_act_for, is_her_profile, is_invited
from missions.services.engagements import propose_engagement
from missions.services.invitations import answer_by_applying, withdraw_open_invitations
from missions.services.moves import ensure, lock, move
from missions.services.telling import tell_assistant, tell_company
from missions.signals import application_decided, application_sent, mission_changed
from sio.lib import dates
from sio.lib.errors import Refusal
from sio.lib.services import service

JUST_FILLED = "Cette mission vient d’être pourvue."
NOT_A_MEMBER = "Seules les personnes qui représentent l’entreprise peuvent répondre à une candidature."
ALREADY_ANSWERED = "Cette candidature a déjà reçu sa réponse."
COMPLETE = (
    "Cette mission est complète pour l’instant : l’entreprise répond d’abord aux candidatures reçues. "
    "Elle rouvre dès qu’une réponse est donnée."
)


class AlreadyApplied(Refusal):
    """Kindly: the first application stands, and the page says when it was sent."""

    def __init__(self, application: Application) -> None:
        super().__init__(
            f"Vous avez déjà proposé votre candidature le {dates.day_and_clock(application.sent_at)}."
        )
        self.application = application


@service
def apply_to_mission(
    mission: Mission, profile: AssistantProfile, *, message: str, rate_cents: int
) -> Application:
    """Send an application and open its conversation. Raises AlreadyApplied on the second one."""
    lock(mission)
    _ensure_may_apply(mission, profile)
    ensure(rate_cents > 0, "Indiquez votre tarif horaire.")
    application = Application.objects.create(
        mission=mission, profile=profile, message=message, rate_cents=rate_cents
    )
    event = application.events.create(actor=profile.user, to_status=ApplicationStatus.SENT)
    Conversation.objects.create(application=application)
    answer_by_applying(application)
    tell_company(mission.company, "application_received", event.pk, application=application.public_id)
    tell_assistant(profile, "application_sent", event.pk, application=application.public_id)
    application_sent.send(Application, application=application)
    return application


@service
def mark_application_seen(application: Application, by: User) -> Application:
    """The company opened it: dated once, shown to both. Anything already further on is left as it is."""
    lock(application)
    if application.status == ApplicationStatus.SENT and can_act_for(by, application.mission.company):
        move(application, ApplicationStatus.SEEN, by=by, facts={"seen_at": timezone.now()})
    return application


@service
def shortlist_application(application: Application, by: User) -> Application:
    lock(application)
    _ensure_open_for(application, by)
    now = timezone.now()
    facts = {"shortlisted_at": now, "seen_at": application.seen_at or now}
    event = move(application, ApplicationStatus.SHORTLISTED, by=by, facts=facts)
    tell_assistant(
        application.profile, "application_shortlisted", event.pk, application=application.public_id
    )
    return application


@service
def decline_application(application: Application, by: User, reason: str, comment: str = "") -> Application:
    """Answer no, with a reason of the list: none speaks of the person."""
    lock(application)
    _ensure_open_for(application, by)
    _ensure_decline_reason(reason, comment)
    facts = {"decided_at": timezone.now(), "decline_reason": reason, "decline_comment": comment}
    event = move(application, ApplicationStatus.DECLINED, by=by, facts=facts, why=DeclineReason(reason).label)
    tell_assistant(application.profile, "application_declined", event.pk, application=application.public_id)
    application_decided.send(Application, application=application)
    return application


@service
def withdraw_application(application: Application, by: User) -> Application:
    lock(application)
    ensure(
        is_her_profile(by, application.profile),
        "Seule la personne qui l’a envoyée peut retirer une candidature.",
    )
    ensure(application.is_open, ALREADY_ANSWERED)
    event = move(application, ApplicationStatus.WITHDRAWN, by=by, facts={"decided_at": timezone.now()})
    company = application.mission.company
    tell_company(company, "application_withdrawn", event.pk, application=application.public_id)
    application_decided.send(Application, application=application)
    return application


@service
def accept_application(application: Application, by: User) -> Engagement:
    """Hire: the mission is filled, the contract prepared, the other open applications lapse, everyone is told.

    Two colleagues at once hire once: the second waits for the mission's row, then reads that it is filled.
    """
    mission = lock(application.mission)
    lock(application).mission = mission
    _ensure_acceptable(mission, application, by)
    now = timezone.now()
    accepted = _accept(application, by)
    move(mission, MissionStatus.FILLED, by=by, facts={"filled_at": now})
    engagement = propose_engagement(application, by)
    lapse_open_applications(mission, by=by, why="Une autre candidature a été retenue")
    withdraw_open_invitations(mission, by=by, why="La mission est pourvue")
    _tell_accepted(application, engagement, accepted)
    application_decided.send(Application, application=application)
    mission_changed.send(Mission, mission=mission)
    return engagement


def lapse_open_applications(mission: Mission, *, by: User | None, why: str) -> None:
    """Close what nobody will answer any more, in the caller's transaction; each assistant is told why."""
    for application in mission.applications.open().select_for_update(of=("self",)).order_by("pk"):
        event = move(
            application, ApplicationStatus.LAPSED, by=by, facts={"decided_at": timezone.now()}, why=why
        )
        tell_assistant(application.profile, "application_lapsed", event.pk, application=application.public_id)
        application_decided.send(Application, application=application)


def _tell_accepted(application: Application, engagement: Engagement, key: int) -> None:
    public_id, contract = application.public_id, engagement.public_id
    company = application.mission.company
    tell_assistant(
        application.profile, "application_accepted", key, application=public_id, engagement=contract
    )
    tell_company(company, "mission_filled", key, application=public_id, engagement=contract)


def _accept(application: Application, by: User) -> int:
    """The event's id. The database holds one accepted application per mission, whatever the code does."""
    try:
        with transaction.atomic():
            event = move(application, ApplicationStatus.ACCEPTED, by=by, facts={"decided_at": timezone.now()})
    except IntegrityError as error:
        raise Refusal(JUST_FILLED) from error
    return int(event.pk)


def _ensure_acceptable(mission: Mission, application: Application, by: User) -> None:
    ensure(can_act_for(by, mission.company), NOT_A_MEMBER)
    ensure(mission.status != MissionStatus.FILLED, JUST_FILLED)
    ensure(mission.status == MissionStatus.PUBLISHED, "Publiez ou reprenez la mission avant d’accepter.")
    ensure(application.is_open, ALREADY_ANSWERED)


def _ensure_open_for(application: Application, by: User) -> None:
    ensure(can_act_for(by, application.mission.company), NOT_A_MEMBER)
    ensure(application.is_open, ALREADY_ANSWERED)


def _ensure_may_apply(mission: Mission, profile: AssistantProfile) -> None:
    first = Application.objects.filter(mission=mission, profile=profile).first()
    if first:
        raise AlreadyApplied(first)
    ensure(
        profile.status == "published", "Votre profil doit être publié avant de proposer votre candidature."
    )
    ensure(mission.status == MissionStatus.PUBLISHED, "Cette mission ne reçoit plus de candidatures.")
    is_own = mission.company.memberships.filter(user=profile.user_id).exists()
    ensure(not is_own, "Vous représentez l’entreprise qui propose cette mission.")
    ensure(not mission.is_complete or is_invited(profile, mission), COMPLETE)


def _ensure_decline_reason(reason: str, comment: str) -> None:
    if reason not in DeclineReason.values:
        raise Refusal("Choisissez un motif dans la liste.", field="reason")
    if reason == DeclineReason.OTHER and not comment.strip():
        raise Refusal("Précisez le motif en quelques mots.", field="comment")
