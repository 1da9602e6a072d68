"""A conditional logit: which concept, among the nearest, is the right one. It gives the linker its weights."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from sio.lib.linking import Linker
from sio.lib.linking.linker import RIVALS

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One query: what was compared for each of its nearest concepts, and which of them are right."""

    ids: list[str]
    compared: NDArray[np.float32]
    is_right: NDArray[np.bool_]

    @property
    def teaches(self) -> bool:
        return bool(self.is_right.any() and not self.is_right.all())

    def ranked(self, weights: Array) -> list[str]:
        return [self.ids[place] for place in np.argsort(-(self.compared @ weights), kind="stable")]

    def chance(self, weights: Array) -> float:
        """Of the first, among these."""
        scores = self.compared @ weights
        return float(1 / np.exp(scores - scores.max()).sum())


def lessons(
    linker: Linker, names: Sequence[str], texts: Sequence[tuple[str, ...]], right: Sequence[frozenset[str]]
) -> list[Lesson]:
    """What the linker compares for these texts; a name it does not compare counts for nothing."""
    compared = linker.compare(texts)
    absent = np.zeros_like(compared["size"])
    cube = np.stack([compared.get(name, absent) for name in names], axis=2)
    now = cube @ np.array([getattr(linker.weights, name) for name in names], dtype=np.float32)
    other = compared["senses"] + compared["trigrams"] + compared["of_both"]
    return [_lesson(linker, cube[row], _near(now[row], other[row]), right[row]) for row in range(len(texts))]


def _near(now: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.int64]:
    """The nearest by today’s weights, and by a measure that no weight decides."""
    return np.union1d(np.argsort(-now)[:RIVALS], np.argsort(-other)[: RIVALS // 4])


def _lesson(
    linker: Linker, compared: NDArray[np.float32], near: NDArray[np.int64], right: frozenset[str]
) -> Lesson:
    ids = [linker.ids[place] for place in near]
    return Lesson(ids, compared[near], np.array([one in right for one in ids]))


def fit(taught: Sequence[Lesson], *, ridge: float, prior: Array | None = None) -> Array:
    """The weights under which the right concepts are most probable, kept near `prior` (0 by default).

    `ridge` counts in units of each comparison’s own spread, so that it means the same for all.
    """
    useful = [lesson for lesson in taught if lesson.teaches]
    compared = np.concatenate([lesson.compared for lesson in useful]).astype(float)
    is_right = np.concatenate([lesson.is_right for lesson in useful]).astype(float)
    starts = np.cumsum([0, *(len(lesson.ids) for lesson in useful[:-1])])
    query = np.repeat(np.arange(len(useful)), [len(lesson.ids) for lesson in useful])
    spread = compared.std(axis=0) + 1e-9
    scaled, centre = compared / spread, (0 if prior is None else prior) * spread

    def loss(weights: Array) -> tuple[float, Array]:
        scores = scaled @ weights
        chances = np.exp(scores - np.maximum.reduceat(scores, starts)[query])
        total, good = np.add.reduceat(chances, starts), np.add.reduceat(chances * is_right, starts) + 1e-12
        away = weights - centre
        slope = scaled.T @ (chances / total[query] - chances * is_right / good[query]) / len(useful)
        return float(np.log(total / good).mean() + ridge * away @ away), slope + 2 * ridge * away

    found = minimize(loss, np.zeros(len(spread)) + centre, jac=True, method="L-BFGS-B")
    weights: Array = found.x / spread
    return weights
