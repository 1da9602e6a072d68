"""What she has done: sectors, experiences, diplomas."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.enums import Qualification
from accounts.models import AssistantProfile, Experience, OfficeJob, ProfileQualification, Sector
from sio.lib.dates import today
from sio.lib.forms import FrenchDateField, ModelForm

from .step import INLINE, StepForm


class SectorsForm(StepForm):
    sectors = forms.ModelMultipleChoiceField(
        label="Secteurs que vous connaissez",
        queryset=Sector.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=INLINE),
    )

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        return {"sectors": [sector.pk for sector in profile.sectors.all()]}


class ExperienceForm(ModelForm):
    job = forms.ModelChoiceField(
        label="Métier le plus proche", queryset=OfficeJob.objects.all(), empty_label="Choisissez…"
    )
    sector = forms.ModelChoiceField(
        label="Secteur", queryset=Sector.objects.all(), required=False, empty_label="Non précisé"
    )
    started_on = FrenchDateField(label="Début", help_text="Le jour exact n’a pas d’importance.")
    ended_on = FrenchDateField(label="Fin", required=False, help_text="Laissez vide si cela dure encore.")

    class Meta:
        model = Experience
        fields = ("title", "organisation", "job", "sector", "started_on", "ended_on")
        labels = {"title": "Ce que vous faisiez", "organisation": "Structure"}

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        start, end = facts.get("started_on"), facts.get("ended_on")
        if start and end and end < start:
            self.add_error("ended_on", "La fin vient avant le début.")
        return facts


class QualificationForm(ModelForm):
    qualification = forms.ChoiceField(
        label="Diplôme ou titre", choices=[("", "Choisissez…"), *Qualification.choices]
    )
    year = forms.IntegerField(
        label="Année",
        required=False,
        min_value=1950,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
        error_messages={
            "invalid": "Écrivez une année, par exemple 2014.",
            "min_value": "Écrivez une année à partir de 1950.",
        },
    )

    class Meta:
        model = ProfileQualification
        fields = ("qualification", "detail", "year")
        labels = {"detail": "Précision"}

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year and year > today().year:
            raise ValidationError("Cette année n’est pas encore passée.")
        return year

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("qualification") == Qualification.OTHER and not facts.get("detail"):
            self.add_error("detail", "Précisez de quel diplôme il s’agit.")
        return facts
