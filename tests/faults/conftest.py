"""Real processes, and faults on purpose."""

import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.db.models.functions import Now

from notifications.messages import Message
from notifications.models import Delivery
from notifications.services import send_later
from tests.faults.sink import Sink
from tests.support import workers
from tests.support.workers import Worker


@pytest.fixture
def sink() -> Iterator[Sink]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    sink = Sink(port=port).open()
    yield sink
    sink.close()


@pytest.fixture
def start_worker(
    process_environment: Callable[..., dict[str, str]], sink: Sink, tmp_path: Path
) -> Iterator[Callable[[], Worker]]:
    """Start a worker with its beat, as often as a test kills it."""
    started: list[Worker] = []

    def start() -> Worker:
        environment = process_environment(
            DJANGO_SETTINGS_MODULE="tests.faults.settings", EMAIL_PORT=str(sink.port)
        )
        started.append(workers.start_worker(tmp_path / f"worker{len(started)}", environment))
        return started[-1]

    yield start
    for worker in started:
        if worker.process.poll() is None:
            worker.kill()


@pytest.fixture
def flush_redis(redis_url: str) -> Callable[[], None]:
    """Empty the broker, as a restart without persistence does."""
    path, _, database = redis_url.removeprefix("redis+socket://").partition("?virtual_host=")

    def flush() -> None:
        with redis.Redis(unix_socket_path=path, db=int(database)) as client:
            client.flushdb()

    return flush


def owe_mails(count: int) -> None:
    """Mails that need no person: each has its own words, waiting encrypted."""
    for number in range(count):
        words = Message(
            subject=f"Message {number}",
            happened="Un fait.",
            button="Lire",
            path="/espace/",
            why="Ceci est un essai.",
        )
        send_later(words, address=f"personne{number}@exemple.example")


def wait_until(is_so: Callable[[], Any], *, seconds: float = 40) -> None:
    """Wait for something to become true; fails when it does not in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            pytest.fail(f"Not so after {seconds} s: {states()}")
        time.sleep(0.02)


def let_leases_run_out() -> None:
    """What a minute would do to the rows of a dead worker: the clock of the database cannot be moved."""
    Delivery.objects.filter(status="leased").update(lease_until=Now())


def states() -> dict[str, int]:
    """How many e-mails are in each state."""
    return dict(Counter(Delivery.objects.values_list("status", flat=True)))
