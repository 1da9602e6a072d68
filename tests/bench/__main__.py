"""Make the data, take the figures, print the table and write it into docs/benchmarks.md."""

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

import django

from sio.dev import locks, places
from sio.dev.checks import PRODUCTION
from sio.dev.servers import Servers
from sio.dev.steps import Trouble, say, step
from tests.bench.pages import Line, measure

DATABASE = "sio_bench"
PAPER = Path(places.ROOT) / "docs" / "benchmarks.md"
HEADS = ("Page", "Pages a second", "p50 ms", "p95 ms", "Goal p95 ms", "Errors")


def main() -> int:
    gate = locks.take_if_free(places.local() / "run.lock")
    if gate is None:
        raise Trouble("SIO runs here: stop it first (Ctrl-C where it was started), then make bench.")
    with gate, Servers() as servers:
        if servers.cluster is None:
            raise Trouble("make bench fills a database of its own: it needs the embedded server.")
        servers.cluster.sql(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        servers.cluster.ensure_database(DATABASE)
        address = places.database_url().rpartition("/sio")
        os.environ |= PRODUCTION | {
            "DATABASE_URL": f"{address[0]}/{DATABASE}{address[2]}",
            "REDIS_URL": places.redis_url(),
            "ALLOWED_HOSTS": "localhost",
        }
        mission = _furnish()
        lines = measure(mission, {"SIO_ROLE": "web"}, _peer())
        servers.cluster.sql(f"DROP DATABASE {DATABASE} WITH (FORCE)")
    _tell(lines)
    return 0 if all(line.is_good for line in lines) else 1


def _furnish() -> str:
    """The database and the static files; the address of an open mission."""
    django.setup()
    from django.core.management import call_command

    from tests.bench import crowd
    from tests.bench.pages import MISSIONS, PEOPLE

    with step("Making the database"):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
    with step(f"Inviting {PEOPLE:,} people"):
        crowd.fill(PEOPLE, MISSIONS)
    return crowd.an_open_mission().get_absolute_url()


def _peer() -> dict[str, str]:
    """How the peer reaches the same database."""
    from django.db import connection

    known = connection.get_connection_params()
    return {
        f"PEER_{part.upper()}": str(known.get(key) or "")
        for part, key in (("name", "dbname"), ("host", "host"), ("port", "port"), ("user", "user"))
    }


def _tell(lines: list[Line]) -> None:
    table = [HEADS, *(line.cells for line in lines)]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADS))]
    for row in table:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
    ours, theirs = (
        next(line.heard for line in lines if line.name == name) for name in ("article", "article, the peer’s")
    )
    ratio = f"Ratio, our article to the peer’s: {ours.per_second / theirs.per_second:.2f} pages a second."
    say(ratio)
    PAPER.write_text(_paper(lines, ratio), encoding="utf-8")


def _paper(lines: list[Line], ratio: str) -> str:
    rows = [HEADS, ("---",) * len(HEADS), *(line.cells for line in lines)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"""# Benchmarks

Written by `make bench` on {datetime.now(UTC):%Y-%m-%d} ({os.cpu_count()} cores, Python {platform.python_version()}).

## Pages

Gunicorn as in production (two workers of four threads), production settings, embedded PostgreSQL, visitors without
cookie, the load generator on the same cores. Sprints of ours and of the peer alternate; at a pace, latency counts from the
moment the reader was due. The peer is `tests/bench/peer.py`: djangoproject.com's pattern for a blog entry on the same table.

{table}

{ratio}
"""


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Trouble as trouble:
        say(f"\n{trouble}")
        sys.exit(1)
