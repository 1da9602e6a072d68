"""What the seven steps share."""

from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict

from accounts.models import User
from missions.models import Mission
from missions.services.briefs import save_brief
from missions.steps import Step
from sio.lib.forms import Form

DONT_KNOW = "Je ne sais pas"


class CountField(forms.IntegerField):
    """A small whole number, typed as text."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"inputmode": "numeric", "class": "input--short", "autocomplete": "off"}


class StepForm(Form):
    """A step of one mission: knows its own answers, and how to keep them."""

    step: ClassVar[Step]
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, mission: Mission, **kwargs: Any) -> None:
        self.mission = mission
        super().__init__(*args, initial={"version": mission.version} | self.answers(), **kwargs)

    def answers(self) -> dict[str, Any]:
        """What the mission already says, by field: those of the same name, unless a form knows better."""
        return {name: getattr(self.mission, name) for name in self.base_fields if hasattr(self.mission, name)}

    def facts(self) -> dict[str, object]:
        """What the mission will say."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def save(self, by: User) -> None:
        save_brief(self.mission, by, self.facts(), version=self.cleaned_data["version"])

    def show_again(self, message: str) -> None:
        """Nothing typed is lost: the same answers, ready to be kept over the newer ones."""
        self.add_error(None, message)
        typed = cast("QueryDict", self.data).copy()
        typed["version"] = str(self.mission.version)
        self.data = typed
