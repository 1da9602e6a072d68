"""Durations: whole minutes, typed and read as hours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sio.lib.durations import hours, parse_minutes


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("0", 0),
        ("6", 360),
        ("6h", 360),
        ("6h30", 390),
        ("6 H 30", 390),
        ("6 heures 30 minutes", 390),
        ("6:05", 365),
        ("6,5", 390),
        ("6.25 h", 375),
        ("0,33", 20),
        ("45 min", 45),
        ("90mn", 90),
        ("6\u00a0h\u00a030", 390),
    ],
)
def test_a_duration_is_read_as_typed(typed: str, minutes: int) -> None:
    assert parse_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["", "h", "6h75", "-2", "six", "6h3h", "6,555"])
def test_what_is_no_duration_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_minutes(typed)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (390, "6\u00a0h\u00a030"),
        (360, "6\u00a0h"),
        (365, "6\u00a0h\u00a005"),
        (45, "45\u00a0min"),
        (0, "0\u00a0h"),
    ],
)
def test_a_duration_is_shown_in_hours(minutes: int, expected: str) -> None:
    assert hours(minutes) == expected


@given(st.integers(0, 100_000))
def test_what_is_shown_can_be_typed_again(minutes: int) -> None:
    assert parse_minutes(hours(minutes)) == minutes
