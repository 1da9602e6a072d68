"""What each side is told about their contract."""

from django.urls import reverse

from accounts.models import User
from missions.emails.facts import ASSISTANT_WHY, COMPANY_WHY, engagement_of, hourly, short
from missions.enums import EngagementStatus
from missions.models import Engagement
from notifications.messages import Message, Payload, message
from sio.lib import dates


@message("engagement_signed", label="L’autre partie a signé le contrat", is_transactional=True)
def engagement_signed(user: User, payload: Payload) -> Message | None:
    engagement = _in(payload, EngagementStatus.SIGNED)
    if engagement is None:
        return None
    return Message(
        subject=f"« {short(engagement.mission)} » : à vous de signer",
        preheader="L’autre partie a signé le contrat.",
        happened=f"{_other_side(engagement, user)} a signé le contrat de « {engagement.mission} ».",
        facts=(("Tarif", hourly(engagement.rate_cents)), ("Début", dates.day(engagement.starts_on))),
        button="Lire et signer le contrat",
        path=_page(engagement),
        otherwise="Rien ne commence avant votre signature.",
        why=_why(engagement, user),
    )


@message("engagement_active", label="Votre contrat est signé par les deux parties", is_transactional=True)
def engagement_active(user: User, payload: Payload) -> Message | None:
    engagement = _in(payload, EngagementStatus.ACTIVE)
    if engagement is None:
        return None
    is_hers = _is_hers(engagement, user)
    return Message(
        subject=f"« {short(engagement.mission)} » : contrat signé",
        preheader="Les deux parties ont signé.",
        happened=f"Le contrat de « {engagement.mission} » est signé par les deux parties.",
        facts=(
            ("Référence", engagement.reference),
            ("Début", dates.day(engagement.starts_on)),
            ("Tarif", hourly(engagement.rate_cents)),
        ),
        button="Ouvrir le contrat",
        path=_page(engagement),
        otherwise="Saisissez vos heures à la fin de chaque semaine."
        if is_hers
        else "Vous recevrez un relevé d’heures à approuver après chaque semaine travaillée.",
        why=_why(engagement, user),
    )


@message("engagement_ending", label="La fin d’un contrat est annoncée", is_transactional=True)
def engagement_ending(user: User, payload: Payload) -> Message | None:
    engagement = engagement_of(payload)
    if engagement is None or engagement.ends_on is None:
        return None
    return Message(
        subject=f"« {short(engagement.mission)} » : fin annoncée",
        preheader=f"Dernier jour : {dates.day(engagement.ends_on)}.",
        happened=f"{_other_side(engagement, user)} a annoncé la fin du contrat de « {engagement.mission} ».",
        facts=(("Dernier jour", dates.day(engagement.ends_on)),),
        button="Voir le contrat",
        path=_page(engagement),
        otherwise="Les heures faites jusqu’au dernier jour restent dues.",
        why=_why(engagement, user),
    )


@message("engagement_cancelled", label="Un contrat non signé est annulé", is_transactional=True)
def engagement_cancelled(user: User, payload: Payload) -> Message | None:
    engagement = _in(payload, EngagementStatus.CANCELLED)
    if engagement is None:
        return None
    return Message(
        subject=f"« {short(engagement.mission)} » : contrat annulé",
        preheader="Le contrat n’avait pas été signé par les deux parties.",
        happened=f"{engagement.company} a annulé la mission « {engagement.mission} » avant les deux signatures.",
        button="Voir les missions ouvertes",
        path=reverse("missions:list"),
        otherwise="Vous n’avez rien à faire : rien n’était commencé.",
        why=_why(engagement, user),
    )


def _in(payload: Payload, status: str) -> Engagement | None:
    engagement = engagement_of(payload)
    return engagement if engagement is not None and engagement.status == status else None


def _is_hers(engagement: Engagement, user: User) -> bool:
    return engagement.profile.user_id == user.pk


def _other_side(engagement: Engagement, user: User) -> str:
    return str(engagement.company if _is_hers(engagement, user) else engagement.profile)


def _why(engagement: Engagement, user: User) -> str:
    return ASSISTANT_WHY if _is_hers(engagement, user) else COMPANY_WHY


def _page(engagement: Engagement) -> str:
    return reverse("missions:engagement", args=[engagement.public_id])
