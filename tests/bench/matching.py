"""`make bench B=matching`, `MILLION=1` for a million profiles too: the engine beside full-text search, on the same missions, in turn.

CPU: this process's, and its backend's (/proc/<pid>/schedstat).
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from django.conf import settings
from django.db import connection

from accounts.enums import Place
from matching import sql
from matching.answers import Answer
from matching.cache import ValidatedCache, index
from matching.cache.lists import pages_of
from matching.enums import Bucket
from matching.facts import MissionFacts
from matching.filters import confirmed_since, last_start
from matching.statements import from_sql
from missions.enums import Importance
from sio.dev.steps import say
from tests.bench import paper, people

MISSIONS, EDITS = 200, 1_000
SIZES, MILLION = [10_000, 100_000], 1_000_000
PAGES = {Bucket.MAIN: sql.Page(20)}
Engine = Callable[[MissionFacts], object]


@dataclass
class Line:
    name: str
    cpu: list[float] = field(default_factory=list)
    exact: int = 0

    def percentile(self, share: int) -> float:
        return quantiles(self.cpu, n=100)[share - 1]

    @property
    def cells(self) -> list[str]:
        figures = [f"{self.percentile(share):.2f}" for share in (50, 95, 99)]
        return [self.name, *figures, f"{self.exact}/{len(self.cpu)}"]


def cpu_ms() -> float:
    """Of this process and of its backend."""
    pid = connection.connection.info.backend_pid
    backend = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    return time.process_time() * 1e3 + backend


def full_text(asked: MissionFacts, *, is_long: bool) -> object:
    """As Django's documentation shows: a stored vector, GIN, ts_rank; the same simple filters."""
    few = [one for one in asked.skills if is_long or one.importance != Importance.COULD]
    query = " | ".join(f"skill{one.position}a | skill{one.position}b" for one in few)
    mode = "accepts_remote" if asked.place == Place.REMOTE else "accepts_on_site"
    rate = "floor_remote" if asked.place == Place.REMOTE else "floor_on_site"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT t.profile_id, ts_rank(t.vector, q) AS rank FROM bench_text t
            JOIN matching_candidate c USING (profile_id), to_tsquery('simple', %s) q
            WHERE t.vector @@ q AND c.is_listed AND c.{mode} AND c.{rate} <= %s AND c.free_minutes >= %s
              AND c.available_from <= %s AND c.confirmed_on >= %s ORDER BY rank DESC LIMIT 20""",  # noqa: S608
            [query, asked.ceiling, asked.minimum_minutes, last_start(asked), confirmed_since(asked)],
        )
        return cursor.fetchall()


def measure(world: people.World, cache: ValidatedCache) -> list[Line]:
    contents = cache._contents
    assert contents is not None
    engines: dict[str, Engine] = {
        "SIO, SQL": lambda asked: from_sql(asked, world.rules, PAGES),
        "SIO, cache": lambda asked: cache.answer(asked, world.rules, PAGES),
        "kernel in memory (floor)": lambda asked: pages_of(contents.columns, asked, world.rules, PAGES),
        "full text, long query": lambda asked: full_text(asked, is_long=True),
        "full text, short query": lambda asked: full_text(asked, is_long=False),
    }
    lines = {name: Line(name) for name in engines}
    for number in range(1, MISSIONS + 21):
        asked = people.mission(world, number)
        truth = from_sql(asked, world.rules, PAGES)
        for name, ask in engines.items():
            before = cpu_ms()
            found = ask(asked)
            spent = cpu_ms() - before
            if number > 20:  # the first ones warm
                lines[name].cpu.append(spent)
                lines[name].exact += found == truth
    return list(lines.values())


def stale_answers(world: people.World, cache: ValidatedCache, size: int) -> int:
    """After each edit, an answer of the cache against one of SQL."""
    stale = 0
    for edit in range(EDITS):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE matching_candidate SET free_minutes = %s, is_listed = %s WHERE profile_id = %s",
                [60 * world.draw.randrange(4, 36), world.draw.random() < 0.9, world.draw.randint(1, size)],
            )
        if edit % 10 == 0:
            asked = people.mission(world, 10_000 + edit)
            truth: dict[Bucket, Answer] = from_sql(asked, world.rules, PAGES)
            stale += cache.answer(asked, world.rules, PAGES) != truth
        else:
            version = cache.version
            cache.answer(people.mission(world, 1), world.rules, PAGES)
            stale += cache.version == version
    return stale


def bench(size: int) -> str:
    world = people.World.of()
    people.settle(world, size)
    settings.MATCHING_CACHE, settings.MATCHING_CACHE_MB = True, 2_048
    index.follow_the_setting()
    cache, began = ValidatedCache(), time.perf_counter()
    assert cache.load()
    seconds = time.perf_counter() - began
    lines = measure(world, cache)
    p95 = {line.name: line.percentile(95) for line in lines}
    ours = p95["SIO, cache"]
    stale = stale_answers(world, cache, size)
    ratios = ", ".join(f"{name} {value / ours:.1f} ×" for name, value in p95.items() if name != "SIO, cache")
    table = paper.table(["Engine", "CPU p50 ms", "p95", "p99", "Exact"], [line.cells for line in lines])
    return (
        f"### {size:,} profiles\n\n{table}\n\np95 of the others to that of the cache: {ratios}. Stale answers over {EDITS:,} edits: {stale}. "
        f"Cache: {cache.nbytes / 2**20:.0f} MB, loaded in {seconds:.1f} s."
    )


def run() -> bool:
    """Measure, print, write the section."""
    text = "\n\n".join(bench(size) for size in sizes())
    say(text)
    paper.write_section("The engine beside full-text search", text)
    return True


def sizes() -> list[int]:
    return [*SIZES, *([MILLION] if os.environ.get("MILLION") else [])]
