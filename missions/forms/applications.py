"""What an assistant writes to offer herself, and what a company answers."""

from typing import Any

from django import forms

from missions.enums import DeclineReason
from sio.lib.forms import Form, MoneyField
from sio.lib.widgets import MoneyInput


class ApplicationForm(Form):
    """Her message and her price."""

    message = forms.CharField(
        label="Votre message à l’entreprise",
        help_text="Ce que vous savez faire pour ce besoin, vos disponibilités, vos questions.",
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=3000,
    )
    rate_cents = MoneyField(
        label="Votre tarif pour cette mission",
        help_text="Hors taxes, par heure. Vous recevez 100 % de ce prix : les frais sont payés par l’entreprise.",
        widget=MoneyInput(unit="€ HT/h"),
        min_cents=500,
        max_cents=50_000,
    )


class DeclineForm(Form):
    """A reason of the list; none speaks of the person."""

    reason = forms.ChoiceField(
        label="Pourquoi cette candidature n’est-elle pas retenue ?",
        help_text="La personne lit ce motif. Il ne change rien à sa place sur SIO.",
        choices=DeclineReason.choices,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label="Un mot pour préciser",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class MessageForm(Form):
    body = forms.CharField(label="Votre message", widget=forms.Textarea(attrs={"rows": 4}), max_length=5000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].error_messages["required"] = "Écrivez votre message."
