"""Real processes of SIO on the test database and the test Valkey: a Celery worker with its beat."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.db import connections

from sio.dev import places, processes


def environment(redis_url: str, **more: str) -> dict[str, str]:
    """What a process of SIO needs to work on the databases of this test."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "sio.settings.test",
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis_url,
        **more,
    }


def database_url() -> str:
    found = connections["default"].settings_dict
    person = quote(found["USER"], safe="") + (
        f":{quote(found['PASSWORD'], safe='')}" if found["PASSWORD"] else ""
    )
    port = f"&port={found['PORT']}" if found["PORT"] else ""
    return f"postgresql://{person}@/{found['NAME']}?host={quote(found['HOST'], safe='')}{port}"


@dataclass
class Worker:
    """A running Celery worker and beat; `log` holds what they said."""

    process: "subprocess.Popen[bytes]"
    log: Path

    def kill(self) -> None:
        """As a power cut would: the whole group, at once."""
        processes.signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        processes.stop(self.process, (signal.SIGTERM, 8.0), (signal.SIGQUIT, 2.0))

    def said(self, words: str) -> bool:
        return words in self.log.read_text(errors="replace")


def start_worker(directory: Path, env: dict[str, str]) -> Worker:
    """Start a worker with its beat and return when it is ready to work."""
    directory.mkdir(parents=True, exist_ok=True)
    log = directory / "worker.log"
    command = [sys.executable, "-m", "celery", "-A", "sio.celery", "worker", "--beat", "--concurrency", "1"]
    command += [
        "--schedule",
        str(directory / "beat"),
        "--loglevel",
        "INFO",
        "--without-gossip",
        "--without-mingle",
    ]
    with log.open("wb") as output:
        process = processes.spawn(
            command, output=output, env=env, cwd=places.ROOT, death_signal=signal.SIGKILL
        )
    worker = Worker(process, log)
    is_decided = processes.wait_until(
        lambda: worker.said(" ready.") or process.poll() is not None, seconds=30
    )
    if is_decided and process.poll() is None:
        return worker
    worker.kill()
    raise AssertionError(f"The worker does not start:\n{log.read_text(errors='replace')}")


@contextmanager
def running_worker(directory: Path, env: dict[str, str]) -> Iterator[Worker]:
    worker = start_worker(directory, env)
    try:
        yield worker
    finally:
        worker.stop()
