"""The form of a saved search: opened empty, on a search of missions, or on what it says already."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from accounts.enums import Place
from accounts.forms.fields import CityField
from accounts.models import AssistantProfile, Skill
from accounts.search import search_skills
from matching.facts import LANGUAGE_SLOTS
from matching.models import SKILLS_OF_ALERT, Alert
from matching.projection import mask
from missions.forms.filters import AROUND_KM, MissionFilterForm, Volume
from sio.lib.forms import Form, HoursField, KilometresField, MoneyField
from sio.lib.widgets import MoneyInput

INLINE = {"class": "choices--inline"}
FITS = [
    (0, "Toutes les missions qui me conviennent"),
    *((n, f"{n} sur 100 au moins") for n in (50, 60, 70, 80)),
]


class AlertForm(Form):
    """`facts()` is what the services of saved searches take."""

    skills = forms.TypedMultipleChoiceField(
        label="Compétences demandées par la mission",
        help_text=f"De une à {SKILLS_OF_ALERT}, parmi les vôtres. La mission doit les demander toutes.",
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs=INLINE),
        error_messages={"required": "Choisissez au moins une compétence."},
    )
    place = forms.ChoiceField(label="Lieu", required=False, choices=[("", "Tous les lieux"), *Place.choices])
    city = CityField(label="Autour de", required=False, help_text="Pour les missions où l’on se déplace.")
    radius_km = KilometresField(label="Distance", required=False)
    least_ceiling_cents = MoneyField(label="Budget minimum", required=False, widget=MoneyInput(unit="€ HT/h"))
    most_minutes = HoursField(label="Volume maximum par semaine", required=False, max_minutes=60 * 60)
    languages = forms.TypedMultipleChoiceField(
        label="Langue demandée",
        help_text="Rien de coché\u00a0: peu importe.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=INLINE),
    )
    least_fit = forms.TypedChoiceField(label="Adéquation", coerce=int, choices=FITS, initial=0)
    name = forms.CharField(
        label="Nom de l’alerte", required=False, max_length=80, help_text="Vide, il reprend les compétences."
    )

    def __init__(
        self,
        *args: Any,
        profile: AssistantProfile,
        said: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=said, **kwargs)
        self.offered = _offered(profile, (said or {}).get("skills", ()))
        spoken = profile.profile_languages.select_related("language")
        self.fields["skills"].choices = list(self.offered.items())  # type: ignore[attr-defined]
        self.fields["languages"].choices = [(one.language.position, one.language.name) for one in spoken]  # type: ignore[attr-defined]

    def clean_skills(self) -> list[int]:
        chosen: list[int] = self.cleaned_data["skills"]
        if len(chosen) > SKILLS_OF_ALERT:
            raise ValidationError(f"Choisissez {SKILLS_OF_ALERT} compétences au plus.")
        return chosen

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("city") and not facts.get("radius_km") and "radius_km" not in self.errors:
            self.add_error("radius_km", "Indiquez la distance autour de cette ville.")
        if facts.get("radius_km") and not facts.get("city") and "city" not in self.errors:
            self.add_error("city", "Indiquez la ville d’où compter cette distance.")
        return facts

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        name = said["name"] or ", ".join(self.offered[skill] for skill in said["skills"])
        return said | {"languages": mask(said["languages"]), "name": name[:80]}


def _offered(profile: AssistantProfile, chosen: Any) -> dict[int, str]:
    """Her skills, and those already in the search, in the order of the catalogue."""
    hers = Q(pk__in=profile.profile_skills.values("skill"))
    skills = Skill.objects.filter(hers | Q(position__in=list(chosen))).order_by("position")
    return dict(skills.values_list("position", "name"))


def said_by(alert: Alert) -> dict[str, Any]:
    """What a search says, for its form."""
    same = ("skills", "place", "radius_km", "least_ceiling_cents", "most_minutes", "least_fit", "name")
    return {name: getattr(alert, name) for name in same} | {
        "city": str(alert.city or ""),
        "languages": [one for one in range(LANGUAGE_SLOTS) if alert.languages >> one & 1],
    }


def said_by_search(query: QueryDict) -> dict[str, Any]:
    """What the filters of the list of missions say, for a new search; what has no place here is left out."""
    said = MissionFilterForm(query).cleaned_data
    city, volume = said.get("ville"), said.get("heures")
    return {
        "skills": [skill.position for skill in search_skills(said.get("q") or "", limit=1)],
        "place": said.get("lieu") or "",
        "city": str(city or ""),
        "radius_km": AROUND_KM if city else None,
        "least_ceiling_cents": said.get("budget"),
        "most_minutes": Volume(volume).bounds[1] if volume else None,
    }
