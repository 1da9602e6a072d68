"""What each side is told about an invitation. None of them asks why she is silent."""

from django.urls import reverse

from accounts.models import AssistantProfile, User
from missions.emails.facts import COMPANY_WHY, invitation_of, short
from missions.enums import InvitationStatus
from missions.models import Invitation
from missions.presentation import needs
from notifications.messages import Message, Payload, message
from sio.lib import dates

WHY = "Vous recevez ce message parce qu’une entreprise vous a invitée ou invité sur SIO."
FREE = "Vous êtes libre de répondre ou non : rien ne change à votre adéquation ni à votre place."
REMINDERS = {
    1: "Une invitation vous attend",
    2: "Une réponse, même négative, aide l’entreprise",
    3: "Dernier rappel : l’invitation expire bientôt",
}


@message("invitation_received", label="Une entreprise vous invite")
def invitation_received(user: User, payload: Payload) -> Message | None:
    invitation = _open(payload)
    if invitation is None:
        return None
    mission = invitation.mission
    return Message(
        subject=f"« {short(mission)} » : une invitation pour vous",
        preheader="Lisez la mission et votre adéquation avant de répondre.",
        happened=f"{mission.company} vous propose sa mission « {mission} ».",
        facts=_facts(invitation),
        button="Lire l’invitation",
        path=invitation.get_absolute_url(),
        otherwise=f"L’invitation expire le {dates.day(invitation.lapses_at)}. {FREE}",
        why=WHY,
    )


@message("invitation_reminder", label="Une invitation attend votre réponse")
def invitation_reminder(user: User, payload: Payload) -> Message | None:
    """First to whoever has not opened it, then to whoever has, then to both a last time."""
    invitation = _open(payload)
    if invitation is None or not _is_the_case(invitation, payload["number"]):
        return None
    return _reminder(invitation, REMINDERS[payload["number"]])


@message("invitation_reminded", label="Une entreprise relance son invitation")
def invitation_reminded(user: User, payload: Payload) -> Message | None:
    invitation = _open(payload)
    if invitation is None:
        return None
    return _reminder(invitation, "L’entreprise espère votre réponse")


@message("invitation_withdrawn", label="Une invitation est retirée")
def invitation_withdrawn(user: User, payload: Payload) -> Message | None:
    invitation = _in(payload, InvitationStatus.WITHDRAWN)
    if invitation is None:
        return None
    closing = invitation.events.filter(to_status=InvitationStatus.WITHDRAWN).last()
    return Message(
        subject=f"« {short(invitation.mission)} » : invitation retirée",
        preheader="D’autres missions sont ouvertes.",
        happened=f"L’invitation de {invitation.mission.company} pour « {invitation.mission} » est retirée.",
        facts=(("Raison", closing.why),) if closing and closing.why else (),
        button="Voir les missions ouvertes",
        path=reverse("missions:list"),
        otherwise="Votre adéquation sur les autres missions n’est pas modifiée.",
        why=WHY,
    )


@message("invitation_declined", label="Une réponse à votre invitation")
def invitation_declined(user: User, payload: Payload) -> Message | None:
    invitation = _in(payload, InvitationStatus.DECLINED)
    if invitation is None:
        return None
    return Message(
        subject=f"« {short(invitation.mission)} » : réponse à l’invitation",
        preheader=f"{invitation.profile} ne donne pas suite cette fois.",
        happened=f"{invitation.profile} ne donne pas suite, cette fois, à votre invitation pour « {invitation.mission} ».",
        facts=(("Motif", invitation.get_reason_display()),) if invitation.reason else (),
        button="Voir les invitations",
        path=_list(invitation),
        otherwise="Une place est libre : vous pouvez inviter une autre personne.",
        why=COMPANY_WHY,
    )


@message("invitation_reopened", label="Une personne invitée revient sur sa réponse")
def invitation_reopened(user: User, payload: Payload) -> Message | None:
    invitation = _open(payload)
    if invitation is None:
        return None
    return Message(
        subject=f"« {short(invitation.mission)} » : invitation rouverte",
        preheader=f"{invitation.profile} reprend le temps de la réflexion.",
        happened=f"{invitation.profile} revient sur sa réponse : votre invitation pour « {invitation.mission} » est rouverte.",
        facts=(("Expire le", dates.day(invitation.lapses_at)),),
        button="Voir les invitations",
        path=_list(invitation),
        otherwise="Vous n’avez rien à faire.",
        why=COMPANY_WHY,
    )


