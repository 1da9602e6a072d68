"""The two bases of every form: no browser bubbles, sentences that say what to do."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from sio.lib.errors import Refusal

DJANGO_REQUIRED = forms.Field.default_error_messages["required"]
CHOICES = (forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField)


class KindlySpoken:
    """Errors name the field and say what to do, wherever a field kept Django's own sentence."""

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == DJANGO_REQUIRED:
                field.error_messages["required"] = _required(field, _label(name, field))


class Form(KindlySpoken, forms.Form):
    """The base of forms that stand alone."""

    def hold(self, data: QueryDict, **instead: Any) -> None:
        """Show again what was typed without judging it; `instead` replaces the values of some fields."""
        for name, field in self.fields.items():
            self.initial[name] = field.widget.value_from_datadict(
                data, MultiValueDict(), self.add_prefix(name)
            )
        self.initial = {**self.initial, **instead}


class ModelForm(KindlySpoken, forms.ModelForm):  # type: ignore[type-arg]  # its subclasses say of which model
    """The base of forms that fill a model."""


def refuse(form: forms.BaseForm, refusal: Refusal) -> None:
    """Show what a service refused: beside the field it names, or at the top."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def _label(name: str, field: forms.Field) -> str:
    return str(field.label or name.replace("_", " ").capitalize())


def _required(field: forms.Field, label: str) -> str:
    verb = "Choisissez une réponse" if isinstance(field, CHOICES) else "Remplissez ce champ"
    said = label[:1].lower() + label[1:] if label[1:2].islower() else label
    return f"{verb}\u00a0: {said}{'' if said.endswith('?') else '.'}"
