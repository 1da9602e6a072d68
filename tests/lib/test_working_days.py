"""Working days and the hours in which letters leave."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sio.lib import working_days as days

PARIS = ZoneInfo("Europe/Paris")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    "easter",
    [
        "1954-04-18",
        "1981-04-19",
        "2000-04-23",
        "2008-03-23",
        "2024-03-31",
        "2026-04-05",
        "2027-03-28",
        "2038-04-25",
    ],
)
def test_easter_falls_where_almanacs_say(easter):
    expected = date.fromisoformat(easter)
    assert days.easter_sunday(expected.year) == expected


def test_a_year_has_eleven_public_holidays():
    holidays = days.public_holidays(2026)
    assert len(holidays) == 11
    assert {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25)} <= holidays


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-24", True),
        ("2026-11-28", False),
        ("2026-11-29", False),
        ("2026-12-25", False),
        ("2026-05-14", False),
        ("2026-05-15", True),
    ],
)
def test_a_working_day_is_neither_a_weekend_nor_a_holiday(day, works):
    assert days.is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("moment", "leaves"),
    [
        ("2026-11-24T08:29", "2026-11-24T08:30"),
        ("2026-11-24T08:30", "2026-11-24T08:30"),
        ("2026-11-24T17:59", "2026-11-24T17:59"),
        ("2026-11-24T18:00", "2026-11-25T08:30"),
        ("2026-11-27T19:00", "2026-11-30T08:30"),
        ("2026-12-24T20:00", "2026-12-28T08:30"),
        ("2026-03-28T10:00", "2026-03-30T08:30"),
    ],
)
def test_a_letter_leaves_within_the_hours(moment, leaves):
    assert days.sending_moment(at(moment)) == at(leaves)


@pytest.mark.parametrize(
    ("moment", "number", "then"),
    [
        ("2026-11-24T14:05", 2, "2026-11-26T14:05"),
        ("2026-11-24T14:05", 4, "2026-11-30T14:05"),
        ("2026-11-28T03:00", 2, "2026-12-01T08:30"),
        ("2026-11-24T22:00", 1, "2026-11-25T18:00"),
        ("2026-12-23T10:00", 2, "2026-12-28T10:00"),
        ("2026-10-23T10:00", 1, "2026-10-26T10:00"),
    ],
)
def test_j_counts_working_days_at_the_same_hour_of_the_clock(moment, number, then):
    assert days.after_working_days(at(moment), number) == at(then)


def test_the_next_sending_day_never_is_today():
    assert days.next_sending_day(at("2026-11-24T06:00")) == at("2026-11-25T08:30")
    assert days.next_sending_day(at("2026-05-07T12:00")) == at("2026-05-11T08:30")