@message("invitation_lapsed", label="Une invitation a expiré")
def invitation_lapsed(user: User, payload: Payload) -> Message | None:
    """Both sides, each in its own words."""
    invitation = _in(payload, InvitationStatus.LAPSED)
    if invitation is None:
        return None
    is_hers = invitation.profile.user_id == user.pk
    return _lapsed_for_her(invitation) if is_hers else _lapsed_for_the_company(invitation)


@message("availability_asked", label="Vos disponibilités sont à confirmer")
def availability_asked(user: User, payload: Payload) -> Message | None:
    """Three invitations in a row lapsed without a sign: a question about a fact, answered in one click."""
    profile = AssistantProfile.objects.published().filter(public_id=payload["assistant"]).first()
    if profile is None or profile.is_availability_confirmed:
        return None
    return Message(
        subject="Êtes-vous toujours disponible ?",
        preheader="Un clic suffit pour le confirmer.",
        happened="Vos dernières invitations ont expiré sans réponse : êtes-vous toujours disponible ?",
        button="Confirmer mes disponibilités",
        path=reverse("accounts:profile_availability"),
        otherwise="Votre profil reste visible, dans la liste « à confirmer ». Votre adéquation et votre place ne changent pas.",
        why="Vous recevez ce message parce que votre profil est publié sur SIO.",
    )


def _reminder(invitation: Invitation, fact: str) -> Message:
    mission = invitation.mission
    return Message(
        subject=f"« {short(mission)} » : invitation à lire",
        preheader=f"{fact}.",
        happened=f"{mission.company} vous a proposé sa mission « {mission} » le {dates.day(invitation.sent_at)}. {fact}.",
        facts=_facts(invitation),
        button="Lire l’invitation",
        path=invitation.get_absolute_url(),
        otherwise=f"Sans réponse, elle expire le {dates.day(invitation.lapses_at)}. {FREE}",
        why=WHY,
    )


def _lapsed_for_her(invitation: Invitation) -> Message:
    mission = invitation.mission
    return Message(
        subject=f"« {short(mission)} » : invitation expirée",
        preheader="La mission reste ouverte à votre candidature.",
        happened=f"L’invitation de {mission.company} pour « {mission} » a expiré.",
        button="Voir la mission",
        path=mission.get_absolute_url(),
        otherwise=FREE,
        why=WHY,
    )


def _lapsed_for_the_company(invitation: Invitation) -> Message:
    return Message(
        subject=f"« {short(invitation.mission)} » : invitation expirée",
        preheader="Une place est libre pour une autre invitation.",
        happened=f"L’invitation envoyée à {invitation.profile} pour « {invitation.mission} » a expiré sans réponse.",
        button="Voir les profils proposés",
        path=reverse("matching:assistants", args=[invitation.mission.public_id]),
        otherwise="Une place est libre : vous pouvez inviter une autre personne.",
        why=COMPANY_WHY,
    )


def _is_the_case(invitation: Invitation, number: int) -> bool:
    was_opened = invitation.opened_at is not None
    return {1: not was_opened, 2: was_opened}.get(number, True)


def _facts(invitation: Invitation) -> tuple[tuple[str, str], ...]:
    mission = invitation.mission
    said = (
        ("Volume", needs.volume(mission)),
        ("Lieu", needs.place(mission)),
        ("Budget", needs.budget(mission)),
    )
    return tuple((label, value) for label, value in said if value)


def _open(payload: Payload) -> Invitation | None:
    return _in(payload, InvitationStatus.OPEN)


def _in(payload: Payload, status: str) -> Invitation | None:
    invitation = invitation_of(payload)
    return invitation if invitation is not None and invitation.status == status else None


def _list(invitation: Invitation) -> str:
    return reverse("missions:invitations", args=[invitation.mission.public_id])
