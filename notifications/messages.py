"""What SIO can tell: one builder per kind, written in each app's `emails.py` and imported when it is ready.

    @message("application_received", label="Une candidature sur votre mission")
    def application_received(user, payload) -> Message | None: …

A builder reads the facts again and answers None when there is nothing left to say.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Payload = dict[str, Any]
Build = Callable[[Any, Payload], "Message | None"]

# What mail readers show; builders shorten a title that would not fit.
SUBJECT_LIMIT = 60


@dataclass(frozen=True)
class Message:
    """The words of one message, in the order they are read. `path` is an address on the site, or a full one.

    `happened` is one sentence; `otherwise` says what happens if one does nothing; `why`, why one receives it.
    `stop_path` and `stop_label` are its own way out in one click, where the whole kind would be too much to stop.
    """

    subject: str
    happened: str
    button: str
    path: str
    why: str
    preheader: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())
    otherwise: str = ""
    signed_by: str = "L’équipe SIO"
    stop_path: str = ""
    stop_label: str = "Ne plus recevoir ces messages"


@dataclass(frozen=True)
class MessageKind:
    """A kind of message: its name on the preferences page, and how urgent it is (0 security and money, 9 bulk)."""

    key: str
    label: str
    is_transactional: bool
    priority: int
    build: Build


_kinds: dict[str, MessageKind] = {}


class UnknownMessage(LookupError):
    """A service told something that no `emails.py` knows how to say."""


def message(
    kind: str, *, label: str, is_transactional: bool = False, priority: int = 5
) -> Callable[[Build], Build]:
    """Register the decorated builder. Transactional messages (contract, money, security) cannot be switched off."""

    def register(build: Build) -> Build:
        from .deliver import handle

        _kinds[kind] = MessageKind(kind, label, is_transactional, priority, build)
        handle(kind)
        return build

    return register


def kind_of(key: str) -> MessageKind:
    """The kind registered under `key`; raises UnknownMessage."""
    try:
        return _kinds[key]
    except KeyError as error:
        raise UnknownMessage(key) from error


def kinds() -> list[MessageKind]:
    """Every kind, in the order of their labels."""
    return sorted(_kinds.values(), key=lambda kind: kind.label)
