"""What people type about money: very little."""

from django import forms

from sio.lib.forms import Form


class SignMandateForm(Form):
    """A click that signs; the box says what it commits to."""

    agrees = forms.BooleanField(
        label="J’ai lu ce mandat et je le signe",
        error_messages={"required": "Cochez la case pour signer le mandat."},
    )


class ContestInvoiceForm(Form):
    """What is wrong in an invoice issued in her name."""

    reason = forms.CharField(
        label="Qu’est-ce qui ne va pas dans cette facture\u202f?",
        help_text="Par exemple\u00a0: le nombre d’heures, l’adresse, le prix.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Indiquez ce qui ne va pas dans cette facture."},
    )
