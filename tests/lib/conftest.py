"""Duties of kinds made for one test, on the table of e-mails."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from notifications.models import Delivery
from sio.lib.duties import Outcome, handles, owe
from sio.lib.duties import handlers as registry

Act = Callable[[Delivery], Outcome | None]


@pytest.fixture
def handled() -> Iterator[Callable[..., None]]:
    """Register the act of a kind for the time of a test."""
    kept = dict(registry._handlers)

    def register(kind: str, act: Act, **options: Any) -> None:
        handles(Delivery, kind, **options)(act)

    yield register
    registry._handlers.clear()
    registry._handlers.update(kept)


def owed(kind: str = "test", key: str = "", **fields: Any) -> Delivery:
    """A duty written in a transaction of its own."""
    with transaction.atomic():
        return owe(Delivery, kind=kind, dedupe_key=key or f"{kind}:{Delivery.objects.count()}", **fields)


class Acts:
    """An act that remembers its duties, and answers what it is told to: an outcome or an error."""

    def __init__(self, *answers: Outcome | Exception | None) -> None:
        self.answers = list(answers)
        self.seen: list[str] = []

    def __call__(self, duty: Delivery) -> Outcome | None:
        self.seen.append(duty.dedupe_key)
        answer = self.answers.pop(0) if len(self.answers) > 1 else (self.answers or [None])[0]
        if isinstance(answer, Exception):
            raise answer
        return answer
