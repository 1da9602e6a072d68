"""The preferences page: one line a kind, one choice each."""

from typing import Any

from sio.lib.forms import Form
from sio.lib.widgets import ChoiceTableField

from .enums import Choice
from .preferences import choices_of, choose_all


class PreferencesForm(Form):
    choices = ChoiceTableField(label="Vos messages", choices=Choice.choices, heading="Message")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        self.lines = choices_of(user.pk)
        chosen = {kind.key: choice for kind, choice in self.lines}
        super().__init__(*args, initial={"choices": chosen}, **kwargs)
        self.fields["choices"].set_rows([(kind.key, kind.label) for kind, _ in self.lines])  # type: ignore[attr-defined]

    def save(self) -> None:
        choose_all(self.user.pk, self.cleaned_data["choices"])
