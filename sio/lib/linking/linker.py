"""From free French to the concepts of an index: what comes closest, with a score and an honest « I do not know ».

The index is the labels given and nothing else. What is compared with what is the same for every index; how much each
comparison weighs depends on its shape: few labels per concept (skills) or many (titles of jobs).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from sio.lib.french import canonical, meaningful, stems

from .senses import sense, senses
from .views import Coverage, Matrix, Overlap, Scores, View, Words, dense, letters, phrase, trigrams, unit_rows
from .votes import Votes
from .weights import Weights, weights_for

BATCH = 64
RIVALS = 40
"""The nearest concepts, among which the chance of each is counted."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text for a concept. The first label of a concept is the one shown."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    id: str
    label: str
    score: float
    """From 0 to 1: how probable among the candidates of this query."""


@dataclass(frozen=True, slots=True)
class Answer:
    query: str
    candidates: tuple[Candidate, ...]
    is_confident: bool
    """Above the threshold under which at most 3 % of links were wrong on the tuning sets."""


class Linker:
    """An index of labels, ready to be asked.

    `sure`: chance from which a link may be made without asking, where the index was measured; that of its shape otherwise.
    """

    def __init__(self, labels: Iterable[Label], *, sure: float | None = None) -> None:
        self.shown: dict[str, str] = {}
        owners, texts = self._read(labels)
        self.ids = list(self.shown)
        self.starts = np.flatnonzero(np.diff(owners, prepend=-1))
        self.sizes = np.log(np.diff(self.starts, append=len(owners)).astype(np.float32))
        self.weights: Weights = weights_for(len(owners) / max(len(self.ids), 1))
        self.sure = self.weights.sure if sure is None else sure
        if self.ids:
            self._look(owners, texts)

    def _read(self, labels: Iterable[Label]) -> tuple[Matrix, list[Words]]:
        """Each different reading of each concept, concepts side by side."""
        readings: dict[str, dict[Words, None]] = {}
        for label in labels:
            self.shown.setdefault(label.id, label.text)
            words = canonical(label.text) or tuple(label.text.lower().split()) or (label.id.lower(),)
            readings.setdefault(label.id, {})[words] = None
        counts = [len(found) for found in readings.values()]
        return np.repeat(np.arange(len(counts)), counts), [text for one in readings.values() for text in one]

    def _look(self, owners: Matrix, texts: list[Words]) -> None:
        shape = (len(texts), len(self.ids))
        ones = np.ones(len(texts), dtype=np.float32)
        belongs = sparse.csr_matrix((ones, (np.arange(len(texts)), owners)), shape=shape)
        self.letters, self.trigrams = View(letters, texts), View(trigrams, texts)
        self.phrase, self.stems, self.senses = View(phrase, texts), View(stems, texts), View(senses, texts)
        self.coverage, self.overlap = Coverage(self.stems, texts), Overlap(self.trigrams)
        self.concepts = unit_rows(belongs.T.tocsr().dot(self.letters.rows)).T.tocsr()
        self.votes = Votes((self.phrase, self.stems), belongs) if self.weights.votes else None

    def known_share(self, query: str) -> float:
        """Share, from 0 to 1, of the words that carry meaning which some label has too, or another of the same sense.

        A score says which concept is nearest, never whether any is near: « devis cosmonaute » is half a query.
        """
        words = [sense(word) for word in meaningful(canonical(query))]
        known = self.senses.places if self.ids else {}
        return sum(word in known for word in words) / len(words) if words else 0.0

    def link(self, query: str, limit: int = 20) -> Answer:
        return self.link_many([query], limit)[0]

    def link_many(self, queries: Sequence[str], limit: int = 20) -> list[Answer]:
        """One answer a query, in order; a query without a word of any kind has no candidate."""
        answers: list[Answer] = []
        for start in range(0, len(queries), BATCH):
            batch = queries[start : start + BATCH]
            read = [canonical(query) for query in batch]
            scores = self._scores(read) if self.ids else np.zeros((len(batch), 0), dtype=np.float32)
            answers += [
                self._answer(query, words, row, limit)
                for query, words, row in zip(batch, read, scores, strict=True)
            ]
        return answers

    def _scores(self, texts: Sequence[Words]) -> Scores:
        """Queries × concepts: the weighted sum of everything compared."""
        total = np.zeros((len(texts), len(self.ids)), dtype=np.float32)
        for name, compared in self.compare(texts).items():
            total += np.float32(getattr(self.weights, name)) * compared
        return total

    def compare(self, texts: Sequence[Words]) -> dict[str, Scores]:
        """Everything compared, by the name of its weight: queries × concepts, the best label of each."""
        compared = {
            name: np.maximum.reduceat(one, self.starts, axis=1) for name, one in self._by_label(texts).items()
        }
        compared["concept"] = dense(self.letters.read(texts).dot(self.concepts))
        compared["size"] = np.broadcast_to(self.sizes, (len(texts), len(self.ids)))
        if self.votes is not None:
            compared["votes"] = self.votes.compare(texts)
        return compared

    def _by_label(self, texts: Sequence[Words]) -> dict[str, Scores]:
        """Queries × labels."""
        of_query, of_label, of_both, first = self.coverage.compare(texts)
        return {
            "letters": self.letters.compare(texts),
            "trigrams": self.trigrams.compare(texts),
            "phrase": self.phrase.compare(texts),
            "stems": self.stems.compare(texts),
            "senses": self.senses.compare(texts),
            "overlap": self.overlap.compare(texts),
            "of_query": of_query,
            "of_label": of_label,
            "of_both": of_both,
            "first": first,
        }

    def _answer(self, query: str, words: Words, scores: Scores, limit: int) -> Answer:
        if not words or not len(scores) or limit < 1:
            return Answer(query, (), is_confident=False)
        best = np.argsort(-scores, kind="stable")[: max(limit, RIVALS)]
        chances = np.exp(scores[best] - scores[best[0]])
        chances /= chances[:RIVALS].sum()
        found = tuple(
            Candidate(self.ids[place], self.shown[self.ids[place]], round(float(chance), 4))
            for place, chance in zip(best[:limit], chances, strict=False)
        )
        return Answer(query, found, is_confident=found[0].score >= self.sure)
