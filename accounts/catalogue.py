"""The catalogue as pages show it: folders in order, with the words people type for each item."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch

from accounts.enums import SkillKind
from accounts.models import Pillar, Skill

Options = list[tuple[int, str]]

TOOL_GROUPS = {
    "office-suite": "Suites bureautiques",
    "meetings": "Réunions et messagerie",
    "accounting-docs": "Pièces et pré-comptabilité",
    "billing": "Devis et factures",
    "construction-billing": "Devis du bâtiment",
    "public-billing": "Secteur public",
    "hr": "Ressources humaines",
    "crm": "Relation client",
    "boards": "Tableaux de projet",
    "design": "Création visuelle",
    "emailing": "E-mailing",
    "signature": "Signature électronique",
    "booking": "Prise de rendez-vous",
    "medical-booking": "Agenda médical",
    "automation": "Automatisation",
    "web": "Site internet",
    "storage": "Fichiers partagés",
    "expenses": "Notes de frais",
    "own-software": "Autre",
}


@dataclass(frozen=True)
class Folder:
    """A named group of choices; `tone` is the colour of its tab."""

    name: str
    tone: str = "p0"

    def __str__(self) -> str:
        return self.name


def task_folders() -> list[tuple[Folder, Options]]:
    """Every active task, by pillar, in the order of the trade."""
    active = Skill.objects.filter(kind=SkillKind.TASK, is_active=True)
    pillars = Pillar.objects.prefetch_related(Prefetch("skills", queryset=active))
    return [(Folder(pillar.name, pillar.tone), _options(pillar.skills.all())) for pillar in pillars]


def tool_folders() -> list[tuple[Folder, Options]]:
    """Every active tool by use, in the order of the catalogue."""
    tools = Skill.objects.filter(kind=SkillKind.TOOL, is_active=True)
    return [
        (Folder(TOOL_GROUPS.get(group, TOOL_GROUPS["own-software"])), _options(found))
        for group, found in groupby(tools, key=lambda tool: tool.related_group)
    ]


def quality_options() -> Options:
    return _options(Skill.objects.filter(kind=SkillKind.QUALITY, is_active=True))


def words_of(kind: str) -> dict[str, str]:
    """For each skill of a kind, by id: the other words people type for it."""
    skills = Skill.objects.filter(kind=kind, is_active=True).prefetch_related("synonyms")
    return {str(skill.pk): " ".join(synonym.text for synonym in skill.synonyms.all()) for skill in skills}


def _options(skills: Iterable[Skill]) -> Options:
    return [(skill.pk, skill.name) for skill in skills]
