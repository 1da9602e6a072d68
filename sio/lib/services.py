"""The frame of every act: one transaction, tried again when PostgreSQL asks for it."""

import functools
import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import OperationalError, transaction

from .guards import is_in_transaction

P = ParamSpec("P")
R = TypeVar("R")

RETRIED_STATES = {"40001", "40P01"}  # serialization failure, deadlock
RETRIES = 2


def service(act: Callable[P, R]) -> Callable[P, R]:
    """Run `act` in one transaction; a serialization failure or a deadlock is retried twice, with jitter.

    Called inside an open transaction it joins it, and leaves the retry to whoever opened it.
    """

    @functools.wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        return in_one_transaction(lambda: act(*args, **kwargs))

    return run


def in_one_transaction(act: Callable[[], R]) -> R:
    """Run `act` in a transaction and return its answer; see `service` for what is retried."""
    retries = 0 if is_in_transaction() else RETRIES
    for attempt in range(retries + 1):
        try:
            with transaction.atomic():
                return act()
        except OperationalError as error:
            if attempt == retries or not _may_be_retried(error):
                raise
            time.sleep(random.uniform(0.01, 0.05) * (attempt + 1))  # noqa: S311 - jitter, not a secret
    raise AssertionError("unreachable")


def _may_be_retried(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in RETRIED_STATES
