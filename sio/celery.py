"""Celery, reduced to a clock: ticks that carry nothing.

No fact lives in a message: what must happen is a row, and a tick only says "look now". It expires after two seconds,
is acknowledged before it is acted on, and losing it costs one second: Redis may be flushed at any moment. The web
process never imports this module. What runs by the calendar stands in `sio.calendar`.
"""

import os

from celery import Celery
from kombu.entity import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sio.settings.dev")

from django.conf import settings

app = Celery("sio", broker=settings.REDIS_URL)
app.autodiscover_tasks(["sio"])

TICK_LIFE_SECONDS = 2


def tick(task: str, *, every: float, queue: str, **options: int) -> dict[str, object]:
    """A line of the schedule: nothing is kept of it when nobody is there to take it in time."""
    return {
        "task": f"sio.tasks.{task}",
        "schedule": every,
        "options": {"queue": queue, "expires": TICK_LIFE_SECONDS, "ignore_result": True, **options},
    }


app.conf.update(
    timezone=settings.TIME_ZONE,
    # The schedule, whole. It lives in code: one that is edited in the admin is one that is never tested.
    beat_schedule={
        # Indexes, projections, deadlines: what SIO owes itself.
        "work": tick("drain_work", every=1, queue="work"),
        # E-mails, apart: a slow mail server delays mails alone.
        "mail": tick("drain_mail", every=1, queue="mail"),
        # Stripe: calls and received events. Their lease is 120 s, so are their limits longer.
        "stripe": tick("drain_stripe", every=1, queue="stripe", soft_time_limit=100, time_limit=110),
        # The calendar (sio/calendar.py): a job whose hour has come and that has not run for its period runs now.
        "calendar": tick("run_calendar", every=20, queue="work"),
    },
    beat_scheduler="sio.beat:Scheduler",
    # Late by at most a second; Celery's default of five minutes is for schedules kept in a database.
    beat_max_loop_interval=1,
    task_default_queue="work",
    # A worker started without -Q listens to all three; in production each may have its own.
    task_queues=[Queue(name) for name in ("work", "mail", "stripe")],  # type: ignore[no-untyped-call]
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        # A half-open Redis must not hang beat: kombu waits for ever by default.
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        # Only for tidiness: nothing relies on redelivery.
        "visibility_timeout": 300,
    },
    # Ticks are not hoarded: a worker takes one when it can work on it (the default is four per process).
    worker_prefetch_multiplier=1,
    # A tick is worth nothing: acknowledged at once, never redelivered.
    task_acks_late=False,
    # On SIGTERM, finish the duty in hand (the default kills it).
    worker_soft_shutdown_timeout=30,
    # Below the lease of 60 s: a worker that is stuck dies before somebody else takes its duty over.
    task_soft_time_limit=45,
    task_time_limit=55,
    # Memory does not creep.
    worker_max_tasks_per_child=2000,
    # No results anywhere: rows say what happened.
    result_backend=None,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    worker_hijack_root_logger=False,
)
