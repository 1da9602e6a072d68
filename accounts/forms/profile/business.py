"""What she asks, and under which name she invoices."""

from typing import Any

from django import forms

from accounts.enums import LegalForm, VatRegime
from accounts.forms.identity import ChecksVatNumber
from sio.lib.forms import MoneyField, PostalCodeField, SirenField, VatNumberField
from sio.lib.widgets import MoneyInput

from .step import ON_SITE, REMOTE, StepForm

RATE_LIMITS = {"min_cents": 1_000, "max_cents": 30_000}
RATE_ASKED = "Indiquez votre tarif horaire hors taxes."


class RatesForm(StepForm):
    rate_remote_cents = MoneyField(
        label="Tarif à distance",
        required=False,
        widget=MoneyInput(unit="€ HT/h"),
        error_messages={"required": RATE_ASKED},
        **RATE_LIMITS,
    )
    floor_remote_cents = MoneyField(
        label="Plancher à distance", required=False, widget=MoneyInput(unit="€ HT/h"), **RATE_LIMITS
    )
    rate_on_site_cents = MoneyField(
        label="Tarif sur site",
        required=False,
        widget=MoneyInput(unit="€ HT/h"),
        error_messages={"required": RATE_ASKED},
        **RATE_LIMITS,
    )
    floor_on_site_cents = MoneyField(
        label="Plancher sur site", required=False, widget=MoneyInput(unit="€ HT/h"), **RATE_LIMITS
    )
    accepts_near_budget = forms.BooleanField(
        label="Me montrer aussi aux entreprises dont le budget est un peu en dessous de mon tarif",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for way in self._ways_left_out():
            del self.fields[f"rate_{way}_cents"], self.fields[f"floor_{way}_cents"]
        for way in (REMOTE, ON_SITE):
            if rate := self.fields.get(f"rate_{way}_cents"):
                rate.required = True

    def _ways_left_out(self) -> list[str]:
        """What she does not do is not asked; before she said, both are."""
        if self.profile.accepts_remote == self.profile.accepts_on_site:
            return []
        return [ON_SITE] if self.profile.accepts_remote else [REMOTE]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        for way in (REMOTE, ON_SITE):
            self._check_way(facts, f"rate_{way}_cents", f"floor_{way}_cents")
        return facts

    def _check_way(self, facts: dict[str, Any], rate_name: str, floor_name: str) -> None:
        rate, floor = facts.get(rate_name), facts.get(floor_name)
        if rate and floor and floor > rate:
            self.add_error(floor_name, "Le plancher ne peut pas dépasser le tarif.")


class BillingForm(ChecksVatNumber, StepForm):
    legal_name = forms.CharField(
        label="Nom sur les factures",
        max_length=120,
        help_text="Votre nom, ou celui de votre société, comme au registre.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    legal_form = forms.ChoiceField(label="Forme juridique", choices=[("", "Choisissez…"), *LegalForm.choices])
    siren = SirenField(label="SIREN", help_text="Neuf chiffres, avec ou sans espaces.")
    vat_regime = forms.ChoiceField(label="Régime de TVA", choices=VatRegime.choices, widget=forms.RadioSelect)
    vat_number = VatNumberField(
        label="Numéro de TVA", required=False, help_text="Nécessaire si vous êtes redevable de la TVA."
    )
    street = forms.CharField(
        label="Adresse", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "street-address"})
    )
    postal_code = PostalCodeField(
        label="Code postal", widget=forms.TextInput(attrs={"class": "input--short"})
    )
    town = forms.CharField(
        label="Ville", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        is_registered = facts.get("vat_regime") == VatRegime.REGISTERED
        if is_registered and not facts.get("vat_number") and "vat_number" not in self.errors:
            self.add_error("vat_number", "Indiquez votre numéro de TVA : il figure sur vos factures.")
        self.check_vat_number(facts)
        return facts
