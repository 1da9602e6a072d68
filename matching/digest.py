"""Who receives which missions this morning, decided together (matching.md §7.3).

Person by person, the ten best would be sent what ten others got. Here the sum of the fits is made as large as it can be
with at most so many missions a letter and so many letters a mission: a transport problem, whose corners are whole
numbers, so that a linear program solves it exactly. (Copies of people and of missions, given to an assignment solver,
would let it send the same mission twice to the same person.)
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from matching import rules as r
from matching.reference import tie

CLOSE_TO_WHOLE = 1e-6


@dataclass(frozen=True, slots=True)
class Pair:
    """A mission that may be told to a person; fit in micro-points."""

    profile_id: int
    mission_id: int
    fit: int


class NotWhole(ArithmeticError):
    """The solver stopped between two answers: nothing is sent."""


def allocate(
    pairs: Iterable[Pair],
    *,
    per_person: int = r.DIGEST_PER_PERSON,
    per_mission: int = r.DIGEST_PER_MISSION,
    draw: str = "",
) -> list[Pair]:
    """The pairs to send: the largest sum of fits within both caps, whatever the order in which pairs are given.

    Equal sums are settled by the draw. Raises NotWhole when the solver gives no whole answer.
    """
    known = sorted(pairs, key=lambda pair: tie(draw, _name(pair)))
    if not known:
        return []
    caps = _caps(known, per_person, per_mission)
    chosen = _solved(known, *caps) if caps else [True] * len(known)
    return [pair for pair, is_sent in zip(known, chosen, strict=True) if is_sent]


def _name(pair: Pair) -> int:
    """Of the pair, for the draw."""
    return pair.profile_id << 32 | pair.mission_id


def _caps(pairs: Sequence[Pair], per_person: int, per_mission: int) -> tuple[csr_matrix, list[int]] | None:
    """One line per person and per mission that could receive too much: what it counts, and its cap."""
    counted: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, pair in enumerate(pairs):
        counted["person", pair.profile_id].append(place)
        counted["mission", pair.mission_id].append(place)
    cap = {"person": per_person, "mission": per_mission}
    tight = [(places, cap[kind]) for (kind, _), places in counted.items() if len(places) > cap[kind]]
    if not tight:
        return None
    columns = [place for places, _ in tight for place in places]
    lines = [line for line, (places, _) in enumerate(tight) for _ in places]
    matrix = csr_matrix((np.ones(len(columns)), (lines, columns)), shape=(len(tight), len(pairs)))
    return matrix, [limit for _, limit in tight]


def _solved(pairs: Sequence[Pair], counts: csr_matrix, limits: list[int]) -> list[bool]:
    """In points rather than micro-points: the solver's tolerance is then a tenth of a micro-point."""
    from scipy.optimize import linprog  # a quarter of a second to import, and the night alone solves

    worth = np.array([-pair.fit / r.POINT for pair in pairs])
    found = linprog(worth, A_ub=counts, b_ub=limits, bounds=(0, 1), method="highs-ds")
    if not found.success or np.abs(found.x - np.round(found.x)).max() > CLOSE_TO_WHOLE:
        raise NotWhole(found.message)
    return [bool(share) for share in np.round(found.x)]


def letters(sent: Iterable[Pair]) -> dict[int, list[int]]:
    """By person, in ascending order, the missions of her letter: the best fit first."""
    found: dict[int, list[Pair]] = defaultdict(list)
    for pair in sent:
        found[pair.profile_id].append(pair)
    return {
        profile: [
            pair.mission_id for pair in sorted(found[profile], key=lambda pair: (-pair.fit, pair.mission_id))
        ]
        for profile in sorted(found)
    }
