"""Every hard filter at its edges: just enough, one too few, not given."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.enums import Place
from matching import filters
from matching.enums import Bucket, Criterion, Part
from matching.facts import AskedSkill, CandidateFacts, MissionFacts
from matching.filters import conjunction, verdict
from matching.geometry import point
from missions.enums import Importance

TODAY = date(2026, 11, 24)
LYON = point(45.758, 4.835)
NEED = MissionFacts(
    mission_id=1,
    as_of=TODAY,
    company_id=7,
    skills=(AskedSkill(0, Importance.MUST, 2), AskedSkill(1, Importance.COULD)),
    sector=3,
    minutes=300,
    minimum_minutes=240,
    starts_on=date(2026, 12, 3),
    tolerance_days=14,
    weeks=4,
    half_days=0b110011,
    half_days_needed=2,
    on_site_half_days=1,
    place=Place.HYBRID,
    point=LYON,
    radius_km=30,
    ceiling=3500,
    has_ceiling=True,
    languages=((1, 3),),
    asks_certificate=True,
    asks_insurance=True,
    excluded_profiles=frozenset({99}),
)
SHE = CandidateFacts(
    profile_id=1,
    credit=bytes((2, 0)).ljust(256, b"\0"),
    languages=bytes((6, 3)).ljust(32, b"\0"),
    free_minutes=240,
    available_from=date(2026, 12, 17),
    available_until=date(2026, 12, 30),
    half_days_remote=0b000001,
    half_days_on_site=0b000010,
    confirmed_on=date(2026, 11, 17),
    min_minutes=300,
    min_weeks=4,
    point=LYON,
    radius_km=20,
    accepts_remote=True,
    accepts_on_site=True,
    accepts_near_budget=True,
    rate_on_site=9999,
    floor_on_site=3500,
    certified_until=date(2026, 12, 3),
    insured_until=date(2026, 12, 3),
)


def test_just_enough_of_everything_is_the_main_list():
    assert verdict(SHE, NEED).bucket == Bucket.MAIN
    assert set(filters.answers(SHE, NEED).values()) == {True}


@pytest.mark.parametrize(
    ("criterion", "fact"),
    [
        ("H1", {"is_listed": False}),
        ("H1", {"profile_id": 99}),
        ("H2", {"free_minutes": 239 - 420}),
        ("H2", {"available_from": date(2026, 12, 25)}),
        ("H2", {"available_until": date(2026, 12, 20)}),
        ("H3", {"accepts_remote": False}),
        ("H3", {"accepts_on_site": False}),
        ("H3", {"point": point(45.186, 5.726)}),
        ("H4", {"floor_on_site": 3851}),
        ("H4", {"floor_on_site": 3501, "accepts_near_budget": False}),
        ("H5", {"credit": bytes((1, 3)).ljust(256, b"\0")}),
        ("H5", {"credit": bytes((4, 3)).ljust(256, b"\0")}),
        ("H5", {"credit": bytes((5, 3)).ljust(256, b"\0")}),
        ("H6", {"languages": bytes((6, 2)).ljust(32, b"\0")}),
        ("H7", {"certified_until": date(2026, 12, 2)}),
        ("H7", {"insured_until": date(2026, 12, 2)}),
        ("H8", {"min_minutes": 721}),
        ("H8", {"min_weeks": 6}),
        ("H9", {"refused_sectors": 1 << 3}),
        ("H9", {"refused_companies": (7,)}),
    ],
)
def test_one_wish_missed_by_far_excludes_and_names_its_criterion(criterion, fact):
    she = replace(SHE, **fact)
    assert verdict(she, NEED).bucket is None
    answers = filters.answers(she, NEED)
    assert [found for found, answer in answers.items() if answer is False] == [Criterion(criterion)]


@pytest.mark.parametrize(
    ("part", "fact", "missing"),
    [
        (Part.MINUTES, {"free_minutes": 239}, 1),
        (Part.START, {"available_from": date(2026, 12, 18), "available_until": None}, 1),
        (Part.START, {"available_from": date(2026, 12, 24), "available_until": None}, 7),
        (Part.END, {"available_until": date(2026, 12, 29)}, 1),
        (Part.END, {"available_until": date(2026, 12, 23)}, 7),
        (Part.HALF_DAYS, {"half_days_remote": 0}, 1),
        (Part.HALF_DAYS, {"half_days_on_site": 0}, 1),
        (Part.HALF_DAYS, {"half_days_on_site": 0, "half_days_remote": 0b1100}, 2),
        (Part.RATE, {"floor_on_site": 3501}, 1),
        (Part.RATE, {"floor_on_site": 3850}, 350),
        (Part.VOLUME, {"min_minutes": 301}, 1),
        (Part.VOLUME, {"min_minutes": 720}, 420),
        (Part.DURATION, {"min_weeks": 5}, 1),
    ],
)
def test_one_wish_missed_by_a_little_is_near_and_names_the_gap(part, fact, missing):
    found = verdict(replace(SHE, **fact), NEED)
    assert found.bucket == Bucket.NEAR
    assert found.gap is not None
    assert (found.gap.part, -found.gap.margin) == (part, missing)


def test_what_nobody_limits_leaves_a_margin_of_zero():
    assert filters.end_margin(replace(SHE, available_until=None), NEED) == 0
    assert filters.distance_margin(SHE, replace(NEED, place=Place.REMOTE)) == 0


def test_two_small_gaps_are_not_near():
    assert verdict(replace(SHE, free_minutes=239, min_weeks=5), NEED).bucket is None


def test_a_small_gap_with_an_unknown_is_in_no_list():
    assert verdict(replace(SHE, free_minutes=239, languages=None), NEED).bucket is None


@pytest.mark.parametrize(
    ("criterion", "fact"),
    [
        ("H2", {"free_minutes": None}),
        ("H2", {"available_from": None}),
        ("H2", {"half_days_remote": None, "half_days_on_site": None}),
        ("H2", {"half_days_remote": None}),
        ("H2", {"confirmed_on": date(2026, 11, 16)}),
        ("H2", {"confirmed_on": None}),
        ("H3", {"point": None}),
        ("H3", {"radius_km": None}),
        ("H4", {"floor_on_site": None}),
        ("H6", {"languages": None}),
        ("H7", {"certified_until": None}),
        ("H7", {"insured_until": None}),
    ],
)
def test_what_was_not_given_is_unknown_and_to_confirm(criterion, fact):
    she = replace(SHE, **fact)
    assert verdict(she, NEED).bucket == Bucket.TO_CONFIRM
    assert filters.answers(she, NEED)[Criterion(criterion)] is None


def test_a_known_no_wins_over_an_unknown():
    assert verdict(replace(SHE, confirmed_on=None, is_listed=False), NEED).bucket is None
    assert filters.answers(replace(SHE, confirmed_on=None, free_minutes=0), NEED)[Criterion.CALENDAR] is False


def test_the_radius_is_reached_to_the_metre(monkeypatch):
    monkeypatch.setattr(filters, "distance_between", lambda she, need: 20_000)
    assert filters.distance_margin(SHE, NEED) == 0
    monkeypatch.setattr(filters, "distance_between", lambda she, need: 20_001)
    assert verdict(SHE, NEED).gap.part == Part.DISTANCE
    monkeypatch.setattr(filters, "distance_between", lambda she, need: 30_000)
    assert verdict(SHE, NEED).bucket == Bucket.NEAR
    monkeypatch.setattr(filters, "distance_between", lambda she, need: 30_001)
    assert verdict(SHE, NEED).bucket is None


def test_beyond_the_company_s_radius_the_answer_is_known_without_hers(monkeypatch):
    monkeypatch.setattr(filters, "distance_between", lambda she, need: 30_001)
    assert filters.distance_margin(replace(SHE, radius_km=None), NEED) == -1
    assert filters.distance_margin(replace(SHE, radius_km=None), replace(NEED, radius_km=None)) is None


@pytest.mark.parametrize(
    ("place", "remote", "on_site", "expected"),
    [
        (Place.REMOTE, True, False, True),
        (Place.REMOTE, False, True, False),
        (Place.ON_SITE, False, True, True),
        (Place.ON_SITE, True, False, False),
        (Place.HYBRID, True, False, False),
        (Place.HYBRID, True, True, True),
    ],
)
def test_both_sides_accept_the_mode(place, remote, on_site, expected):
    she = replace(SHE, accepts_remote=remote, accepts_on_site=on_site)
    assert filters.accepts_mode(she, replace(NEED, place=place)) is expected


def test_half_days_count_in_the_right_mode():
    assert filters.half_days_margin(SHE, replace(NEED, place=Place.REMOTE)) == -1
    assert filters.half_days_margin(SHE, replace(NEED, place=Place.ON_SITE)) == -1
    assert filters.half_days_margin(SHE, NEED) == 0
    unasked = replace(NEED, half_days_needed=0)
    assert filters.half_days_margin(replace(SHE, half_days_remote=None, half_days_on_site=None), unasked) == 0


def test_without_a_ceiling_the_price_is_no_obstacle_and_an_act_is_unknown():
    dear = replace(SHE, floor_on_site=None)
    assert filters.rate_margin(dear, replace(NEED, ceiling=None, has_ceiling=False)) == 0
    assert filters.rate_margin(SHE, replace(NEED, ceiling=None, has_ceiling=True)) is None


def test_a_need_not_counted_by_the_week_meets_every_minimum():
    need = replace(NEED, minutes=0, minimum_minutes=0, weeks=None)
    assert filters.volume_margin(replace(SHE, min_minutes=900), need) == 0
    assert filters.duration_margin(replace(SHE, min_weeks=52), need) == 0


def test_leave_must_leave_a_first_day_within_the_tolerance():
    leave = ((date(2026, 12, 10), date(2026, 12, 17)),)
    she = replace(SHE, available_from=date(2026, 12, 10), available_until=None, leaves=leave)
    assert filters.start_margin(she, NEED) == -1
    assert filters.start_margin(replace(she, available_from=TODAY), NEED) == 14


@pytest.mark.parametrize(("days", "expected"), [(0, True), (7, True), (8, None)])
def test_availability_is_good_for_seven_days(days, expected):
    assert filters.is_confirmed(replace(SHE, confirmed_on=TODAY - timedelta(days=days)), NEED) is expected


def test_kleene():
    assert conjunction([True, True]) is True
    assert conjunction([True, None]) is None
    assert conjunction([None, False]) is False
    assert conjunction([]) is True
