"""The calendar: once per period, late rather than never, never twice (F16, F19)."""

import threading
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from sio.calendar import JOBS
from sio.lib import heartbeats
from sio.lib.heartbeats import Heartbeat
from sio.lib.jobs import Every, Job, JobRun, run_due_jobs

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
ran: list[str] = []


def note() -> None:
    ran.append("note")


def fail() -> None:
    Heartbeat.objects.create(name="half", at=Now())
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def nothing_ran() -> None:
    ran.clear()


def job(every: Every = Every.DAY, at: time = time(4, 10), act: str = "note") -> Job:
    return Job(f"tests.lib.test_jobs.{act}", every, "A test.", at=at)


def at(*moment: int, fold: int = 0) -> datetime:
    return datetime(*moment, tzinfo=PARIS, fold=fold)  # type: ignore[arg-type]


def test_a_daily_job_waits_for_its_hour_then_runs_once() -> None:
    moments = [
        at(2026, 11, 24, 4, 9),
        at(2026, 11, 24, 4, 10),
        at(2026, 11, 24, 4, 11),
        at(2026, 11, 25, 4, 10),
    ]

    runs = [len(run_due_jobs([job()], moment=moment)) for moment in moments]

    assert runs == [0, 1, 0, 1]


def test_a_job_missed_while_down_runs_late_on_the_same_day() -> None:
    assert run_due_jobs([job()], moment=at(2026, 11, 24, 23, 59)) == ["tests.lib.test_jobs.note"]


def test_an_hourly_job_runs_at_its_minute() -> None:
    hourly = job(Every.HOUR, time(0, 15))
    moments = [
        at(2026, 11, 24, 8, 14),
        at(2026, 11, 24, 8, 15),
        at(2026, 11, 24, 8, 59),
        at(2026, 11, 24, 9, 20),
    ]

    assert [len(run_due_jobs([hourly], moment=moment)) for moment in moments] == [0, 1, 0, 1]


def test_a_monthly_job_runs_from_the_first_day_on() -> None:
    monthly = job(Every.MONTH)
    moments = [at(2026, 12, 1, 3, 0), at(2026, 12, 2, 3, 0), at(2026, 12, 31, 5, 0), at(2027, 1, 1, 4, 10)]

    assert [len(run_due_jobs([monthly], moment=moment)) for moment in moments] == [0, 1, 0, 1]


@pytest.mark.parametrize(
    "day", [(2026, 10, 25), (2027, 3, 28), (2026, 12, 31), (2028, 2, 29)], ids=["25 h", "23 h", "eve", "leap"]
)
def test_a_daily_job_runs_once_on_every_odd_day(day: tuple[int, int, int]) -> None:
    """02:30 comes twice in October and not at all in March."""
    start = datetime(*day, tzinfo=PARIS).astimezone(ZoneInfo("UTC"))
    night = [start + timedelta(minutes=10 * step) for step in range(23 * 6)]

    runs = sum(len(run_due_jobs([job(at=time(2, 30))], moment=moment)) for moment in night)

    assert runs == 1


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    hourly = job(Every.HOUR, time(0, 0))
    moments = [at(2026, 10, 25, 2, 30), at(2026, 10, 25, 2, 30, fold=1)]

    assert [len(run_due_jobs([hourly], moment=moment)) for moment in moments] == [1, 1]


def test_a_job_that_fails_leaves_nothing_and_stops_no_other() -> None:
    done = run_due_jobs([job(act="fail"), job()], moment=at(2026, 11, 24, 5, 0))

    assert done == ["tests.lib.test_jobs.note"]
    assert not Heartbeat.objects.filter(name="half").exists()
    assert [run.job for run in JobRun.objects.all()] == ["tests.lib.test_jobs.note"]


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_run_a_job_once(caplog: pytest.LogCaptureFixture) -> None:
    start = threading.Barrier(4)

    def beat(moment: datetime) -> None:
        try:
            start.wait()
            run_due_jobs([job()], moment=moment)
        finally:
            connection.close()

    for day in range(1, 11):
        threads = [threading.Thread(target=beat, args=[at(2026, 11, day, 5, 0)]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(ran) == 10
    assert (
        "job.failed" not in caplog.messages
    )  # the others saw it was taken, they did not collide with its row


@pytest.mark.parametrize("planned", JOBS, ids=lambda planned: planned.path)
def test_each_line_of_the_calendar_names_a_function_and_its_reason(planned: Job) -> None:
    assert callable(import_string(planned.path))
    assert planned.why.endswith(".")


@pytest.mark.parametrize("planned", JOBS, ids=lambda planned: planned.path)
def test_each_line_of_the_calendar_runs_on_an_empty_site(planned: Job) -> None:
    with transaction.atomic():
        import_string(planned.path)()


def test_a_line_stands_once_in_the_calendar() -> None:
    assert len({planned.path for planned in JOBS}) == len(JOBS)


def test_the_database_clock_decides_when_no_moment_is_given() -> None:
    assert run_due_jobs([job(at=time(0, 0))]) == ["tests.lib.test_jobs.note"]


def test_a_process_shows_life_at_most_every_five_seconds() -> None:
    heartbeats.beat("beat")
    first = Heartbeat.objects.get(name="beat").at
    heartbeats.beat("beat")
    assert Heartbeat.objects.get(name="beat").at == first

    Heartbeat.objects.update(at=Now() - timedelta(seconds=30))
    assert not heartbeats.is_alive("beat", within=timedelta(seconds=10))
    heartbeats.beat("beat")
    assert heartbeats.is_alive("beat", within=timedelta(seconds=10))
    assert not heartbeats.is_alive("worker", within=timedelta(seconds=10))
