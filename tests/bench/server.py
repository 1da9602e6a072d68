"""Gunicorn as in production, for as long as a part of the bench needs it."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.request import urlopen

from sio.dev import environment, places


@contextmanager
def serving(application: str, port: int, variables: dict[str, str]) -> Iterator[int]:
    """Gunicorn as in production: two workers of four threads."""
    command: Sequence[str] = [
        str(environment.PYTHON), "-m", "gunicorn", application,
        "--config", "python:sio.serving", "--bind", f"localhost:{port}", "--log-level", "error",
    ]  # fmt: skip
    with (places.local() / f"bench-{port}.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=places.ROOT,
            env=os.environ | variables | {"WEB_CONCURRENCY": "2"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(port: int) -> None:
    """Up to half a minute; any answer will do."""
    for _ in range(150):
        try:
            with urlopen(f"http://localhost:{port}/healthz", timeout=5):
                return
        except HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"Nothing answers on port {port}.")
