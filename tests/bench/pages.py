"""The public pages: under load beside the peer's, and as a telephone sees them."""

from collections.abc import Iterator, Sequence

from django.core.management import call_command
from django.db import connection

from sio.dev.steps import say, step
from tests.bench import crowd, lighthouse, paper, sprints
from tests.bench.server import serving

SITE, PEER = 8391, 8392  # ports


def run() -> bool:
    """Measure, print, write; whether every goal is held."""
    mission, profile = _furnish()
    with (
        serving(
            "tests.bench.site", SITE, {"SIO_ROLE": "web", "SITE_URL": f"http://localhost:{SITE}"}
        ) as site,
        serving("tests.bench.peer", PEER, _peer()) as peer,
    ):
        lines = sprints.measure(site, peer, mission)
        sights = list(_looks(site, mission, profile))
    _tell(lines, sights)
    return all(line.is_good for line in lines) and all(sight.is_good for sight in sights)


def _furnish() -> tuple[str, str]:
    """The crowd and the static files; the addresses of an open mission and of a profile."""
    with step("Making the static files"):
        call_command("collectstatic", interactive=False, verbosity=0)
    with step(f"Inviting {sprints.PEOPLE:,} people"):
        crowd.fill(sprints.PEOPLE, sprints.MISSIONS)
    return crowd.an_open_mission().get_absolute_url(), crowd.a_profile().get_absolute_url()


def _looks(site: int, mission: str, profile: str) -> Iterator[lighthouse.Sight]:
    program = lighthouse.find()
    if program is None:
        say("Lighthouse is not here: its table is left out (npm install lighthouse, LIGHTHOUSE=…).")
        return
    for name, path in (
        ("home", "/"),
        ("article", sprints.ARTICLE),
        ("directory", "/assistants/"),
        ("profile", profile),
        ("mission", mission),
    ):
        with step(f"Looking at the page: {name}"):
            yield lighthouse.look(program, name, f"http://localhost:{site}{path}")


def _peer() -> dict[str, str]:
    """How the peer reaches the same database."""
    known = connection.get_connection_params()
    return {
        f"PEER_{part.upper()}": str(known.get(key) or "")
        for part, key in (("name", "dbname"), ("host", "host"), ("port", "port"), ("user", "user"))
    }


def _tell(lines: Sequence[sprints.Line], sights: Sequence[lighthouse.Sight]) -> None:
    under_load = paper.table(sprints.HEADS, [line.cells for line in lines])
    seen = paper.table(lighthouse.HEADS, [sight.cells for sight in sights])
    ours, theirs = lines[0].heard, lines[1].heard
    ratio = f"Our article to the peer’s: {ours.per_second / theirs.per_second:.2f} pages for one."
    say(f"{under_load}\n{ratio}\n{seen}")
    paper.write_section("Pages under load", UNDER_LOAD.format(under_load=under_load, ratio=ratio))
    if sights:
        paper.write_section("Pages as a telephone sees them", SEEN.format(seen=seen))


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
