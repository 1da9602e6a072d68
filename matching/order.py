"""The display order: who stands at which place of a page, once the fit has spoken (matching.md §5).

Pure. It starts from the order by fit and never changes a fit: it rotates people within 5 points, so that those who were
shown least come up, and keeps the last place but one for somebody new or little seen. Guarantee, published and held by
tests: nobody is passed over by someone more than 5 points less suitable, 10 at the exploration place.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import takewhile

from matching import rules as r
from matching.enums import Slot
from matching.facts import MissionFacts
from matching.reference import tie

PPM = 1_000_000

Row = tuple[int, int]
"""(profile_id, fit in micro-points)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How much somebody was shown, as of last night: impressions × 1000 per free day, over 28 days."""

    exposure: int = 0
    is_new: bool = True

    @property
    def may_be_explored(self) -> bool:
        """New (no engagement yet), or little seen."""
        return self.is_new or self.exposure < r.LITTLE_SEEN


UNSEEN = Seen()
"""Who joined since last night."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A place on the page. `propensity`: how likely the draw was to fall on her, in ppm; None without a draw."""

    profile_id: int
    fit: int
    slot: Slot = Slot.FIT
    propensity: int | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where somebody stands in a list that was shown, from rank 1, and how she came there."""

    rank: int
    slot: Slot = Slot.FIT
    propensity: int | None = None
    is_new: bool = False

    @property
    def is_explored(self) -> bool:
        return self.slot == Slot.EXPLORATION


def draw_of_day(mission: MissionFacts) -> str:
    """The name of this day's draw for the exploration place: the page is stable, and tomorrow is another's turn."""
    return f"{mission.mission_id}:{mission.as_of.isoformat()}:"


def exposure_of(impressions: float, free_minutes: int | None) -> int:
    """Impressions × 1000 per free day; who has less than a day, or did not say, counts as one day."""
    return int(impressions * 1000 * r.FREE_DAY_MINUTES // max(r.FREE_DAY_MINUTES, free_minutes or 0))


def first_page(ranked: Sequence[Row], seen: Mapping[int, Seen], draw: str, size: int) -> list[Pick]:
    """The `size` people of the first page, in display order.

    `ranked` is the main list by fit, ties settled, at least down to the last fit of the page less 10 points; `seen`
    answers for the people of `reachable(ranked, size)`. The same arguments always give the same page.
    """
    line = _Line(reachable(ranked, size), seen)
    picks: list[Pick] = []
    while line and len(picks) < size:
        explored = line.explored(draw) if len(picks) == size - 2 else None
        picks.append(explored or line.rotated())
    return picks


def reachable(ranked: Sequence[Row], size: int) -> Sequence[Row]:
    """Those who may stand on the first page: every place takes somebody within 10 points of the last fit by right."""
    if not ranked or size < 1:
        return ()
    last = ranked[min(size, len(ranked)) - 1][1]
    return list(takewhile(lambda row: row[1] >= last - r.EXPLORATION_POINTS, ranked))


@dataclass(slots=True)
class _Line:
    """Those who wait for a place, best first. The best left can only go down, so people come near and never leave."""

    rows: Sequence[Row]
    seen: Mapping[int, Seen]
    gone: set[int] = field(default_factory=set)
    near: list[tuple[int, int]] = field(default_factory=list)
    """A heap of (exposure, place in the line) of those within 5 points of the best left."""
    came: int = 0
    best: int = 0

    def __bool__(self) -> bool:
        return len(self.gone) < len(self.rows)

    def rotated(self) -> Pick:
        """Among those within 5 points of the best, the one who was shown least; the best of them when several were."""
        for place in range(self.came, self._end(r.ROTATION_POINTS)):
            heappush(self.near, (self._seen(place).exposure, place))
            self.came = place + 1
        _, place = heappop(self.near)
        while place in self.gone:
            _, place = heappop(self.near)
        return self._take(place, Slot.FIT if place == self.best else Slot.ROTATION)

    def explored(self, draw: str) -> Pick | None:
        """A draw, with equal chances, among those within 10 points of the best who are new or little seen."""
        near = range(self.best, self._end(r.EXPLORATION_POINTS))
        pool = [place for place in near if place not in self.gone and self._seen(place).may_be_explored]
        if not pool:
            return None
        drawn = min(pool, key=lambda place: tie(f"exploration:{draw}", self.rows[place][0]))
        return self._take(drawn, Slot.EXPLORATION, PPM // len(pool))

    def _end(self, points: int) -> int:
        """The first place beyond the band."""
        lowest = self.rows[self.best][1] - points
        return bisect_right(self.rows, -lowest, key=lambda row: -row[1])

    def _seen(self, place: int) -> Seen:
        return self.seen.get(self.rows[place][0], UNSEEN)

    def _take(self, place: int, slot: Slot, propensity: int | None = None) -> Pick:
        self.gone.add(place)
        while self.best in self.gone:
            self.best += 1
        return Pick(*self.rows[place], slot=slot, propensity=propensity)


def page_in_order(
    ranked: Sequence[Row], seen: Mapping[int, Seen], draw: str, size: int, offset: int = 0
) -> list[tuple[Pick, Placement]]:
    """One page of the display order, with the placement of each."""
    picks = first_page(ranked, seen, draw, size)
    following = rest(ranked, picks) if offset else []
    shown = [*picks, *following][offset : offset + size]
    return [(pick, _placement(pick, rank, seen)) for rank, pick in enumerate(shown, offset + 1)]


def _placement(pick: Pick, rank: int, seen: Mapping[int, Seen]) -> Placement:
    return Placement(rank, pick.slot, pick.propensity, seen.get(pick.profile_id, UNSEEN).is_new)


def rest(ranked: Iterable[Row], picks: Iterable[Pick]) -> list[Pick]:
    """The following pages: everybody else by fit, each once."""
    shown = {pick.profile_id for pick in picks}
    return [Pick(*row) for row in ranked if row[0] not in shown]
