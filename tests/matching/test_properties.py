"""What must hold for any candidate and any mission, found by Hypothesis on the reference."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from accounts.enums import Place
from matching import rules as r
from matching.enums import Bucket
from matching.explanations import card_fit, tenths_of
from matching.facts import AskedSkill, CandidateFacts, MissionFacts
from matching.filters import verdict
from matching.geometry import distance_m, longitude_latitude, point
from matching.projection import merged
from matching.reference import judge, rank
from matching.rules import Rules
from matching.scoring import MAXIMUM, points, skill_shares
from missions.enums import Importance
from tests.matching import crowd

RULES = Rules(rarity={position: 0.2 + position / 11 for position in range(crowd.SKILLS)})

seeds = st.integers(0, 2**32)
people = seeds.map(lambda seed: crowd.candidate(Random(seed), profile_id=seed % 1000 + 1))
needs = seeds.map(lambda seed: crowd.mission(Random(seed), mission_id=seed % 1000 + 1))
# Somebody who fits, and the mission: the properties of the main list are about her.
pairs = st.tuples(seeds, seeds).map(
    lambda two: (
        need := crowd.possible_mission(Random(two[0]), 1),
        crowd.someone_who_fits(Random(two[1]), need),
    )
)
crowds = seeds.map(lambda seed: [crowd.candidate(Random(seed + one), one) for one in range(1, 13)])
thorough = settings(max_examples=150, deadline=None)


def fit(she: CandidateFacts, need: MissionFacts) -> int:
    return points(she, need, RULES, skill_shares(need.skills, RULES)).fit


@thorough
@given(people, needs)
def test_each_term_is_bounded_and_the_points_sum_to_the_fit(she, need):
    found = points(she, need, RULES, skill_shares(need.skills, RULES))
    for term, value in found.by_term().items():
        assert 0 <= value <= MAXIMUM[term]
    assert sum(found.by_term().values()) == found.fit <= 100 * r.POINT
    assert sum(tenths_of(found).values()) == found.fit // (r.POINT // 10)
    assert 0 <= card_fit(found.fit) <= 100


def lacking(she: CandidateFacts, draw: Random) -> dict[str, object]:
    """One thing that she may lack."""
    return draw.choice(
        (
            {},
            {"free_minutes": (she.free_minutes or 0) - 30},
            {"languages": None},
            {"certified_until": None},
            {"half_days_on_site": 0b11},
            {"floor_remote": (she.floor_remote or 0) + 400, "floor_on_site": (she.floor_on_site or 0) + 400},
            {"credit": bytes(256)},
        )
    )


def tightened(need: MissionFacts, draw: Random) -> MissionFacts:
    """The same need, one wish stricter."""
    skills = tuple(replace(skill, importance=Importance.MUST) for skill in need.skills)
    harder = tuple(replace(skill, level=3) for skill in need.skills)
    ceiling = None if need.ceiling is None else need.ceiling - 100
    stricter = (
        {"skills": skills},
        {"skills": harder},
        {"minimum_minutes": need.minimum_minutes + 60},
        {"tolerance_days": max(0, need.tolerance_days - 3)},
        {"half_days_needed": min(need.half_days.bit_count(), need.half_days_needed + 1)},
        {"ceiling": ceiling},
        {"radius_km": 5},
        {"languages": (*need.languages, (2, 4))},
        {"asks_insurance": True},
        {"asks_certificate": True},
    )
    return replace(need, **draw.choice(stricter))


@thorough
@given(pairs, seeds)
def test_tightening_a_wish_never_adds_anyone_to_the_main_list(pair, seed):
    need, she = pair
    stricter = tightened(need, Random(seed))
    assert verdict(she, need).bucket == Bucket.MAIN
    doubtful = replace(she, **lacking(she, Random(seed)))
    if verdict(doubtful, stricter).bucket == Bucket.MAIN:
        assert verdict(doubtful, need).bucket == Bucket.MAIN


@thorough
@given(people, needs, st.integers(0, crowd.SKILLS - 1), st.integers(1, 3))
def test_declaring_a_skill_or_raising_a_level_never_costs(she, need, position, level):
    better = bytearray(she.credit)
    better[position] = max(level, she.credit[position] if she.credit[position] <= 3 else 0)
    gains = replace(she, credit=bytes(better))
    assert fit(gains, need) >= fit(she, need)
    assert verdict(she, need).bucket != Bucket.MAIN or verdict(gains, need).bucket == Bucket.MAIN


def bettered(she: CandidateFacts, draw: Random) -> CandidateFacts:
    """The same person, offering a little more."""
    offers = [
        {"free_minutes": None if she.free_minutes is None else she.free_minutes + draw.choice((1, 60, 420))},
        {"available_from": None if she.available_from is None else she.available_from - timedelta(days=3)},
        {"rate_remote": None if she.rate_remote is None else max(1, she.rate_remote - 150)},
        {"rate_on_site": None if she.rate_on_site is None else max(1, she.rate_on_site - 150)},
        {"radius_km": None if she.radius_km is None else she.radius_km + 10},
        {"sectors": 2**17 - 1},
        {"half_days_remote": None if she.half_days_remote is None else 1023},
        {"half_days_on_site": None if she.half_days_on_site is None else 1023},
        {"leaves": ()},
        {"proximity": bytes(min(100, value + 5) for value in she.proximity)},
    ]
    return replace(she, **draw.choice(offers))


@thorough
@given(pairs, seeds)
def test_offering_more_never_lowers_the_fit_of_someone_proposed(pair, seed):
    need, she = pair
    gains = bettered(she, Random(seed))
    assert verdict(gains, need).bucket == Bucket.MAIN
    assert fit(gains, need) >= fit(she, need)


@thorough
@given(pairs, st.floats(0.0, 1.0))
def test_moving_nearer_never_lowers_the_fit_of_someone_proposed(pair, part):
    need, she = replace(pair[0], place=Place.ON_SITE), pair[1]
    (x, y), (to_x, to_y) = longitude_latitude(she.point), longitude_latitude(need.point)
    nearer = replace(she, point=point(y + (to_y - y) * part, x + (to_x - x) * part))
    assume(distance_m(nearer.point, need.point) <= distance_m(she.point, need.point))
    assert fit(nearer, need) >= fit(she, need)


@thorough
@given(crowds, needs, seeds)
def test_the_order_of_arrival_and_the_ineligible_change_nothing(people, need, seed):
    lists = rank(people, need, RULES)
    shuffled = Random(seed).sample(people, len(people))
    stranger = replace(people[0], profile_id=5_000, is_listed=False)
    assert rank(shuffled, need, RULES) == lists
    assert rank([*people, stranger], need, RULES) == lists
    everyone = [one.profile_id for bucket in Bucket for one in lists.of(bucket)]
    assert len(everyone) == len(set(everyone))


@thorough
@given(crowds, needs)
def test_a_week_later_with_the_same_weekdays_nobody_has_moved(people, need):
    week = timedelta(days=7)
    later = replace(need, as_of=need.as_of + week, starts_on=need.starts_on + week)
    moved = [one_week_later(one, week) for one in people]
    before = {one.profile_id: (one.bucket, one.fit) for one in everyone(people, need)}
    after = {one.profile_id: (one.bucket, one.fit) for one in everyone(moved, later)}
    assert before == after


def everyone(people, need):
    return [found for one in people if (found := judge(one, need, RULES))]


def one_week_later(she: CandidateFacts, week: timedelta) -> CandidateFacts:
    dates = ("available_from", "available_until", "confirmed_on", "certified_until", "insured_until")
    moved = {name: day and day + week for name in dates if (day := getattr(she, name)) is not None}
    return replace(she, **moved, leaves=merged((begins + week, ends + week) for begins, ends in she.leaves))


@thorough
@given(crowds, needs)
def test_reviews_shown_and_exposure_of_facts_outside_the_fit_change_nothing(people, need):
    told = [replace(one, reviews=one.reviews + 3, stars=900) for one in people]
    assert [(one.profile_id, one.fit) for one in everyone(told, need)] == [
        (one.profile_id, one.fit) for one in everyone(people, need)
    ]


@thorough
@given(people, needs, st.integers(0, 4000))
def test_the_floor_never_enters_the_fit(she, need, floor):
    other = replace(she, floor_remote=floor, floor_on_site=floor)
    assert fit(other, need) == fit(she, need)


def test_equal_fits_are_drawn_anew_each_week_and_never_by_id():
    need = crowd.mission(Random(1), 1)
    need = replace(need, skills=(AskedSkill(0, Importance.COULD),))
    twins = [CandidateFacts(profile_id=one, accepts_remote=True, free_minutes=9_000) for one in range(1, 30)]
    need = MissionFacts(mission_id=1, as_of=crowd.AS_OF, starts_on=crowd.AS_OF, skills=need.skills)
    this_week = [one.profile_id for one in rank(twins, need, RULES).to_confirm]
    same_week = replace(need, as_of=need.as_of + timedelta(days=1))
    next_week = replace(need, as_of=need.as_of + timedelta(days=7), starts_on=need.starts_on)
    other_mission = replace(need, mission_id=2)
    assert len(this_week) == 29
    assert this_week != sorted(this_week)
    assert [one.profile_id for one in rank(twins, same_week, RULES).to_confirm] == this_week
    assert [one.profile_id for one in rank(twins, next_week, RULES).to_confirm] != this_week
    assert [one.profile_id for one in rank(twins, other_mission, RULES).to_confirm] != this_week
