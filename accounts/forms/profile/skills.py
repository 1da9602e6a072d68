"""What she can do: skills, tools, qualities, languages, and how well."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts import catalogue
from accounts.enums import LanguageLevel, SkillKind, SkillLevel
from accounts.forms.fields import SkillsField
from accounts.models import AssistantProfile, Language, ProfileSkill
from accounts.steps import SKILLS_MAX, SKILLS_MIN
from sio.lib.forms import Form
from sio.lib.widgets import ChoiceTableField

from .step import INLINE, StepForm

LANGUAGES_MAX = 5


class SkillsForm(StepForm):
    skills = SkillsField(label="Vos compétences")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["skills"]
        field.choices = catalogue.task_folders()  # type: ignore[attr-defined]
        field.widget.words = catalogue.words_of(SkillKind.TASK)
        field.help_text = f"De 7 à 10 en général, {SKILLS_MAX} au plus. Le niveau se choisit ensuite."

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        return {"skills": _chosen(profile, SkillKind.TASK)}

    def clean_skills(self) -> list[int]:
        chosen: list[int] = self.cleaned_data["skills"]
        if len(chosen) < SKILLS_MIN:
            raise ValidationError(
                f"Choisissez au moins {SKILLS_MIN} compétences. Il vous en manque {SKILLS_MIN - len(chosen)}."
            )
        if len(chosen) > SKILLS_MAX:
            raise ValidationError(
                f"Choisissez {SKILLS_MAX} compétences au plus. Retirez-en {len(chosen) - SKILLS_MAX}."
            )
        return chosen

    def levels(self) -> dict[int, str]:
        """Each chosen skill with its level so far, « Confirmé » at first."""
        return _levels(self.profile, self.cleaned_data["skills"])


class ToolsForm(StepForm):
    tools = SkillsField(label="Vos outils", required=False)
    qualities = forms.TypedMultipleChoiceField(
        label="Vos qualités", coerce=int, required=False, widget=forms.CheckboxSelectMultiple(attrs=INLINE)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tools"].choices = catalogue.tool_folders()  # type: ignore[attr-defined]
        self.fields["tools"].widget.words = catalogue.words_of(SkillKind.TOOL)
        self.fields["qualities"].choices = catalogue.quality_options()  # type: ignore[attr-defined]
        self.languages = LanguagesTable(*args, spoken=self.profile.profile_languages.all())

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        return {"tools": _chosen(profile, SkillKind.TOOL), "qualities": _chosen(profile, SkillKind.QUALITY)}

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if not self.languages.is_valid():
            self.add_error(None, "Vérifiez vos langues : chacune va avec un niveau, une seule fois.")
        return valid and self.languages.is_valid()

    def levels(self) -> dict[int, str]:
        return _levels(self.profile, [*self.cleaned_data["tools"], *self.cleaned_data["qualities"]])


class LanguagesTable(Form):
    """Five lines of a language and its level; an empty line says nothing."""

    hides_optional = True

    def __init__(self, data: Mapping[str, Any] | None = None, *, spoken: Any = ()) -> None:
        super().__init__(data)
        languages = [
            ("", "Aucune autre"),
            *((language.pk, language.name) for language in Language.objects.all()),
        ]
        known = list(spoken)
        for line in range(LANGUAGES_MAX):
            row = known[line] if line < len(known) else None
            self.fields[f"language_{line}"] = forms.ChoiceField(
                label=f"Langue {line + 1}", choices=languages, required=False, initial=row and row.language_id
            )
            self.fields[f"level_{line}"] = forms.ChoiceField(
                label=f"Niveau {line + 1}",
                choices=[("", "Niveau…"), *LanguageLevel.choices],
                required=False,
                initial=row and row.level,
            )

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"language_{line}"], self[f"level_{line}"]) for line in range(LANGUAGES_MAX)]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        seen: set[str] = set()
        for line in range(LANGUAGES_MAX):
            language, level = facts.get(f"language_{line}"), facts.get(f"level_{line}")
            if language and not level:
                self.add_error(f"level_{line}", "Choisissez un niveau.")
            if language and language in seen:
                self.add_error(f"language_{line}", "Cette langue est déjà dans la liste.")
            seen.add(language or "")
        return facts

    def levels(self) -> dict[int, str]:
        lines = (
            (self.cleaned_data[f"language_{n}"], self.cleaned_data[f"level_{n}"])
            for n in range(LANGUAGES_MAX)
        )
        return {int(language): level for language, level in lines if language}


class LevelsForm(Form):
    """The level of each thing chosen in the step before."""

    levels = ChoiceTableField(label="Votre niveau", choices=SkillLevel.choices, heading="Compétence")
    wanted = forms.TypedMultipleChoiceField(
        label="Celles que vous aimeriez exercer davantage",
        help_text="Les missions qui les demandent viennent plus haut dans votre liste. Les entreprises ne le voient pas.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=INLINE),
    )

    def __init__(self, *args: Any, rows: list[ProfileSkill], **kwargs: Any) -> None:
        said = {
            "levels": {str(row.skill_id): row.level for row in rows},
            "wanted": [row.skill_id for row in rows if row.is_wanted],
        }
        super().__init__(*args, initial=said, **kwargs)
        self.fields["wanted"].choices = [(row.skill_id, row.skill.name) for row in rows]  # type: ignore[attr-defined]
        self.fields["levels"].set_rows([(str(row.skill_id), row.skill.name) for row in rows])  # type: ignore[attr-defined]
        self.rows = rows

    def chosen(self) -> dict[int, str]:
        """Every row with its answer; a row left blank keeps its level."""
        answers = self.cleaned_data["levels"]
        return {row.skill_id: answers.get(str(row.skill_id), row.level) for row in self.rows}


def _chosen(profile: AssistantProfile, kind: str) -> list[int]:
    return [row.skill_id for row in profile.profile_skills.all() if row.skill.kind == kind]


def _levels(profile: AssistantProfile, chosen: list[int]) -> dict[int, str]:
    known = {row.skill_id: row.level for row in profile.profile_skills.all()}
    return {skill: known.get(skill, SkillLevel.CONFIRMED) for skill in chosen}
