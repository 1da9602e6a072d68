"""`make bench`: every part in turn, or the one that B= names, each in a process and a database of its own.

A part is a module of this package with `run() -> bool`: it measures, prints its tables, writes its sections of
docs/benchmarks.md, and says whether every goal is held.
"""

import os
import subprocess
import sys
from importlib import import_module

from sio.dev import environment, locks, places
from sio.dev.checks import PRODUCTION
from sio.dev.servers import Servers
from sio.dev.steps import Trouble, say, step

PARTS = ("pages", "matching", "matches", "linking", "fairness", "market")
DATABASE = "sio_bench"


def main() -> int:
    """Exit status 1 when a part misses a goal; the others are measured all the same."""
    parts = _asked()
    gate = locks.take_if_free(places.local() / "run.lock")
    if gate is None:
        raise Trouble("SIO runs here: stop it first (Ctrl-C where it was started), then make bench.")
    with gate, Servers() as servers:
        if servers.cluster is None:
            raise Trouble("make bench fills a database of its own: it needs the embedded server.")
        missed = [part for part in parts if not _is_held(part, servers)]
    say(f"Goals missed in: {', '.join(missed)}." if missed else "Every goal is held.")
    return bool(missed)


def _asked() -> tuple[str, ...]:
    asked = os.environ.get("B")
    if asked and asked not in PARTS:
        raise Trouble(f"B={asked}: no such part. There are {', '.join(PARTS)}.")
    return (asked,) if asked else PARTS


def _is_held(part: str, servers: Servers) -> bool:
    assert servers.cluster is not None
    servers.cluster.sql(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    servers.cluster.ensure_database(DATABASE)
    try:
        return (
            subprocess.run(
                [environment.PYTHON, "-m", "tests.bench", part], env=_surroundings(), check=False
            ).returncode
            == 0
        )
    finally:
        servers.cluster.sql(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def _surroundings() -> dict[str, str]:
    """Production, on the database of the bench."""
    before, _, after = places.database_url().rpartition("/sio?")
    return (
        os.environ
        | PRODUCTION
        | {
            "DATABASE_URL": f"{before}/{DATABASE}?{after}",
            "REDIS_URL": places.redis_url(),
            "ALLOWED_HOSTS": "localhost",
            "SITE_URL": "http://localhost",
        }
    )


def measure(part: str) -> int:
    """In the process of the part: a migrated database, then its figures."""
    import django

    django.setup()
    from django.core.management import call_command

    with step(f"Making the database ({part})"):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    return not import_module(f"tests.bench.{part}").run()


if __name__ == "__main__":
    try:
        sys.exit(measure(sys.argv[1]) if sys.argv[1:] else main())
    except Trouble as trouble:
        say(f"\n{trouble}")
        sys.exit(1)
