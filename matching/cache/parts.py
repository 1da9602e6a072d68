"""The hard filters on columns: the parts of `filters.py`, each as one margin for everybody at once.

A margin is at least 0 when the part holds. What is unknown has a margin below 0 and a mask of its own, so that the main
list needs one comparison a part and the two other lists can tell a no from a doubt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from accounts.enums import Place
from matching import filters
from matching import rules as r
from matching.cache.columns import (
    HIGH,
    LISTED,
    LOW,
    NEAR_BUDGET,
    NO_RATE,
    ON_SITE,
    REMOTE,
    SPEAKS,
    Array,
    Columns,
    days,
    reaches,
)
from matching.enums import Part
from matching.facts import MissionFacts, Point
from matching.geometry import DIAMETER_M, METRES_PER_KM, distance_m

HALF_DAYS = {Place.REMOTE: "half_days_remote", Place.ON_SITE: "half_days_on_site"}
FLOORS = {Place.REMOTE: "floor_remote", Place.ON_SITE: "floor_on_site", Place.HYBRID: "floor_on_site"}
MODES = {Place.REMOTE: REMOTE, Place.ON_SITE: ON_SITE, Place.HYBRID: REMOTE | ON_SITE}
MASKS = np.arange(1024)
BITS = np.array([mask.bit_count() for mask in range(1024)], np.int32)
EVERYBODY = slice(None)
ROUNDING = 1e-4
"""Metres around a half where the last digits of two arcsines could round apart: computed by the reference."""


HIGHEST_CEILING = 1_000_000
"""Cents an hour."""


def is_within_reach(mission: MissionFacts) -> bool:
    """Dates that two bytes hold, a budget whose slope is not nothing."""
    dates = (mission.as_of, mission.starts_on, filters.last_start(mission), filters.last_day(mission))
    return all(reaches(one) for one in dates) and (mission.ceiling or 0) <= HIGHEST_CEILING


class Crowd:
    """Some of the profiles before one mission: what several parts and the fit read of them, computed once."""

    def __init__(self, columns: Columns, mission: MissionFacts, places: Any = EVERYBODY) -> None:
        self.columns, self.mission, self.places = columns, mission, places

    def number(self, name: str) -> Array:
        found: Array = self.columns.number(name)[self.places]
        return found

    def slot(self, name: str, position: int) -> Array:
        found: Array = self.columns.slot(name, position)[self.places]
        return found

    def has(self, flag: int) -> Array:
        found: Array = np.equal(self.number("flags") & flag, flag)
        return found

    @property
    def size(self) -> int:
        return self.columns.count if isinstance(self.places, slice) else len(self.places)

    def among(self, kept: Array) -> "Crowd":
        """Those of a crowd of places whom a mask keeps."""
        return Crowd(self.columns, self.mission, self.places[kept])

    @cached_property
    def first_day(self) -> Array:
        """From the wished start on, outside her leave; HIGH when unknown."""
        found = np.maximum(self.number("available_from"), np.int16(days(self.mission.starts_on)))
        lines = self.columns.leaves.of[: self.columns.count][self.places]
        away = np.flatnonzero(lines >= 0)
        if len(away):
            found[away] = _outside(found[away], self.columns.leaves.periods[lines[away]])
        return found

    @cached_property
    def metres(self) -> Array:
        """From town to town, -1 when one of them is unknown: computed once per town, given to all who live there."""
        by_town = np.append(town_distances(self.columns.towns.points, self.mission.point), np.int32(-1))
        found: Array = by_town.take(self.columns.towns.of[: self.columns.count][self.places], mode="wrap")
        return found

    def half_days(self, table: Array, place: Place) -> Array:
        """Each one's entry in a table of 1,025: first what is said of the unknown, then of each mask."""
        if place != Place.HYBRID:
            return table[self.number(HALF_DAYS[place])]
        remote, on_site = self.number("half_days_remote"), self.number("half_days_on_site")
        either = ((remote - 1) | (on_site - 1)) + 1
        found: Array = table[either]
        return found


def _outside(day: Array, periods: Array) -> Array:
    """The first day outside periods that are in order."""
    for begins, ends in zip(periods[:, :, 0].T, periods[:, :, 1].T, strict=True):
        day = np.where((begins <= day) & (day <= ends), ends + np.int16(1), day)
    return day


