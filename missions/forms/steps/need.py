"""What is asked: the need in a few words, its tasks, and how much each matters."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from accounts import catalogue
from accounts.enums import SkillKind, SkillLevel
from accounts.forms.fields import SkillsField
from accounts.models import OfficeJob, Pillar, Skill, User
from missions.enums import MAX_MISSION_SKILLS, MAX_MUST_SKILLS, Importance
from missions.models import Mission
from missions.services.briefs import Asked, choose_skills, rank_skills, save_brief
from missions.steps import Step
from sio.lib.widgets import ChoiceTableField

from .base import DONT_KNOW, StepForm


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


def _folders() -> list[tuple[object, list[tuple[int, str]]]]:
    """Tasks by pillar, then tools in one folder, then qualities."""
    tools = [option for _, options in catalogue.tool_folders() for option in options]
    return [
        *catalogue.task_folders(),
        (catalogue.Folder("Outils"), tools),
        (catalogue.Folder("Qualités"), catalogue.quality_options()),
    ]
