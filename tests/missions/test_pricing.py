"""Budgets and packs brought to the hour and the week."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.enums import PriceMode
from missions.pricing import hourly_ceiling_cents, monthly_minutes, weekly_minutes


@pytest.mark.parametrize(
    ("mode", "budget", "pack", "project", "expected"),
    [
        (PriceMode.HOUR, 3_500, None, None, 3_500),
        (PriceMode.DAY, 37_000, None, None, 5_285),  # 370 a day: 52.857 an hour, rounded down
        (PriceMode.DAY, 28_000, None, None, 4_000),
        (PriceMode.HALF_DAY, 14_000, None, None, 4_000),
        (PriceMode.MONTHLY_PACK, 42_000, 600, None, 4_200),
        (PriceMode.PROJECT, 120_000, None, 2_100, 3_428),
        (PriceMode.PROJECT, 90_000, None, None, None),
        (PriceMode.MONTHLY_PACK, 42_000, None, None, None),
        (PriceMode.ACT, 5_000, 600, 600, None),
        (PriceMode.HOUR, None, None, None, None),
    ],
)
def test_a_budget_is_brought_to_the_hour(mode, budget, pack, project, expected):
    assert hourly_ceiling_cents(mode, budget, pack, project) == expected


@given(budget=st.integers(1, 10_000_000), minutes=st.integers(1, 20_000))
def test_the_hours_bought_at_the_ceiling_never_exceed_the_budget(budget, minutes):
    ceiling = hourly_ceiling_cents(PriceMode.PROJECT, budget, None, minutes)
    assert ceiling * minutes <= budget * 60


@pytest.mark.parametrize(
    ("week", "month", "expected"),
    [
        (300, None, 300),
        (None, 300, 70),
        (None, 600, 139),
        (None, 1_200, 277),
        (None, None, None),
        (300, 600, 300),
    ],
)
def test_a_pack_is_brought_to_the_week_rounded_up(week, month, expected):
    assert weekly_minutes(week, month) == expected


def test_five_hours_a_week_is_an_average_month_of_21_hours_and_40_minutes():
    assert monthly_minutes(300) == 1_300
