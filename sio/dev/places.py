"""Where the embedded servers live, and the addresses under which Django finds them."""

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]

# A Unix socket path holds 107 bytes; the longest name put in one of these directories is ".s.PGSQL.5432.lock".
LONGEST_DIRECTORY = 107 - len("/.s.PGSQL.5432.lock")
# Not ``tempfile.gettempdir()``: two commands given different TMPDIR must find the same servers.
TEMPORARY = Path("/tmp")  # noqa: S108 - directories in it are made and checked by make_private
ROOM_FOR_TESTS = 2 * 2**30
PLAIN_PATH = re.compile(r"[\w./+-]+")


class PlaceError(Exception):
    """A directory cannot be used; the message says why and what to do."""


def local() -> Path:
    """What this checkout keeps between two starts: data, logs, mail. Never committed."""
    return ROOT / ".local"


def sockets() -> Path:
    """The directory of the development servers' sockets."""
    return _socket_home(local() / "run", "dev")


def testbed() -> Path:
    """The directory of the throw-away servers of this person's test runs in this checkout."""
    return _short_home("test", memory() or TEMPORARY)


def memory() -> Path | None:
    """A file system in memory with room for the databases of a run, when this machine has one.

    Tests that commit copy a database of a thousand files each: a tenth of the time of a disk, or less. Its size decides,
    not what is free: two commands must find the same servers. (A container's is small unless told otherwise.)
    """
    shared = Path("/dev/shm")  # noqa: S108 - directories in it are made and checked by make_private
    if not (shared.is_dir() and os.access(shared, os.W_OK | os.X_OK)):
        return None
    size = os.statvfs(shared)
    return shared if size.f_blocks * size.f_frsize >= ROOM_FOR_TESTS else None


def database_url(home: Path | None = None) -> str:
    """The address of the embedded PostgreSQL (of the one under `home`, when given)."""
    directory = (home or sockets()) / "pg"
    return f"postgresql://sio@/sio?host={quote(str(directory), safe='')}"


def redis_url(home: Path | None = None, *, database: int = 1) -> str:
    """The address of the embedded Valkey, as Celery's broker wants it."""
    return f"redis+socket://{(home or sockets()) / 'valkey.sock'}?virtual_host={database}"


def site_packages() -> Iterator[Path]:
    """Where installed packages may be: this interpreter's, then those of the checkout's environment."""
    yield from (Path(entry) for entry in sys.path if entry.endswith("site-packages"))
    yield from (ROOT / ".venv").glob("lib/python*/site-packages")


def make_private(directory: Path, *, mode: int = 0o700) -> Path:
    """Create `directory`, or check that it is ours: a shared temporary folder may hold a trap."""
    directory.mkdir(parents=True, exist_ok=True, mode=mode)
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise PlaceError(f"{directory} belongs to somebody else: remove it, then start again.")
    directory.chmod(mode)
    return directory


def _socket_home(preferred: Path, name: str) -> Path:
    """`preferred`, unless its name is too long or strange for a socket, or we are root.

    Root runs PostgreSQL as somebody else, who may not be able to walk into the checkout.
    """
    inside = str(preferred / "pg")
    fits = len(os.fsencode(inside)) <= LONGEST_DIRECTORY and PLAIN_PATH.fullmatch(inside)
    return preferred if fits and os.geteuid() != 0 else _short_home(name)


def _short_home(name: str, parent: Path = TEMPORARY) -> Path:
    """A short directory of a folder that everybody shares, named after the person and the checkout."""
    checkout = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:10]
    return parent / f"sio-{name}-{os.geteuid()}-{checkout}"
