"""Working days in France, and the hours in which people are written to.

A working day is Monday to Friday, and no public holiday of mainland France. Letters leave from 8:30 to 18:00, local
time. Moments given and answered are aware; each is read in the local time of its own day, so that summer time neither
adds nor takes an hour.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone

OPENS, CLOSES = time(8, 30), time(18, 0)
A_DAY = timedelta(days=1)
SATURDAY = 5

# Labour code, article L3133-1: eight days by their date, three counted from Easter Sunday.
FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER = (1, 39, 50)


@lru_cache(maxsize=16)
def public_holidays(year: int) -> frozenset[date]:
    """The eleven public holidays of this year."""
    easter = easter_sunday(year)
    moving = {easter + timedelta(days=days) for days in AFTER_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in FIXED})


def easter_sunday(year: int) -> date:
    """Gregorian Easter, after Gauss: the Sunday that follows the full moon of spring."""
    century, moon = year // 100, year % 19
    shift = (century - century // 4 - (8 * century + 13) // 25 + 19 * moon + 15) % 30
    full_moon = shift - (shift // 28) * (1 - (29 // (shift + 1)) * ((21 - moon) // 11))
    weekday = (year + year // 4 + full_moon + 2 - century + century // 4) % 7
    days = full_moon - weekday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def sending_moment(moment: datetime) -> datetime:
    """When a letter that is ready now leaves: at once within the hours, else at the next opening."""
    local = timezone.localtime(moment)
    if is_working_day(local.date()) and local.time() < CLOSES:
        return max(local, _opening(local.date()))
    return _opening(next(_working_days_after(local.date())))


def held_until(moment: datetime) -> datetime | None:
    """When a letter ready now may leave, or None when it may leave at once."""
    leaves = sending_moment(moment)
    return leaves if leaves > moment else None


def next_sending_day(moment: datetime) -> datetime:
    """The opening of the working day that follows."""
    return _opening(next(_working_days_after(timezone.localdate(moment))))


def after_working_days(moment: datetime, days: int) -> datetime:
    """J + `days`: the same hour, `days` working days later, kept within the hours in which letters leave."""
    local = timezone.localtime(moment)
    coming = _working_days_after(local.date())
    day = [next(coming) for _ in range(days)][-1]
    hour = min(max(local.time(), OPENS), CLOSES)
    return timezone.make_aware(datetime.combine(day, hour))


def _opening(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, OPENS))


def _working_days_after(day: date) -> Iterator[date]:
    while True:
        day += A_DAY
        if is_working_day(day):
            yield day
