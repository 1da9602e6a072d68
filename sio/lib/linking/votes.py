"""A kernel machine: each label votes for its own concept, and learns not to vote for its neighbours' (softmax).

Few steps: the votes start as those of the nearest labels and are corrected where the index would mistake itself.
"""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from .views import Matrix, Scores, View, Words, dense, unit_rows

NEIGHBOURS = 100
STEPS = 5
SHARPNESS = 10.0
FIRST_VOTE = 0.3
KEPT = 0.97
SLIGHT = 0.02
BATCH = 500


class Votes:
    def __init__(self, views: Sequence[View], owners: Matrix) -> None:
        """`owners`: labels × concepts, 1 where the label belongs to the concept."""
        self.views = views
        joined = unit_rows(sparse.hstack([view.rows for view in views]).tocsr())
        self.columns = joined.T.tocsr()
        starts = range(0, joined.shape[0], BATCH)
        near = sparse.vstack([self._nearest(joined[start : start + BATCH]) for start in starts]).tocsr()
        self.votes = _learn(near, owners)

    def _nearest(self, rows: Matrix) -> Matrix:
        """The same similarities, the best of each row only."""
        full = dense(rows.dot(self.columns))
        kept = min(NEIGHBOURS, full.shape[1])
        best = np.argpartition(-full, kept - 1, axis=1)[:, :kept]
        ends = np.arange(0, best.size + 1, kept)
        values = np.take_along_axis(full, best, axis=1).ravel()
        return sparse.csr_matrix((values, best.ravel(), ends), shape=full.shape)

    def compare(self, texts: Sequence[Words]) -> Scores:
        """What the labels near each text vote, by concept."""
        read = unit_rows(sparse.hstack([view.read(texts) for view in self.views]).tocsr())
        return dense(self._nearest(read).dot(self.votes))


def _learn(near: Matrix, owners: Matrix) -> Matrix:
    votes = (owners * FIRST_VOTE).tocsr()
    for _ in range(STEPS):
        believed = near.dot(votes).tocsr()
        believed.data = np.exp(SHARPNESS * believed.data)
        totals = np.maximum(np.asarray(believed.sum(axis=1)).ravel(), 1e-12)
        believed = sparse.diags(1 / totals).dot(believed).tocsr()
        believed.data[believed.data < SLIGHT] = 0
        believed.eliminate_zeros()
        votes = (votes * KEPT + (owners - believed) * (1 / SHARPNESS)).tocsr().astype(np.float32)
    return votes
