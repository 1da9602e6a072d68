"""How good a ranking is, query by query: pure functions, with the interval of their mean."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

DEPTH = 20
"""A right answer further down counts for nothing."""
DRAWS = 2_000
SEED = 20261124


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a metric over queries, with its 95 % bootstrap interval (percentiles)."""

    value: float
    low: float
    high: float
    queries: int

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}–{self.high:.3f}]"


def mean(values: Sequence[float]) -> Mean:
    """Raises ValueError without a query: nothing is no figure."""
    if not values:
        raise ValueError("no query")
    measured = np.asarray(values, dtype=float)
    draws = np.random.default_rng(SEED).integers(len(measured), size=(DRAWS, len(measured)))
    low, high = np.percentile(measured[draws].mean(axis=1), (2.5, 97.5))
    return Mean(float(measured.mean()), float(low), float(high), len(measured))


def rank(found: Sequence[str], right: Collection[str]) -> int | None:
    """Rank of the first right answer, from 1; None when there is none among the first twenty."""
    return next((place for place, one in enumerate(found[:DEPTH], 1) if one in right), None)


def hit(count: int) -> Callable[[Sequence[str], Collection[str]], float]:
    """1 when a right answer is among the first `count`."""
    return lambda found, right: float((rank(found, right) or DEPTH + 1) <= count)


def reciprocal(found: Sequence[str], right: Collection[str]) -> float:
    place = rank(found, right)
    return 0.0 if place is None else 1 / place


def recall(found: Sequence[str], right: Collection[str], count: int = 10) -> float:
    """Share of the right answers that stand among the first `count`."""
    return len(set(found[:count]).intersection(right)) / len(right)


def ndcg(found: Sequence[str], orders: Mapping[str, int], count: int = 10) -> float:
    """Discounted gain ÷ the best possible; `orders` ranks the right answers from 1: gain 1 / (1 + 0.15 (order − 1))."""
    gains = [_gain(orders[one]) if one in orders else 0.0 for one in found[:count]]
    best = sorted(map(_gain, orders.values()), reverse=True)[:count]
    return _discounted(gains) / _discounted(best)


def _gain(order: int) -> float:
    return 1 / (1 + 0.15 * (order - 1))


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))
