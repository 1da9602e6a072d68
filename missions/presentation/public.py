"""An open mission as anybody reads it: what is asked, of which sort of firm, never of which one."""

from collections.abc import Iterable
from math import ceil
from statistics import median

from django.db.models import F
from django.db.models.functions import Coalesce

from accounts.models import Company, Pillar
from missions.enums import MissionStatus
from missions.models import Application, Mission
from missions.presentation import needs
from missions.presentation.lists import MissionCard, mission_card
from sio.lib.text import shorten

# A delay said from fewer answers would speak of one person; older ones no longer say how the firm answers.
FEWEST_ANSWERS, LATEST_ANSWERS = 3, 20
SECONDS_PER_DAY = 86_400
TITLE_LENGTH, DESCRIPTION_LENGTH = 54, 155


# What a visitor is told of a mission that was open.
CLOSED = {
    MissionStatus.PAUSED: "Elle est en pause\u00a0: elle revient ici si l’entreprise la reprend.",
    MissionStatus.FILLED: "Elle est pourvue.",
    MissionStatus.COMPLETED: "Elle est pourvue.",
    MissionStatus.EXPIRED: "Elle est close.",
    MissionStatus.CANCELLED: "L’entreprise l’a annulée.",
}


def open_missions_of(pillar: Pillar, limit: int = 3) -> list[MissionCard]:
    """The latest open missions of a pillar, as cards."""
    return cards(Mission.objects.open_to_anyone().filter(pillar=pillar).with_firm().latest_first()[:limit])


def missions_like(mission: Mission, limit: int = 3) -> list[MissionCard]:
    """Open missions that ask for the same things as this one, as cards."""
    return cards(Mission.objects.open_to_anyone().like(mission).with_firm()[:limit])


def cards(missions: Iterable[Mission]) -> list[MissionCard]:
    return [mission_card(mission, firm=sort_of_firm(mission.company)) for mission in missions]


def sort_of_firm(company: Company) -> str:
    """« BTP et artisanat · Villeurbanne · 6 personnes »."""
    return " · ".join((company.sector.name, company.town, size(company)))


def size(company: Company) -> str:
    return f"{company.headcount}\u00a0personne{'s' if company.headcount > 1 else ''}"


def short_title(mission: Mission) -> str:
    """The title where little room is left: in a tab, in a search result."""
    return shorten(mission.title, TITLE_LENGTH)


def description(mission: Mission) -> str:
    """What a search result says of the mission: the facts, then its first words."""
    known = (needs.volume(mission), needs.place(mission), needs.budget(mission))
    facts = ", ".join(fact for fact in known if fact)
    return shorten(f"{facts}. {mission.brief}", DESCRIPTION_LENGTH)


def answering_delay(company: Company) -> str:
    """« Répond en général sous 3 jours », from its latest answers; empty while there are too few."""
    answered = Coalesce("shortlisted_at", "decided_at")
    applications = Application.objects.filter(mission__company=company).answered_by_the_company()
    delays = (
        applications.annotate(delay=answered - F("sent_at"))
        .order_by("-sent_at")
        .values_list("delay", flat=True)[:LATEST_ANSWERS]
    )
    seconds = [delay.total_seconds() for delay in delays]
    return _in_days(median(seconds)) if len(seconds) >= FEWEST_ANSWERS else ""


def _in_days(seconds: float) -> str:
    days = ceil(seconds / SECONDS_PER_DAY)
    return f"Répond en général sous {days} jours" if days > 1 else "Répond en général dans la journée"
