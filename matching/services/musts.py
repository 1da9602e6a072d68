"""How many profiles a draft leaves, and what each further must would cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from accounts.enums import SkillKind, SkillLevel
from matching.counts import in_words, possible
from matching.facts import AskedSkill
from matching.needs import facts_of_mission
from missions.enums import MAX_MUST_SKILLS, Importance
from missions.models import Mission
from sio.lib.dates import today

Importances = Mapping[int, tuple[str, str]]
"""Skill id → (importance, level), as the form stands."""
TOLD = 5


@dataclass(frozen=True)
class Cost:
    """« 12 profils », and « moins de 5 si Pennylane devient indispensable », the dearest first."""

    now: str
    musts: Sequence[str] = ()

    def __str__(self) -> str:
        return ", ".join([self.now, *self.musts])


def cost_of_musts(mission: Mission, chosen: Importances) -> Cost:
    """With the importances of the form in place of those kept. No person, no price, nothing under five."""
    asked, names = _asked(mission, chosen)
    facts = replace(facts_of_mission(mission, today()), skills=tuple(asked))
    others = [skill for skill in asked if skill.importance != Importance.MUST and not skill.is_quality]
    if sum(skill.importance == Importance.MUST for skill in asked) >= MAX_MUST_SKILLS:
        others = []
    now, *left = possible(facts, others, is_placed=bool(mission.place))
    dearest = sorted(zip(left, others, strict=True), key=lambda one: (one[0], one[1].position))[:TOLD]
    return Cost(
        _profiles(now),
        [f"{in_words(count)} si {names[skill.position]} devient indispensable" for count, skill in dearest],
    )


def _profiles(count: int) -> str:
    return f"{in_words(count)}\u00a0profils"


def _asked(mission: Mission, chosen: Importances) -> tuple[list[AskedSkill], dict[int, str]]:
    asked, names = [], {}
    for row in mission.mission_skills.all():
        importance, level = chosen.get(row.skill_id, (row.importance, row.level))
        known = importance if importance in Importance.values else row.importance
        asked.append(
            AskedSkill(
                position=row.skill.position,
                importance=Importance(known),
                level=SkillLevel(level if level in SkillLevel.values else row.level).rank,
                is_quality=row.skill.kind == SkillKind.QUALITY,
            )
        )
        names[row.skill.position] = f"«\u00a0{row.skill.name}\u00a0»"
    return asked, names
