"""As whom PostgreSQL runs: as us, or, when we are root, whom it refuses, as somebody else."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NOBODY = "65534"
UNSHARE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--")


@dataclass(frozen=True)
class Identity:
    """A way to run a command: words put before it, and the user it is given to."""

    name: str
    prefix: tuple[str, ...] = ()
    user: pwd.struct_passwd | None = field(default=None, repr=False)

    def options(self) -> dict[str, Any]:
        """The options for subprocess that change the user."""
        if self.user is None:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}

    def run(self, command: list[str | Path], **options: Any) -> "subprocess.CompletedProcess[bytes]":
        words = [*self.prefix, *(str(word) for word in command)]
        return subprocess.run(words, check=False, **self.options(), **options)

    def can_use(self, program: Path, directory: Path) -> bool:
        """Whether this identity can run `program` and walk into `directory`."""
        script = 'cd -- "$1" && exec "$2" --version'
        try:
            answer = self.run(
                ["/bin/sh", "-c", script, "sh", directory, program], capture_output=True, cwd="/"
            )
        except OSError:
            return False
        return answer.returncode == 0

    def own(self, directory: Path) -> None:
        """Give `directory` and all it holds to this identity."""
        if os.geteuid() != 0:
            return
        uid, gid = (self.user.pw_uid, self.user.pw_gid) if self.user else (0, 0)
        for path in (directory, *directory.rglob("*")):
            if path.lstat().st_uid != uid:
                os.chown(path, uid, gid, follow_symlinks=False)


OURSELVES = Identity("ourselves")


def candidates() -> Iterator[Identity]:
    """Who may run a server that refuses root, best first; only ourselves when we are not root."""
    if os.geteuid() != 0:
        yield OURSELVES
        return
    for name in ("postgres", "nobody"):
        try:
            yield Identity(name, user=pwd.getpwnam(name))
        except KeyError:
            continue
    if shutil.which("unshare"):
        yield Identity("a user namespace", prefix=UNSHARE)
