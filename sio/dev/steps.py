"""One line per step: what is being done, then how long it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Trouble(Exception):
    """Something a person must know or do; printed as it is, without a traceback."""


@contextmanager
def step(words: str) -> Iterator[None]:
    began = time.monotonic()
    say(f"  {words} … ", end="")
    try:
        yield
    except BaseException:
        say("failed")
        raise
    say(f"{time.monotonic() - began:.1f} s")


def say(words: str = "", *, end: str = "\n") -> None:
    print(words, end=end, file=sys.stdout, flush=True)
