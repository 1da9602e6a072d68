"""What the components of `templates/components/` are given: small frozen shapes, so that a page cannot misspell one.

Any object with the same attributes does as well; these are here because most pages have none at hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Link:
    """A label and where it leads (breadcrumb, tabs, navigation, contents list); `links` are those below it."""

    label: str
    href: str = ""
    icon: str = ""
    is_current: bool = False
    count: int | None = None
    links: Sequence["Link"] = ()


@dataclass(frozen=True)
class Row:
    """A line of `summary_list` and `check_answers`; `href` shows « Modifier » (or `act`)."""

    label: str
    value: object
    href: str = ""
    act: str = "Modifier"


@dataclass(frozen=True)
class Task:
    """A line of `task_list`. `state` is the sentence shown when the task is not done."""

    label: str
    href: str
    is_done: bool = False
    hint: str = ""
    state: str = "À faire"


@dataclass(frozen=True)
class Line:
    """A `row` of a short list: a thing, where it is, its state in words and the tone of its badge."""

    title: str
    href: str
    detail: str = ""
    state: str = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class Step:
    """A step of `timeline`: `state` is done, current or next."""

    label: str
    state: str = "next"
    at: datetime | date | None = None
    who: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Reason:
    """A line of `reasons`: `tone` is yes, partly, unknown or no; points may be left out.

    `value` of `most` draws a bar beside the points; `href` leads where the reader can change it.
    """

    label: str
    tone: str = "yes"
    points: str = ""
    detail: str = ""
    value: int = 0
    most: int = 0
    href: str = ""
    act: str = "Modifier"


@dataclass(frozen=True)
class Improvement:
    """A line of `changes`: what one could change, where, and what it would bring, read aloud as `spoken`."""

    label: str
    effect: str
    href: str = ""
    spoken: str = ""


@dataclass(frozen=True)
class MatchCard:
    """A person or a mission proposed, with its reasons. `fit` is out of 100, `price` already written.

    `state` says what already passed with this person; `act` is the one thing left to do.
    """

    title: str
    href: str
    name: str = ""
    place: str = ""
    fit: int | None = None
    price: str = ""
    reasons: Sequence[Reason] = ()
    weakest: Reason | None = None
    why_href: str = ""
    bucket: str = "main"
    note: str = ""
    is_new: bool = False
    seed: int = 0
    state: str = ""
    act: Link | None = None

    @property
    def heading(self) -> str:
        return self.name or self.title

    @property
    def line(self) -> str:
        """What stands under the heading."""
        return " · ".join(part for part in (self.title if self.name else "", self.place) if part)

    @property
    def is_proposed(self) -> bool:
        """In the main list: neither to confirm nor nearly right."""
        return self.bucket not in {"to_confirm", "near"}

    @property
    def modifier(self) -> str:
        """Of the CSS class."""
        return "" if self.is_proposed else f" match--{self.bucket}"

    @property
    def has_badges(self) -> bool:
        return bool(self.is_new or self.note or not self.is_proposed)

    @property
    def has_foot(self) -> bool:
        return bool(self.price or self.state or self.act)


@dataclass(frozen=True)
class Column:
    """A column of `table`; `is_number` aligns to the right, `href` makes a sort link, `sort` says its state."""

    label: str
    is_number: bool = False
    href: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Amount:
    """A line of `price`: amount in cents; `is_total` for the last one."""

    label: str
    cents: int
    hint: str = ""
    is_total: bool = False


@dataclass(frozen=True)
class Message:
    """An entry of `conversation`; a `system` one is a line, not a bubble."""

    body: str
    at: datetime
    author: str = ""
    is_mine: bool = False
    is_unread: bool = False
    is_system: bool = False
