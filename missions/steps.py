"""The steps in which a need is described, and whether each has its answers."""

from collections.abc import Callable

from django.db.models import TextChoices

from accounts.enums import Place
from missions.models import Mission


class Step(TextChoices):
    """The value is the word of the address; the order is the order of the journey."""

    NEED = "besoin", "le besoin"
    PRIORITIES = "priorites", "les priorités"
    VOLUME = "volume", "le volume"
    SCHEDULE = "calendrier", "le calendrier"
    PLACE = "lieu", "le lieu"
    BUDGET = "budget", "le budget"
    DESCRIPTION = "description", "la description"

    @property
    def question(self) -> str:
        return QUESTIONS[self]

    @property
    def number(self) -> int:
        return list(Step).index(self) + 1

    @property
    def previous(self) -> "Step | None":
        return None if self.number == 1 else list(Step)[self.number - 2]

    @property
    def next(self) -> "Step | None":
        return None if self.number == len(Step) else list(Step)[self.number]


QUESTIONS = {
    Step.NEED: "De quoi avez-vous besoin\u202f?",
    Step.PRIORITIES: "Qu’est-ce qui compte le plus\u202f?",
    Step.VOLUME: "Quel volume de travail\u202f?",
    Step.SCHEDULE: "À partir de quand\u202f?",
    Step.PLACE: "À distance ou sur site\u202f?",
    Step.BUDGET: "Quel budget\u202f?",
    Step.DESCRIPTION: "Qu’attendez-vous\u202f?",
}
ANSWERED: dict[Step, Callable[[Mission], object]] = {
    Step.NEED: lambda mission: mission.title and mission.pillar_id and mission.mission_skills.exists(),
    Step.PRIORITIES: lambda mission: mission.mission_skills.exists(),
    Step.VOLUME: lambda mission: mission.format and mission.weekly_minutes,
    Step.SCHEDULE: lambda mission: mission.starts_on,
    Step.PLACE: lambda mission: mission.place and (mission.place == Place.REMOTE or mission.city_id),
    Step.BUDGET: lambda mission: mission.budget_cents or mission.budget_reason,
    Step.DESCRIPTION: lambda mission: mission.brief and mission.deliverable,
}


def missing_steps(mission: Mission) -> list[Step]:
    """The steps that still lack an answer, in order."""
    return [step for step in Step if not ANSWERED[step](mission)]
