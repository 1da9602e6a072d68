"""Narrowing the list of open missions."""

from typing import Any

from django import forms
from django.http import QueryDict

from accounts.enums import Place
from accounts.models import Pillar
from missions.models.missions import MissionQuerySet
from sio.lib.components import Link
from sio.lib.forms import Form


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
    lieu = forms.ChoiceField(label="Lieu", required=False, choices=[("", "Tous les lieux"), *Place.choices])

    hides_optional = True

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.asked = data
        self.full_clean()

    def narrow(self, missions: MissionQuerySet) -> MissionQuerySet:
        if words := self.cleaned_data.get("q"):
            missions = missions.about(words)
        if pillar := self.cleaned_data.get("pilier"):
            missions = missions.filter(pillar=pillar)
        if place := self.cleaned_data.get("lieu"):
            missions = missions.filter(place=place)
        return missions

    def chosen(self) -> list[Link]:
        """Each filter in use, with the address of the list without it."""
        named = {
            "q": self.cleaned_data.get("q"),
            "pilier": self.cleaned_data.get("pilier"),
            "lieu": dict(Place.choices).get(self.cleaned_data.get("lieu", "")),
        }
        return [Link(str(label), self._without(name)) for name, label in named.items() if label]

    def _without(self, name: str) -> str:
        left = self.asked.copy()
        for key in (name, "page"):
            left.pop(key, None)
        return f"?{left.urlencode()}"
