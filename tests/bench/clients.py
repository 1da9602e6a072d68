"""Eight people ask at once, as in production: two processes of four threads, each process with its own memory."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

from django.db import connection, connections

from tests.bench.population import Need

PROCESSES, THREADS = 2, 4


def latencies(ask: Callable[[Need], Any], needs: list[Need], rounds: int) -> list[float]:
    """Milliseconds of each answer, once everybody is warm: each client asks all the missions in turn, from her own place."""
    connections.close_all()
    with get_context("fork").Pool(PROCESSES, _remember, (ask, needs)) as pool:
        found = pool.map(_process, [rounds] * PROCESSES, chunksize=1)
    return [one for few in found for one in few]


_known: dict[str, Any] = {}


def _remember(ask: Callable[[Need], Any], needs: list[Need]) -> None:
    _known["ask"], _known["needs"] = ask, needs


def _process(rounds: int) -> list[float]:
    with ThreadPoolExecutor(THREADS) as threads:
        return [one for few in threads.map(_client, range(THREADS), [rounds] * THREADS) for one in few]


def _client(number: int, rounds: int) -> list[float]:
    needs = _known["needs"]
    ordered = [*needs[number * 7 :], *needs[: number * 7]][:rounds]
    for one in ordered[:3]:
        _known["ask"](one)
    taken = [_timed(one) for one in ordered]
    connection.close()
    return taken


def _timed(one: Need) -> float:
    began = time.perf_counter()
    _known["ask"](one)
    return 1_000 * (time.perf_counter() - began)
