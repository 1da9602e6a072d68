"""`make run`: starts once, stops what it started and nothing else, recovers, keeps alive."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from sio.dev import processes, runner
from sio.dev.places import ROOT
from sio.dev.processes import Fingerprint
from sio.dev.steps import Trouble


class Stage:
    """Runners rehearsing in one directory, all ended with the test."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.started: list[subprocess.Popen[str]] = []
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = door.getsockname()[1]

    def start(self) -> "subprocess.Popen[str]":
        running = subprocess.Popen(
            [sys.executable, "-m", "tests.support.rehearsal", str(self.home)],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if not name.endswith("_URL")}
            | {"PORT": str(self.port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0,
        )
        self.started.append(running)
        return running

    def state(self) -> dict[str, Any]:
        try:
            return dict(json.loads((self.home / "local/run.json").read_text()))
        except (FileNotFoundError, ValueError):
            return {"is_ready": False, "children": [], "runner": {}}

    def wait_until_ready(self, running: "subprocess.Popen[str]") -> list[Fingerprint]:
        """The processes of the runner, once its site answers."""
        assert processes.wait_until(lambda: self.is_ready(running), seconds=30)
        return [Fingerprint(**words) for words in self.state()["children"]]

    def is_ready(self, running: "subprocess.Popen[str]") -> bool:
        """Read once: the file of a runner that was killed disappears while the next one starts."""
        state = self.state()
        return state["is_ready"] and state["runner"].get("pid") == running.pid

    def end(self) -> None:
        for running in self.started:
            if running.poll() is None:
                running.terminate()
        for running in self.started:
            running.communicate(timeout=20)


@pytest.fixture
def stage(home: Path) -> Iterator[Stage]:
    stage = Stage(home)
    yield stage
    stage.end()


def test_ctrl_c_stops_what_it_started_and_nothing_else(stage: Stage) -> None:
    with ExitStack() as afterwards:
        stranger = subprocess.Popen(["sleep", "60"])
        afterwards.callback(stranger.wait)
        afterwards.callback(stranger.kill)
        running = stage.start()
        children = stage.wait_until_ready(running)
        assert len(children) == 5

        running.send_signal(signal.SIGINT)
        words, _ = running.communicate(timeout=15)

        assert running.returncode == 0
        assert "Stopped." in words
        assert not any(child.is_alive for child in children)
        assert not (stage.home / "local/run.json").exists()
        assert stranger.poll() is None


def test_ten_at_once_one_starts_and_nine_are_told_where(stage: Stage) -> None:
    ten = [stage.start() for _ in range(10)]

    assert processes.wait_until(lambda: sum(one.poll() is not None for one in ten) == 9, seconds=60)

    told = [one.communicate()[0] for one in ten if one.returncode == 0]
    assert len(told) == 9
    assert all(f"already runs here: http://localhost:{stage.port}" in words for words in told)


def test_a_start_after_kill_9_recovers(stage: Stage) -> None:
    first = stage.start()
    children = stage.wait_until_ready(first)
    first.kill()
    first.wait()

    again = stage.wait_until_ready(stage.start())

    assert not any(child.is_alive for child in children)
    assert all(child.is_alive for child in again)


def test_what_dies_is_started_again(stage: Stage) -> None:
    children = stage.wait_until_ready(stage.start())
    for child in children:
        os.kill(child.pid, signal.SIGKILL)

    def all_are_new() -> bool:
        now = [Fingerprint(**words) for words in stage.state()["children"]]
        return len(now) == 5 and not set(now) & set(children) and all(child.is_alive for child in now)

    assert processes.wait_until(all_are_new, seconds=30)


@pytest.mark.parametrize("given", ["zero", "0", "70000"])
def test_a_port_that_is_none_is_refused_in_words(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", given)

    with pytest.raises(Trouble, match="is not a port"):
        runner.free_port()


def test_a_taken_port_is_refused_when_asked_for_and_passed_over_when_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        taken = door.getsockname()[1]
        monkeypatch.setenv("PORT", str(taken))
        with pytest.raises(Trouble, match="is taken by another program"):
            runner.free_port()

        monkeypatch.delenv("PORT")
        monkeypatch.setattr(runner, "FIRST_PORT", taken)

        assert runner.free_port() > taken


def test_only_processes_it_wrote_down_are_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process number that was given to somebody else since is left alone: the births differ."""
    monkeypatch.setattr(runner.places, "local", lambda: home)
    stranger = subprocess.Popen(["sleep", "60"], process_group=0)
    state = {"is_ready": True, "runner": {}, "children": [{"pid": stranger.pid, "born": "long ago"}]}
    runner.state_file().write_text(json.dumps(state))

    runner.clean_up_after_the_dead()

    assert stranger.poll() is None
    assert not runner.state_file().exists()
    stranger.kill()
    stranger.wait()
