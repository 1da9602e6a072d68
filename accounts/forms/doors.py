"""The address one leaves before the opening."""

from typing import Any

from django import forms

from sio.lib.forms import EmailField, Form


class WaitingForm(Form):
    email = EmailField(label="Votre adresse e-mail", help_text="Un lien vous y est envoyé pour la confirmer.")
    # Nobody sees this field: what fills it in is a robot.
    website = forms.CharField(required=False, label="Ne remplissez pas ce champ")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["website"].widget.attrs.update(tabindex="-1", autocomplete="off")

    @property
    def is_by_a_robot(self) -> bool:
        return bool(self.cleaned_data["website"])
