"""The parts of a market, town × place × job, and who could be proposed in each: plain values and NumPy, no ORM.

A part is asked of by missions; a person is of it by facts alone: she accepts the place, the town is within her radius,
and she did this job or one that is near. Whoever told no past mission is of no job: she counts in the whole base.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from accounts.enums import Place
from matching.facts import JOB_SLOTS, Point
from matching.geometry import DIAMETER_M, METRES_PER_KM

Mask = NDArray[np.bool_]

NEAR_JOB = 60
"""Hundredths of proximity from which somebody is of a job: the same one long ago, or a near one (house)."""
NO_TOWN, OTHER_TOWNS, OTHER_JOBS, NO_JOB = "–", "autres communes", "autres métiers", "métier non précisé"


class Cell(NamedTuple):
    """Where a mission is asked. No town at a distance; `job` is the position of the job, None when none was said."""

    place: Place
    town: str = ""
    job: int | None = None


@dataclass(frozen=True)
class Segment:
    """What is told of together: one cell, or several that would tell too little each."""

    place: Place
    town: str
    job: str
    cells: frozenset[Cell] = frozenset()

    def __str__(self) -> str:
        return " · ".join(part for part in (self.town, str(self.place.label), self.job) if part != NO_TOWN)


@dataclass(frozen=True)
class Crowd:
    """People as columns, in the order of `ids`: what decides where each could be proposed."""

    ids: Sequence[int]
    points: NDArray[np.float64]
    """Unit vectors; NaN while the town is unknown."""
    radius_m: NDArray[np.float64]
    remote: Mask
    on_site: Mask
    jobs: NDArray[np.uint8]
    _around: dict[str, Mask] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Any]]) -> "Crowd":
        return cls(
            ids=[row["profile_id"] for row in rows],
            points=np.array([(row["x"], row["y"], row["z"]) for row in rows], np.float64).reshape(-1, 3),
            radius_m=np.array([row["radius_km"] for row in rows], np.float64) * METRES_PER_KM,
            remote=np.array([row["accepts_remote"] for row in rows], np.bool_),
            on_site=np.array([row["accepts_on_site"] for row in rows], np.bool_),
            jobs=np.frombuffer(b"".join(_jobs(row) for row in rows), np.uint8).reshape(-1, JOB_SLOTS),
        )

    def members(self, cell: Cell, towns: Mapping[str, Point | None]) -> Mask:
        """Who could be proposed there."""
        found = self._accepting(cell.place)
        if cell.place != Place.REMOTE:
            found = found & self._near(cell.town, towns.get(cell.town))
        return found if cell.job is None else found & (self.jobs[:, cell.job] >= NEAR_JOB)

    def _accepting(self, place: Place) -> Mask:
        both = {Place.REMOTE: self.remote, Place.ON_SITE: self.on_site}
        return both[place] if place in both else self.remote & self.on_site

    def _near(self, town: str, centre: Point | None) -> Mask:
        if town not in self._around:
            self._around[town] = self._within(centre)
        return self._around[town]

    def _within(self, centre: Point | None) -> Mask:
        """Within her radius; a town or a radius that nobody gave keeps her out."""
        if centre is None:
            return np.zeros(len(self.ids), np.bool_)
        chord = np.linalg.norm(self.points - np.array([centre.x, centre.y, centre.z]), axis=1)
        metres = DIAMETER_M * np.arcsin(np.minimum(chord / 2, 1.0))
        return np.asarray(metres <= self.radius_m)


def _jobs(row: Mapping[str, Any]) -> bytes:
    return bytes(row["proximity"]) if row["has_experience"] else bytes(JOB_SLOTS)


def segments(
    cells: Iterable[Cell], jobs: Mapping[int, str], is_enough: Callable[[frozenset[Cell]], bool]
) -> tuple[list[Segment], int]:
    """What may be told: each cell that is large enough, the small ones joined, and how many cells stay hidden.

    Small cells of a place and a job are joined first, then what is left of each place: what is not shown can never be
    told by taking away what is.
    """
    told: list[Segment] = []
    small_towns: dict[tuple[Place, int | None], set[Cell]] = defaultdict(set)
    for cell in sorted(cells, key=str):
        if is_enough(frozenset({cell})):
            told.append(Segment(cell.place, cell.town or NO_TOWN, _job(cell.job, jobs), frozenset({cell})))
        else:
            small_towns[cell.place, cell.job].add(cell)
    small_jobs: dict[Place, set[Cell]] = defaultdict(set)
    for (place, job), small in small_towns.items():
        if is_enough(frozenset(small)):
            told.append(Segment(place, _others(place), _job(job, jobs), frozenset(small)))
        else:
            small_jobs[place] |= small
    hidden = 0
    for place, small in small_jobs.items():
        if is_enough(frozenset(small)):
            told.append(Segment(place, _others(place), OTHER_JOBS, frozenset(small)))
        else:
            hidden += len(small)
    return told, hidden


def _others(place: Place) -> str:
    return NO_TOWN if place == Place.REMOTE else OTHER_TOWNS


def _job(position: int | None, jobs: Mapping[int, str]) -> str:
    return NO_JOB if position is None else jobs[position]
