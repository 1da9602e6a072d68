"""The seven steps in which a company describes its need: one form each, saved as one goes."""

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from accounts import catalogue
from accounts.enums import HalfDay, LanguageLevel, Place, SkillKind, SkillLevel
from accounts.forms.fields import CityField, SkillsField
from accounts.models import Language, OfficeJob, Pillar, Skill, User
from missions.enums import (
    MAX_MISSION_SKILLS,
    MAX_MUST_SKILLS,
    BudgetReason,
    EngagementFormat,
    Importance,
    PriceMode,
)
from missions.models import Mission
from missions.services.briefs import Asked, choose_skills, rank_skills, save_brief
from missions.steps import Step
from sio.lib.forms import Form, FrenchDateField, HoursField, MoneyField
from sio.lib.widgets import ChoiceTableField, DateInput, HalfDays, HoursInput, MoneyInput

DONT_KNOW = "Je ne sais pas"
BY_WEEK = "week"
PACKS = (300, 600, 900, 1200)


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


class NeedForm(StepForm):
    step = Step.NEED

    title = forms.CharField(
        label="En quelques mots, de quoi avez-vous besoin ?",
        help_text="C’est le titre de la mission. Par exemple : « Devis et relances clients ».",
        max_length=120,
    )
    pillar = forms.ModelChoiceField(
        Pillar.objects.all(), label="Dans quel domaine, surtout ?", empty_label="Choisissez un domaine"
    )
    job = forms.ModelChoiceField(
        OfficeJob.objects.all(),
        label="Quel métier correspond le mieux ?",
        required=False,
        empty_label=DONT_KNOW,
    )
    skills = SkillsField(
        label="Quelles tâches voulez-vous confier ?",
        help_text=f"De une à {MAX_MISSION_SKILLS}. À l’étape suivante, vous direz lesquelles comptent le plus.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picker = cast("SkillsField", self.fields["skills"])
        picker.choices = _folders()
        picker.widget.words = catalogue.words_of(SkillKind.TASK) | catalogue.words_of(SkillKind.TOOL)

    def answers(self) -> dict[str, Any]:
        mission = self.mission
        chosen = mission.mission_skills.values_list("skill_id", flat=True) if mission.pk else []
        return {"title": mission.title, "pillar": mission.pillar, "job": mission.job, "skills": list(chosen)}

    def clean_skills(self) -> list[int]:
        chosen: list[int] = self.cleaned_data["skills"]
        if len(chosen) > MAX_MISSION_SKILLS:
            raise ValidationError(
                f"Choisissez {MAX_MISSION_SKILLS} tâches au plus. Vous en avez choisi {len(chosen)}."
            )
        return chosen

    def save(self, by: User) -> None:
        facts = {name: self.cleaned_data[name] for name in ("title", "pillar", "job")}
        save_brief(self.mission, by, facts, version=self.cleaned_data["version"])
        choose_skills(self.mission, by, Skill.objects.filter(pk__in=self.cleaned_data["skills"]))


class PrioritiesForm(StepForm):
    step = Step.PRIORITIES

    importance = ChoiceTableField(
        label="Lesquelles comptent le plus ?",
        help_text=(
            f"{MAX_MUST_SKILLS} indispensables au plus : sans elles, un profil ne vous est pas proposé. "
            "Les autres affinent le classement."
        ),
        choices=Importance.choices,
        heading="Tâche",
    )
    level = ChoiceTableField(
        label="À quel niveau ?",
        help_text="« Notions » suffit souvent : plus le niveau est élevé, moins de profils correspondent.",
        choices=SkillLevel.choices,
        heading="Tâche",
    )

    def __init__(self, *args: Any, mission: Mission, **kwargs: Any) -> None:
        self.asked = list(mission.mission_skills.select_related("skill"))
        super().__init__(*args, mission=mission, **kwargs)
        rows = [(str(row.skill_id), row.skill.name) for row in self.asked]
        for name in ("importance", "level"):
            cast("ChoiceTableField", self.fields[name]).set_rows(rows)

    def answers(self) -> dict[str, Any]:
        return {
            "importance": {str(row.skill_id): row.importance for row in self.asked},
            "level": {str(row.skill_id): row.level for row in self.asked},
        }

    def clean_importance(self) -> dict[str, str]:
        return self._complete("importance", "Dites, pour chaque tâche, si elle compte.")

    def clean_level(self) -> dict[str, str]:
        return self._complete("level", "Dites, pour chaque tâche, le niveau attendu.")

    def save(self, by: User) -> None:
        levels = self.cleaned_data["level"]
        asked = [
            Asked(int(pk), importance, levels[pk])
            for pk, importance in self.cleaned_data["importance"].items()
        ]
        rank_skills(self.mission, by, asked, version=self.cleaned_data["version"])

    def _complete(self, name: str, sentence: str) -> dict[str, str]:
        answers: dict[str, str] = self.cleaned_data[name]
        if len(answers) < len(self.asked):
            raise ValidationError(sentence)
        return answers


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


class PlaceForm(StepForm):
    step = Step.PLACE

    place = forms.ChoiceField(
        label="Où se fait la mission ?", choices=Place.choices, widget=forms.RadioSelect
    )
    city = CityField(
        label="Dans quelle ville ?", help_text="Nom ou code postal. Inutile à distance.", required=False
    )
    radius_km = forms.TypedChoiceField(
        label="Jusqu’à quelle distance chercher ?",
        choices=[("", DONT_KNOW), *((km, f"{km} km") for km in (5, 10, 20, 30, 50, 100))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    on_site_half_days = CountField(
        label="Combien de demi-journées sur site par semaine ?", required=False, min_value=0, max_value=10
    )

    def answers(self) -> dict[str, Any]:
        mission = self.mission
        return super().answers() | {
            "city": str(mission.city) if mission.city else "",
            "on_site_half_days": mission.on_site_half_days or None,
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if (
            data.get("place") in {Place.HYBRID, Place.ON_SITE}
            and not data.get("city")
            and "city" not in self.errors
        ):
            self.add_error("city", "Indiquez la ville où se fait la mission, ou son code postal.")
        return data

    def facts(self) -> dict[str, object]:
        data = self.cleaned_data
        if data["place"] == Place.REMOTE:
            return {"place": Place.REMOTE, "city": None, "radius_km": None, "on_site_half_days": 0}
        return {
            "place": data["place"],
            "city": data["city"],
            "radius_km": data["radius_km"],
            "on_site_half_days": data["on_site_half_days"] or 0,
        }


class BudgetForm(StepForm):
    step = Step.BUDGET

    KNOWN = "known"

    answer = forms.ChoiceField(
        label="Avez-vous un budget en tête ?",
        help_text="Chaque assistante ou assistant fixe son prix. Votre budget sert seulement à trier les profils.",
        choices=[(KNOWN, "Oui"), *BudgetReason.choices],
        widget=forms.RadioSelect,
    )
    budget_cents = MoneyField(
        label="Budget maximal hors taxes",
        help_text="Par exemple 35, ou 370 pour une journée.",
        widget=MoneyInput(unit="€ HT"),
        required=False,
        min_cents=100,
    )
    price_mode = forms.ChoiceField(
        label="Ce budget s’entend", choices=PriceMode.choices, widget=forms.RadioSelect
    )
    budget_minutes = HoursField(
        label="Durée totale du projet",
        help_text="Pour un forfait projet : elle permet de comparer votre budget aux tarifs horaires.",
        widget=HoursInput(),
        required=False,
        max_minutes=2_000 * 60,
    )

    def answers(self) -> dict[str, Any]:
        mission = self.mission
        known = self.KNOWN if mission.budget_cents else ""
        return super().answers() | {"answer": mission.budget_reason or known}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("answer") != self.KNOWN or "budget_cents" in self.errors:
            return data
        if not data.get("budget_cents"):
            self.add_error(
                "budget_cents", "Indiquez un montant, ou choisissez « Je ne connais pas mon budget »."
            )
        if data.get("price_mode") == PriceMode.MONTHLY_PACK and not self.mission.minutes_per_month:
            self.add_error(
                "price_mode", "Pour un forfait mensuel, choisissez d’abord un forfait à l’étape du volume."
            )
        return data

    def facts(self) -> dict[str, object]:
        data = self.cleaned_data
        if data["answer"] != self.KNOWN:
            return {"budget_cents": None, "budget_minutes": None, "budget_reason": data["answer"]}
        is_project = data["price_mode"] == PriceMode.PROJECT
        return {
            "budget_cents": data["budget_cents"],
            "price_mode": data["price_mode"],
            "budget_minutes": data["budget_minutes"] if is_project else None,
            "budget_reason": "",
        }


class DescriptionForm(StepForm):
    step = Step.DESCRIPTION

    brief = forms.CharField(
        label="Décrivez le besoin",
        help_text="Le contexte, les outils, ce qui compte pour vous. Quelques phrases suffisent.",
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=5000,
    )
    deliverable = forms.CharField(
        label="Quel résultat attendez-vous ?",
        help_text="Par exemple : « Chaque devis part sous deux jours et reçoit deux relances. » "
        "Ce résultat figurera dans le contrat.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    language = forms.ModelChoiceField(
        Language.objects.exclude(code="fr"),
        label="Une langue est-elle utile, en plus du français ?",
        required=False,
        empty_label="Aucune",
    )
    language_level = forms.ChoiceField(
        label="À quel niveau ?",
        choices=[("", "Choisissez un niveau"), *LanguageLevel.choices],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("language") and not data.get("language_level"):
            self.add_error("language_level", "Choisissez le niveau attendu dans cette langue.")
        return data

    def facts(self) -> dict[str, object]:
        facts = super().facts()
        return facts if facts["language"] else facts | {"language_level": ""}


STEP_FORMS: dict[Step, type[StepForm]] = {
    form.step: form
    for form in (NeedForm, PrioritiesForm, VolumeForm, ScheduleForm, PlaceForm, BudgetForm, DescriptionForm)
}


def _folders() -> list[tuple[object, list[tuple[int, str]]]]:
    """Tasks by pillar, then tools in one folder, then qualities."""
    tools = [option for _, options in catalogue.tool_folders() for option in options]
    return [
        *catalogue.task_folders(),
        (catalogue.Folder("Outils"), tools),
        (catalogue.Folder("Qualités"), catalogue.quality_options()),
    ]


def _pack_label(minutes: int) -> str:
    label = f"Forfait de {minutes // 60} h par mois"
    return f"{label} (forfait découverte)" if minutes == PACKS[0] else label


def _too_many(needed: int, chosen: int) -> str:
    if not chosen:
        return "Cochez d’abord les créneaux qui vous conviennent."
    return f"Vous avez coché {chosen} créneaux : indiquez {chosen} ou moins."
