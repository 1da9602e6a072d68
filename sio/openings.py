"""A date to come announces itself: no opening date is forgotten at the top of the pages."""

from collections.abc import Sequence

from django.utils import timezone

from accounts.doors import Door
from accounts.models import OpeningDate
from accounts.services.doors import doors
from blog.strips import Strip
from sio.lib import dates
from sio.lib.memos import Memo

WHO = {"company": "aux entreprises", "assistant": "aux assistantes et assistants indépendants"}

known = Memo(doors)
known.forget_when_changed(OpeningDate)


def strips(*, besides: Sequence[Strip], name: str) -> list[Strip]:
    """One for each side still closed, unless a strip among `besides` already leads to its waiting list."""
    told = {strip.href for strip in besides}
    return [_strip(door, name) for door in known().values() if _is_to_come(door) and door.opening not in told]


def _is_to_come(door: Door) -> bool:
    """What is kept for a minute may have come meanwhile."""
    return door.opens_at is not None and door.opens_at > timezone.now()


def _strip(door: Door, name: str) -> Strip:
    """Its key holds the date: a date that moves is told again."""
    assert door.opens_at is not None  # noqa: S101 - only doors to come get here
    day = timezone.localtime(door.opens_at)
    text = f"{name} ouvre {WHO[door.role]} le {dates.day(day)}."
    return Strip(f"{door.slug}-{day:%Y%m%d}", text, door.opening, "Être prévenu de l’ouverture")
