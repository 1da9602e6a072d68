"""Readers at a door: as fast as they can, or at a given pace.

At a pace, a latency is counted from the moment the reader was due, not from the moment she got in: a server that
makes everybody wait cannot hide it.
"""

import http.client
import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count, cycle

HEADERS = {"Host": "localhost", "Accept-Encoding": "gzip"}


@dataclass
class Heard:
    """What was answered: latencies in milliseconds, and how many answers were not 200."""

    latencies: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0.0

    def add(self, other: "Heard") -> None:
        self.latencies += other.latencies
        self.errors += other.errors
        self.seconds += other.seconds

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


@dataclass(frozen=True)
class Visit:
    """Somebody signed in, and what she reads, over and over."""

    cookie: str
    paths: Sequence[str]


def as_fast_as_possible(port: int, paths: Sequence[str], *, seconds: float, readers: int = 4) -> Heard:
    """Each reader asks again as soon as she is answered."""
    end = time.perf_counter() + seconds
    numbers = count()

    def due() -> tuple[str, float] | None:
        now = time.perf_counter()
        return (paths[next(numbers) % len(paths)], now) if now < end else None

    return _read(port, [(due, {})] * readers)


def at_a_pace(port: int, paths: Sequence[str], *, per_second: float, seconds: float) -> Heard:
    """One reader every 1/`per_second`, whatever became of those before."""
    start = time.perf_counter()
    numbers = count()

    def due() -> tuple[str, float] | None:
        number = next(numbers)
        moment = start + number / per_second
        if moment - start >= seconds:
            return None
        if (early := moment - time.perf_counter()) > 0:
            time.sleep(early)
        return paths[number % len(paths)], moment

    return _read(port, [(due, {})] * 24)


def each_as_fast_as_possible(port: int, visits: Sequence[Visit], *, seconds: float) -> Heard:
    """One reader a visit, who asks for the next of her paths as soon as she is answered."""
    end = time.perf_counter() + seconds

    def due_of(visit: Visit) -> Due:
        paths = cycle(visit.paths)

        def due() -> tuple[str, float] | None:
            return (next(paths), now) if (now := time.perf_counter()) < end else None

        return due

    return _read(port, [(due_of(visit), {"Cookie": visit.cookie}) for visit in visits])


Due = Callable[[], tuple[str, float] | None]
"""What a reader asks next, and from when it counts; None: she leaves."""


def _read(port: int, readers: Sequence[tuple[Due, dict[str, str]]]) -> Heard:
    """Each reader with what is due and what her browser says of her."""
    heard, lock, start = Heard(), threading.Lock(), time.perf_counter()

    def read(due: Due, headers: dict[str, str]) -> None:
        door = http.client.HTTPConnection("localhost", port, timeout=30)
        while (wanted := due()) is not None:
            path, moment = wanted
            is_good = _ask(door, path, headers)
            with lock:
                heard.latencies.append((time.perf_counter() - moment) * 1000)
                heard.errors += not is_good
        door.close()

    threads = [threading.Thread(target=read, args=reader) for reader in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    heard.seconds = time.perf_counter() - start
    return heard


def _ask(door: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> bool:
    try:
        door.request("GET", path, headers=HEADERS | headers)
        answer = door.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        door.close()
        return False
    return answer.status == 200
