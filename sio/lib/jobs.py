"""Jobs of the calendar: once an hour, a day or a month, whatever runs twice, restarts or comes back late.

Each run is a row (job, period) written in the transaction of the job itself: a job that dies leaves no row and is
run again at the next tick; a second beat meets the row. The period is a local date or hour, so the nights when
summer time begins and ends neither skip nor double it. A job only writes to PostgreSQL: what must speak to the
outside is owed as a duty.
"""

import enum
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db import connection, models, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.module_loading import import_string

from .logs import in_context_of

logger = logging.getLogger("sio.jobs")


class Every(enum.Enum):
    """How often, and the name of the current period."""

    HOUR = "%Y-%m-%dT%H%z"
    DAY = "%Y-%m-%d"
    MONTH = "%Y-%m"


@dataclass(frozen=True)
class Job:
    """A function without arguments, its rhythm, the earliest local time within its day, and the reason in words.

    Hourly jobs read only the minute of `at`; monthly ones run on the first day, or as soon as possible after it.
    """

    path: str
    every: Every
    why: str
    at: time = time(0, 0)

    def period(self, moment: datetime) -> str:
        return moment.strftime(self.every.value)

    def is_due(self, moment: datetime) -> bool:
        if self.every is Every.HOUR:
            return moment.minute >= self.at.minute
        if self.every is Every.MONTH and moment.day > 1:
            return True
        return moment.time() >= self.at


class JobRun(models.Model):
    """A job that ran, and for which period."""

    job = models.CharField(max_length=120)
    period = models.CharField(max_length=20)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "travail du calendrier"
        verbose_name_plural = "travaux du calendrier"
        constraints = [models.UniqueConstraint("job", "period", name="job_runs_once_per_period")]

    def __str__(self) -> str:
        return f"{self.job} ({self.period})"


def run_due_jobs(jobs: Iterable[Job], *, moment: datetime | None = None) -> list[str]:
    """Run each job whose period is open and not done yet; returns the paths that ran. One failure stops no other."""
    moment = timezone.localtime(moment or _database_now())
    return [job.path for job in jobs if job.is_due(moment) and _ran(job, job.period(moment))]


def _ran(job: Job, period: str) -> bool:
    if JobRun.objects.filter(job=job.path, period=period).exists():
        return False
    with in_context_of(job=job.path):
        try:
            return _run_once(job, period)
        except Exception:
            logger.exception("job.failed")
            return False


@transaction.atomic
def _run_once(job: Job, period: str) -> bool:
    if not _is_ours(job) or JobRun.objects.filter(job=job.path, period=period).exists():
        return False
    JobRun.objects.create(job=job.path, period=period)
    import_string(job.path)()
    logger.info("job.done")
    return True


def _is_ours(job: Job) -> bool:
    """Hold the job for this transaction, or learn that another process does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [job.path])
        return bool(cursor.fetchone()[0])


def _database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
