"""The three lists of a mission from the columns, and the asked page of each."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from matching.answers import Answer, Row
from matching.cache.columns import Array, Columns
from matching.cache.fit import fit
from matching.cache.parts import Crowd, measures, possible
from matching.enums import Bucket, Part
from matching.facts import MissionFacts
from matching.reference import draw_of, tie
from matching.rules import Rules
from matching.sql import PARTS, Page

NO_GAP = -1


@dataclass
class Members:
    """A list before its order: places in the columns, and for « presque » the part that each misses."""

    places: Array
    gaps: Array | None = None


def pages_of(
    columns: Columns, mission: MissionFacts, rules: Rules, pages: Mapping[Bucket, Page]
) -> dict[Bucket, Answer]:
    """The asked pages, each with the length of its whole list: what SQL would answer on the same rows."""
    members = lists_of(columns, mission, pages.keys())
    return {bucket: page_of(columns, mission, rules, members[bucket], page) for bucket, page in pages.items()}


def lists_of(columns: Columns, mission: MissionFacts, asked: Collection[Bucket]) -> dict[Bucket, Members]:
    if set(asked) == {Bucket.MAIN}:
        return {Bucket.MAIN: main_list(columns, mission)}
    return three_lists(columns, mission)


def main_list(columns: Columns, mission: MissionFacts) -> Members:
    """Those for whom every part holds: whole columns while everybody is in play, then only those left."""
    found, everybody = possible(columns, mission), Crowd(columns, mission)
    parts = measures(mission)
    for part in parts:
        if part.is_simple:
            found &= part.holds(everybody)
    crowd = Crowd(columns, mission, np.flatnonzero(found))
    for part in parts:
        if not part.is_simple:
            crowd = crowd.among(part.holds(crowd))
    return Members(crowd.places)


@dataclass
class InPlay:
    """Those whom nothing excludes yet: what each misses (one part at most, by a little), and who is in doubt."""

    crowd: Crowd
    gaps: Array
    is_doubtful: Array

    def keep(self, kept: Array) -> "InPlay":
        return InPlay(self.crowd.among(kept), self.gaps[kept], self.is_doubtful[kept])


def three_lists(columns: Columns, mission: MissionFacts) -> dict[Bucket, Members]:
    """Main: nothing missed, nothing in doubt; to confirm: only doubts; near: one part missed by a little, no doubt."""
    places = np.flatnonzero(possible(columns, mission))
    crowd = Crowd(columns, mission, places)
    still = InPlay(crowd, np.full(crowd.size, NO_GAP, np.int8), np.zeros(crowd.size, np.bool_))
    for part in measures(mission):
        margin, unknown = part.margin(still.crowd), part.unknown(still.crowd)
        missed = margin < 0
        if unknown is not None:
            missed &= ~unknown
            still.is_doubtful |= unknown
        is_out = missed & ((still.gaps != NO_GAP) | ~part.near(still.crowd, margin))
        still.gaps[missed] = PARTS.index(part.part)
        is_out |= still.is_doubtful & (still.gaps != NO_GAP)
        if is_out.any():
            still = still.keep(~is_out)
    misses = still.gaps != NO_GAP
    placed = still.crowd.places
    return {
        Bucket.MAIN: Members(placed[~misses & ~still.is_doubtful]),
        Bucket.TO_CONFIRM: Members(placed[still.is_doubtful]),
        Bucket.NEAR: Members(placed[misses], still.gaps[misses]),
    }


# A page.


def page_of(columns: Columns, mission: MissionFacts, rules: Rules, members: Members, page: Page) -> Answer:
    """The asked page of a list, in order."""
    total = len(members.places)
    if page.size == 0 or total == 0:
        return Answer((), total)
    fits = fit(Crowd(columns, mission, members.places), rules)
    chosen = np.flatnonzero(fits >= _bar(fits, page))
    shown = chosen[np.argsort(-fits[chosen], kind="stable")]
    ids, points = columns.ids[members.places[shown]].tolist(), fits[shown].tolist()
    gaps = [NO_GAP] * len(ids) if members.gaps is None else members.gaps[shown].tolist()
    rows = [Row(one, value, _part(gap)) for one, value, gap in zip(ids, points, gaps, strict=True)]
    window = slice(0, len(rows)) if page.band is not None else slice(page.offset, page.offset + page.size)
    return Answer(tuple(drawn(rows, draw_of(mission), window)[window]), total)


def _bar(fits: Array, page: Page) -> int:
    """The lowest fit that can reach the page."""
    reach = min(page.offset + page.size, len(fits))
    return int(np.partition(fits, len(fits) - reach)[len(fits) - reach]) - (page.band or 0)


def _part(gap: int) -> Part | None:
    return None if gap == NO_GAP else PARTS[gap]


def drawn(rows: list[Row], draw: str, window: slice) -> list[Row]:
    """Rows that are in order of fit, with equal fits in the order of the draw wherever the window shows them."""
    for first, end in _equals(rows, window):
        rows[first:end] = sorted(rows[first:end], key=lambda row: tie(draw, row.profile_id))
    return rows


def _equals(rows: list[Row], window: slice) -> Iterable[tuple[int, int]]:
    """Runs of two and more equal fits that touch the window."""
    first = 0
    for end in range(1, len(rows) + 1):
        if end < len(rows) and rows[end].fit == rows[first].fit:
            continue
        if end - first > 1 and first < window.stop and end > window.start:
            yield first, end
        first = end
