"""What a company is told about its mission."""

from collections.abc import Sequence

from django.urls import reverse

from accounts.models import User
from missions.emails.facts import COMPANY_WHY, mission_of, short
from missions.enums import MissionStatus
from missions.models import Mission, MissionEvent
from notifications.messages import Message, Payload, message
from sio.lib import dates


@message("mission_submitted", label="Votre mission est envoyée à l’équipe SIO", is_transactional=True)
def mission_submitted(user: User, payload: Payload) -> Message | None:
    mission = _in(payload, [MissionStatus.SUBMITTED])
    if mission is None or mission.submitted_at is None:
        return None
    return Message(
        subject=f"« {short(mission)} » : mission bien reçue",
        preheader="Une personne de l’équipe la lit et vous répond.",
        happened=f"Votre mission « {mission} » est envoyée à l’équipe SIO.",
        facts=(("Référence", mission.reference), ("Envoyée le", dates.day_and_clock(mission.submitted_at))),
        button="Voir la mission",
        path=_page(mission),
        otherwise="Vous n’avez rien à faire : nous répondons en général sous quatre heures ouvrées.",
        why=COMPANY_WHY,
    )


@message("mission_published", label="Votre mission est publiée", is_transactional=True)
def mission_published(user: User, payload: Payload) -> Message | None:
    mission = _in(payload, [MissionStatus.PUBLISHED])
    if mission is None:
        return None
    return Message(
        subject=f"« {short(mission)} » est publiée",
        preheader="Les profils proposés vous attendent.",
        happened=f"Votre mission « {mission} » est en ligne, et des profils vous sont déjà proposés.",
        facts=(("Référence", mission.reference),),
        button="Voir les profils proposés",
        path=_page(mission),
        otherwise="Vous serez prévenue ou prévenu de chaque candidature.",
        why=COMPANY_WHY,
    )


@message("mission_changes_requested", label="Votre mission est à compléter", is_transactional=True)
def mission_changes_requested(user: User, payload: Payload) -> Message | None:
    """What the moderator wrote goes out in full, under a name."""
    event = _event(payload)
    if event is None or event.mission.status != MissionStatus.CHANGES_REQUESTED:
        return None
    return Message(
        subject=f"« {short(event.mission)} » est à compléter",
        preheader=f"Motif : {event.get_reason_display()}",
        happened=f"Une personne de l’équipe a lu votre mission « {event.mission} » et vous propose de la modifier.",
        facts=(("Motif", event.get_reason_display()), ("Ce qu’il faut modifier", event.why)),
        button="Modifier la mission",
        path=_page(event.mission),
        otherwise="Votre mission reste invisible tant que vous ne l’avez pas renvoyée. Rien n’est perdu.",
        why=COMPANY_WHY,
        signed_by=_signature(event.actor),
    )


@message("mission_rejected", label="Votre mission n’est pas publiée", is_transactional=True)
def mission_rejected(user: User, payload: Payload) -> Message | None:
    event = _event(payload)
    if event is None:
        return None
    return Message(
        subject=f"« {short(event.mission)} » n’est pas publiée",
        preheader=f"Motif : {event.get_reason_display()}",
        happened=f"Votre mission « {event.mission} » ne peut pas être publiée sur SIO.",
        facts=(("Motif", event.get_reason_display()), ("Explication", event.why)),
        button="Voir la décision",
        path=_page(event.mission),
        otherwise="Vous pouvez répondre à ce message pour demander un réexamen, ou décrire un autre besoin.",
        why=COMPANY_WHY,
        signed_by=_signature(event.actor),
    )


@message("mission_wording_cleared", label="Le texte de votre mission est relu", is_transactional=True)
def mission_wording_cleared(user: User, payload: Payload) -> Message | None:
    mission = _in(payload, [MissionStatus.DRAFT, MissionStatus.CHANGES_REQUESTED])
    if mission is None:
        return None
    return Message(
        subject=f"« {short(mission)} » : texte relu",
        preheader="Vous pouvez maintenant envoyer votre mission.",
        happened=f"L’équipe a relu le texte de « {mission} » : le passage signalé peut rester.",
        button="Vérifier et envoyer",
        path=reverse("missions:check", args=[mission.public_id]),
        otherwise="Votre brouillon est conservé.",
        why=COMPANY_WHY,
    )


def _in(payload: Payload, statuses: Sequence[str]) -> Mission | None:
    mission = mission_of(payload)
    return mission if mission is not None and mission.status in statuses else None


def _event(payload: Payload) -> MissionEvent | None:
    return MissionEvent.objects.select_related("mission", "actor").filter(pk=payload["fact"]).first()


def _page(mission: Mission) -> str:
    return reverse("missions:detail", args=[mission.public_id])


def _signature(moderator: User | None) -> str:
    name = moderator.first_name if moderator else ""
    return f"{name}, équipe SIO" if name else "L’équipe SIO"
