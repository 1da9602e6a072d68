"""The display order: who stands at which place of a page, once the fit has spoken (matching.md §5).

Pure. It starts from the order by fit and never changes a fit: it rotates people within 5 points, so that those who were
shown least come up, and keeps the last place but one for somebody new or little seen. Guarantee, published and held by
tests: nobody is passed over by someone more than 5 points less suitable, 10 at the exploration place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    waiting = list(reachable(ranked, size))
    picks: list[Pick] = []
    while waiting and len(picks) < size:
        explored = _explored(waiting, seen, draw) if len(picks) == size - 2 else None
        pick = explored or _rotated(waiting, seen)
        waiting.remove((pick.profile_id, pick.fit))
        picks.append(pick)
    return picks


def reachable(ranked: Sequence[Row], size: int) -> Sequence[Row]:
    """Those who may stand on the first page: every place takes somebody within 10 points of the last fit by right."""
    if not ranked or size < 1:
        return ()
    last = ranked[min(size, len(ranked)) - 1][1]
    return list(_within(r.EXPLORATION_POINTS, last, ranked))


def _within(points: int, fit: int, rows: Iterable[Row]) -> Iterable[Row]:
    return takewhile(lambda row: row[1] >= fit - points, rows)


def _rotated(waiting: Sequence[Row], seen: Mapping[int, Seen]) -> Pick:
    """Among those within 5 points of the best, the one who was shown least; the best of them when several were."""
    near = _within(r.ROTATION_POINTS, waiting[0][1], waiting)
    least = min(near, key=lambda row: seen.get(row[0], UNSEEN).exposure)
    return Pick(*least, slot=Slot.FIT if least == waiting[0] else Slot.ROTATION)


def _explored(waiting: Sequence[Row], seen: Mapping[int, Seen], draw: str) -> Pick | None:
    """A draw, with equal chances, among those within 10 points of the best who are new or little seen."""
    near = _within(r.EXPLORATION_POINTS, waiting[0][1], waiting)
    pool = [row for row in near if seen.get(row[0], UNSEEN).may_be_explored]
    if not pool:
        return None
    drawn = min(pool, key=lambda row: tie(f"exploration:{draw}", row[0]))
    return Pick(*drawn, slot=Slot.EXPLORATION, propensity=PPM // len(pool))


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
