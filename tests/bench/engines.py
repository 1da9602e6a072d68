"""The engines that are asked in turn: SIO's two, the floor under them, and full-text search as Django's documentation shows it.

An answer is whole (rows, fits and length of the list) or the ids of a first page; query preparation is inside every timing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection

from matching import sql
from matching.answers import Row
from matching.cache import ValidatedCache
from matching.cache.columns import Array, Columns
from matching.cache.lists import pages_of
from matching.cache.parts import Crowd, measures, possible
from matching.enums import Bucket
from matching.facts import MissionFacts
from matching.rules import Rules
from matching.sql import Page
from matching.statements import from_sql
from tests.bench import truth
from tests.bench.population import Need

SQL, CACHE, KERNEL = "SIO, SQL", "SIO, cache", "kernel in memory (floor)"
LONG, SHORT = "full text, long query", "full text, short query"
BM25, SKILLS, COSINE = "tantivy, text", "tantivy, skills, 1,000 reranked", "TF-IDF, cosine"
SHOWN = 20
PAGES = {Bucket.MAIN: Page(SHOWN)}


@dataclass(frozen=True)
class Engine:
    """One row of the table, and what is taken of it."""

    name: str
    ask: Callable[[Need], Any]
    memory: int
    """Bytes: of tables with their indexes, of columns, of an index."""
    build_seconds: float

    def is_exact(self, found: Any, rows: list[Row]) -> bool:
        """The same people in the same order; for whole answers the same micro-points and length too."""
        if isinstance(found, dict):
            return bool(found == truth.page_of(rows, SHOWN))
        return list(found) == [row.profile_id for row in rows[:SHOWN]]


def by_sql(rules: Rules) -> Callable[[Need], Any]:
    return lambda need: from_sql(need.facts, rules, PAGES)


def by_cache(cache: ValidatedCache, rules: Rules) -> Callable[[Need], Any]:
    return lambda need: cache.answer(need.facts, rules, PAGES)


def by_kernel(columns: Columns, rules: Rules) -> Callable[[Need], Any]:
    """The columns alone, with nobody to ask whether they are up to date."""
    return lambda need: pages_of(columns, need.facts, rules, PAGES)


# Full text.


def by_long_text(need: Need) -> list[int]:
    return by_text(need.facts, need.told)


def by_short_text(need: Need) -> list[int]:
    return by_text(need.facts, need.required)


def by_text(asked: MissionFacts, words: Sequence[str], more: str = "") -> list[int]:
    """The statement of `filter(vector=query).annotate(rank=SearchRank("vector", query)).order_by("-rank")[:20]`.

    The vector is stored and has its GIN index; the hard filters are those of SIO, word for word.
    """
    statement = f"""SELECT t.profile_id, ts_rank(t.vector, to_tsquery('french'::regconfig, %(query)s)) AS rank
        FROM bench_text t INNER JOIN matching_candidate c ON c.profile_id = t.profile_id
        WHERE t.vector @@ (to_tsquery('french'::regconfig, %(query)s)) AND {" AND ".join(hard_filters(asked))} {more}
        ORDER BY rank DESC LIMIT {SHOWN}"""  # noqa: S608 - literals of matching.sql
    with connection.cursor() as cursor:
        cursor.execute(
            statement.replace("%", "%%").replace("%%(query)s", "%(query)s"), {"query": " | ".join(words)}
        )
        return [profile_id for profile_id, _ in cursor.fetchall()]


def hard_filters(asked: MissionFacts) -> list[str]:
    holds = (margin.holds for margin in sql.margins(asked))
    return [*sql.circle(asked), *sql.known_tests(asked), *sql.doubtful_tests(asked), *holds]


# The floor under the floor.


class Touched:
    """Columns that remember what was read of them."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.read: dict[tuple[str, int], int] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._columns, name)

    def number(self, name: str) -> Array:
        return self._remembered((name, 0), self._columns.number(name))

    def slot(self, name: str, position: int) -> Array:
        return self._remembered((name, position), self._columns.slot(name, position))

    def _remembered(self, key: tuple[str, int], column: Array) -> Array:
        self.read[key] = column.nbytes
        return column


def bytes_read(columns: Columns, asked: MissionFacts) -> int:
    """Of the columns that must be read for everybody: those that decide whether somebody is in play at all."""
    touched: Any = Touched(columns)
    possible(touched, asked)
    everybody = Crowd(touched, asked)
    for part in measures(asked):
        if part.is_simple:
            np.asarray(part.holds(everybody))
    return sum(touched.read.values())
