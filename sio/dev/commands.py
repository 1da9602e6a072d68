"""What each command of the Makefile does, one function each."""

import os
import shutil
import subprocess
from collections.abc import Callable

from sio.dev import browser, checks, environment, locks, places, runner
from sio.dev.places import PlaceError
from sio.dev.postgres import PostgresError
from sio.dev.servers import Servers
from sio.dev.steps import Trouble, say, step
from sio.dev.valkey import ValkeyError


def main(arguments: list[str]) -> int:
    name, *rest = arguments or ["help"]
    command = COMMANDS.get(name)
    if command is None:
        say(f"Unknown command {name!r}; there are: {', '.join(COMMANDS)}.")
        return 2
    try:
        return command(rest)
    except (Trouble, PlaceError, PostgresError, ValkeyError) as trouble:
        say(f"\n{trouble}")
        return 1
    except PermissionError as error:
        say(
            f"\n{error.filename} belongs to somebody else: give it to you (chown) or remove it, then start again."
        )
        return 1
    except KeyboardInterrupt:
        return 130


def run(_: list[str]) -> int:
    """The whole site."""
    return runner.run()


def test(_: list[str]) -> int:
    """The suite, or the part named by T (paths) and K (words)."""
    environment.ensure()
    if browser.find() is None:
        with step("Bringing a browser"):
            browser.bring()
    paths, words = os.environ.get("T", "").split(), os.environ.get("K", "")
    is_narrow = bool(words) or any(".py" in path for path in paths)
    command = ["-m", "pytest", "-n", "0" if is_narrow else "2", "--dist", "loadscope", *paths]
    if words:
        command += ["-k", words]
    # Dozens of processes import the same modules: compile them once, even where Python is told to keep nothing.
    return _python(*command, SIO_TEST_LINGER="0", PYTHONDONTWRITEBYTECODE="")


def check(_: list[str]) -> int:
    """Format, lint, types, layers, migrations, deployment, templates, addresses."""
    environment.ensure()
    return checks.run()


def fix(_: list[str]) -> int:
    """Repair what repairs itself."""
    environment.ensure()
    _python("-m", "ruff", "check", "--fix", "--quiet", ".")
    return _python("-m", "ruff", "format", ".")


def prepare(_: list[str]) -> int:
    """Inside the environment, for the runner: migrate, and the demo the first time."""
    from sio.dev import prepare as preparing

    preparing.setup()
    preparing.prepare()
    return 0


def demo(_: list[str]) -> int:
    """A fresh database with a lively site; the site that runs here must be stopped first."""
    environment.ensure()
    gate = locks.take_if_free(places.local() / "run.lock")
    if gate is None:
        raise Trouble("SIO runs here: stop it first (Ctrl-C where it was started), then make demo.")
    with gate, Servers() as servers:
        if servers.cluster is None:
            raise Trouble("make demo empties the database: it never does so to one given by DATABASE_URL.")
        servers.cluster.sql("DROP DATABASE IF EXISTS sio WITH (FORCE)")
        servers.cluster.ensure_database("sio")
        for kept in ("demo", "media", "mail"):
            shutil.rmtree(places.local() / kept, ignore_errors=True)
        answer = _python("-m", "sio.dev", "prepare")
    if answer == 0:
        say("\nThe demo is ready: make run shows it.")
    return answer


def manage(arguments: list[str]) -> int:
    """`manage.py …` on the embedded servers, started for it when the site does not run."""
    environment.ensure()
    gate = locks.take_if_free(places.local() / "run.lock")
    if gate is None:
        return _python("manage.py", *arguments)
    with gate, Servers():
        return _python("manage.py", *arguments)


def screens(_: list[str]) -> int:
    """Pictures of the pages, in docs/screens/."""
    environment.ensure()
    if browser.bring() is None:
        raise Trouble(browser.ADVICE)
    return _python("-m", "tests.screens")


def bench(_: list[str]) -> int:
    """Every benchmark beside its peers, in one run; docs/benchmarks.md is written anew."""
    environment.ensure()
    return _python("-m", "tests.bench")


def proofs(_: list[str]) -> int:
    """What is too long for the suite; their section of docs/benchmarks.md is written when all of them hold."""
    environment.ensure()
    files = sorted(str(path) for path in places.ROOT.glob("tests/proofs/prove_*.py"))
    return _python("-m", "pytest", *files, "-q", "-s", "-p", "no:randomly")


def _python(*arguments: str, **variables: str) -> int:
    command = [str(environment.PYTHON), *arguments]
    return subprocess.run(command, cwd=places.ROOT, env=os.environ | variables, check=False).returncode


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "fix": fix,
    "demo": demo,
    "manage": manage,
    "prepare": prepare,
    "screens": screens,
    "bench": bench,
    "proofs": proofs,
}
