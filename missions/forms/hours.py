"""A week of hours: as many lines as needed, each a day, a task and a duration."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms

from missions.models import Timesheet
from missions.services.timesheets import Line
from sio.lib import dates
from sio.lib.forms import Form, HoursField
from sio.lib.widgets import HoursInput

SPARE_LINES = 3
MAX_LINES = 60


class LineForm(Form):
    """A line left wholly empty is no line."""

    day = forms.ChoiceField(label="Jour", required=False)
    task = forms.CharField(label="Tâche", max_length=200, required=False)
    minutes = HoursField(label="Durée", widget=HoursInput(), required=False, max_minutes=24 * 60)

    def __init__(self, *args: Any, timesheet: Timesheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hides_optional = True
        self.empty_permitted = False  # a line is read even when it says what is already kept: see is_blank
        days = [timesheet.week_starts_on + timedelta(days=offset) for offset in range(7)]
        cast("forms.ChoiceField", self.fields["day"]).choices = [
            ("", "Jour"),
            *((str(day), dates.DAYS[day.weekday()]) for day in days),
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.is_blank:
            return data
        for name, sentence in (
            ("day", "Choisissez le jour."),
            ("task", "Indiquez ce qui a été fait."),
            ("minutes", "Indiquez une durée, par exemple 6 h 30."),
        ):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return data

    @property
    def is_blank(self) -> bool:
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in ("task", "minutes"))

    def line(self) -> Line:
        data = self.cleaned_data
        return Line(dates.parse_date(data["day"]), data["task"], data["minutes"])


class WeekLines(forms.BaseFormSet):  # type: ignore[type-arg]
    """The lines of a timesheet, with a few empty ones to fill."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, timesheet: Timesheet) -> None:
        self.timesheet = timesheet
        lines = [
            {"day": str(line.day), "task": line.task, "minutes": line.minutes}
            for line in timesheet.lines.all()
        ]
        super().__init__(data, initial=lines, prefix="lignes", form_kwargs={"timesheet": timesheet})

    def lines(self) -> list[Line]:
        return [form.line() for form in self.filled()]

    def filled(self) -> Iterator[LineForm]:
        return (form for form in self.forms if not form.is_blank)


def week_form(timesheet: Timesheet, data: Mapping[str, Any] | None = None) -> WeekLines:
    """The form of a week, blank lines included."""
    lines = forms.formset_factory(
        LineForm, formset=WeekLines, extra=SPARE_LINES, max_num=MAX_LINES, absolute_max=MAX_LINES
    )
    return cast("WeekLines", lines(data, timesheet=timesheet))  # type: ignore[call-arg]  # the factory hides WeekLines


class OpenForm(Form):
    """Which week to fill."""

    week = forms.TypedChoiceField(label="Quelle semaine ?", widget=forms.RadioSelect, coerce=dates.parse_date)

    def __init__(self, *args: Any, weeks: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["week"]).choices = [
            (str(week), f"Semaine du {dates.day(week)}") for week in weeks
        ]
        self.initial.setdefault("week", str(weeks[0]) if weeks else None)


class ContestForm(Form):
    reason = forms.CharField(
        label="Qu’est-ce qui ne correspond pas ?",
        help_text="La personne lit ce texte, corrige le relevé et vous le renvoie.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
    )


class EndForm(Form):
    why = forms.CharField(
        label="Un mot pour l’autre partie",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
