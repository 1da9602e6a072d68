"""Where, for how much, and in which words."""

from typing import Any

from django import forms

from accounts.enums import LanguageLevel, Place
from accounts.forms.fields import CityField
from accounts.models import Language, User
from missions import ceilings
from missions.enums import BudgetReason, PriceMode
from missions.services.budgets import change_budget
from missions.steps import Step
from sio.lib.forms import HoursField, MoneyField
from sio.lib.widgets import HoursInput, MoneyInput

from .base import DONT_KNOW, CountField, StepForm


class PlaceForm(StepForm):
    step = Step.PLACE

    place = forms.ChoiceField(
        label="Où se fait la mission ?", choices=Place.choices, widget=forms.RadioSelect
    )
    city = CityField(
        label="Dans quelle ville ?", help_text="Nom ou code postal. Inutile à distance.", required=False
    )
    radius_km = forms.TypedChoiceField(
        label="Jusqu’à quelle distance chercher ?",
        choices=[("", DONT_KNOW), *((km, f"{km} km") for km in (5, 10, 20, 30, 50, 100))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    on_site_half_days = CountField(
        label="Combien de demi-journées sur site par semaine ?", required=False, min_value=0, max_value=10
    )

    def answers(self) -> dict[str, Any]:
        mission = self.mission
        return super().answers() | {
            "city": str(mission.city) if mission.city else "",
            "on_site_half_days": mission.on_site_half_days or None,
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if (
            data.get("place") in {Place.HYBRID, Place.ON_SITE}
            and not data.get("city")
            and "city" not in self.errors
        ):
            self.add_error("city", "Indiquez la ville où se fait la mission, ou son code postal.")
        return data

    def facts(self) -> dict[str, object]:
        data = self.cleaned_data
        if data["place"] == Place.REMOTE:
            return {"place": Place.REMOTE, "city": None, "radius_km": None, "on_site_half_days": 0}
        return {
            "place": data["place"],
            "city": data["city"],
            "radius_km": data["radius_km"],
            "on_site_half_days": data["on_site_half_days"] or 0,
        }


class BudgetForm(StepForm):
    step = Step.BUDGET

    KNOWN = "known"

    answer = forms.ChoiceField(
        label="Avez-vous un budget en tête ?",
        help_text="Chaque assistante ou assistant fixe son prix. Votre budget sert seulement à trier les profils.",
        choices=[(KNOWN, "Oui"), *BudgetReason.choices],
        widget=forms.RadioSelect,
    )
    budget_cents = MoneyField(
        label="Budget maximal hors taxes",
        help_text=f"Par exemple 35, ou 370 pour une journée. {ceilings.RULE}",
        widget=MoneyInput(unit="€ HT"),
        required=False,
        min_cents=100,
    )
    price_mode = forms.ChoiceField(
        label="Ce budget s’entend", choices=PriceMode.choices, widget=forms.RadioSelect
    )
    budget_minutes = HoursField(
        label="Durée totale du projet",
        help_text="Pour un forfait projet : elle permet de comparer votre budget aux tarifs horaires.",
        widget=HoursInput(),
        required=False,
        max_minutes=2_000 * 60,
    )

    def answers(self) -> dict[str, Any]:
        mission = self.mission
        known = self.KNOWN if mission.budget_cents else ""
        return super().answers() | {"answer": mission.budget_reason or known}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("answer") != self.KNOWN or "budget_cents" in self.errors:
            return data
        if not data.get("budget_cents"):
            self.add_error(
                "budget_cents", "Indiquez un montant, ou choisissez « Je ne connais pas mon budget »."
            )
        if data.get("price_mode") == PriceMode.MONTHLY_PACK and not self.mission.minutes_per_month:
            self.add_error(
                "price_mode", "Pour un forfait mensuel, choisissez d’abord un forfait à l’étape du volume."
            )
        return data

    def facts(self) -> dict[str, object]:
        data = self.cleaned_data
        if data["answer"] != self.KNOWN:
            return {"budget_cents": None, "budget_minutes": None, "budget_reason": data["answer"]}
        is_project = data["price_mode"] == PriceMode.PROJECT
        return {
            "budget_cents": data["budget_cents"],
            "price_mode": data["price_mode"],
            "budget_minutes": data["budget_minutes"] if is_project else None,
            "budget_reason": "",
        }


class PublishedBudgetForm(BudgetForm):
    """The same questions, for a mission on line."""

    def save(self, by: User) -> None:
        change_budget(self.mission, by, self.facts(), version=self.cleaned_data["version"])


class DescriptionForm(StepForm):
    step = Step.DESCRIPTION

    brief = forms.CharField(
        label="Décrivez le besoin",
        help_text="Le contexte, les outils, ce qui compte pour vous. Quelques phrases suffisent.",
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=5000,
    )
    deliverable = forms.CharField(
        label="Quel résultat attendez-vous ?",
        help_text="Par exemple : « Chaque devis part sous deux jours et reçoit deux relances. » "
        "Ce résultat figurera dans le contrat.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    language = forms.ModelChoiceField(
        Language.objects.exclude(code="fr"),
        label="Une langue est-elle utile, en plus du français ?",
        required=False,
        empty_label="Aucune",
    )
    language_level = forms.ChoiceField(
        label="À quel niveau ?",
        choices=[("", "Choisissez un niveau"), *LanguageLevel.choices],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("language") and not data.get("language_level"):
            self.add_error("language_level", "Choisissez le niveau attendu dans cette langue.")
        return data

    def facts(self) -> dict[str, object]:
        facts = super().facts()
        return facts if facts["language"] else facts | {"language_level": ""}
