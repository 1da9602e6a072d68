"""How a thing moves: locked, checked, written, remembered.

Locks are taken in one order everywhere: mission, profile, invitation, application, engagement, timesheet.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model

from accounts.models import User
from missions.enums import (
    APPLICATION_MOVES,
    ENGAGEMENT_MOVES,
    INVITATION_MOVES,
    MISSION_MOVES,
    TIMESHEET_MOVES,
)
from missions.models import Application, Engagement, Invitation, Mission, Timesheet
from sio.lib.errors import Refusal
from sio.lib.lives import Event, check_move

Locked = TypeVar("Locked", bound=Model)
Living = Mission | Invitation | Application | Engagement | Timesheet

MOVES: dict[type[Living], Mapping[str, frozenset[str]]] = {
    Mission: MISSION_MOVES,
    Invitation: INVITATION_MOVES,
    Application: APPLICATION_MOVES,
    Engagement: ENGAGEMENT_MOVES,
    Timesheet: TIMESHEET_MOVES,
}


def lock(thing: Locked) -> Locked:
    """Wait for the row and read it again: what is checked next stays true until the end of the transaction."""
    rows = type(thing)._default_manager.select_for_update(of=("self",))
    thing.refresh_from_db(from_queryset=rows)
    return thing


def move(
    thing: Living, target: str, *, by: User | None, facts: Mapping[str, object] | None = None, **event: Any
) -> Event:
    """Lead a locked thing to its next state with the facts of the move, and remember it.

    Raises ForbiddenMove when its life does not lead there. `event` completes the row of history (why, reason).
    """
    origin = thing.status
    check_move(MOVES[type(thing)], origin, target, thing=str(thing._meta.verbose_name))
    _write(thing, {"status": target, **(facts or {})})
    return thing.events.create(actor=by, from_status=origin, to_status=target, **event)


def ensure(condition: object, message: str) -> None:
    """Refuse with this sentence unless the condition holds."""
    if not condition:
        raise Refusal(message)


def _write(thing: Living, facts: Mapping[str, object]) -> None:
    for name, value in facts.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(facts))
