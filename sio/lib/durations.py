"""Durations: whole minutes everywhere, typed and read as hours."""

import re

from .money import half_up

NO_BREAK = "\u00a0"

HOURS_AND_MINUTES = re.compile(
    r"([0-9]+)\s*(?:h|heures?|:)\s*([0-5]?[0-9])?\s*(?:mn|min|minutes?)?", re.IGNORECASE
)
DECIMAL_HOURS = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?\s*(?:h|heures?)?", re.IGNORECASE)
MINUTES = re.compile(r"([0-9]+)\s*(?:mn|min|minutes?)", re.IGNORECASE)


def parse_minutes(text: str) -> int:
    """A duration as people type it (6, 6h30, 6:30, 6,5, 6 h 30, 45 min), in minutes; ValueError when it is not one."""
    typed = text.strip()
    if match := MINUTES.fullmatch(typed):
        return int(match[1])
    if match := HOURS_AND_MINUTES.fullmatch(typed):
        return int(match[1]) * 60 + int(match[2] or 0)
    if match := DECIMAL_HOURS.fullmatch(typed):
        hundredths = int((match[2] or "").ljust(2, "0"))
        return int(match[1]) * 60 + half_up(hundredths * 60, 100)
    raise ValueError("Not a duration.")


def hours(minutes: int) -> str:
    """Minutes as read: 390 → « 6 h 30 », 360 → « 6 h », 45 → « 45 min », with no-break spaces."""
    whole, rest = divmod(minutes, 60)
    if whole == 0 and rest:
        return f"{rest}{NO_BREAK}min"
    return f"{whole}{NO_BREAK}h{NO_BREAK}{rest:02}" if rest else f"{whole}{NO_BREAK}h"
