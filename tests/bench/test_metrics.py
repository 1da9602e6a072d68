"""The metrics of the benches, on rankings one can check by hand."""

import math

import pytest

from tests.bench import metrics
from tests.bench.refit import threshold


@pytest.mark.parametrize(
    ("found", "rank"),
    [("abc", 2), ("b", 1), ("xyz", None), ("", None), ("x" * 19 + "b", 20), ("x" * 20 + "b", None)],
)
def test_the_first_right_answer_among_twenty_counts(found: str, rank: int | None) -> None:
    assert metrics.rank(list(found), {"b", "c"}) == rank
    assert metrics.reciprocal(list(found), {"b", "c"}) == (0 if rank is None else 1 / rank)


def test_accuracy_looks_at_the_first_ones_alone() -> None:
    assert [metrics.hit(count)(list("axb"), {"b"}) for count in (1, 2, 3, 10)] == [0, 0, 1, 1]
    assert metrics.hit(20)(list("a"), {"b"}) == 0


def test_recall_is_the_share_found_of_what_is_right() -> None:
    assert metrics.recall(list("abcd"), {"a", "d", "z", "y"}) == 0.5
    assert metrics.recall(list("abcd"), {"a", "d"}, count=3) == 0.5


def test_gain_falls_with_the_order_of_experts_and_with_the_rank() -> None:
    assert metrics.ndcg(["a", "b"], {"a": 1, "b": 2}) == 1
    assert metrics.ndcg(["x", "a"], {"a": 1}) == pytest.approx(1 / math.log2(3))
    swapped = (1 / 1.15 + 1 / math.log2(3)) / (1 + 1 / 1.15 / math.log2(3))
    assert metrics.ndcg(["b", "a"], {"a": 1, "b": 2}) == pytest.approx(swapped)
    assert metrics.ndcg(["x"], {"a": 1}) == 0


def test_a_mean_lies_in_its_interval_which_narrows_with_queries() -> None:
    few, many = metrics.mean([0, 1] * 10), metrics.mean([0, 1] * 1_000)
    assert few.low <= few.value == many.value == 0.5 <= few.high
    assert many.high - many.low < (few.high - few.low) / 5
    assert metrics.mean([1.0]) == metrics.Mean(1.0, 1.0, 1.0, 1)
    assert metrics.mean([0, 1]) == metrics.mean([0, 1])


def test_no_query_is_no_figure() -> None:
    with pytest.raises(ValueError, match="no query"):
        metrics.mean([])


def test_a_threshold_lets_through_few_wrong_links() -> None:
    outcomes = [(0.9, True), (0.8, True), (0.7, False), (0.6, True), (0.5, False)]
    assert threshold(outcomes, 0.0) == (0.8, 2)
    assert threshold(outcomes, 0.25) == (0.6, 4)
    assert threshold([(0.9, False)], 0.1) == (1.0, 0)
