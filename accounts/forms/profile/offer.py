"""Who she is, where she works and when."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.enums import HalfDay, SlotMode
from accounts.forms.fields import CityField
from accounts.models import AssistantProfile
from accounts.steps import PRESENTATION_MIN
from sio.lib.dates import today
from sio.lib.forms import FrenchDateField, HoursField, KilometresField
from sio.lib.widgets import ChoiceTableField

from .step import ON_SITE, REMOTE, StepForm


class PresentationForm(StepForm):
    first_name = forms.CharField(
        label="Prénom", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label="Nom",
        max_length=80,
        help_text="Les entreprises ne voient que l’initiale avant de signer un contrat avec vous.",
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    title = forms.CharField(
        label="Titre de votre profil",
        max_length=120,
        help_text="Celui que les entreprises cherchent : « Office manager », « Assistante BTP »…",
    )
    presentation = forms.CharField(
        label="Présentation",
        max_length=3000,
        help_text=(
            "Dites ce que vous faites, pour qui et comment, en quelques phrases. "
            "Ni téléphone ni adresse e-mail : les échanges passent par SIO."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        user = profile.user
        return {
            "first_name": user.first_name,
            "last_name": user.last_name,
            "title": profile.title,
            "presentation": profile.presentation,
        }

    def clean_presentation(self) -> str:
        text: str = self.cleaned_data["presentation"]
        if len(text) < PRESENTATION_MIN:
            raise ValidationError(f"Écrivez quelques phrases : {PRESENTATION_MIN} caractères au moins.")
        return text


class PlaceForm(StepForm):
    city = CityField(label="Votre ville", help_text="Le nom ou le code postal.")
    ways = forms.MultipleChoiceField(
        label="Comment travaillez-vous ?",
        choices=[(REMOTE, "À distance"), (ON_SITE, "Dans les locaux des entreprises")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Indiquez si vous travaillez à distance, sur site, ou les deux."},
    )
    radius_km = KilometresField(
        label="Jusqu’à quelle distance vous déplacez-vous ?",
        help_text="À vol d’oiseau, depuis votre ville. Seulement si vous allez sur site.",
        required=False,
    )

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        chosen = {REMOTE: profile.accepts_remote, ON_SITE: profile.accepts_on_site}
        return {
            "city": str(profile.city) if profile.city else "",
            "ways": [way for way, accepted in chosen.items() if accepted],
            "radius_km": profile.radius_km,
        }

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if (
            ON_SITE in facts.get("ways", [])
            and facts.get("radius_km") is None
            and "radius_km" not in self.errors
        ):
            self.add_error("radius_km", "Indiquez la distance que vous acceptez de parcourir.")
        return facts

    def facts(self) -> dict[str, Any]:
        ways = self.cleaned_data["ways"]
        return {
            "city": self.cleaned_data["city"],
            "radius_km": self.cleaned_data["radius_km"],
            "accepts_remote": REMOTE in ways,
            "accepts_on_site": ON_SITE in ways,
        }


class AvailabilityForm(StepForm):
    modes = ChoiceTableField(
        label="Vos demi-journées libres",
        help_text="Cochez ce qui vaut pour une semaine ordinaire.",
        rows=HalfDay.choices,
        choices=[("", "Non"), *SlotMode.choices],
        heading="Créneau",
        error_messages={"required": "Indiquez au moins une demi-journée libre."},
    )
    free_minutes_per_week = HoursField(
        label="Temps libre par semaine",
        help_text="En heures, par exemple 20 ou 12 h 30.",
        min_minutes=30,
        max_minutes=60 * 60,
    )
    min_minutes_per_week = HoursField(
        label="Volume minimal d’une mission, par semaine",
        help_text="En dessous, la mission ne vous est pas proposée.",
        required=False,
        max_minutes=60 * 60,
    )
    available_from = FrenchDateField(label="Disponible à partir du")
    available_until = FrenchDateField(
        label="Jusqu’au", required=False, help_text="Laissez vide si vous n’avez pas de date de fin."
    )
    accepts_pairs = forms.BooleanField(
        label="Accepter de partager une mission avec une autre personne",
        required=False,
        help_text="Quand personne ne couvre seul un besoin, l’entreprise peut vous proposer à deux. "
        "Chaque personne garde son contrat, son tarif et ses horaires.",
    )

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        return {
            "modes": {slot.half_day: slot.mode for slot in profile.slots.all()},
            "free_minutes_per_week": profile.free_minutes_per_week,
            "min_minutes_per_week": profile.min_minutes_per_week or None,
            "available_from": profile.available_from or today(),
            "available_until": profile.available_until,
            "accepts_pairs": profile.accepts_pairs,
        }

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        start, end = facts.get("available_from"), facts.get("available_until")
        if start and end and end < start:
            self.add_error("available_until", "Cette date vient avant le début de vos disponibilités.")
        free, least = facts.get("free_minutes_per_week"), facts.get("min_minutes_per_week")
        if free and least and least > free:
            self.add_error("min_minutes_per_week", "Ce minimum dépasse votre temps libre par semaine.")
        return facts

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"min_minutes_per_week": self.cleaned_data["min_minutes_per_week"] or 0}
