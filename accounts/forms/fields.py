"""Fields that know the catalogue and the towns."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from accounts.models import City
from accounts.search import search_cities
from accounts.words import town_key
from sio.lib.widgets import SkillPicker, TownInput

SHOWN = 5


class CityField(forms.CharField):
    """A town as people type it: its name, its postal code, or both. Its value is a City."""

    default_error_messages = {
        "required": "Indiquez votre ville ou son code postal.",
        "unknown": "Nous ne trouvons pas cette ville. Essayez son code postal, par exemple 69007.",
    }

    def __init__(self, **options: Any) -> None:
        widget = TownInput(reverse_lazy("accounts:cities"), attrs={"autocomplete": "postal-code"})
        super().__init__(**{"widget": widget, "max_length": 80, **options})

    def to_python(self, value: Any) -> City | None:  # type: ignore[override]
        typed = super().to_python(value)
        return self._city(typed) if typed else None

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The length is held by the widget; a City has none."""

    def _city(self, typed: str) -> City:
        found = search_cities(typed, limit=50)
        exact = [city for city in found if city.normalised == town_key(typed)] or found
        if not exact:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return self.pick(exact)

    def pick(self, found: list[City]) -> City:
        """The town meant; asks which one when several have what was typed."""
        if len({city.insee_code for city in found}) > 1:
            raise ValidationError(_which_one(found), code="ambiguous")
        return found[0]


def _which_one(cities: Iterable[City]) -> str:
    names = ", ".join(f"« {city} »" for city in list(cities)[:SHOWN])
    return f"Plusieurs villes correspondent. Précisez avec le code postal : {names}."


class SkillsField(forms.TypedMultipleChoiceField):
    """Skills picked in folders; its value is a list of ids. Choices are given when the form is made."""

    widget = SkillPicker

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"coerce": int, **options})

    def clean(self, value: Any) -> list[int]:
        """A skill may be ticked in the picker and among proposals: it counts once."""
        return list(dict.fromkeys(super().clean(value)))
