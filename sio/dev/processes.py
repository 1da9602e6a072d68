"""Children that do not outlive us, and facts about processes."""

import ctypes
import os
import platform
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1
IS_LINUX = platform.system() == "Linux"


def spawn(
    command: Sequence[str | Path],
    *,
    output: IO[Any] | int = subprocess.DEVNULL,
    env: Mapping[str, str] | None = None,
    cwd: Path | str | None = None,
    death_signal: int = signal.SIGTERM,
    **options: Any,
) -> subprocess.Popen[bytes]:
    """Start a child in its own process group; the kernel (Linux) sends it `death_signal` when we die, even by kill -9.

    Call it from the main thread: the kernel watches the thread that forked, not the process.
    """
    return subprocess.Popen(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=env,
        cwd=cwd,
        process_group=0,
        preexec_fn=_die_with_parent(death_signal),  # noqa: PLW1509 - one prctl call, no lock taken
        **options,
    )


def _die_with_parent(death_signal: int) -> Callable[[], None] | None:
    if not IS_LINUX:
        return None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask_the_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:
            os._exit(1)

    return ask_the_kernel


def signal_group(pid: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def stop(process: subprocess.Popen[bytes], *ladder: tuple[int, float]) -> None:
    """Send the signals of `ladder` to the child's group, each followed by its patience in seconds, then kill."""
    stop_all([process], *ladder)


def stop_all(running: Iterable[subprocess.Popen[bytes]], *ladder: tuple[int, float]) -> None:
    waiting = [process for process in running if process.poll() is None]
    for number, patience in (*ladder, (signal.SIGKILL, 5.0)):
        for process in waiting:
            signal_group(process.pid, number)
        deadline = time.monotonic() + patience
        for process in waiting:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.01, deadline - time.monotonic()))
        waiting = [process for process in waiting if process.poll() is None]
        if not waiting:
            return


def wait_until(question: Callable[[], bool], *, seconds: float, every: float = 0.02) -> bool:
    """Ask again and again until the answer is yes (True) or the time is over (False)."""
    deadline = time.monotonic() + seconds
    while not question():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


@dataclass(frozen=True)
class Fingerprint:
    """A process for ever: its number is given again to others, its number and birth are not."""

    pid: int
    born: str

    @classmethod
    def of(cls, pid: int) -> "Fingerprint | None":
        """The living process `pid`, or None when it is gone or a zombie nobody has buried yet."""
        state, born = _state_and_birth(pid)
        return cls(pid, born) if state and not state.startswith("Z") else None

    @property
    def is_alive(self) -> bool:
        return Fingerprint.of(self.pid) == self


def _state_and_birth(pid: int) -> tuple[str, str]:
    if IS_LINUX:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return "", ""
        return fields[0], fields[19]
    answer = subprocess.run(
        ["ps", "-o", "stat=,lstart=", "-p", str(pid)],  # noqa: S607 - ps is found on PATH
        capture_output=True,
        text=True,
        check=False,
    )
    state, _, born = answer.stdout.strip().partition(" ")
    return state, born.strip()
