"""The PostgreSQL of a bare clone: made, started, recovered and stopped, whoever we are."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sio.dev import identities, places, postgres, processes
from sio.dev.postgres import Cluster, PostgresError


@pytest.fixture
def cluster(home: Path) -> Iterator[Cluster]:
    """A cluster whose directory others cannot walk into, as in a checkout under /root."""
    cluster = postgres.throw_away(home)
    yield cluster
    cluster.stop()


def server_of(cluster: Cluster) -> "subprocess.Popen[bytes]":
    assert cluster.process is not None
    return cluster.process


def test_the_server_answers_and_keeps_its_data_over_a_restart(cluster: Cluster) -> None:
    cluster.start()
    cluster.sql("CREATE TABLE letters AS SELECT 'kept' AS word")
    cluster.stop()
    assert not cluster.is_ready()

    cluster.start()

    assert cluster.sql("SELECT word FROM letters") == "kept"


def test_names_are_ordered_and_lowered_as_french_needs(cluster: Cluster) -> None:
    cluster.start()

    assert cluster.sql("SELECT lower('ÉLODIE')") == "élodie"
    assert cluster.sql("SHOW default_text_search_config") == "pg_catalog.french"


def test_a_database_is_created_once(cluster: Cluster) -> None:
    cluster.start()

    assert cluster.ensure_database("sio") is True
    assert cluster.ensure_database("sio") is False


def test_a_start_after_kill_9_keeps_what_was_committed(cluster: Cluster) -> None:
    cluster.settings = {}
    cluster.start()
    cluster.sql("CREATE TABLE letters ()")
    server = server_of(cluster)
    server.kill()
    server.wait()

    cluster.start()

    assert cluster.sql("SELECT count(*) FROM letters") == "0"


def test_a_dead_server_that_nobody_buried_is_not_taken_for_alive(cluster: Cluster) -> None:
    """Where the first process of a container reaps slowly, a killed server stays in the table as a zombie."""
    cluster.start()
    cluster.stop()
    zombie = subprocess.Popen(["true"])
    assert processes.wait_until(lambda: processes.Fingerprint.of(zombie.pid) is None, seconds=5)
    (cluster.data / "postmaster.pid").write_text(f"{zombie.pid}\n{cluster.data}\n")

    cluster.start()

    assert cluster.is_ready()
    zombie.wait()


def test_data_in_use_are_not_started_twice(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster.start()
    monkeypatch.setattr(postgres, "CLOSING_SECONDS", 0.1)

    with pytest.raises(PostgresError, match="already uses"):
        Cluster(cluster.data, cluster.socket).start()

    assert cluster.is_ready()


def test_everybody_who_says_he_can_run_the_server_can(home: Path) -> None:
    """Root has several stand-ins, others only themselves: each is tried where it can walk."""
    home.chmod(0o755)
    program = postgres.find_binaries().folder / "initdb"
    able = [identity for identity in identities.candidates() if identity.can_use(program, home)]

    answers = []
    for number, identity in enumerate(able):
        place = home / str(number)
        place.mkdir()
        cluster = postgres.throw_away(place)
        cluster._choose_identity = lambda binaries, one=identity, it=cluster: vars(it).update(  # type: ignore[method-assign]
            identity=one, binaries=binaries
        )
        cluster.start()
        answers.append(cluster.sql("SELECT 1"))
        cluster.stop()

    assert answers
    assert answers == ["1"] * len(able)


def test_root_in_a_closed_checkout_without_namespaces_moves_the_server_out(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those who can walk into the directory (a normal user) simply stay in it."""
    home.chmod(0o711)
    (home / "closed").mkdir(mode=0o700)
    everybody = [identity for identity in identities.candidates() if not identity.prefix]
    monkeypatch.setattr(identities, "candidates", lambda: iter(everybody))
    cluster = Cluster(home / "closed/data", home / "pg", settings=postgres.THROW_AWAY)

    cluster.start()
    place, word = cluster.data.parent, cluster.sql("SELECT 'there'")
    cluster.stop()
    has_moved = place != home / "closed"
    if has_moved:
        shutil.rmtree(place)

    assert word == "there"
    assert has_moved == (os.geteuid() == 0)


def test_who_cannot_run_the_server_is_told_what_to_do(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identities, "candidates", lambda: iter(()))

    with pytest.raises(PostgresError, match="Start as a normal user, or give DATABASE_URL"):
        cluster.start()


def test_missing_binaries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIO_PG_BINDIR", "/nowhere")

    with pytest.raises(PostgresError, match="SIO_PG_BINDIR"):
        postgres.find_binaries()


def test_a_long_or_strange_checkout_gets_a_short_place_for_its_sockets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("deep/" * 30, "with space, and comma"):
        monkeypatch.setattr(places, "ROOT", tmp_path / name)

        assert len(os.fsencode(places.sockets() / "pg")) <= places.LONGEST_DIRECTORY
        assert places.PLAIN_PATH.fullmatch(str(places.sockets()))


def test_a_place_that_belongs_to_somebody_else_is_refused(home: Path) -> None:
    (home / "trap").symlink_to("/tmp")

    with pytest.raises(places.PlaceError, match="belongs to somebody else"):
        places.make_private(home / "trap")


def test_the_server_dies_with_whoever_started_it(home: Path) -> None:
    """Linux: the kernel sends the signal; elsewhere the next start cleans up."""
    words = (
        "import sys, pathlib; from sio.dev import postgres;"
        f"cluster = postgres.throw_away(pathlib.Path({str(home)!r})); cluster.start();"
        "print(cluster.process.pid, flush=True); sys.stdin.read()"
    )
    starter = subprocess.Popen(
        [os.sys.executable, "-c", words], cwd=places.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with starter:
        assert starter.stdout is not None
        server = processes.Fingerprint.of(int(starter.stdout.readline()))
        assert server is not None
        starter.kill()
    if os.sys.platform != "linux":
        processes.signal_group(server.pid, signal.SIGQUIT)

    assert processes.wait_until(lambda: not server.is_alive, seconds=10)
