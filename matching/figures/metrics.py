"""Measures of a market: sequences of numbers in, one number out, no ORM (matching.md §13d).

None where there is nothing to measure: a figure about nobody is not zero. Shares and ratios are between 0 and 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import comb, sqrt

from matching.rules import FREE_DAY_MINUTES

Z_95 = 1.959964
TAIL = 40
"""One in forty on each side of an interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What 95 samples in a hundred would hold."""

    low: float
    high: float


def free_days(minutes: int | None) -> float:
    """Free days a week of 7 hours, one at least: what an exposure is divided by (§5)."""
    return max(1.0, (minutes or 0) / FREE_DAY_MINUTES)


def gini(values: Sequence[float]) -> float | None:
    """0: everybody has as much; near 1: one person has all. None when there is nothing to share."""
    total, count = sum(values), len(values)
    if total <= 0:
        return None
    weighted = sum(rank * value for rank, value in enumerate(sorted(values), start=1))
    return 2 * weighted / (count * total) - (count + 1) / count


def share(flags: Iterable[bool]) -> float | None:
    """The part that is true: reach, newcomers seen, people hired."""
    known = list(flags)
    return sum(known) / len(known) if known else None


def tenths(values: Sequence[float]) -> list[float]:
    """What each tenth of people takes of the whole, most first, as on a Lorenz curve: somebody may stand in two tenths.

    Empty when there is nothing to share.
    """
    total, ordered = sum(values), sorted(values, reverse=True)
    if total <= 0:
        return []
    return [(high - low) / total for low, high in pairwise(_taken(ordered, tenth) for tenth in range(11))]


def _taken(ordered: Sequence[float], tenth: int) -> float:
    """What the first so many tenths of people have."""
    whole, rest = divmod(len(ordered) * tenth, 10)
    return sum(ordered[:whole]) + (ordered[whole] * rest / 10 if rest else 0)


def top_decile(values: Sequence[float]) -> float | None:
    """What the tenth of people with most takes of the whole."""
    return next(iter(tenths(values)), None)


def ratio(part: float | None, whole: float | None) -> float | None:
    """How one rate compares with another: newcomers hired to others hired."""
    return None if part is None or not whole else part / whole


def wilson(found: int, asked: int) -> Interval | None:
    """The 95 % interval of a share, honest with few people (E. B. Wilson, 1927)."""
    if asked == 0:
        return None
    part, square = found / asked, Z_95 * Z_95
    middle = (part + square / (2 * asked)) / (1 + square / asked)
    half = Z_95 / (1 + square / asked) * sqrt(part * (1 - part) / asked + square / (4 * asked * asked))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def median_interval(values: Sequence[float]) -> Interval | None:
    """The 95 % interval of a median, from the ranks a fair coin would leave out; None under six values."""
    ordered, count = sorted(values), len(values)
    rank, outside = 0, 1
    while outside * TAIL <= 2**count:
        rank += 1
        outside += comb(count, rank)
    return Interval(ordered[rank - 1], ordered[-rank]) if rank else None
