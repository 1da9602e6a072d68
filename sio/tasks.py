"""What a tick does: look into PostgreSQL, and act on what is due."""

from celery import shared_task

from sio.calendar import JOBS
from sio.lib import heartbeats
from sio.lib.duties import Queue, drain, duty_models, errands_of
from sio.lib.jobs import run_due_jobs

SECONDS = 10


@shared_task  # type: ignore[untyped-decorator]  # Celery publishes no types
def drain_work() -> int:
    return drain_queue(Queue.WORK)


@shared_task  # type: ignore[untyped-decorator]  # Celery publishes no types
def drain_mail() -> int:
    return drain_queue(Queue.MAIL)


@shared_task  # type: ignore[untyped-decorator]  # Celery publishes no types
def drain_stripe() -> int:
    return drain_queue(Queue.STRIPE)


@shared_task  # type: ignore[untyped-decorator]  # Celery publishes no types
def run_calendar() -> None:
    heartbeats.beat(heartbeats.WORKER)
    run_due_jobs(JOBS)


def drain_queue(queue: Queue, *, seconds: float = SECONDS) -> int:
    """Drain each table of a queue in turn, its share of the time each, then what works alongside; returns how much was begun."""
    heartbeats.beat(heartbeats.WORKER)
    tables = duty_models(queue)
    begun = sum(drain(table, seconds=seconds / len(tables)) for table in tables)
    return begun + sum(errand(seconds=seconds) for errand in errands_of(queue))
