"""Hard constraints: 100,000 pairs at the edges. Protected twins: 10,000 pairs of profiles."""

from random import Random

import pytest

from matching import filters
from matching.enums import Bucket
from tests.matching import edges, judge, twins
from tests.matching.test_soundness import disagreement
from tests.matching.test_twins import places, rows, some_missions
from tests.proofs.figures import Figures

PAIRS = 100_000
TWINS = 10_000


def test_no_hard_constraint_is_violated(figures: Figures) -> None:
    draw = Random(PAIRS)
    proposed = violations = disagreements = 0
    for _ in range(PAIRS):
        she, need = edges.pair(draw)
        disagreements += disagreement(she, need) != ""
        if filters.verdict(she, need).bucket == Bucket.MAIN:
            proposed += 1
            violations += any(wish.is_kept is not True for wish in judge.wishes_of(she, need))
    figures.add(
        "Hard constraints violated by somebody proposed",
        f"{violations} of {proposed:,}",
        f"0 of {PAIRS:,} pairs",
    )
    figures.add("Reference against the second reading: list, gap, criteria, fit", f"{disagreements}", "0")
    assert (violations, disagreements) == (0, 0)


@pytest.mark.django_db
def test_twins_are_never_apart(figures: Figures) -> None:
    pairs = twins.born(TWINS)
    apart = len(twins.differences(pairs, rows()))
    ranked = 0
    for mission in some_missions():
        found = places(mission, TWINS)
        ranked += len(found)
        apart += len(twins.differences(pairs, found))
    figures.add(
        "Protected twins apart, in their rows and in three rankings",
        f"{apart} ({ranked:,} places)",
        f"0 of {TWINS:,} pairs",
    )
    assert apart == 0
