"""Make the data, take the figures, print the tables and write them into docs/benchmarks.md."""

import os
import sys
from collections.abc import Iterator, Sequence

import django

from sio.dev import locks, places
from sio.dev.checks import PRODUCTION
from sio.dev.servers import Servers
from sio.dev.steps import Trouble, say, step
from tests.bench import lighthouse, pages, paper

DATABASE = "sio_bench"


def main() -> int:
    gate = locks.take_if_free(places.local() / "run.lock")
    if gate is None:
        raise Trouble("SIO runs here: stop it first (Ctrl-C where it was started), then make bench.")
    with gate, Servers() as servers:
        if servers.cluster is None:
            raise Trouble("make bench fills a database of its own: it needs the embedded server.")
        servers.cluster.sql(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        servers.cluster.ensure_database(DATABASE)
        before, _, after = places.database_url().rpartition("/sio?")
        os.environ |= PRODUCTION | {
            "DATABASE_URL": f"{before}/{DATABASE}?{after}",
            "REDIS_URL": places.redis_url(),
            "ALLOWED_HOSTS": "localhost",
            "SITE_URL": f"http://localhost:{pages.SITE}",
        }
        if os.environ.get("B") == "matching":
            _rank()
            servers.cluster.sql(f"DROP DATABASE {DATABASE} WITH (FORCE)")
            return 0
        mission, profile = _furnish()
        with (
            pages.serving("tests.bench.site", pages.SITE, {"SIO_ROLE": "web"}) as site,
            pages.serving("tests.bench.peer", pages.PEER, _peer()) as peer,
        ):
            lines = pages.measure(site, peer, mission)
            sights = list(_looks(site, mission, profile))
        servers.cluster.sql(f"DROP DATABASE {DATABASE} WITH (FORCE)")
    _tell(lines, sights)
    return 0 if all(figure.is_good for figure in (*lines, *sights)) else 1


def _rank() -> None:
    """The engine alone, on a database without accounts."""
    django.setup()
    from django.core.management import call_command

    with step("Making the database"):
        call_command("migrate", interactive=False, verbosity=0)
    from tests.bench import matching

    matching.run([*matching.SIZES, *([matching.MILLION] if os.environ.get("MILLION") else [])])


def _furnish() -> tuple[str, str]:
    """The database and the static files; the addresses of an open mission and of a profile."""
    django.setup()
    from django.core.management import call_command

    from tests.bench import crowd

    with step("Making the database"):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
    with step(f"Inviting {pages.PEOPLE:,} people"):
        crowd.fill(pages.PEOPLE, pages.MISSIONS)
    return crowd.an_open_mission().get_absolute_url(), crowd.a_profile().get_absolute_url()


def _looks(site: int, mission: str, profile: str) -> Iterator[lighthouse.Sight]:
    program = lighthouse.find()
    if program is None:
        say("Lighthouse is not here: its table is left out (npm install lighthouse, LIGHTHOUSE=…).")
        return
    for name, path in (
        ("home", "/"),
        ("article", pages.ARTICLE),
        ("directory", "/assistants/"),
        ("profile", profile),
        ("mission", mission),
    ):
        with step(f"Looking at the page: {name}"):
            yield lighthouse.look(program, name, f"http://localhost:{site}{path}")


def _peer() -> dict[str, str]:
    """How the peer reaches the same database."""
    from django.db import connection

    known = connection.get_connection_params()
    return {
        f"PEER_{part.upper()}": str(known.get(key) or "")
        for part, key in (("name", "dbname"), ("host", "host"), ("port", "port"), ("user", "user"))
    }


def _tell(lines: Sequence[pages.Line], sights: Sequence[lighthouse.Sight]) -> None:
    under_load = _table(pages.HEADS, [line.cells for line in lines])
    seen = _table(lighthouse.HEADS, [sight.cells for sight in sights])
    ours, theirs = lines[0].heard, lines[1].heard
    ratio = f"Our article to the peer’s: {ours.per_second / theirs.per_second:.2f} pages for one."
    say(f"{under_load}\n{ratio}\n{seen}")
    paper.write_section("Pages under load", UNDER_LOAD.format(under_load=under_load, ratio=ratio))
    if sights:
        paper.write_section("Pages as a telephone sees them", SEEN.format(seen=seen))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


UNDER_LOAD = """
Gunicorn as in production (two workers of four threads), production settings, embedded PostgreSQL, visitors without cookie,
the load generator on the same cores. Sprints of ours and of the peer alternate; at a pace, latency counts from the moment
the reader was due. The peer is `tests/bench/peer.py`: djangoproject.com's pattern for a blog entry, on the same table.

{under_load}

{ratio}
"""

SEEN = """
Lighthouse, mobile, median of three looks, on the same production server.

{seen}
"""

if __name__ == "__main__":
    try:
        sys.exit(main())
    except Trouble as trouble:
        say(f"\n{trouble}")
        sys.exit(1)
