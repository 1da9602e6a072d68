"""What somebody says who reports a public content."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.enums import ReportReason
from sio.lib.forms import EmailField, Form


class ReportForm(Form):
    """A member is known already: only strangers are asked for a name and an address, and may keep both."""

    reason = forms.ChoiceField(
        label="Qu’est-ce qui ne va pas ?",
        choices=ReportReason,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce qui ne va pas."},
    )
    details = forms.CharField(
        label="Expliquez en quelques phrases",
        help_text="Citez le passage concerné, et la règle ou la loi si vous la connaissez.",
        max_length=3000,
        error_messages={"required": "Expliquez en quelques phrases ce qui ne va pas."},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    name = forms.CharField(
        label="Votre nom",
        required=False,
        max_length=120,
        help_text="Il n’est jamais montré à l’auteur du contenu.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = EmailField(
        label="Votre adresse e-mail",
        required=False,
        help_text="Pour vous envoyer un accusé de réception, puis notre décision.",
    )
    good_faith = forms.BooleanField(
        label="À ma connaissance, ce que je signale est exact et complet.",
        error_messages={
            "required": "Confirmez que ce que vous signalez est exact et complet à votre connaissance."
        },
    )
    website = forms.CharField(
        label="Laissez ce champ vide",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, is_member: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_member:
            del self.fields["name"], self.fields["email"]

    def clean_website(self) -> str:
        """A trap for robots, which fill in everything. A person whom it catches reads what to do."""
        if self.cleaned_data["website"]:
            raise ValidationError("Laissez vide le champ qui vous le demande, puis renvoyez le formulaire.")
        return ""
