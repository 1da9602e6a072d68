"""Reading the facts again when a message is built, and the phrases several messages share."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from missions.models import Application, Conversation, Engagement, Invitation, Mission, Timesheet
from notifications.messages import Payload
from sio.lib.money import euros

COMPANY_WHY = "Vous recevez ce message parce que vous représentez cette entreprise sur SIO."
ASSISTANT_WHY = "Vous recevez ce message parce que vous avez un profil d’assistante ou d’assistant sur SIO."
TITLE_LIMIT = 26

Found = TypeVar("Found", bound=Model)


def mission_of(payload: Payload) -> Mission | None:
    return _one(Mission.objects.select_related("company"), payload["mission"])


def application_of(payload: Payload) -> Application | None:
    rows = Application.objects.select_related("mission__company", "profile__user")
    return _one(rows, payload["application"])


def invitation_of(payload: Payload) -> Invitation | None:
    return _one(Invitation.objects.with_parties(), payload["invitation"])


def conversation_of(payload: Payload) -> Conversation | None:
    rows = Conversation.objects.select_related("application__mission__company", "application__profile__user")
    return _one(rows, payload["conversation"])


def engagement_of(payload: Payload) -> Engagement | None:
    rows = Engagement.objects.select_related("mission", "company", "profile__user")
    return _one(rows, payload["engagement"])


def timesheet_of(payload: Payload) -> Timesheet | None:
    rows = Timesheet.objects.select_related(
        "engagement__mission", "engagement__company", "engagement__profile__user"
    )
    return _one(rows, payload["timesheet"])


def short(title: object) -> str:
    """A title that leaves room for the fact in a subject of 60 characters."""
    words = str(title)
    return words if len(words) <= TITLE_LIMIT else f"{words[: TITLE_LIMIT - 1].rstrip()}…"


def hourly(cents: int) -> str:
    return f"{euros(cents)} HT par heure"


def _one(rows: QuerySet[Found], public_id: str) -> Found | None:
    return rows.filter(public_id=public_id).first()
