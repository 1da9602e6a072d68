"""`make run`: the servers, the database, the site, the worker and beat; Ctrl-C stops what it started and nothing else."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from sio.dev import environment, locks, places, processes
from sio.dev.processes import Fingerprint
from sio.dev.servers import Servers
from sio.dev.steps import Trouble, say, step

FIRST_PORT, PORTS_TRIED = 8000, 20
# The site is served as in production, by gunicorn's threads, and reloads when code or a template changes.
SITE = "gunicorn sio.wsgi --config python:sio.dev.serving --bind {host}:{port}"
WORKER = (
    "celery --quiet -A sio.celery worker --concurrency 2 --loglevel WARNING --without-gossip --without-mingle"
)
BEAT = "celery --quiet -A sio.celery beat --loglevel WARNING --schedule {local}/beat --pidfile="
LONG_LIFE = 60.0
COLOURS = {"web": "36", "worker": "33", "beat": "35"}


def run() -> int:
    """Start everything here, or say where it runs already."""
    environment.ensure()
    while True:
        if gate := locks.take_if_free(places.local() / "run.lock"):
            with gate:
                return Runner().run()
        if state := read_state():
            return attach(state)
        time.sleep(0.2)


def attach(state: dict[str, Any]) -> int:
    say(f"\nSIO already runs here: {state['address']} (process {state['runner']['pid']}).")
    wanted = os.environ.get("PORT")
    if wanted and wanted != str(state["port"]):
        say(f"PORT={wanted} was not used: stop the running one first (Ctrl-C where it was started).")
    return 0


def state_file() -> Path:
    return places.local() / "run.json"


def read_state() -> dict[str, Any] | None:
    """What the runner at work says of itself once its site answers; None before, or when it is dead."""
    try:
        state: dict[str, Any] = json.loads(state_file().read_text())
    except (FileNotFoundError, ValueError):
        return None
    return state if state["is_ready"] and Fingerprint(**state["runner"]).is_alive else None


def clean_up_after_the_dead() -> None:
    """End what a killed runner left alive: only processes it had written down, with their birth."""
    try:
        state = json.loads(state_file().read_text())
    except (FileNotFoundError, ValueError):
        return
    left = [child for child in (Fingerprint(**words) for words in state["children"]) if child.is_alive]
    for child in left:
        processes.signal_group(child.pid, signal.SIGINT)
    if not processes.wait_until(lambda: not any(child.is_alive for child in left), seconds=5):
        for child in left:
            processes.signal_group(child.pid, signal.SIGKILL)
    state_file().unlink(missing_ok=True)


def free_port() -> int:
    """PORT when it is given, else the first free one from 8000 on."""
    if given := os.environ.get("PORT"):
        if not given.isdigit() or not 0 < int(given) < 65_536:
            raise Trouble(f"PORT={given} is not a port: give a number, for instance PORT=8001.")
        if not _is_free(int(given)):
            raise Trouble(
                f"Port {given} is taken by another program: choose another, for instance PORT={int(given) + 1}."
            )
        return int(given)
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if _is_free(port):
            return port
    raise Trouble(f"Ports {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} are all taken: give PORT=…")


def _is_free(port: int) -> bool:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((_host(), port))
        except OSError:
            return False
    return True


def _host() -> str:
    return os.environ.get("HOST", "127.0.0.1")


@dataclass
class Child:
    """A process of SIO that is kept alive: its name, its command, and how often it had to be started lately."""

    name: str
    role: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    failures: int = 0
    may_speak: threading.Event = field(default_factory=threading.Event)

    def start(self, env: dict[str, str]) -> None:
        # SIGKILL: a worker asked politely waits for a broker that has died with the runner.
        self.process = processes.spawn(
            self.command,
            output=subprocess.PIPE,
            env=env | {"SIO_ROLE": self.role},
            cwd=places.ROOT,
            death_signal=signal.SIGKILL,
        )
        self.started_at = time.monotonic()
        threading.Thread(target=self._echo, args=(self.process,), daemon=True).start()

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def bury(self) -> None:
        """End the processes that the dead one had started itself."""
        if self.process:
            processes.signal_group(self.process.pid, signal.SIGKILL)

    def pause(self) -> float:
        """Seconds to wait before the next start: 0.5, 1, 2 … 10; long life forgives everything."""
        lived = time.monotonic() - self.started_at
        self.failures = 1 if lived > LONG_LIFE else self.failures + 1
        return min(10.0, 0.25 * float(2**self.failures))

    def _echo(self, process: "subprocess.Popen[bytes]") -> None:
        """Say what the child says, under its name; not in the middle of a line of progress."""
        prefix = f"{self.name:>6} | "
        if sys.stdout.isatty():
            prefix = f"\033[{COLOURS[self.name]}m{prefix}\033[0m"
        for line in process.stdout or ():
            self.may_speak.wait()
            with suppress(OSError, ValueError):
                say(prefix + line.decode(errors="replace").rstrip())


@dataclass
class Runner:
    """Owns every process it starts; stopped by a signal."""

    stopping: threading.Event = field(default_factory=threading.Event)
    children: list[Child] = field(default_factory=list)
    due: dict[str, float] = field(default_factory=dict)

    def run(self) -> int:
        clean_up_after_the_dead()
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.env = self._environment()
        self.children = self._cast()
        with self._listening(), Servers() as servers:
            self.servers = servers
            try:
                self._start()
                self._watch()
            finally:
                self._stop()
        return 0

    def _start(self) -> None:
        self._write_state()
        self._prepare()
        if self.stopping.is_set():
            return
        try:
            with step("Starting the site, the worker and beat"):
                for child in self.children:
                    child.start(self.env)
                self._write_state()
                self._wait_for_the_site()
            self._write_state(is_ready=True)
            self._welcome()
        finally:
            for child in self.children:
                child.may_speak.set()

    def _prepare(self) -> None:
        preparing = subprocess.Popen(
            [str(environment.PYTHON), "-m", "sio.dev", "prepare"],
            cwd=places.ROOT,
            env=self.env,
            process_group=0,
        )
        while preparing.poll() is None:
            if self.stopping.wait(0.05):
                processes.stop(preparing, (signal.SIGTERM, 2.0))
                return
        if preparing.returncode:
            raise Trouble("The database could not be prepared; what is wrong stands above.")

    def _wait_for_the_site(self) -> None:
        site = self.children[0]
        answered = processes.wait_until(
            lambda: self.stopping.is_set() or site.has_died() or self._answers(), seconds=60, every=0.05
        )
        if not answered or site.has_died():
            raise Trouble("The site does not answer; what it said stands above.")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{_host()}:{self.port}/healthz", timeout=10) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False

    def _watch(self) -> None:
        """Until somebody says stop: start again whatever has died, a little later each time."""
        while not self.stopping.wait(0.2):
            for name in self.servers.revive():
                say(f"{name} had died and was started again.")
                self._write_state(is_ready=True)
            for child in self.children:
                self._nurse(child)

    def _nurse(self, child: Child) -> None:
        if not child.has_died():
            return
        if child.name not in self.due:
            child.bury()
            pause = child.pause()
            self.due[child.name] = time.monotonic() + pause
            say(f"{child.name} has died; it starts again in {pause:.1f} s.")
        elif time.monotonic() >= self.due[child.name]:
            del self.due[child.name]
            child.start(self.env)
            self._write_state(is_ready=True)

    def _stop(self) -> None:
        """In reverse: first those who serve people and duties, then (by Servers) what they stand on.

        A duty cut here is only leased: the next start acts on it again.
        """
        running = [child.process for child in self.children if child.process]
        processes.stop_all(running, (signal.SIGTERM, 1.5))
        state_file().unlink(missing_ok=True)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        before = {
            number: signal.signal(number, self._hear)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            say("\nStopped. Your data stay in .local/." if self.stopping.is_set() else "")

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "PATH": f"{environment.HOME / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "sio.settings.dev"),
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
            # Celery's advice to root; in development root is who one is in a container.
            "PYTHONWARNINGS": os.environ.get("PYTHONWARNINGS", "ignore:You're running the worker"),
        }

    def _cast(self) -> list[Child]:
        words = {"host": _host(), "port": self.port, "local": places.local()}
        return [
            Child(name, role, [str(environment.PYTHON), "-m", *command.format(**words).split(" ")])
            for name, role, command in (
                ("web", "web", SITE),
                ("worker", "worker", WORKER),
                ("beat", "worker", BEAT),
            )
        ]

    def _write_state(self, *, is_ready: bool = False) -> None:
        pids = self.servers.pids() + [child.process.pid for child in self.children if child.process]
        state = {
            "runner": asdict(Fingerprint.of(os.getpid()) or Fingerprint(os.getpid(), "")),
            "children": [asdict(found) for pid in pids if (found := Fingerprint.of(pid))],
            "address": self.address,
            "port": self.port,
            "is_ready": is_ready,
        }
        draft = state_file().with_suffix(".new")
        draft.write_text(json.dumps(state, indent=1))
        draft.replace(state_file())

    def _welcome(self) -> None:
        say(f"\nSIO runs at {self.address}   (Ctrl-C stops it)")
        with suppress(FileNotFoundError):
            say(f"\n{(places.local() / 'demo' / 'welcome.txt').read_text().rstrip()}")
        say()
