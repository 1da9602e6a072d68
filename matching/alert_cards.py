"""Saved searches in words, for the page that lists them."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Language, Skill
from matching.models import Alert
from sio.lib.components import Row
from sio.lib.durations import hours
from sio.lib.money import short_euros

NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class AlertCard:
    """One search: what it asks, and its state."""

    alert: Alert
    rows: list[Row]


def cards_of(alerts: Iterable[Alert]) -> list[AlertCard]:
    """Each search with its lines; what it does not ask has none."""
    skills = dict(Skill.objects.values_list("position", "name"))
    languages = dict(Language.objects.values_list("position", "name"))
    return [AlertCard(alert, _lines(alert, skills, languages)) for alert in alerts]


def _lines(alert: Alert, skills: dict[int, str], languages: dict[int, str]) -> list[Row]:
    spoken = [name for position, name in languages.items() if alert.languages >> position & 1]
    said = {
        "Compétences": ", ".join(skills[position] for position in alert.skills),
        "Lieu": alert.get_place_display() if alert.place else "",
        "Distance": f"À {alert.radius_km}{NO_BREAK}km au plus de {alert.city}" if alert.city else "",
        "Budget": f"Dès {short_euros(alert.least_ceiling_cents)} HT/h" if alert.least_ceiling_cents else "",
        "Volume": f"{hours(alert.most_minutes)} par semaine au plus" if alert.most_minutes else "",
        "Langue": " ou ".join(spoken),
        "Adéquation": f"{alert.least_fit} sur 100 au moins" if alert.least_fit else "",
    }
    return [Row(label, value) for label, value in said.items() if value]
