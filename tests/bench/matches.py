"""The firm's page of matches at 100,000 profiles: eight owners at once, each signed in, reading the missions of her firm."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from matching.cache import index
from matching.models import Impression
from sio.dev import places
from sio.dev.steps import say, step
from tests.bench import firms, paper
from tests.bench.load import Heard, Visit, each_as_fast_as_possible
from tests.bench.server import serving

PEOPLE, FIRMS, MISSIONS = 100_000, 8, 25
SITE = 8393  # port
LISTS = {"Profils proposés": "", "À confirmer": "?liste=a-confirmer", "Presque": "?liste=presque"}
WARM, SPRINT, ROUNDS = 20.0, 10.0, 2  # seconds, seconds
LIMIT, MOST_QUERIES = 150, 12  # p95 in milliseconds; of the first list from memory
HEADS = ("List", "Answered from", "Pages a second", "p50 ms", "p95 ms", "p99 ms", "Goal p95 ms", "Errors")


@dataclass
class Line:
    name: str
    engine: str
    heard: Heard = field(default_factory=Heard)

    @property
    def has_goal(self) -> bool:
        return self.engine == "memory" and LISTS[self.name] == ""

    @property
    def is_good(self) -> bool:
        return not self.heard.errors and not (self.has_goal and self.heard.percentile(0.95) > LIMIT)

    @property
    def cells(self) -> list[str]:
        figures = [f"{self.heard.percentile(share):.0f}" for share in (0.5, 0.95, 0.99)]
        goal = f"≤ {LIMIT}" if self.has_goal else "–"
        return [
            self.name,
            self.engine,
            f"{self.heard.per_second:.0f}",
            *figures,
            goal,
            str(self.heard.errors),
        ]


def run() -> bool:
    """Measure, print, write; whether every goal is held."""
    call_command("collectstatic", interactive=False, verbosity=0)
    owners = _invite()
    lines = [*_measure(owners, "memory"), *_measure(owners, "SQL")]
    queries = max(_queries())
    _tell(lines, queries)
    return all(line.is_good for line in lines) and queries <= MOST_QUERIES


def _invite() -> Sequence[firms.Owner]:
    country = firms.Country.found()
    with step(f"Inviting {PEOPLE:,} people"):
        firms.join(country, PEOPLE)
    with step(f"Opening {FIRMS} firms"):
        return firms.open_firms(country, FIRMS, MISSIONS)


def _measure(owners: Sequence[firms.Owner], engine: str) -> list[Line]:
    """A server of its own, warm; the three lists in turn."""
    settings.MATCHING_CACHE = engine == "memory"
    index.follow_the_setting()
    lines = [Line(name, engine) for name in LISTS]
    variables = {"SIO_ROLE": "web", "MATCHING_CACHE": str(int(settings.MATCHING_CACHE))}
    with serving("tests.bench.site", SITE, variables) as site, step(f"Reading, from {engine}"):
        each_as_fast_as_possible(site, _visits(owners, ""), seconds=WARM)
        for _ in range(ROUNDS):
            for line in lines:
                Impression.objects.all().delete()  # each page is read for the first time of the day
                visits = _visits(owners, LISTS[line.name])
                line.heard.add(each_as_fast_as_possible(site, visits, seconds=SPRINT))
    return lines


def _visits(owners: Sequence[firms.Owner], which: str) -> list[Visit]:
    return [
        Visit(
            owner.cookie,
            [reverse("matching:assistants", args=[one.public_id]) + which for one in owner.missions],
        )
        for owner in owners
    ]


def _queries() -> Iterator[int]:
    """Statements of each page, as the log of the server tells them."""
    for line in Path(places.local() / f"bench-{SITE}.log").read_text(encoding="utf-8").splitlines():
        if '"route": "matching:assistants"' in line:
            yield json.loads(line)["sql_count"]


def _tell(lines: Sequence[Line], queries: int) -> None:
    table = paper.table(HEADS, [line.cells for line in lines])
    say(f"{table}\nQueries a page: {queries} at most.")
    paper.write_section("The page of matches", TEXT.format(table=table, queries=queries, people=PEOPLE))


TEXT = """
{people:,} profiles with names and pasts, eight owners signed in who each read the 25 missions of their firm, one page after the
other without a pause, from gunicorn as in production (two workers of four threads), warm, the readers on the same two cores.
The first page of each list, the lengths of all three; impressions are written as in production, and forgotten before each run. *Memory* is `MATCHING_CACHE`, *SQL* is
without it.

{table}

Queries a page: {queries} at most.
"""
