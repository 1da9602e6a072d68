"""Narrowing the list of open missions."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict

from accounts.enums import Place
from accounts.forms.fields import CityField
from accounts.models import City, Pillar
from missions.models.missions import MissionQuerySet
from sio.lib.components import Link
from sio.lib.forms import Form, MoneyField
from sio.lib.money import short_euros

AROUND_KM = 15
# The addresses that search engines may keep: a town, a pillar, and the pages of the two.
INDEXED = {"pilier", "ville", "page"}


class Volume(TextChoices):
    """How much work a week, in minutes: above the first, at most the second."""

    FEW = "5", "5 h par semaine au plus"
    SOME = "10", "De 5 à 10 h"
    MORE = "20", "De 10 à 20 h"
    MUCH = "plus", "Plus de 20 h"

    @property
    def bounds(self) -> tuple[int, int | None]:
        return BOUNDS[self]


BOUNDS: dict[str, tuple[int, int | None]] = {
    Volume.FEW: (0, 300),
    Volume.SOME: (300, 600),
    Volume.MORE: (600, 1200),
    Volume.MUCH: (1200, None),
}


class MissionFilterForm(Form):
    """A GET form; what is not understood is left aside rather than refused."""

    q = forms.CharField(label="Rechercher", required=False, max_length=80)
    pilier = forms.ModelChoiceField(
        Pillar.objects.all(),
        label="Domaine",
        required=False,
        to_field_name="slug",
        empty_label="Tous les domaines",
    )
    ville = CityField(label="Ville", required=False)
    lieu = forms.ChoiceField(label="Lieu", required=False, choices=[("", "Tous les lieux"), *Place.choices])
    heures = forms.ChoiceField(
        label="Volume", required=False, choices=[("", "Tous les volumes"), *Volume.choices]
    )
    budget = MoneyField(label="Budget minimum (€ HT/h)", required=False)

    hides_optional = True
    at_once = ("q",)

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.asked = data
        self.full_clean()

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields shown at once: a small screen shows missions too."""
        return [self[name] for name in self.at_once]

    @property
    def behind(self) -> list[forms.BoundField]:
        """Those behind « Plus de critères »."""
        return [field for field in self if field.name not in self.at_once]

    @property
    def is_unfolded(self) -> bool:
        """Whether one of those behind is in use."""
        return any(field.data for field in self.behind)

    def narrow(self, missions: MissionQuerySet) -> MissionQuerySet:
        said = self.cleaned_data
        if words := said.get("q"):
            missions = missions.about(words)
        if pillar := said.get("pilier"):
            missions = missions.filter(pillar=pillar)
        if city := said.get("ville"):
            missions = missions.around(city, AROUND_KM)
        if place := said.get("lieu"):
            missions = missions.filter(place=place)
        if volume := said.get("heures"):
            missions = missions.asking_weekly(*Volume(volume).bounds)
        if budget := said.get("budget"):
            missions = missions.paying_at_least(budget)
        return missions

    def chosen(self) -> list[Link]:
        """Each filter in use, with the address of the list without it."""
        said = self.cleaned_data
        named = {
            "q": said.get("q"),
            "pilier": said.get("pilier"),
            "ville": _around(said.get("ville")),
            "lieu": dict(Place.choices).get(said.get("lieu", "")),
            "heures": dict(Volume.choices).get(said.get("heures", "")),
            "budget": _from(said.get("budget")),
        }
        return [Link(str(label), self._without(name)) for name, label in named.items() if label]

    @property
    def is_worth_indexing(self) -> bool:
        """A town, a pillar or both make a page of its own; any other combination repeats one."""
        used = {name for name in self.asked if any(self.asked.getlist(name))}
        return not self.errors and used <= INDEXED

    @property
    def subject(self) -> str:
        """« Missions ouvertes · Support RH autour de Lyon »: what the town and the pillar make of the list."""
        pillar, city = self.cleaned_data.get("pilier"), self.cleaned_data.get("ville")
        return (
            "Missions ouvertes"
            + (f" · {pillar}" if pillar else "")
            + (f" autour de {city.name}" if city else "")
        )

    @property
    def kept_query(self) -> dict[str, str]:
        """The town and the pillar as their one address writes them."""
        pillar, city = self.cleaned_data.get("pilier"), self.cleaned_data.get("ville")
        return ({"pilier": pillar.slug} if pillar else {}) | ({"ville": str(city)} if city else {})

    def _without(self, name: str) -> str:
        left = self.asked.copy()
        for key in (name, "page"):
            left.pop(key, None)
        return f"?{left.urlencode()}"


def _around(city: City | None) -> str:
    return f"À {AROUND_KM} km au plus de {city.name}" if city else ""


def _from(budget: int | None) -> str:
    return f"Dès {short_euros(budget)} HT/h" if budget else ""
