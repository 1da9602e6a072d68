"""Money: whole cents, halves away from zero, French spelling."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sio.lib.money import euros, half_up, parse_cents, short_euros


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (1, 2, 1),
        (-1, 2, -1),
        (3, 2, 2),
        (5, 3, 2),
        (4, 3, 1),
        (0, 7, 0),
        (-5, 3, -2),
        (2, 4, 1),
        (250, 100, 3),
    ],
)
def test_halves_go_away_from_zero(numerator: int, denominator: int, expected: int) -> None:
    assert half_up(numerator, denominator) == expected


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**7))
def test_rounding_is_that_of_decimal(numerator: int, denominator: int) -> None:
    exact = Decimal(numerator) / Decimal(denominator)
    assert half_up(numerator, denominator) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize("denominator", [0, -3])
def test_a_denominator_is_positive(denominator: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        half_up(1, denominator)


@pytest.mark.parametrize(
    ("cents", "expected"),
    [
        (0, "0,00\u202f€"),
        (5, "0,05\u202f€"),
        (125_000, "1\u202f250,00\u202f€"),
        (123_456_789, "1\u202f234\u202f567,89\u202f€"),
        (-1250, "−12,50\u202f€"),
    ],
)
def test_an_amount_is_read_the_french_way(cents: int, expected: str) -> None:
    assert euros(cents) == expected


def test_a_round_amount_may_drop_its_cents() -> None:
    assert short_euros(3500) == "35\u202f€"
    assert short_euros(3550) == "35,50\u202f€"


@given(st.integers(0, 10**12))
def test_what_is_shown_can_be_typed_again(cents: int) -> None:
    assert parse_cents(euros(cents)) == cents


@pytest.mark.parametrize(
    "typed", ["", "abc", "-5", "12,345", "1 25", "1,250.00", "5 %", "1 0000", "٣", "1e3"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        parse_cents(typed)
