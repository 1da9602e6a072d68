"""What people and the night do to duties: see all tables, replay or withdraw a dead one, purge the old."""

from datetime import timedelta

from django.apps import apps
from django.db.models.functions import Now

from sio.lib.services import service

from .model import Duty, DutyStatus, Queue

KEPT = timedelta(days=90)


def duty_models(queue: Queue | None = None) -> list[type[Duty]]:
    """Every concrete table of duties, of one queue or all: an app declares its own by subclassing Duty."""
    tables = [model for model in apps.get_models() if issubclass(model, Duty)]
    return [model for model in tables if queue is None or queue == model.QUEUE]


@service
def replay(duty: Duty) -> bool:
    """Give a dead duty its tries back, due at once; False when it is not dead."""
    fresh = {"status": DutyStatus.WAITING, "tries": 0, "next_at": Now(), "last_error": ""}
    return _if_dead(duty, fresh)


@service
def withdraw(duty: Duty) -> bool:
    """Give up a dead duty for good; False when it is not dead."""
    return _if_dead(duty, {"status": DutyStatus.CANCELLED})


def _if_dead(duty: Duty, columns: dict[str, object]) -> bool:
    rows = type(duty)._default_manager.filter(pk=duty.pk, status=DutyStatus.DEAD)
    return rows.update(**columns) == 1


def purge_done() -> None:
    """Every night: delete the duties over for 90 days; a table that is also a log keeps the line, emptied."""
    for model in duty_models():
        over = model._default_manager.filter(
            status__in=(DutyStatus.DONE, DutyStatus.CANCELLED), created_at__lt=Now() - KEPT
        )
        if model.IS_A_LOG:
            over.exclude(payload={}).update(payload={})
        else:
            over.delete()
