"""What nearly every page needs and hardly ever changes: each process reads it once a minute."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

Value = TypeVar("Value")
A_MINUTE = 60.0


class Memo(Generic[Value]):
    """A value kept in memory for a minute, and read again at once in the process that changed it.

    Two threads may read it at the same time; both read the truth.
    """

    def __init__(self, read: Callable[[], Value], *, seconds: float = A_MINUTE) -> None:
        self.read = read
        self.seconds = seconds
        self._kept: tuple[float, Value] | None = None

    def __call__(self) -> Value:
        kept = self._kept
        if kept is None or kept[0] < time.monotonic():
            kept = self._kept = (time.monotonic() + self.seconds, self.read())
        return kept[1]

    def remember(self, value: Value) -> None:
        self._kept = (time.monotonic() + self.seconds, value)

    def forget(self) -> None:
        """Now, and once more when the change is visible to everybody: another thread may read in between."""
        self._drop()
        transaction.on_commit(self._drop)

    def forget_when_changed(self, *models: type[Model]) -> None:
        """Listen to what is saved and deleted one by one; mass updates call `forget` themselves."""
        for model in models:
            for signal in (post_save, post_delete):
                signal.connect(self._hear, sender=model)

    def _hear(self, **_: object) -> None:
        self.forget()

    def _drop(self) -> None:
        self._kept = None
