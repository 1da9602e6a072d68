"""The display order: what it promises to everybody, found by Hypothesis on the pure function."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import rules as r
from matching.enums import Slot
from matching.order import PPM, UNSEEN, Pick, Seen, exposure_of, first_page, reachable, rest
from matching.reference import draw_of, rank
from matching.rules import POINT, Rules
from tests.matching import crowd

DRAW = "7:2026-W48:"
thorough = settings(max_examples=200, deadline=None)


def market_of(seed: int):
    """A main list by fit with close fits, ties and gaps, what was seen of its people, and a size of page."""
    draw = Random(seed)
    edges = [edge + one for edge in range(55 * POINT, 91 * POINT, 5 * POINT) for one in (-1, 0, 1)]
    fits = [
        draw.choice((draw.choice(edges), draw.randrange(75 * POINT, 85 * POINT)))
        for _ in range(draw.randrange(40))
    ]
    ranked = list(enumerate(sorted(fits, reverse=True), start=100))
    exposures = (0, 0, 499, 500, 501, 1_000, 4_000)
    seen = {
        one: Seen(draw.choice(exposures), draw.random() < 0.3) for one, _ in ranked if draw.random() < 0.9
    }
    return ranked, seen, draw.randrange(1, 25)


markets = st.integers(0, 2**32).map(market_of)


def whole(ranked, seen, size) -> list[Pick]:
    picks = first_page(ranked, seen, DRAW, size)
    return picks + rest(ranked, picks)


@thorough
@given(markets)
def test_nobody_is_passed_over_by_someone_more_than_5_points_less_suitable_10_at_the_exploration_place(
    market,
):
    everyone = whole(*market)
    for place, pick in enumerate(everyone):
        band = r.EXPLORATION_POINTS if pick.slot == Slot.EXPLORATION else r.ROTATION_POINTS
        assert all(later.fit - pick.fit <= band for later in everyone[place + 1 :])


@thorough
@given(markets)
def test_everybody_is_reached_once_and_the_following_pages_go_by_fit(market):
    ranked, _, size = market
    everyone = whole(*market)
    assert sorted((one.profile_id, one.fit) for one in everyone) == sorted(ranked)
    following = [(one.profile_id, one.fit) for one in everyone[size:]]
    assert following == [row for row in ranked if row in following]
    assert {one.slot for one in everyone[size:]} <= {Slot.FIT}


@thorough
@given(markets)
def test_each_place_takes_the_least_seen_of_those_within_5_points_of_the_best_left(market):
    ranked, seen, size = market
    waiting = dict(ranked)
    for pick in first_page(ranked, seen, DRAW, size):
        best = max(waiting.values())
        if pick.slot != Slot.EXPLORATION:
            near = [one for one, fit in waiting.items() if fit >= best - r.ROTATION_POINTS]
            least = min(seen.get(one, UNSEEN).exposure for one in near)
            assert seen.get(pick.profile_id, UNSEEN).exposure == least
            assert pick.slot == (Slot.FIT if pick.profile_id == next(iter(waiting)) else Slot.ROTATION)
        del waiting[pick.profile_id]


@thorough
@given(markets)
def test_the_last_place_but_one_explores_and_no_other(market):
    ranked, seen, size = market
    picks = first_page(ranked, seen, DRAW, size)
    before = [pick.profile_id for pick in picks[: max(0, size - 2)]]
    waiting = [row for row in ranked if row[0] not in before]
    pool = [
        one
        for one, fit in waiting
        if fit >= waiting[0][1] - r.EXPLORATION_POINTS
        and (seen.get(one, UNSEEN).is_new or seen.get(one, UNSEEN).exposure < r.LITTLE_SEEN)
    ]
    explored = {place: pick for place, pick in enumerate(picks) if pick.slot == Slot.EXPLORATION}
    assert set(explored) == ({size - 2} if pool and size > 1 else set())
    for pick in explored.values():
        assert pick.profile_id in pool
        assert pick.propensity == PPM // len(pool)
    assert all(pick.propensity is None for pick in picks if pick.slot != Slot.EXPLORATION)


@thorough
@given(markets, st.integers(0, 2**32))
def test_rows_that_cannot_reach_the_page_change_nothing_and_twice_is_the_same_page(market, seed):
    ranked, seen, size = market
    page = first_page(ranked, seen, DRAW, size)
    needed = reachable(ranked, size)
    ids = Random(seed).sample(sorted(seen), len(seen))
    known = {one: seen[one] for one in ids if one in dict(needed)}
    assert first_page(needed, known, DRAW, size) == page
    assert {(pick.profile_id, pick.fit) for pick in page} <= set(needed)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_arrival_changes_nothing_from_the_facts_to_the_page(seed):
    draw = Random(seed)
    need = crowd.possible_mission(draw, 1)
    people = [crowd.someone_who_fits(draw, need, one) for one in range(1, 15)]
    seen = {one: Seen(draw.choice((0, 400, 2_000)), draw.random() < 0.3) for one in range(1, 15)}

    def page(arrived):
        ranked = [(one.profile_id, one.fit) for one in rank(arrived, need, Rules()).main]
        return first_page(ranked, seen, draw_of(need), 8)

    assert page(people) == page(draw.sample(people, len(people)))


def test_the_propensity_is_the_true_frequency_of_the_draw():
    ranked = [(one, 80 * POINT - one) for one in range(12)]
    seen = {one: Seen(1_000, is_new=one in {6, 9, 11}) for one in range(12)}
    draws = 6_000
    drawn = Counter(first_page(ranked, seen, f"{one}:2026-W48:", 5)[3] for one in range(draws))
    assert {pick.profile_id for pick in drawn} == {6, 9, 11}
    for pick, times in drawn.items():
        assert pick.propensity == 333_333
        assert abs(times / draws - pick.propensity / PPM) < 0.03


def test_while_nobody_was_seen_the_page_goes_by_fit():
    ranked = [(one, 80 * POINT - one) for one in range(9)]
    seen = {one: Seen(0, is_new=False) for one in range(9)}
    picks = first_page(ranked, seen, DRAW, 8)
    assert [pick.profile_id for pick in picks][:6] == [0, 1, 2, 3, 4, 5]
    assert picks[6].slot == Slot.EXPLORATION


def test_a_page_with_room_for_everybody_is_complete_and_an_empty_one_is_empty():
    ranked = [(1, 70 * POINT), (2, 40 * POINT)]
    assert [pick.profile_id for pick in first_page(ranked, {}, DRAW, 20)] == [1, 2]
    assert first_page([], {}, DRAW, 20) == []
    assert first_page(ranked, {}, DRAW, 0) == []
    assert reachable(ranked, 1) == [(1, 70 * POINT)]


@pytest.mark.parametrize(
    ("impressions", "free_minutes", "exposure"),
    [
        (0, 2_100, 0),
        (10, 2_100, 2_000),
        (10, 420, 10_000),
        (10, 60, 10_000),
        (10, None, 10_000),
        (1, 900, 466),
    ],
)
def test_exposure_counts_impressions_per_free_day(impressions, free_minutes, exposure):
    assert exposure_of(impressions, free_minutes) == exposure


def test_little_seen_is_below_half_an_impression_per_free_day():
    known = Seen(499, is_new=False)
    assert known.may_be_explored
    assert not replace(known, exposure=500).may_be_explored
    assert replace(known, exposure=500, is_new=True).may_be_explored
