"""The card of a company."""

from typing import Any

from django import forms

from accounts.forms.identity import ChecksVatNumber
from accounts.models import Company, Sector
from sio.lib.forms import ModelForm, PostalCodeField, SirenField, VatNumberField


class CompanyForm(ChecksVatNumber, ModelForm):
    siren = SirenField(
        label="SIREN", help_text="Neuf chiffres, avec ou sans espaces. Il figure sur vos factures."
    )
    vat_number = VatNumberField(label="Numéro de TVA", required=False)
    postal_code = PostalCodeField(
        label="Code postal", widget=forms.TextInput(attrs={"class": "input--short"})
    )
    headcount = forms.IntegerField(
        label="Combien de personnes travaillent dans l’entreprise ?",
        help_text="Vous compris.",
        min_value=1,
        max_value=5000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
        error_messages={
            "invalid": "Écrivez un nombre, par exemple 6.",
            "min_value": "Écrivez au moins 1 : vous comptez aussi.",
            "max_value": "SIO s’adresse aux petites et moyennes entreprises : 5 000 personnes au plus.",
        },
    )
    sector = forms.ModelChoiceField(label="Secteur", queryset=Sector.objects.all(), empty_label="Choisissez…")

    class Meta:
        model = Company
        fields = ("name", "siren", "street", "postal_code", "town", "headcount", "sector", "vat_number")
        labels = {"name": "Nom de l’entreprise", "street": "Adresse", "town": "Ville"}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "street": forms.TextInput(attrs={"autocomplete": "street-address"}),
            "town": forms.TextInput(attrs={"autocomplete": "address-level2"}),
        }

    def validate_unique(self) -> None:
        """The service says it, with what to do next."""

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        self.check_vat_number(facts)
        return facts
