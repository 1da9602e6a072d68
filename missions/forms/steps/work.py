"""How much work, and when."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.enums import HalfDay
from missions.enums import EngagementFormat
from missions.steps import Step
from sio.lib.forms import FrenchDateField, HoursField
from sio.lib.widgets import DateInput, HalfDays, HoursInput

from .base import CountField, StepForm

BY_WEEK = "week"
PACKS = (300, 600, 900, 1200)


class VolumeForm(StepForm):
    step = Step.VOLUME

    format = forms.ChoiceField(
        label="Quelle forme prend la mission ?", choices=EngagementFormat.choices, widget=forms.RadioSelect
    )
    volume = forms.ChoiceField(label="Combien d’heures ?", widget=forms.RadioSelect)
    minutes_per_week = HoursField(
        label="Heures par semaine",
        help_text="Si vous avez choisi « des heures chaque semaine ». Un volume indicatif, par exemple 5 ou 6 h 30.",
        widget=HoursInput(unit="par semaine"),
        required=False,
        min_minutes=30,
        max_minutes=60 * 60,
    )
    minimum_minutes_per_week = HoursField(
        label="Volume minimal que vous acceptez",
        help_text="Une personne moins disponible peut convenir : jusqu’où descendre ?",
        widget=HoursInput(unit="par semaine"),
        required=False,
        max_minutes=60 * 60,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        packs = sorted({*PACKS, self.mission.minutes_per_month or PACKS[0]})
        cast("forms.ChoiceField", self.fields["volume"]).choices = [
            (BY_WEEK, "Des heures chaque semaine"),
            *((str(minutes), _pack_label(minutes)) for minutes in packs),
        ]

    def answers(self) -> dict[str, Any]:
        mission = self.mission
        by_week = BY_WEEK if mission.minutes_per_week else ""
        return super().answers() | {"volume": str(mission.minutes_per_month or by_week)}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("volume") == BY_WEEK:
            self._check_week(data)
        return data

    def facts(self) -> dict[str, object]:
        data = self.cleaned_data
        if data["volume"] == BY_WEEK:
            week, minimum, month = data["minutes_per_week"], data["minimum_minutes_per_week"], None
        else:
            week, minimum, month = None, None, int(data["volume"])
        return {
            "format": data["format"],
            "minutes_per_week": week,
            "minimum_minutes_per_week": minimum,
            "minutes_per_month": month,
        }

    def _check_week(self, data: dict[str, Any]) -> None:
        if "minutes_per_week" in self.errors:
            return
        asked, minimum = data.get("minutes_per_week"), data.get("minimum_minutes_per_week")
        if not asked:
            self.add_error("minutes_per_week", "Indiquez le nombre d’heures par semaine.")
        elif minimum and minimum > asked:
            self.add_error(
                "minimum_minutes_per_week", "Le volume minimal ne peut pas dépasser le volume souhaité."
            )


class ScheduleForm(StepForm):
    step = Step.SCHEDULE

    starts_on = FrenchDateField(label="Quand la mission commence-t-elle ?", widget=DateInput())
    tolerance_days = forms.TypedChoiceField(
        label="Cette date peut-elle glisser ?",
        choices=[
            (0, "Non, cette date exactement"),
            (7, "D’une semaine"),
            (14, "De deux semaines"),
            (30, "D’un mois"),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    half_days = forms.MultipleChoiceField(
        label="Quels créneaux souhaitez-vous ?",
        help_text="À titre indicatif. Ne cochez rien si la personne organise librement sa semaine.",
        choices=HalfDay.choices,
        widget=HalfDays,
        required=False,
    )
    half_days_needed = CountField(
        label="Combien de ces créneaux suffisent ?",
        help_text="Par exemple 2 si deux matinées parmi quatre conviennent.",
        required=False,
        min_value=0,
        max_value=10,
    )
    duration_weeks = CountField(
        label="Pour combien de semaines ?",
        help_text="Laissez vide si la mission n’a pas de terme fixé.",
        required=False,
        min_value=1,
        max_value=520,
    )

    def answers(self) -> dict[str, Any]:
        return super().answers() | {"half_days_needed": self.mission.half_days_needed or None}

    def clean_starts_on(self) -> object:
        day = self.cleaned_data["starts_on"]
        if day and day < timezone.localdate():
            raise ValidationError("Cette date est passée. Indiquez aujourd’hui ou une date à venir.")
        return day

    def clean_half_days_needed(self) -> int:
        return self.cleaned_data["half_days_needed"] or 0

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        chosen, needed = len(data.get("half_days") or []), data.get("half_days_needed") or 0
        if needed > chosen:
            self.add_error("half_days_needed", _too_many(needed, chosen))
        return data


def _pack_label(minutes: int) -> str:
    label = f"Forfait de {minutes // 60} h par mois"
    return f"{label} (forfait découverte)" if minutes == PACKS[0] else label


def _too_many(needed: int, chosen: int) -> str:
    if not chosen:
        return "Cochez d’abord les créneaux qui vous conviennent."
    return f"Vous avez coché {chosen} créneaux : indiquez {chosen} ou moins."
