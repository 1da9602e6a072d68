"""Controls that HTML lacks, each working as plain inputs: amounts with their unit, tables of radios, pickers.

They draw; the fields of `sio.lib.forms` understand. Their templates stand in `templates/django/forms/widgets/`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sio.lib.text import normalise

Pairs = Sequence[tuple[str, str]]


class AffixInput(forms.TextInput):
    """A text input followed by its unit, read with the label by screen readers."""

    template_name = "django/forms/widgets/affix.html"
    unit = ""

    def __init__(self, attrs: dict[str, Any] | None = None, *, unit: str | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "size": 8} | (attrs or {}))
        self.unit = self.unit if unit is None else unit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["unit"] = self.unit
        return context


class MoneyInput(AffixInput):
    """« 35,50 » followed by € (or « € HT/h »)."""

    unit = "€"


class HoursInput(AffixInput):
    """« 6 h 30 », « 6,5 » or « 6:30 »: letters are welcome, so the keyboard is not forced to digits."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, unit: str = "") -> None:
        super().__init__({"inputmode": "text"} | (attrs or {}), unit=unit)


class KilometreInput(AffixInput):
    unit = "km"


class DateInput(forms.DateInput):
    """The browser's own calendar; browsers without one show a text input."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TownInput(forms.TextInput):
    """Suggests towns as one types: the address answers <option>s; without JavaScript the form asks to choose.

    The address receives what is typed under the name of the field.
    """

    template_name = "django/forms/widgets/town.html"

    def __init__(self, search_url: object, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "enterkeyhint": "next"} | (attrs or {}))
        self.search_url = search_url

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["search_url"] = str(self.search_url)
        return context


class HalfDays(forms.CheckboxSelectMultiple):
    """Ten half-days as a table of five days by two: choices in order, « Lundi matin », « Lundi après-midi »…"""

    template_name = "django/forms/widgets/half_days.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [option for _, group, _ in context["widget"]["optgroups"] for option in group]
        context["widget"]["days"] = [
            {"label": str(morning["label"]).split()[0], "options": [morning, afternoon]}
            for morning, afternoon in zip(options[::2], options[1::2], strict=True)
        ]
        return context


class SkillPicker(forms.CheckboxSelectMultiple):
    """Checkboxes in one folder per pillar, with a field that filters them when JavaScript runs.

    `choices` are grouped: [(pillar, [(value, label), …]), …]; a pillar with a `tone` gets its colour.
    `words` maps a value to the other words people type for it.
    """

    template_name = "django/forms/widgets/skill_picker.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Iterable[Any] = (),
        words: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.words = dict(words or {})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["folders"] = [
            self._folder(group, options) for group, options, _ in context["widget"]["optgroups"]
        ]
        self._name_the_first(context["widget"]["folders"])
        return context

    def _name_the_first(self, folders: list[dict[str, Any]]) -> None:
        """Only the first box has an id, for errors to lead to: a hundred more would weigh on the page."""
        if folders and folders[0]["options"]:
            first = folders[0]["options"][0]
            first["id"] = first["attrs"].get("id", "")

    def _folder(self, group: object, options: list[dict[str, Any]]) -> dict[str, Any]:
        for option in options:
            option["words"] = _other_words(self.words.get(str(option["value"]), ""), str(option["label"]))
        chosen = sum(bool(option["selected"]) for option in options)
        return {"label": group, "tone": getattr(group, "tone", "p0"), "options": options, "chosen": chosen}


def _other_words(words: str, label: str) -> str:
    """What the label does not say already, without accents: each word counts on a page of a hundred skills.

    The script looks for pieces of words, so that « relance » is found in « relances » and need not stand beside it.
    """
    seen = normalise(label)
    more = dict.fromkeys(word for word in normalise(words).split() if len(word) > 2 and word not in seen)
    return " ".join(word for word in more if not any(word in other for other in more if other != word))


class ChoiceTable(forms.Widget):
    """A table of radio groups: one row a thing, one column an answer. Its value is {row: answer}.

    Rows that answer the empty choice are left out of the value.
    """

    template_name = "django/forms/widgets/choice_table.html"
    use_fieldset = True

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, rows: Pairs = (), choices: Pairs = (), heading: str = ""
    ) -> None:
        super().__init__(attrs)
        self.rows, self.choices, self.heading = list(rows), list(choices), heading

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value or {}, attrs)
        context["widget"] |= {
            "heading": self.heading,
            "columns": [label for _, label in self.choices],
            "rows": [self._row(name, str(key), label, value or {}) for key, label in self.rows],
        }
        return context

    def _row(self, name: str, key: str, label: str, value: Mapping[str, str]) -> dict[str, Any]:
        chosen = str(value.get(key, ""))
        options = [
            {
                "value": answer,
                "label": words,
                "checked": str(answer) == chosen,
                "id": f"id_{name}-{key}_{index}",
            }
            for index, (answer, words) in enumerate(self.choices)
        ]
        return {"name": f"{name}-{key}", "label": label, "options": options}

    def first_id(self, auto_id: str) -> str:
        """Where an error of the whole table leads."""
        return f"{auto_id}-{self.rows[0][0]}_0" if self.rows else auto_id

    def format_value(self, value: Any) -> Any:
        return value

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        answers = {str(key): data.get(f"{name}-{key}", "") for key, _ in self.rows}
        return {key: answer for key, answer in answers.items() if answer}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str) -> str:
        return ""


class ChoiceTableField(forms.Field):
    """Understands a ChoiceTable: {row: answer} where every row and answer is one of those offered."""

    widget: ChoiceTable
    default_error_messages = {"invalid": "Choisissez une réponse de la liste pour chaque ligne."}

    def __init__(self, *, rows: Pairs = (), choices: Pairs = (), heading: str = "", **options: Any) -> None:
        super().__init__(widget=ChoiceTable(rows=rows, choices=choices, heading=heading), **options)

    def set_rows(self, rows: Pairs) -> None:
        self.widget.rows = list(rows)

    def clean(self, value: Any) -> dict[str, str]:
        answers: dict[str, str] = super().clean(value or {})
        known = {str(answer) for answer, _ in self.widget.choices}
        if not set(answers.values()) <= known:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return answers

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != (data or {})