def town_distances(points: Array, centre: Point | None) -> Array:
    """Metres from each town, as `geometry.distance_m` gives them: it decides where rounding is at stake."""
    if centre is None:
        return np.full(len(points), -1, np.int32)
    dx, dy, dz = (points[:, axis] - value for axis, value in enumerate((centre.x, centre.y, centre.z)))
    half_chord = np.sqrt(dx * dx + dy * dy + dz * dz) / 2
    exact = DIAMETER_M * np.arcsin(np.minimum(half_chord, 1.0))
    rounded = np.rint(exact).astype(np.int32)
    for town in np.flatnonzero(np.abs(exact - np.floor(exact) - 0.5) < ROUNDING):
        rounded[town] = distance_m(Point(*points[town].tolist()), centre)
    found: Array = rounded
    return found


# Parts.


@dataclass(frozen=True)
class Measure:
    """A part: `margin` of a crowd, negative where it is missed or unknown; which of them are unknown."""

    part: Part
    allowance: int = 0

    is_simple: ClassVar[bool] = False
    """One comparison of one column: worth making for everybody at once."""

    def margin(self, crowd: Crowd) -> Array:
        raise NotImplementedError

    def holds(self, crowd: Crowd) -> Array:
        return self.margin(crowd) >= 0

    def unknown(self, crowd: Crowd) -> Array | None:
        return None

    def near(self, crowd: Crowd, margin: Array) -> Array:
        """Missed by a little; asked only of those who missed it."""
        return margin >= -self.allowance


@dataclass(frozen=True)
class AtLeast(Measure):
    """A column that must reach a limit; `nothing` is its value when unknown."""

    column: str = ""
    limit: int = 0
    nothing: int | None = None

    is_simple: ClassVar[bool] = True

    def margin(self, crowd: Crowd) -> Array:
        return crowd.number(self.column).astype(np.int32) - self.limit

    def holds(self, crowd: Crowd) -> Array:
        return crowd.number(self.column) >= self.limit

    def unknown(self, crowd: Crowd) -> Array | None:
        return None if self.nothing is None else crowd.number(self.column) == self.nothing


@dataclass(frozen=True)
class AtMost(AtLeast):
    """A column that must not exceed a limit."""

    def margin(self, crowd: Crowd) -> Array:
        return self.limit - crowd.number(self.column).astype(np.int32)

    def holds(self, crowd: Crowd) -> Array:
        return crowd.number(self.column) <= self.limit


@dataclass(frozen=True)
class Rate(AtMost):
    """Her floor under the ceiling; a little above, for those who accept to appear there."""

    def near(self, crowd: Crowd, margin: Array) -> Array:
        return super().near(crowd, margin) & crowd.has(NEAR_BUDGET)


@dataclass(frozen=True)
class Incomparable(Measure):
    """A budget that cannot be brought to the hour: nobody can say."""

    def margin(self, crowd: Crowd) -> Array:
        return np.full(crowd.size, -1, np.int32)

    def unknown(self, crowd: Crowd) -> Array:
        return np.ones(crowd.size, np.bool_)


@dataclass(frozen=True)
class Confirmed(AtLeast):
    """Old or never confirmed is unknown, never a no."""

    def unknown(self, crowd: Crowd) -> Array:
        return ~self.holds(crowd)


@dataclass(frozen=True)
class Start(Measure):
    def margin(self, crowd: Crowd) -> Array:
        return days(filters.last_start(crowd.mission)) - crowd.first_day.astype(np.int32)

    def unknown(self, crowd: Crowd) -> Array:
        found: Array = crowd.number("available_from") == HIGH
        return found


@dataclass(frozen=True)
class HalfDays(Measure):
    """Half-days in common beyond those needed; in hybrid missions those on site count by themselves too."""

    def margin(self, crowd: Crowd) -> Array:
        mission = crowd.mission
        common = crowd.half_days(self._table(mission, mission.half_days_needed), mission.place)
        if mission.place != Place.HYBRID:
            return common
        on_site = self._table(mission, filters.on_site_needed(mission))
        return np.minimum(common, crowd.half_days(on_site, Place.ON_SITE))

    @staticmethod
    def _table(mission: MissionFacts, needed: int) -> Array:
        return np.concatenate([np.array([LOW], np.int32), BITS[MASKS & mission.half_days] - needed])

    def unknown(self, crowd: Crowd) -> Array:
        found: Array = crowd.number("half_days_remote") == 0
        return found


