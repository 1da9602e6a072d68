"""No oracle on the private floors: whatever a firm may publish and read, it learns no more than the rule allows."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.enums import Place
from matching import rules as r
from matching.enums import Bucket
from matching.facts import CandidateFacts, MissionFacts
from matching.filters import verdict
from missions import ceilings
from missions.enums import CEILING_STEP_PERCENT, MAX_CEILING_CHANGES

AS_OF = date(2026, 11, 24)
NEED = MissionFacts(
    mission_id=1, as_of=AS_OF, starts_on=AS_OF, has_ceiling=True, minutes=60, minimum_minutes=60
)
SHE = CandidateFacts(
    profile_id=1,
    free_minutes=600,
    available_from=AS_OF,
    half_days_remote=1,
    half_days_on_site=0,
    confirmed_on=AS_OF,
    accepts_remote=True,
    rate_remote=9_000,
)
LOWEST, HIGHEST = 800, 6_000
wished = st.lists(st.integers(1_000, 5_000), min_size=1, max_size=12)


def published(asked: list[int]) -> list[int]:
    """What a firm that tries these ceilings one after the other gets on line."""
    shown = asked[:1]
    for ceiling in asked[1:]:
        if ceiling != shown[-1] and not ceilings.refusal(shown, ceiling):
            shown.append(ceiling)
    return shown


def read(floor: int, shown: list[int], *, accepts: bool) -> tuple[object, ...]:
    """The list in which each ceiling shows her: all that a firm ever reads of her price."""
    she = replace(SHE, floor_remote=floor, accepts_near_budget=accepts)
    return tuple(verdict(she, replace(NEED, ceiling=ceiling)).bucket for ceiling in shown)


def deduced(shown: list[int], *, accepts: bool) -> dict[tuple[object, ...], int]:
    """By what was read, how far apart the floors it may come from are, in cents; those without an end left out.

    Every edge of every ceiling is tried on both sides, and floors in between.
    """
    edges = {edge for ceiling in shown for edge in (ceiling, ceiling + ceiling * r.NEAR_RATE_PERCENT // 100)}
    floors = sorted({LOWEST, HIGHEST, *range(LOWEST, HIGHEST, 190), *edges, *(edge + 1 for edge in edges)})
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for floor in floors:
        found[read(floor, shown, accepts=accepts)].append(floor)
    ended = {seen: some for seen, some in found.items() if some[0] > LOWEST and some[-1] < HIGHEST}
    return {seen: some[-1] - some[0] + 1 for seen, some in ended.items()}


@settings(max_examples=40, deadline=None)
@given(wished)
def test_what_a_firm_deduces_is_never_narrower_than_the_gap_between_two_ceilings(asked):
    shown = published(asked)
    assert len(shown) <= 1 + MAX_CEILING_CHANGES
    gaps = [above - below for below, above in pairwise(sorted(set(shown)))]
    assert all(width >= min(gaps) for width in deduced(shown, accepts=False).values())


@settings(max_examples=40, deadline=None)
@given(wished)
def test_whoever_accepts_to_appear_a_little_above_tells_no_more_than_that(asked):
    """« Presque » says « at most 10 % above »: no other ceiling can cut that slice in two."""
    shown = published(asked)
    for seen, width in deduced(shown, accepts=True).items():
        if Bucket.NEAR in seen:
            ceiling = shown[seen.index(Bucket.NEAR)]
            assert width >= ceiling * r.NEAR_RATE_PERCENT // 100


def test_the_step_of_a_budget_covers_the_slice_of_near():
    assert CEILING_STEP_PERCENT >= r.NEAR_RATE_PERCENT
    assert SHE.accepts_remote
    assert NEED.place == Place.REMOTE
