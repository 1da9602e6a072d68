"""The throw-away servers of test runs: shared, exact about who is there, gone when nobody is."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sio.dev import processes, testbed
from sio.dev.places import ROOT


@pytest.fixture
def bed(home: Path) -> Iterator[Path]:
    """A place for servers beside those of this very run."""
    place = home / "bed"
    yield place
    assert processes.wait_until(lambda: not place.exists(), seconds=20), "the servers are still there"


def is_up(bed: Path) -> bool:
    return (
        (bed / "keeper.sock").exists()
        and (bed / "pg/.s.PGSQL.5432").exists()
        and (bed / "valkey.sock").exists()
    )


def test_ten_at_once_start_the_servers_once_and_sit_apart(bed: Path) -> None:
    with ThreadPoolExecutor(10) as pool:
        seats = list(pool.map(lambda _: testbed.take_seat(bed, linger=0), range(10)))

    assert sorted(seat.number for seat in seats) == list(range(1, 11))
    assert is_up(bed)
    for seat in seats:
        seat.leave()


def test_the_servers_stay_while_somebody_is_there_and_go_afterwards(bed: Path) -> None:
    first, second = testbed.take_seat(bed, linger=0), testbed.take_seat(bed, linger=0)

    first.leave()

    assert is_up(bed)
    second.leave()


def test_a_run_that_is_killed_leaves_its_seat(bed: Path) -> None:
    words = (
        "import sys, pathlib; from sio.dev import testbed;"
        f"seat = testbed.take_seat(pathlib.Path({str(bed)!r}), linger=0); print('seated', flush=True); sys.stdin.read()"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", words], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"seated\n"
        run.kill()


def test_a_killed_keeper_takes_its_servers_along_and_the_next_run_begins_anew(bed: Path) -> None:
    first = testbed.take_seat(bed, linger=0)
    keeper = int((bed / "keeper.pid").read_text())
    server = processes.Fingerprint.of(int((bed / "data/postmaster.pid").read_text().split("\n")[0]))
    assert server is not None
    os.kill(keeper, signal.SIGKILL)
    first.leave()
    assert processes.wait_until(lambda: not server.is_alive, seconds=10)

    second = testbed.take_seat(bed, linger=0)

    assert second.number == 1
    second.leave()


def test_who_comes_while_the_keeper_leaves_gets_a_new_one(bed: Path) -> None:
    testbed.take_seat(bed, linger=0).leave()
    assert processes.wait_until(lambda: not (bed / "keeper.sock").exists(), seconds=20, every=0.001)

    seat = testbed.take_seat(bed, linger=0)

    assert is_up(bed)
    seat.leave()


def test_lanes_of_two_runs_never_meet() -> None:
    lanes = [testbed.redis_url(seat, lane) for seat in (1, 2, 3) for lane in range(16)]

    assert len(set(lanes)) == len(lanes)
