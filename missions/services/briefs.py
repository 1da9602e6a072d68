"""Describing the need: each step is kept as one goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accounts.enums import SkillKind
from accounts.models import Skill, User
from missions import wording
from missions.enums import MAX_MISSION_SKILLS, MAX_MUST_SKILLS, Importance
from missions.models import Mission, MissionSkill
from missions.permissions import can_act_for
from missions.services.moves import ensure, lock
from missions.signals import mission_changed
from sio.lib.errors import Refusal
from sio.lib.services import service

NOT_EDITABLE = "Cette mission ne peut plus être modifiée dans son état actuel."
EDITED_MEANWHILE = (
    "Cette mission a été modifiée entre-temps, peut-être dans un autre onglet. "
    "Relisez votre saisie, puis continuez pour la garder."
)


@dataclass(frozen=True)
class Asked:
    """A skill as the company asks for it."""

    skill_id: int
    importance: str
    level: str


class EditedMeanwhile(Refusal):
    """Two tabs, or two colleagues: the later one is warned, nothing typed is lost."""


@service
def save_brief(
    mission: Mission, by: User, facts: Mapping[str, object], *, version: int | None = None
) -> Mission:
    """Keep the answers of one step. A `version` older than the mission's raises EditedMeanwhile."""
    _lock_draft(mission, by, version)
    for name, value in facts.items():
        setattr(mission, name, value)
    _save(mission, facts)
    return mission


@service
def choose_skills(
    mission: Mission, by: User, skills: Iterable[Skill], *, version: int | None = None
) -> Mission:
    """Keep exactly these skills; those already asked keep their importance and level."""
    chosen = {skill.pk: skill for skill in skills}
    _lock_draft(mission, by, version)
    ensure(len(chosen) <= MAX_MISSION_SKILLS, f"Choisissez {MAX_MISSION_SKILLS} compétences au plus.")
    mission.mission_skills.exclude(skill__in=chosen).delete()
    kept = set(mission.mission_skills.values_list("skill_id", flat=True))
    MissionSkill.objects.bulk_create(
        MissionSkill(mission=mission, skill_id=pk) for pk in chosen if pk not in kept
    )
    _save(mission, [])
    return mission


@service
def rank_skills(mission: Mission, by: User, asked: Sequence[Asked], *, version: int | None = None) -> Mission:
    """Say how much each chosen skill matters: three indispensable at most, never a quality."""
    _lock_draft(mission, by, version)
    ensure_musts(asked)
    wished = {item.skill_id: item for item in asked}
    rows = list(mission.mission_skills.select_related("skill").filter(skill__in=wished))
    for row in rows:
        row.importance, row.level = wished[row.skill_id].importance, wished[row.skill_id].level
        _ensure_not_an_indispensable_quality(row)
    MissionSkill.objects.bulk_update(rows, ["importance", "level"])
    _save(mission, [])
    return mission


@service
def replace_wording(mission: Mission, by: User, field: str, rule: str) -> Mission:
    """Put the allowed wording in place of the words that a rule found."""
    _lock_draft(mission, by, None)
    reading = wording.find(mission, field, rule)
    if reading is None or not reading.can_replace:
        raise Refusal("Ce passage se corrige à la main.")
    setattr(mission, field, reading.reworded)
    _save(mission, [field])
    return mission


def ensure_musts(asked: Sequence[Asked]) -> None:
    """Raise Refusal beyond three indispensable skills."""
    musts = sum(item.importance == Importance.MUST for item in asked)
    ensure(
        musts <= MAX_MUST_SKILLS,
        f"Trois compétences au plus peuvent être indispensables. Vous en avez choisi {musts}.",
    )


def _ensure_not_an_indispensable_quality(row: MissionSkill) -> None:
    is_must_quality = row.skill.kind == SkillKind.QUALITY and row.importance == Importance.MUST
    ensure(not is_must_quality, f"« {row.skill} » est une qualité : elle ne peut pas être indispensable.")


def _lock_draft(mission: Mission, by: User, version: int | None) -> None:
    lock(mission)
    ensure(
        can_act_for(by, mission.company), "Seules les personnes qui représentent l’entreprise peuvent agir."
    )
    ensure(mission.is_editable, NOT_EDITABLE)
    if version is not None and version != mission.version:
        raise EditedMeanwhile(EDITED_MEANWHILE)


def _save(mission: Mission, fields: Iterable[str]) -> None:
    mission.version += 1
    mission.save(update_fields=[*fields, "version", "updated_at"])
    mission_changed.send(Mission, mission=mission)
