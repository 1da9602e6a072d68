"""The arithmetic of the bench, its elimination of the impossible, and its way into the slim table."""

import numpy as np
import pytest

from matching.enums import Bucket
from matching.models import Candidate
from matching.projection import facts_of_row
from matching.reference import judge
from tests.bench import arithmetic, settling, truth
from tests.bench.population import BLOCK, World, loosest, need, people_of


def test_a_percentile_is_the_value_that_so_many_do_not_exceed():
    assert [arithmetic.percentile([4, 1, 3, 2], share) for share in (1, 25, 50, 95, 100)] == [1, 1, 2, 4, 4]
    assert arithmetic.percentile([7.0], 99) == 7.0


def test_growth_is_told_for_ten_times_as_many():
    assert arithmetic.per_decade((1_000, 2.0), (10_000, 6.0)) == pytest.approx(3.0)
    assert arithmetic.per_decade((1_000, 2.0), (100_000, 18.0)) == pytest.approx(3.0)


def test_the_bound_is_bytes_over_their_speed():
    assert arithmetic.least_ms(5_000_000, 10e9) == pytest.approx(0.5)


@pytest.fixture(scope="module")
def world() -> World:
    return World.of()


def test_whoever_is_eligible_is_never_left_out_before_she_is_judged(world):
    people = people_of(world, 400)
    everybody = list(people.everybody())
    for asked in [need(world, number).facts for number in range(1, 41)] + [loosest(world).facts]:
        possible = {place + 1 for place in truth.possible(people, asked)}
        judged = [judge(she, asked, world.rules) for she in everybody]
        eligible = {one.profile_id for one in judged if one and one.bucket == Bucket.MAIN}
        assert eligible <= possible
        assert {row.profile_id for row in truth.list_of(people, asked, world.rules)} == eligible


def test_a_list_that_lives_is_the_list_judged_again(world):
    people, asked = people_of(world, 300), loosest(world).facts
    living = truth.Living(asked, world.rules)
    for she in people.everybody():
        living.change(she)
    assert living.answer(20) == truth.page_of(truth.list_of(people, asked, world.rules), 20)


def test_the_few_are_the_first_of_the_many(world):
    few, many = people_of(world, 10), people_of(world, BLOCK + 10)
    assert [few.facts(place) for place in range(10)] == [many.facts(place) for place in range(10)]
    assert np.array_equal(few.words_of(3), many.words_of(3))


@pytest.mark.django_db
def test_people_enter_the_slim_table_as_the_product_would_write_them(world):
    people = people_of(world, 20)
    with settling.without_guards():
        settling.copy(
            "matching_candidate",
            settling.COLUMNS,
            (settling.line_of(one, world.rules) for one in people.everybody()),
        )
    assert [facts_of_row(row) for row in Candidate.objects.order_by("pk")] == list(people.everybody())
