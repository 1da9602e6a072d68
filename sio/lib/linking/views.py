"""One way of looking at texts: their pieces, counted, weighted by rarity, compared by cosine."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sio.lib.french import STOP, stems

Words = tuple[str, ...]
Pieces = Callable[[Words], Iterable[str]]
Matrix = Any
"""A sparse matrix in compressed rows (SciPy publishes no types)."""
Scores = NDArray[np.float32]


def letters(words: Words) -> list[str]:
    """Two to four letters of each word that carries meaning, its edges included."""
    return [piece for word in words if word not in STOP for piece in _cut(f" {word} ", 2, 4)]


def trigrams(words: Words) -> list[str]:
    """Three letters of every word, little ones included."""
    return [piece for word in words for piece in _cut(f" {word} ", 3, 3)]


def phrase(words: Words) -> list[str]:
    """Two to five letters across the whole text, so that the order of words counts."""
    return _cut(f" {' '.join(word for word in words if word not in STOP)} ", 2, 5)


def _cut(text: str, shortest: int, longest: int) -> list[str]:
    return [
        text[start : start + size]
        for size in range(shortest, longest + 1)
        for start in range(len(text) - size + 1)
    ]


class View:
    """The labels seen through their pieces; rarer pieces weigh more (log-counted TF-IDF, rows of length one)."""

    def __init__(self, pieces: Pieces, texts: Sequence[Words]) -> None:
        self.pieces = pieces
        self.places: dict[str, int] = {}
        counted = self.count(texts, learn=True)
        rows, columns = counted.shape
        holders = np.bincount(counted.indices, minlength=columns)
        self.rarity = (np.log((1 + rows) / (1 + holders)) + 1).astype(np.float32)
        self.rows = self.weigh(counted)
        self.columns = self.rows.T.tocsr()

    def count(self, texts: Sequence[Words], *, learn: bool = False) -> Matrix:
        """Logarithm of how often each known piece stands in each text."""
        places, where, how_many, ends = self.places, [], [], [0]
        for text in texts:
            for piece, times in Counter(self.pieces(text)).items():
                place = places.setdefault(piece, len(places)) if learn else places.get(piece)
                if place is not None:
                    where.append(place)
                    how_many.append(times)
            ends.append(len(where))
        data = (1 + np.log(np.array(how_many, dtype=np.float32))).astype(np.float32)
        return sparse.csr_matrix(
            (data, np.array(where, dtype=np.int32), np.array(ends)), shape=(len(texts), len(places))
        )

    def weigh(self, counted: Matrix) -> Matrix:
        return unit_rows(counted.multiply(self.rarity[None, :]).tocsr())

    def read(self, texts: Sequence[Words]) -> Matrix:
        return self.weigh(self.count(texts))

    def compare(self, texts: Sequence[Words]) -> Scores:
        """Cosine of each text with each label."""
        return dense(self.read(texts).dot(self.columns))


class Coverage:
    """How much of the query's meaning a label says, and the other way round: stems weighted by rarity."""

    def __init__(self, view: View, texts: Sequence[Words]) -> None:
        self.view = view
        present = (view.rows > 0).astype(np.float32)
        self.columns = present.multiply(view.rarity[None, :]).T.tocsr()
        self.weights = np.maximum(np.asarray(present.dot(view.rarity)).ravel(), 1e-6)
        self.unknown = float(view.rarity.max(initial=1.0))
        self.first = np.array([self._first(text) for text in texts])

    def _first(self, text: Words) -> int:
        found = stems(text)
        return self.view.places.get(found[0], -1) if found else -1

    def compare(self, texts: Sequence[Words]) -> tuple[Scores, Scores, Scores, Scores]:
        """Shares covered of the query, of the label, of both; the first where both begin with the same word."""
        present = (self.view.count(texts) > 0).astype(np.float32)
        common = dense(present.dot(self.columns))
        asked = np.array([[self._weight(text)] for text in texts], dtype=np.float32)
        first = np.array([[self._first(text)] for text in texts])
        begins = (first == self.first[None, :]) & (first >= 0)
        of_query = common / asked
        return of_query, common / self.weights, 2 * common / (asked + self.weights), of_query * begins

    def _weight(self, text: Words) -> float:
        places, rarity = self.view.places, self.view.rarity
        known = (float(rarity[places[one]]) if one in places else self.unknown for one in set(stems(text)))
        return max(sum(known), 1e-6)


class Overlap:
    """Trigrams in common among all trigrams of both (Jaccard)."""

    def __init__(self, view: View) -> None:
        self.view = view
        present = (view.rows > 0).astype(np.float32)
        self.columns = present.T.tocsr()
        self.sizes = np.asarray(present.sum(axis=1)).ravel()

    def compare(self, texts: Sequence[Words]) -> Scores:
        present = (self.view.count(texts) > 0).astype(np.float32)
        sizes = np.array([[len(set(self.view.pieces(text)))] for text in texts], dtype=np.float32)
        common = dense(present.dot(self.columns))
        shares: Scores = common / np.maximum(sizes + self.sizes - common, 1)
        return shares


def unit_rows(matrix: Matrix) -> Matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return sparse.diags(1 / lengths).dot(matrix).tocsr().astype(np.float32)


def dense(matrix: Matrix) -> Scores:
    full: Scores = matrix.toarray()
    return full
