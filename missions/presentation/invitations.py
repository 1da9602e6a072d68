"""Invitations in words: for the company, for the person invited, and on the card of a profile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from missions.caps import OPEN_INVITATIONS_PER_MISSION
from missions.enums import InvitationStatus
from missions.models import Invitation, Mission
from missions.services.invitations import why_not_remind
from sio.lib import dates


@dataclass(frozen=True)
class SentRow:
    """An invitation as the company reads it; `later` says when it may remind, while it may not."""

    name: str
    seed: int
    href: str
    detail: str
    state: str
    tone: str
    remind: str = ""
    withdraw: str = ""
    later: str = ""


@dataclass(frozen=True)
class ReceivedRow:
    """An invitation as she reads it; `decline` is where « Décliner » posts, while it is open."""

    title: str
    href: str
    detail: str
    state: str
    tone: str
    decline: str = ""


@dataclass(frozen=True)
class Contacts:
    """Who has an open invitation for a mission and who applied, since when; whether the reader acts for the company."""

    invited: Mapping[int, datetime]
    applied: Mapping[int, datetime]
    may_act: bool

    def said_of(self, profile_id: int) -> str:
        """What passed with her, in words; an application says more than the invitation before it."""
        if profile_id in self.applied:
            return f"Candidature reçue le {dates.day(self.applied[profile_id])}"
        if profile_id in self.invited:
            return f"Invitation envoyée le {dates.day(self.invited[profile_id])}"
        return ""

    @property
    def seats(self) -> str:
        return counted(len(self.invited)) if self.may_act else ""

    @property
    def may_invite(self) -> bool:
        return self.may_act and len(self.invited) < OPEN_INVITATIONS_PER_MISSION


def sent_row(invitation: Invitation) -> SentRow:
    later = why_not_remind(invitation) if invitation.is_open else ""
    return SentRow(
        name=str(invitation.profile),
        seed=invitation.profile_id,
        href=reverse("accounts:assistant", args=[invitation.profile.slug]),
        detail=" · ".join(_dates(invitation)),
        state=state(invitation),
        tone=InvitationStatus(invitation.status).tone,
        remind=_act("remind", invitation) if invitation.is_open and not later else "",
        withdraw=_act("withdraw", invitation) if invitation.is_open else "",
        later=later,
    )


def received_row(invitation: Invitation) -> ReceivedRow:
    status = InvitationStatus(invitation.status)
    said = (str(invitation.mission.company), f"reçue le {dates.day(invitation.sent_at)}", _end(invitation))
    return ReceivedRow(
        title=str(invitation.mission),
        href=invitation.get_absolute_url(),
        detail=" · ".join(part for part in said if part),
        state="À lire" if invitation.is_open and not invitation.opened_at else her_state(invitation),
        tone=status.tone,
        decline=_act("decline", invitation) if invitation.is_open else "",
    )


def state(invitation: Invitation) -> str:
    """Where it stands, as the company reads it."""
    return "Ouverte" if invitation.is_open and invitation.opened_at else invitation.get_status_display()


def her_state(invitation: Invitation) -> str:
    """Where it stands, as she reads it."""
    words = {InvitationStatus.OPEN: "En attente", InvitationStatus.ACCEPTED: "Candidature envoyée"}
    return words.get(InvitationStatus(invitation.status), invitation.get_status_display())


def seats(mission: Mission) -> str:
    """« 4 invitations sur 6 »."""
    return counted(mission.invitations.open().count())


def counted(count: int) -> str:
    noun = "invitation" if count < 2 else "invitations"
    return f"{count} {noun} sur {OPEN_INVITATIONS_PER_MISSION}"


def _dates(invitation: Invitation) -> list[str]:
    said = [f"Envoyée le {dates.day(invitation.sent_at)}"]
    if invitation.opened_at:
        said.append(f"ouverte le {dates.day(invitation.opened_at)}")
    if invitation.is_open:
        said.append(f"expire le {dates.day(invitation.lapses_at)}")
    if invitation.reason:
        said.append(f"motif\u00a0: {invitation.get_reason_display().lower()}")
    return said


def _end(invitation: Invitation) -> str:
    return f"expire le {dates.day(invitation.lapses_at)}" if invitation.is_open else ""


def _act(verb: str, invitation: Invitation) -> str:
    return reverse(f"missions:invitation_{verb}", args=[invitation.public_id])
