"""Two walls: what a request may not do, and what a transaction may not hold open.

A gateway (mail server, Stripe) begins with `outside_request_and_transaction()`. The only exception, the closed
list of calls a page needs at once, goes through `one_web_call()`.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_serving: ContextVar[bool] = ContextVar("serving", default=False)
_permitted: ContextVar[bool] = ContextVar("web_call_permitted", default=False)

WEB_CALL_FAILURES = 2
WEB_CALL_PAUSE_SECONDS = 30


class Misplaced(RuntimeError):
    """An outside service was about to be called where it must never be: a bug, not an incident."""


class WebCallUnavailable(Exception):
    """No call from a page now: another one is under way, or the last ones failed. Show the waiting page."""


@contextmanager
def serving_request() -> Iterator[None]:
    """Mark the time during which a request is being served (set by the first middleware)."""
    token = _serving.set(True)
    try:
        yield
    finally:
        _serving.reset(token)


def is_serving_request() -> bool:
    return _serving.get()


def is_in_transaction(using: str | None = None) -> bool:
    """Whether a transaction is open, leaving aside the one a Django test case wraps each test in.

    Reads what `atomic(durable=True)` reads, without its savepoint.
    """
    blocks = transaction.get_connection(using).atomic_blocks
    return any(not block._from_testcase for block in blocks)


def outside_transaction() -> None:
    """Raise Misplaced when a transaction is open: its locks would wait for somebody else's machine."""
    if is_in_transaction():
        raise Misplaced("An outside service is never called while a transaction is open.")


def outside_request_and_transaction() -> None:
    """Raise Misplaced unless the caller is a worker with no transaction open, or holds `one_web_call()`."""
    outside_transaction()
    if is_serving_request() and not _permitted.get():
        raise Misplaced("An outside service is never called while a request is being served.")


class _WebCalls:
    """One call at a time in this process; after two failures in a row, none for a while."""

    def __init__(self) -> None:
        self.slot = threading.Lock()
        self.failures = 0
        self.closed_until = 0.0

    def enter(self) -> None:
        if time.monotonic() < self.closed_until or not self.slot.acquire(blocking=False):
            raise WebCallUnavailable

    def leave(self, *, succeeded: bool) -> None:
        self.failures = 0 if succeeded else self.failures + 1
        if self.failures >= WEB_CALL_FAILURES:
            self.failures = 0
            self.closed_until = time.monotonic() + WEB_CALL_PAUSE_SECONDS
        self.slot.release()


web_calls = _WebCalls()


@contextmanager
def one_web_call() -> Iterator[None]:
    """Let one gateway call leave from a page (payments.md 6.3); raises WebCallUnavailable when it may not."""
    web_calls.enter()
    succeeded = False
    token = _permitted.set(True)
    try:
        yield
        succeeded = True
    finally:
        _permitted.reset(token)
        web_calls.leave(succeeded=succeeded)
