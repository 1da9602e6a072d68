"""Times, distances and enumerations in French, as every sentence of a ranking writes them."""

from collections.abc import Sequence
from datetime import date

from accounts.enums import HalfDay
from sio.lib.dates import day as day_in_words
from sio.lib.durations import hours

NO_BREAK = "\u00a0"
NARROW = "\u202f"
MINUTES_PER_HALF_DAY = 210


def enumerated(words: Sequence[str]) -> str:
    """« lundi, mardi et jeudi »."""
    return " et ".join([*([", ".join(words[:-1])] if len(words) > 1 else []), *words[-1:]])


def amount_of_time(minutes: int) -> str:
    """« 2 jours », « 2,5 jours », « 5 h »: days when they come out even."""
    half_days, rest = divmod(minutes, MINUTES_PER_HALF_DAY)
    if rest or half_days == 0:
        return hours(minutes)
    if half_days == 1:
        return "une demi-journée"
    days = str(half_days // 2) + (",5" if half_days % 2 else "")
    return f"{days}{NO_BREAK}jour{'s' if half_days >= 4 else ''}"


def short_day(iso: str) -> str:
    """« 3 décembre »: the year is that of the mission."""
    return day_in_words(date.fromisoformat(iso)).rsplit(NO_BREAK, 1)[0]


def half_days_in_words(half_days: Sequence[str]) -> str:
    """« lundi, mardi matin et jeudi après-midi »; « mardi et jeudi matin » when the moment is the same."""
    weekdays: dict[str, list[str]] = {}
    for one in HalfDay.values:
        if one in half_days:
            weekday, moment = HalfDay(one).label.lower().split(" ", 1)
            weekdays.setdefault(weekday, []).append(moment)
    moments = {"".join(found) for found in weekdays.values()}
    if len(moments) == 1 and len(weekdays) == len(half_days):
        return f"{enumerated(list(weekdays))} {moments.pop()}"
    return enumerated(
        [weekday if len(found) > 1 else f"{weekday} {found[0]}" for weekday, found in weekdays.items()]
    )


def at_distance(km: int) -> str:
    return f"À {km}{NO_BREAK}km" if km else f"À moins de 1{NO_BREAK}km"


def days(count: int) -> str:
    return f"{count}{NO_BREAK}jour{'s' if count > 1 else ''}"
