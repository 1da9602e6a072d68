"""Who acts on a kind of duty, what the act may answer, and how it may fail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from .model import Duty, DutyStatus

D = TypeVar("D", bound=Duty)
Act = Callable[[Any], "Outcome | None"]

LADDER = tuple(timedelta(seconds=s) for s in (10, 30, 60, 300, 900, 1800, 3600))
RETRY_AFTER_CAP = timedelta(hours=1)


@dataclass(frozen=True)
class Outcome:
    """What an act answers; `effect` and `fields` are written in the transaction that records it.

    `effect` must be idempotent by its own unique key. `delay` belongs to a duty that goes back to waiting.
    """

    status: DutyStatus = DutyStatus.DONE
    effect: Callable[[], object] | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    delay: timedelta | None = None
    counts_as_try: bool = True


def done(effect: Callable[[], object] | None = None, **fields: Any) -> Outcome:
    """The effect took place, or had already taken place."""
    return Outcome(DutyStatus.DONE, effect, fields)


def cancelled(why: str = "", effect: Callable[[], object] | None = None, **fields: Any) -> Outcome:
    """The facts have changed: nothing to do any more."""
    return Outcome(DutyStatus.CANCELLED, effect, fields, error=why)


def dead(error: str, effect: Callable[[], object] | None = None, **fields: Any) -> Outcome:
    """A definitive no that needs a person."""
    return Outcome(DutyStatus.DEAD, effect, fields, error=error)


def again(
    after: timedelta | None = None,
    *,
    error: str = "",
    effect: Callable[[], object] | None = None,
    counts_as_try: bool = True,
    **fields: Any,
) -> Outcome:
    """Not yet: back to waiting, after `after` or the next rung of the ladder."""
    return Outcome(DutyStatus.WAITING, effect, fields, error=error, delay=after, counts_as_try=counts_as_try)


class DutyFailure(Exception):
    """A failure whose `code` may be kept and shown: it holds no personal data."""

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.code = code


class DefinitiveRefusal(DutyFailure):
    """The other side said no for good: dead at once, never the ladder."""


class ChannelFailure(DutyFailure):
    """The channel itself is down: the try is given back, the channel's breaker opens."""

    def __init__(self, code: str = "", *, retry_after: timedelta | None = None) -> None:
        super().__init__(code)
        self.retry_after = min(retry_after, RETRY_AFTER_CAP) if retry_after else None


@dataclass(frozen=True)
class Handler:
    """How a kind is acted on. Times in seconds; `timeout` is the worst single call, made `retries + 1` times."""

    act: Act
    lease: int = 60
    timeout: int = 20
    retries: int = 0
    ladder: tuple[timedelta, ...] = LADDER
    channel: str = ""
    is_endless: bool = False  # never dead by a count of tries


_handlers: dict[tuple[type[Duty], str], Handler] = {}


def handles(model: type[D], kind: str, **options: Any) -> Callable[[Act], Act]:
    """Register the decorated function as the act of `kind`; options are the fields of Handler.

    The act runs outside any transaction, re-reads the facts, and returns an Outcome (None means done).
    """

    def register(act: Act) -> Act:
        _handlers[model, kind] = Handler(act, **options)
        return act

    return register


def handler_of(duty: Duty) -> Handler | None:
    return _handlers.get((type(duty), duty.kind))


def handlers_of(model: type[Duty]) -> dict[str, Handler]:
    """The handlers of one table, by kind."""
    return {kind: handler for (owner, kind), handler in _handlers.items() if owner is model}


def channel_kinds(model: type[Duty], channel: str) -> list[str]:
    return [kind for kind, handler in handlers_of(model).items() if handler.channel == channel]


def channels_of(model: type[Duty]) -> set[str]:
    return {handler.channel for handler in handlers_of(model).values() if handler.channel}
