"""Throw-away servers for test runs: one keeper process per person and checkout serves them all.

A run holds a connection to the keeper while it lasts; the kernel closes it when the run ends, however it
ends. The keeper stops its servers and removes their directory once nobody has been there for a while. A
killed keeper takes its servers with it, and the next one removes what is left.
"""

import os
import selectors
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sio.dev import locks, places, postgres, processes, valkey

# Seconds a cluster waits for the next narrow run, which then starts in no time. `make test` asks for none.
LINGER = 300.0
PATIENCE = 90.0


@dataclass
class Seat:
    """A run's place: a number nobody else has while the servers live, and the connection that holds it."""

    number: int
    link: socket.socket

    def leave(self) -> None:
        self.link.close()


def redis_url(seat: int, lane: int = 0) -> str:
    """The address of a Valkey database of one's own: a seat has sixteen lanes, one per parallel worker."""
    return places.redis_url(places.testbed(), database=16 * (seat % 255) + lane % 16)


def take_seat(home: Path | None = None, *, linger: float = LINGER) -> Seat:
    """Join the servers of this checkout (of `home`, when given), starting them when there are none."""
    home = home or places.testbed()
    with locks.waiting_lock(_gate(home)):
        places.make_private(home, mode=0o711)  # within: a keeper that leaves removes it
        seat = _join(home)
        if seat is None:
            _start_keeper(home, linger)
            seat = _join(home)
    if seat is None:
        raise postgres.PostgresError(f"The test servers do not answer; see {home / 'keeper.log'}")
    return seat


def _gate(home: Path) -> Path:
    return home.with_suffix(".lock")


def _join(home: Path) -> Seat | None:
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(PATIENCE)
    try:
        link.connect(str(home / "keeper.sock"))
        number = link.recv(16)
    except OSError:
        number = b""
    if not number:
        link.close()
        return None
    return Seat(int(number), link)


def _start_keeper(home: Path, linger: float) -> None:
    (home / "keeper.sock").unlink(missing_ok=True)  # of a killed one: the new one's says that it is ready
    with (home / "keeper.log").open("wb") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "sio.dev.testbed", str(home), str(linger)],
            cwd=places.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    (home / "keeper.pid").write_text(str(keeper.pid))
    is_up = processes.wait_until(
        lambda: (home / "keeper.sock").exists() or keeper.poll() is not None, seconds=PATIENCE
    )
    if not is_up or keeper.poll() is not None:
        raise postgres.PostgresError(f"The test servers do not start:\n{(home / 'keeper.log').read_text()}")
    keeper.returncode = 0  # handed over: it outlives this run, and Python need not say so


class Keeper:
    """Owns the servers, hands out seats, closes when the last guest has been gone for `linger` seconds."""

    def __init__(self, home: Path, linger: float) -> None:
        self.home, self.linger = home, linger
        self.guests: set[socket.socket] = set()
        self.seats = 0

    def run(self) -> None:
        self._sweep()
        cluster = postgres.throw_away(self.home)
        server = valkey.Server(self.home / "valkey", self.home / "valkey.sock", is_kept=False)
        try:
            cluster.start()
            cluster.ensure_database("sio")
            server.start()
            self._receive()
        finally:
            cluster.stop()
            server.stop()
            shutil.rmtree(self.home, ignore_errors=True)

    def _sweep(self) -> None:
        """Remove what a killed keeper left; its servers are dying or dead."""
        for path in self.home.iterdir():
            if path.name in {"keeper.log", "keeper.pid"}:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _receive(self) -> None:
        self.selector = selectors.DefaultSelector()
        self.door = socket.socket(socket.AF_UNIX)
        waiting_room = self.home / "keeper.new"
        self.door.bind(str(waiting_room))
        self.door.listen(64)
        waiting_room.rename(self.home / "keeper.sock")
        self.selector.register(self.door, selectors.EVENT_READ)
        empty_since = time.monotonic() + 10
        while self.guests or time.monotonic() < empty_since + self.linger or not self._close_door():
            self._serve(timeout=1.0)
            if self.guests:
                empty_since = time.monotonic()

    def _serve(self, timeout: float) -> None:
        for key, _ in self.selector.select(timeout):
            if key.fileobj is self.door:
                self._welcome()
            else:
                self._say_goodbye(key.fileobj)  # type: ignore[arg-type]  # only sockets are registered

    def _welcome(self) -> None:
        guest, _ = self.door.accept()
        self.seats += 1
        self.guests.add(guest)
        self.selector.register(guest, selectors.EVENT_READ)
        guest.sendall(str(self.seats).encode())

    def _say_goodbye(self, guest: socket.socket) -> None:
        with suppress(OSError):
            guest.recv(1)
        self.selector.unregister(guest)
        self.guests.discard(guest)
        guest.close()

    def _close_door(self) -> bool:
        """Keep newcomers out until this process ends, unless one is coming in at this moment.

        They wait for the gate, find no door, and start the next keeper.
        """
        self.gate = locks.take_if_free(_gate(self.home))
        if self.gate:
            (self.home / "keeper.sock").unlink(missing_ok=True)
            self.door.close()
        return self.gate is not None


if __name__ == "__main__":
    os.umask(0o077)
    Keeper(Path(sys.argv[1]), float(sys.argv[2])).run()
