"""Words that nobody ever said, for texts that are searched: made of syllables, used as unequally as real ones."""

from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

OF_EVERYBODY, OF_A_TRADE = 4_000, 250
ONSETS = (
    "b",
    "br",
    "c",
    "ch",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "j",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "r",
    "s",
    "t",
    "tr",
    "v",
)
VOWELS = ("a", "e", "i", "o", "u", "ai", "an", "au", "en", "in", "oi", "on", "ou")
CODAS = ("", "", "c", "l", "r", "t", "x")
SHIFT = 10
"""Of Mandelbrot's law: a text without its articles has no word that everybody says."""


@dataclass(frozen=True)
class Vocabulary:
    """Words by number: those of everybody, those of each trade, the labels of the skills."""

    words: tuple[str, ...]
    labels: tuple[tuple[int, ...], ...]
    """One word or two for each skill, 1.4 on average."""
    trades: Array

    @classmethod
    def of(cls, draw: Random, skills: int, trades: int) -> "Vocabulary":
        sizes = [draw.choice((1, 1, 1, 2, 2)) for _ in range(skills)]
        words = _words(draw, OF_EVERYBODY + trades * OF_A_TRADE + sum(sizes))
        numbers = iter(range(OF_EVERYBODY + trades * OF_A_TRADE, len(words)))
        labels = tuple(tuple(next(numbers) for _ in range(size)) for size in sizes)
        own = np.arange(OF_EVERYBODY, OF_EVERYBODY + trades * OF_A_TRADE).reshape(trades, OF_A_TRADE)
        return cls(words, labels, own)

    def common(self, rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
        return rng.choice(OF_EVERYBODY, shape, p=_use(OF_EVERYBODY)).astype(np.uint16)

    def of_trade(self, rng: np.random.Generator, trades: Array, count: int) -> Array:
        """So many words for each of these trades."""
        chosen = rng.choice(OF_A_TRADE, (len(trades), count), p=_use(OF_A_TRADE))
        return np.asarray(self.trades[trades[:, None], chosen]).astype(np.uint16)


def _use(words: int) -> Array:
    """The share of each word by rank."""
    found = 1 / (np.arange(words) + SHIFT)
    return np.asarray(found / found.sum())


def _words(draw: Random, count: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = (draw.choice(ONSETS) + draw.choice(VOWELS) for _ in range(draw.choice((2, 3, 3))))
        found["".join(syllables) + draw.choice(CODAS)] = None
    return tuple(found)
