"""Dates as people type and read them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sio.lib import dates
from sio.lib.dates import clock, day, day_and_clock, long_day, parse_date

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("24/11/2026", date(2026, 11, 24)),
        ("24-11-26", date(2026, 11, 24)),
        ("24.11.2026", date(2026, 11, 24)),
        ("4/1/2027", date(2027, 1, 4)),
        ("2026-11-24", date(2026, 11, 24)),
        ("24 novembre", date(2026, 11, 24)),
        ("24/11", date(2026, 11, 24)),
        ("le mardi 24 novembre 2026", date(2026, 11, 24)),
        ("dimanche 22 novembre", date(2026, 11, 22)),
        ("1er décembre", date(2026, 12, 1)),
        ("3 AOUT", date(2027, 8, 3)),
        ("5 févr. 2027", date(2027, 2, 5)),
        ("10 janvier", date(2027, 1, 10)),
        ("29 février", date(2028, 2, 29)),
        ("aujourd’hui", TODAY),
        ("Demain", date(2026, 11, 21)),
        ("après-demain", date(2026, 11, 22)),
    ],
)
def test_a_date_is_read_as_typed(typed: str, expected: date) -> None:
    assert parse_date(typed, relative_to=TODAY) == expected


@pytest.mark.parametrize(
    "typed",
    ["", "31/02/2026", "31 novembre", "24", "ma 3", "3 ju", "13/13/2026", "hier", "29/02/2027", "0/1/2026"],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any reader's own words
        parse_date(typed, relative_to=TODAY)


def test_a_day_without_a_reference_counts_from_the_local_date() -> None:
    assert parse_date("aujourd'hui") == dates.today()


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_what_is_shown_can_be_typed_again(moment: date) -> None:
    assert parse_date(long_day(moment)) == moment


def test_a_date_is_shown_without_a_leading_zero() -> None:
    assert day(date(2026, 12, 3)) == "3\u00a0décembre\u00a02026"
    assert day(date(2026, 12, 1)) == "1er\u00a0décembre\u00a02026"
    assert long_day(date(2026, 11, 24)) == "mardi 24\u00a0novembre\u00a02026"


def test_a_moment_is_shown_at_the_local_hour() -> None:
    summer = datetime(2026, 7, 14, 22, 30, tzinfo=UTC)

    assert day_and_clock(summer) == "mercredi 15\u00a0juillet\u00a02026 à 0\u00a0h\u00a030"
    assert clock(datetime(2026, 11, 24, 7, 0, tzinfo=UTC)) == "8\u00a0h"
