"""The filters of the public list of assistants, as they stand in its address."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from accounts.directory import NEARBY_KM, Wish
from accounts.enums import Place
from accounts.forms.fields import CityField
from accounts.models import City, Pillar
from sio.lib.components import Link
from sio.lib.forms import Form, MoneyField
from sio.lib.money import short_euros
from sio.lib.widgets import MoneyInput

FOLDED = ("pilier", "format", "prix")
PLACES = {Place.REMOTE: "À distance", Place.ON_SITE: "Sur site"}


class NearField(CityField):
    """A town to look around: the most peopled one of that name, since the answer says which."""

    def pick(self, found: list[City]) -> City:
        return found[0]


class DirectoryForm(Form):
    hides_optional = True

    q = forms.CharField(label="Une tâche, un outil, un métier", required=False, max_length=80)
    ville = NearField(label="Ville ou code postal", required=False)
    pilier = forms.ModelChoiceField(
        Pillar.objects.all(),
        label="Domaine",
        required=False,
        to_field_name="slug",
        empty_label="Tous les domaines",
    )
    format = forms.ChoiceField(
        label="Façon de travailler", required=False, choices=[("", "Toutes"), *PLACES.items()]
    )
    prix = MoneyField(label="Prix maximal", required=False, widget=MoneyInput(unit="€ HT/h"))

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in FOLDED]

    @property
    def behind(self) -> list[forms.BoundField]:
        return [self[name] for name in FOLDED]

    @property
    def is_unfolded(self) -> bool:
        """A filter in use is never hidden, well typed or not."""
        return any(self.data.get(name) for name in FOLDED)

    def wish(self) -> Wish:
        asked = self.cleaned_data
        return Wish(asked["q"].strip(), asked["ville"], asked["pilier"], asked["format"], asked["prix"])

    def chosen(self) -> list[Link]:
        """Each filter that narrows the list, with the address of the list without it."""
        asked = {name: value for name, value in self.cleaned_data.items() if value not in {None, ""}}
        typed = {name: str(self.data.get(name, "")) for name in self.fields}
        return [Link(_said(name, value), _without(typed, name)) for name, value in asked.items()]

    def canonical(self, page: int = 1) -> str:
        """The one address of this list: town, pillar and page in one spelling, nothing else."""
        city, pillar = self.cleaned_data["ville"], self.cleaned_data["pilier"]
        named = {"ville": city, "pilier": pillar and pillar.slug, "page": page if page > 1 else ""}
        return _address({name: str(value) for name, value in named.items() if value})


def _said(name: str, value: Any) -> str:
    if name == "ville":
        return f"{value.name} et {NEARBY_KM} km autour"
    if name == "format":
        return PLACES[value]
    if name == "prix":
        return f"Jusqu’à {short_euros(value)} HT/h"
    return f"«\u00a0{value}\u00a0»" if name == "q" else str(value)


def _without(typed: dict[str, str], name: str) -> str:
    return _address({key: value for key, value in typed.items() if value and key != name})


def _address(query: dict[str, str]) -> str:
    return reverse("accounts:directory") + (f"?{urlencode(query)}" if query else "")
