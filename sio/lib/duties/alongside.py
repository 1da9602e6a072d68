"""What else a tick does for a queue: work that is owed elsewhere than in a table of duties.

@alongside(Queue.STRIPE)
def deliver_due(*, seconds: float) -> int: …
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from .model import Queue


class Errand(Protocol):
    """Works for up to `seconds` on what is due; returns how many acts were begun."""

    def __call__(self, *, seconds: float) -> int: ...


E = TypeVar("E", bound=Errand)

_errands: dict[Queue, list[Errand]] = {}


def alongside(queue: Queue) -> Callable[[E], E]:
    """Let every tick of `queue`, and `run_duties`, call the decorated function after its tables."""

    def register(errand: E) -> E:
        _errands.setdefault(queue, []).append(errand)
        return errand

    return register


def errands_of(queue: Queue) -> list[Errand]:
    return _errands.get(queue, [])
