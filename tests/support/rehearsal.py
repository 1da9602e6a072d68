"""`make run` with small players: the real runner and servers in a directory of their own, strangers as site and worker.

``python -m tests.support.rehearsal <directory>``; PORT says where the site answers.
"""

import os
import sys
from pathlib import Path

from sio.dev import environment, places, runner


def rehearse(home: Path) -> int:
    """Run until stopped; the address, the state file and the servers all live under `home`."""
    places.local = lambda: home / "local"
    places.sockets = lambda: home / "run"
    environment.ensure = lambda: None
    environment.PYTHON = Path(sys.executable)
    runner.SITE = "http.server {port} --bind {host}"
    runner.WORKER = runner.BEAT = "http.server 0 --bind 127.0.0.1"
    runner.Runner._prepare = lambda self: None  # type: ignore[method-assign]
    return runner.run()


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(rehearse(Path(sys.argv[1])))