@dataclass(frozen=True)
class Distance(Measure):
    """Metres left inside the smaller of the two radii; unknown radius or town: see `filters.distance_margin`."""

    def margin(self, crowd: Crowd) -> Array:
        metres, radius = crowd.metres, crowd.number("radius_km").astype(np.int32)
        company = crowd.mission.radius_km
        reach = radius * METRES_PER_KM
        if company is not None:
            theirs = company * METRES_PER_KM
            known = np.where(metres > theirs, theirs, LOW * METRES_PER_KM)
            reach = np.where(radius == LOW, known, np.minimum(reach, theirs))
        return np.where(metres < 0, LOW * METRES_PER_KM, reach - metres)

    def unknown(self, crowd: Crowd) -> Array:
        company, metres = crowd.mission.radius_km, crowd.metres
        no_radius = crowd.number("radius_km") == LOW
        if company is not None:
            no_radius &= metres <= company * METRES_PER_KM
        found: Array = no_radius | (metres < 0)
        return found


@dataclass(frozen=True)
class Languages(Measure):
    def margin(self, crowd: Crowd) -> Array:
        spoken = [crowd.slot("languages", position) >= level for position, level in crowd.mission.languages]
        return np.where(np.logical_and.reduce(spoken), 0, -1)

    def unknown(self, crowd: Crowd) -> Array:
        return ~crowd.has(SPEAKS)


def measures(mission: MissionFacts) -> list[Measure]:
    """The parts that this mission asks, the ones that keep fewest people first."""
    return [
        *_price(mission),
        *_calendar(mission),
        *_papers(mission),
        *_her_minimum(mission),
        *_place(mission),
    ]


def _price(mission: MissionFacts) -> Iterator[Measure]:
    if mission.has_ceiling and mission.ceiling is None:
        yield Incomparable(Part.RATE)
    elif mission.has_ceiling and mission.ceiling is not None:
        allowance = mission.ceiling * r.NEAR_RATE_PERCENT // 100
        yield Rate(Part.RATE, allowance, FLOORS[mission.place], mission.ceiling, NO_RATE)


def _calendar(mission: MissionFacts) -> Iterator[Measure]:
    yield AtLeast(Part.MINUTES, r.NEAR_MINUTES, "free_minutes", mission.minimum_minutes, LOW)
    yield Confirmed(Part.CONFIRMED, 0, "confirmed_on", days(filters.confirmed_since(mission)))
    yield AtLeast(Part.END, r.NEAR_DAYS, "available_until", days(filters.last_day(mission)))
    yield Start(Part.START, r.NEAR_DAYS)
    if mission.half_days_needed:
        yield HalfDays(Part.HALF_DAYS, r.NEAR_HALF_DAYS)


def _papers(mission: MissionFacts) -> Iterator[Measure]:
    if mission.languages:
        yield Languages(Part.LANGUAGES)
    if mission.asks_certificate:
        yield AtLeast(Part.CERTIFICATE, 0, "certified_until", days(mission.starts_on), LOW)
    if mission.asks_insurance:
        yield AtLeast(Part.INSURANCE, 0, "insured_until", days(mission.starts_on), LOW)


def _her_minimum(mission: MissionFacts) -> Iterator[Measure]:
    if mission.minutes:
        yield AtMost(Part.VOLUME, r.NEAR_MINUTES, "min_minutes", mission.minutes)
    if mission.weeks is not None:
        yield AtMost(Part.DURATION, r.NEAR_WEEKS, "min_weeks", mission.weeks)


def _place(mission: MissionFacts) -> Iterator[Measure]:
    if mission.place != Place.REMOTE:
        yield Distance(Part.DISTANCE, r.NEAR_METRES)


# What is never unknown.


def possible(columns: Columns, mission: MissionFacts) -> Array:
    """A mask of those whom no part without a margin excludes for good."""
    everybody = Crowd(columns, mission)
    found = everybody.has(LISTED | MODES[mission.place])
    for must in filters.musts(mission):
        # One comparison: what is under the level wraps around and is far above.
        found &= (everybody.slot("credit", must.position) - np.uint8(must.level)) <= 3 - must.level
    if mission.sector is not None:
        found &= (everybody.number("refused_sectors") & np.int64(1 << mission.sector)) == 0
    found[columns.places_of(mission.excluded_profiles)] = False
    found[columns.refusals.of(mission.company_id)] = False
    return found
