"""What one update costs each engine until it can be read: CPU of this process and of its backend."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median
from typing import TypeVar

from django.db import connection, transaction

from matching.cache import ValidatedCache
from matching.facts import CandidateFacts
from matching.projection import row_of
from matching.services.projection import write
from tests.bench.arithmetic import cpu_ms
from tests.bench.engines import BM25, CACHE, LONG, PAGES, SQL
from tests.bench.population import People, World, need
from tests.bench.rivals import Tantivy

Found = TypeVar("Found")

UPDATES, FIRST_NUMBER = 100, 3_000


def costs(world: World, people: People, cache: ValidatedCache, tantivy: Tantivy) -> dict[str, float]:
    """The median of a hundred, in ms. Of the cache: the row, and what the next question costs more than the one after."""
    found: dict[str, list[float]] = {name: [] for name in (SQL, CACHE, LONG, BM25)}
    asked = need(world, FIRST_NUMBER).facts
    for she in _changed(people):
        row = spent(lambda she=she: _write(world, she))
        first, second = (spent(lambda: cache.answer(asked, world.rules, PAGES)) for _ in range(2))
        text = spent(lambda she=she: _write_text(she))
        told = spent(lambda she=she: (tantivy.write(she), tantivy.refresh()))
        costs_of = {SQL: row, CACHE: row + max(0.0, first - second), LONG: row + text, BM25: row + told}
        for name, cost in costs_of.items():
            found[name].append(cost)
    return {name: median(values) for name, values in found.items()}


def _changed(people: People) -> Iterator[CandidateFacts]:
    step = max(1, len(people) // UPDATES)
    for place in range(0, step * UPDATES, step):
        she = people.facts(place)
        yield replace(she, free_minutes=600, is_listed=True)


def _write(world: World, she: CandidateFacts) -> None:
    with transaction.atomic():
        write([row_of(she, world.rules)])


def _write_text(she: CandidateFacts) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE bench_text SET words = words || ' plus', vector = to_tsvector('french', words || ' plus') "
            "WHERE profile_id = %s",
            [she.profile_id],
        )


def spent(act: Callable[[], object]) -> float:
    """CPU ms of this process and of the backend of its connection."""
    return timed(act)[0]


def timed(act: Callable[[], Found]) -> tuple[float, Found]:
    """As `spent`, with what the act gave."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    before = cpu_ms(pid)
    found = act()
    return cpu_ms(pid) - before, found
