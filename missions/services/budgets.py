"""The budget of a mission on line: it may change, within what keeps the private floors private."""

from collections.abc import Mapping

from accounts.models import User
from missions import ceilings
from missions.enums import MissionStatus
from missions.models import Mission
from missions.permissions import can_act_for
from missions.services.briefs import EDITED_MEANWHILE, EditedMeanwhile
from missions.services.moves import ensure, lock
from missions.signals import mission_changed
from sio.lib.errors import Refusal
from sio.lib.money import short_euros
from sio.lib.services import service

ON_LINE = (MissionStatus.PUBLISHED, MissionStatus.PAUSED)


@service
def change_budget(
    mission: Mission, by: User, facts: Mapping[str, object], *, version: int | None = None
) -> Mission:
    """Keep another budget for a mission already published; those who are proposed are found again at once.

    Raises Refusal on the field of the budget when it changed often enough, or would change by less than a step.
    """
    lock(mission)
    ensure(
        can_act_for(by, mission.company), "Seules les personnes qui représentent l’entreprise peuvent agir."
    )
    ensure(mission.status in ON_LINE, "Le budget de cette mission ne peut plus changer.")
    if version is not None and version != mission.version:
        raise EditedMeanwhile(EDITED_MEANWHILE)
    before = ceiling_of(mission)
    shown = mission.published_ceilings or [before]
    for name, value in facts.items():
        setattr(mission, name, value)
    _publish_ceiling(mission, by, shown)
    mission.version += 1
    mission.save(update_fields=[*facts, "published_ceilings", "version", "updated_at"])
    mission_changed.send(Mission, mission=mission)
    return mission


def ceiling_of(mission: Mission) -> int:
    """Cents an hour, as published."""
    return mission.hourly_ceiling_cents or ceilings.NONE


def _publish_ceiling(mission: Mission, by: User, shown: list[int]) -> None:
    ceiling = ceiling_of(mission)
    if ceiling == shown[-1]:
        mission.published_ceilings = shown
        return
    refusal = ceilings.refusal(shown, ceiling)
    if refusal:
        raise Refusal(refusal, field="budget_cents")
    mission.published_ceilings = [*shown, ceiling]
    why = f"Budget\u00a0: {_in_words(shown[-1])} → {_in_words(ceiling)}"
    mission.events.create(actor=by, from_status=mission.status, to_status=mission.status, why=why)


def _in_words(ceiling: int) -> str:
    return f"{short_euros(ceiling)} de l’heure" if ceiling else "non communiqué"
