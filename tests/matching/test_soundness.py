"""Two readings of the same text agree on pairs drawn at the edges; `make proofs` draws 100,000 of them."""

from random import Random

import pytest

from matching import filters, scoring
from matching.enums import Bucket, Criterion, Part
from matching.facts import CandidateFacts, MissionFacts
from matching.rules import Rules
from tests.matching import edges, judge

RULES = Rules(
    rarity={position: 0.2 + position / 7 for position in range(edges.SKILLS - 2)}, median_rarity=1.3
)
PAIRS = 3_000
SEED = 20261124


def disagreement(she: CandidateFacts, need: MissionFacts) -> str:
    """What the two readings say differently of this pair; empty when they agree on list, gap, criteria and fit."""
    found = filters.verdict(she, need)
    said = found.bucket, found.gap and found.gap.part
    if said != (expected := judge.opinion(she, need)):
        return f"{said} instead of {expected}"
    if filters.answers(she, need) != (answers := judged_criteria(she, need)):
        return f"criteria instead of {answers}"
    fit = scoring.points(she, need, RULES, scoring.skill_shares(need.skills, RULES)).fit
    return "" if fit == (points := judge.fit(she, need, RULES)) else f"{fit} micro-points instead of {points}"


def judged_criteria(she: CandidateFacts, need: MissionFacts) -> dict[Criterion, judge.Answer]:
    """Each criterion as the worst of its wishes: broken, then unknown, then kept."""
    worst = dict.fromkeys(Criterion, True)
    for wish in judge.wishes_of(she, need):
        worst[wish.part.criterion] = min(
            worst[wish.part.criterion], wish.is_kept, key=[False, None, True].index
        )
    return worst


def test_the_reference_and_the_second_opinion_agree_at_the_edges_of_every_wish():
    draw = Random(SEED)
    lists: dict[tuple[Bucket | None, Part | None], int] = {}
    for _ in range(PAIRS):
        she, need = edges.pair(draw)
        assert disagreement(she, need) == "", (she, need)
        place = judge.opinion(she, need)
        lists[place] = lists.get(place, 0) + 1
    gaps = {gap for bucket, gap in lists if bucket == Bucket.NEAR}
    assert gaps == set(filters.MARGINS)
    assert min(lists[bucket, None] for bucket in (Bucket.MAIN, Bucket.TO_CONFIRM, None)) > PAIRS // 20


def test_whoever_is_proposed_keeps_every_wish_and_no_wish_of_hers_is_guessed():
    draw = Random(SEED + 1)
    for _ in range(PAIRS // 3):
        she, need = edges.pair(draw)
        wishes = [wish.is_kept for wish in judge.wishes_of(she, need)]
        bucket = filters.verdict(she, need).bucket
        assert (bucket == Bucket.MAIN) == all(kept is True for kept in wishes)
        assert filters.is_proposed(she, need) == (bucket == Bucket.MAIN)
        assert bucket != Bucket.TO_CONFIRM or (None in wishes and False not in wishes)
        assert all(check.answer is False for check in filters.checks(she, need) if check.is_near)


@pytest.mark.parametrize("part", list(Part))
def test_each_wish_alone_can_exclude(part):
    """Among the pairs there are some whom this wish alone keeps out of the main list."""
    draw = Random(SEED)
    for _ in range(6 * PAIRS):
        she, need = edges.pair(draw)
        kept = {wish.part: wish.is_kept for wish in judge.wishes_of(she, need)}
        if [one for one, answer in kept.items() if answer is not True] == [part]:
            return
    raise AssertionError(part)
