"""The life of a thing: its states, the moves allowed between them, and the row that remembers each move."""

from collections.abc import Mapping

from django.conf import settings
from django.db import models

from .errors import Refusal


class ForbiddenMove(Refusal):
    """Someone asked a thing to go where its life does not lead."""

    def __init__(self, thing: str, origin: str, target: str, *, message: str = "") -> None:
        super().__init__(message or "Ce n’est plus possible : la situation a changé entre-temps.")
        self.thing = thing
        self.origin = origin
        self.target = target

    def __str__(self) -> str:
        return f"{self.thing}: {self.origin} → {self.target}"


def check_move(
    moves: Mapping[str, frozenset[str]], origin: str, target: str, *, thing: str = "", message: str = ""
) -> None:
    """Raise ForbiddenMove unless `target` may follow `origin`; `message` is the sentence the person reads."""
    if target not in moves.get(origin, frozenset()):
        raise ForbiddenMove(thing, origin, target, message=message)


class Event(models.Model):
    """Who moved a thing, when, from where, to where, and why. Written once, never edited.

    A concrete event adds a foreign key named after its thing, with related_name "events".
    """

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_status = models.CharField(max_length=24, blank=True)
    to_status = models.CharField(max_length=24)
    why = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.from_status or '∅'} → {self.to_status}"
