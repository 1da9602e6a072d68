"""Dates as people type and read them, in French, without a leading zero."""

import re
from datetime import date, datetime, timedelta

from django.utils import timezone

from .text import normalise

NO_BREAK = "\u00a0"

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
NEAR = {"aujourd'hui": 0, "demain": 1, "apres-demain": 2, "apres demain": 2}

NUMBERS = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})(?:[/.\- ]([0-9]{4}|[0-9]{2}))?")
ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
WORDS = re.compile(r"(?:(?:le )?(?:[a-z]+di|dimanche) |le )?([0-9]{1,2})(?:er)? ([a-z]+)\.?(?: ([0-9]{4}))?")


def today() -> date:
    """The local date."""
    return timezone.localdate()


def parse_date(text: str, *, relative_to: date | None = None) -> date:
    """A date as people type it: 24/11/2026, 24-11-26, 24 novembre, demain; ValueError when it is not one.

    Without a year the next such day is meant.
    """
    reference = relative_to or today()
    typed = normalise(text)
    if typed in NEAR:
        return reference + timedelta(days=NEAR[typed])
    if match := ISO.fullmatch(typed):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := NUMBERS.fullmatch(typed):
        return _dated(int(match[1]), int(match[2]), match[3], reference)
    if match := WORDS.fullmatch(typed):
        return _dated(int(match[1]), _month(match[2]), match[3], reference)
    raise ValueError("Not a date.")


def _month(word: str) -> int:
    """The month a word means: its name, or at least its first three letters when only one fits."""
    names = [normalise(name) for name in MONTHS]
    fits = [number for number, name in enumerate(names, 1) if len(word) >= 3 and name.startswith(word)]
    if len(fits) != 1:
        raise ValueError("Not a month.")
    return fits[0]


def _dated(day: int, month: int, year: str | None, reference: date) -> date:
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    candidates = (_or_none(reference.year + ahead, month, day) for ahead in range(9))
    return next(found for found in candidates if found and found >= reference)


def _or_none(year: int, month: int, day: int) -> date | None:
    """The day, unless that year has none (29 February); a day no year has is an error."""
    try:
        return date(year, month, day)
    except ValueError:
        if (month, day) == (2, 29):
            return None
        raise


def day(moment: date | datetime) -> str:
    """« 24 novembre 2026 », « 1er décembre 2026 »."""
    local = _local(moment)
    number = "1er" if local.day == 1 else str(local.day)
    return f"{number}{NO_BREAK}{MONTHS[local.month - 1]}{NO_BREAK}{local.year}"


# The name it has as a filter in templates.
date_fr = day


def long_day(moment: date | datetime) -> str:
    """« mardi 24 novembre 2026 »."""
    return f"{DAYS[_local(moment).weekday()]} {day(moment)}"


def clock(moment: datetime) -> str:
    """« 14 h 05 », « 8 h »."""
    local = timezone.localtime(moment)
    minutes = f"{NO_BREAK}{local.minute:02}" if local.minute else ""
    return f"{local.hour}{NO_BREAK}h{minutes}"


def day_and_clock(moment: datetime) -> str:
    """« mardi 24 novembre 2026 à 14 h 05 »."""
    return f"{long_day(moment)} à {clock(moment)}"


def _local(moment: date | datetime) -> date:
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
