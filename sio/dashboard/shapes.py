"""What the dashboard is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from sio.lib.components import Line


@dataclass(frozen=True)
class Todo:
    """One thing that waits for the person: the fact, its age, one act."""

    title: str
    href: str
    act: str
    text: str = ""
    tone: str = "info"
    icon: str = "arrow-right"


@dataclass(frozen=True)
class Listing:
    """A short list with its way on, and what to say when it is empty, unless it is only shown full."""

    heading: str
    lines: Sequence[Line]
    href: str
    more: str
    empty_title: str = ""
    empty_act: str = ""
    empty_href: str = ""


@dataclass(frozen=True)
class Board:
    """A side of the dashboard. `quiet` is the sentence shown when nothing is expected of the person."""

    heading: str
    todos: Sequence[Todo]
    listings: Sequence[Listing] = ()
    quiet: str = "Rien ne vous attend pour l’instant."


def plural(count: int, one: str, many: str) -> str:
    """« 1 candidature », « 3 candidatures »."""
    return f"{count} {one if count < 2 else many}"
