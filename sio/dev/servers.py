"""The embedded servers of development: those whose address is not given."""

import os
import signal
from pathlib import Path
from types import TracebackType
from typing import Self

from sio.dev import places, processes
from sio.dev.postgres import Cluster
from sio.dev.steps import step
from sio.dev.valkey import Server


class Servers:
    """PostgreSQL and Valkey under `.local/`; a given DATABASE_URL or REDIS_URL is used instead.

    Only one process of a checkout owns them: hold the runner's lock.
    """

    def __init__(self) -> None:
        home, run = places.local(), places.sockets()
        self.cluster = None if os.environ.get("DATABASE_URL") else Cluster(home / "pg", run / "pg")
        self.valkey = None if os.environ.get("REDIS_URL") else Server(home / "valkey", run / "valkey.sock")

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        places.make_private(places.sockets(), mode=0o711)
        if self.cluster:
            with step("Starting PostgreSQL"):
                self.cluster.start()
                self.cluster.ensure_database("sio")
        if self.valkey:
            with step("Starting Valkey"):
                self.valkey.start()

    def stop(self) -> None:
        running = [server.process for server in (self.cluster, self.valkey) if server and server.process]
        processes.stop_all(running, (signal.SIGINT, 10.0))

    def revive(self) -> list[str]:
        """Start again what has died; the names of it."""
        revived = []
        for server in (self.cluster, self.valkey):
            if server and server.process and server.process.poll() is not None:
                server.start()
                revived.append(type(server).__name__)
        return revived

    def pids(self) -> list[int]:
        return [server.process.pid for server in (self.cluster, self.valkey) if server and server.process]

    @property
    def keeps_data(self) -> Path | None:
        """Where the data are, when they are ours."""
        return self.cluster.data if self.cluster else None
