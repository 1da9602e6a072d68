"""The environment `.venv`: what the locks name, with their hashes, by uv when it can be had, else by pip."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sio.dev import locks, places
from sio.dev.steps import Trouble, step

HOME = places.ROOT / ".venv"
PYTHON = HOME / "bin/python"
LOCK = places.ROOT / "requirements-dev.txt"
STAMP = HOME / "installed-lock"
NO_VENV = (
    "Python cannot make an environment here. Install its venv module (Debian, Ubuntu: apt-get install python3-venv) "
    "or uv, then start again."
)


def ensure() -> None:
    """Make `.venv` hold exactly what the lock names; nothing is done when it does already."""
    with locks.waiting_lock(places.local() / "environment.lock"):
        if not is_current():
            with step("Installing the environment"):
                _make()
                _install()
                STAMP.write_text(_wanted())


def is_current() -> bool:
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == _wanted()


def _wanted() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def _make() -> None:
    if PYTHON.exists() and _succeeds(PYTHON, "-c", "import sys"):
        return
    if (uv := shutil.which("uv")) and _succeeds(uv, "venv", "--clear", "--python", sys.executable, HOME):
        return
    if _succeeds(sys.executable, "-m", "venv", "--clear", HOME):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _succeeds("apt-get", "update", "-q")
        _succeeds("apt-get", "install", "-qy", "--no-install-recommends", "python3-venv")
        if _succeeds(sys.executable, "-m", "venv", "--clear", HOME):
            return
    raise Trouble(NO_VENV)


def _install() -> None:
    if (uv := _find_uv()) and _succeeds(
        uv, "pip", "install", "--python", PYTHON, "--require-hashes", "-r", LOCK
    ):
        return
    answer = _run(PYTHON, "-m", "pip", "install", "--require-hashes", "-r", LOCK)
    if answer.returncode:
        raise Trouble(f"The packages cannot be installed:\n{answer.stdout[-2000:]}")


def _find_uv() -> "str | Path | None":
    """The uv on PATH, in the environment, or brought into it by pip, with the hashes of the lock."""
    inside = HOME / "bin/uv"
    if found := shutil.which("uv"):
        return found
    if not inside.exists():
        with tempfile.TemporaryDirectory() as folder:
            pinned = Path(folder) / "uv.txt"
            pinned.write_text(_lines_of("uv"))
            _succeeds(
                PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r", pinned
            )
    return inside if inside.exists() else None


def _lines_of(package: str) -> str:
    """What the lock says of one package."""
    found = re.search(rf"^{package}==(?:.*\\\n)*.*\n", LOCK.read_text(), re.MULTILINE)
    return found[0] if found else ""


def _succeeds(*command: str | Path) -> bool:
    return _run(*command).returncode == 0


def _run(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    words: Sequence[str] = [str(word) for word in command]
    # uv has its own certificate roots: the machine's are the ones its owner chose.
    environment = os.environ | {
        "UV_SYSTEM_CERTS": "1",
        "UV_LINK_MODE": "copy",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    return subprocess.run(
        words,
        env=environment,
        cwd=places.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
