"""What a company writes when it invites, and what an assistant may say when she declines."""

from django import forms

from missions.enums import InvitationReason
from sio.lib.forms import Form


class InvitationForm(Form):
    message = forms.CharField(
        label="Un mot pour cette personne",
        help_text="Ce qui vous intéresse dans son profil. Votre besoin est déjà décrit dans la mission.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=1000,
        required=False,
    )


class NotThisTimeForm(Form):
    """A reason is offered, never asked for."""

    reason = forms.ChoiceField(
        label="Motif",
        help_text="L’entreprise le lit. Il ne change rien à votre place dans les résultats.",
        choices=[("", "Sans motif"), *InvitationReason.choices],
        required=False,
    )
