"""What a visitor may report. Each app says how one of its public things is found again from the words of an address.

@reportable("profile")
def find_profile(key: str) -> Reportable | None: …
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Finder = Callable[[str], "Reportable | None"]

_finders: dict[str, Finder] = {}


@dataclass(frozen=True)
class Reportable:
    """A public thing: its name, where it is read, and whom a decision about it concerns.

    The author is a member (`author_user`), or somebody without an account (`author_email`), or nobody: the house.
    """

    label: str
    path: str
    author_user: Any = None
    author_email: str = ""


def reportable(kind: str) -> Callable[[Finder], Finder]:
    """Let `/signaler/<kind>/…` ask the decorated function; raises ValueError when two apps claim one kind."""

    def register(finder: Finder) -> Finder:
        if _finders.get(kind, finder) is not finder:
            raise ValueError(f"Two finders for what is reported as {kind}.")
        _finders[kind] = finder
        return finder

    return register


def find(kind: str, key: str) -> Reportable | None:
    """The public thing of that name; None when nobody knows the kind, or when it is not in public."""
    finder = _finders.get(kind)
    return finder(key) if finder else None


def kinds() -> frozenset[str]:
    """Every kind that may be reported."""
    return frozenset(_finders)
