"""The slim table as columns of numbers: one array per fact, one place per profile.

What is unknown stands on the side where a wish fails (`LOW` or `HIGH`), so that one comparison decides. Dates are days
from 1 January 2030 in two bytes, held between 1940 and 2119; skills, jobs and languages have one array per position that
somebody uses; towns are numbered, since thousands of people share them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.facts import JOB_SLOTS, LANGUAGE_SLOTS, SKILL_SLOTS

Array = NDArray[Any]

EPOCH = date(2030, 1, 1)
LOW, HIGH = -32_768, 32_767
NO_RATE = 2**31 - 1
LISTED, REMOTE, ON_SITE, NEAR_BUDGET, SPEAKS = 1, 2, 4, 8, 16


def days(value: date) -> int:
    """Days from the epoch; those of a mission must be within `reaches`."""
    return (value - EPOCH).days


def reaches(value: date) -> bool:
    return LOW // 2 < days(value) < HIGH // 2


@dataclass(frozen=True, slots=True)
class Field:
    """A column, and the expression that gives its number in SQL, never NULL."""

    name: str
    type: str
    expression: str


def _day(name: str, unknown: int) -> Field:
    held = f"greatest({LOW + 1}, least({HIGH - 1}, c.{name} - DATE '{EPOCH}'))"
    return Field(name, "i2", f"(CASE WHEN c.{name} IS NULL THEN {unknown} ELSE {held} END)::int2")


def _small(name: str) -> Field:
    return Field(name, "i2", f"coalesce(c.{name}, {LOW})::int2")


def _rate(name: str) -> Field:
    return Field(name, "i4", f"coalesce(c.{name}, {NO_RATE})::int4")


FLAGS = (
    f"(c.is_listed::int4 * {LISTED} + c.accepts_remote::int4 * {REMOTE} + c.accepts_on_site::int4 * {ON_SITE}"
    f" + c.accepts_near_budget::int4 * {NEAR_BUDGET} + (c.languages IS NOT NULL)::int4 * {SPEAKS})::int2"
)
NUMBERS = (
    Field("flags", "u1", FLAGS),
    Field("sectors", "i8", "c.sectors"),
    Field("refused_sectors", "i8", "c.refused_sectors"),
    Field("reliability", "i4", "c.reliability"),
    Field("min_minutes", "i2", "c.min_minutes"),
    Field("min_weeks", "i2", "c.min_weeks"),
    _small("free_minutes"),
    _small("radius_km"),
    # One more than the mask, 0 when unknown: a place in a table of 1,025 answers.
    Field("half_days_remote", "i2", "(coalesce(c.half_days_remote, -1) + 1)::int2"),
    Field("half_days_on_site", "i2", "(coalesce(c.half_days_on_site, -1) + 1)::int2"),
    _day("available_from", HIGH),
    _day("available_until", HIGH),
    _day("confirmed_on", LOW),
    _day("certified_until", LOW),
    _day("insured_until", LOW),
    _rate("rate_remote"),
    _rate("rate_on_site"),
    _rate("floor_remote"),
    _rate("floor_on_site"),
)
TOWN = tuple(Field(axis, "f8", f"coalesce(c.{axis}, 'NaN'::float8)") for axis in "xyz")
BYTES = (
    (Field("credit", f"V{SKILL_SLOTS}", "c.credit"), SKILL_SLOTS),
    (Field("proximity", f"V{JOB_SLOTS}", "c.proximity"), JOB_SLOTS),
    (
        Field(
            "languages",
            f"V{LANGUAGE_SLOTS}",
            f"coalesce(c.languages, '\\x{'00' * LANGUAGE_SLOTS}'::bytea)",
        ),
        LANGUAGE_SLOTS,
    ),
)
PROFILE = Field("profile_id", "i8", "c.profile_id")
FIELDS = (PROFILE, *NUMBERS, *TOWN, *(field for field, _ in BYTES))
# What `flags` is sent as: PostgreSQL has no integer of one byte.
SENT = {"u1": "i2"}
RECORD = np.dtype([(field.name, SENT.get(field.type, field.type)) for field in FIELDS])


class ColumnsFull(Exception):
    """More newcomers than places were kept for: load again."""


class Columns:
    """The facts of everybody, by place. Not safe by itself: whoever patches or reads holds the lock of the cache."""

    def __init__(self, profiles: int) -> None:
        self.places = profiles + profiles // 20 + 1_000
        self.count = 0
        self.ids = np.zeros(self.places, np.int64)
        self.numbers: dict[str, Array] = {field.name: np.zeros(self.places, field.type) for field in NUMBERS}
        self.bytes: dict[str, dict[int, Array]] = {field.name: {} for field, _ in BYTES}
        self.towns = Towns(self.places)
        self.leaves = Leaves(self.places)
        self.refusals = Refusals()
        self._known = 0
        self._newcomers: dict[int, int] = {}

    @property
    def nbytes(self) -> int:
        arrays = [self.ids, *self.numbers.values(), self.towns.of, self.leaves.of]
        slots = [array for slots in self.bytes.values() for array in slots.values()]
        return sum(array.nbytes for array in [*arrays, *slots]) + self.leaves.periods.nbytes

    def number(self, name: str) -> Array:
        return self.numbers[name][: self.count]

    def slot(self, name: str, position: int) -> Array:
        """The bytes of one skill, job or language; zeros when nobody has any."""
        found = self.bytes[name].get(position)
        return np.zeros(self.count, np.uint8) if found is None else found[: self.count]

    def append(self, records: Array) -> None:
        """Profiles by ascending id, while loading."""
        start, end = self.count, self.count + len(records)
        if end > self.places:
            raise ColumnsFull
        self._write(np.arange(start, end), records)
        self.count = self._known = end

    def patch(self, records: Array) -> None:
        """Write these profiles anew; newcomers take the next places."""
        self._write(np.array([self._place(int(one)) for one in records["profile_id"]], np.int64), records)

    def forget(self, profile_ids: Iterable[int]) -> None:
        """Profiles that are gone keep their place, listed nowhere."""
        self.numbers["flags"][self.places_of(profile_ids)] = 0

    def places_of(self, profile_ids: Iterable[int]) -> Array:
        """The places of those who are here, in the order in which they were named."""
        wanted = list(profile_ids)
        ids = np.array(wanted, np.int64)
        places = np.searchsorted(self.ids[: self._known], ids)
        places[self._is_elsewhere(places, ids)] = -1
        for one in np.flatnonzero(places < 0):
            places[one] = self._newcomers.get(wanted[one], -1)
        return places[places >= 0]

    def _is_elsewhere(self, places: Array, ids: Array) -> Array:
        """Whether somebody else stands at the place of her number."""
        inside = places < self._known
        found = ~inside
        found[inside] = self.ids[places[inside]] != ids[inside]
        return found

    def _place(self, profile_id: int) -> int:
        found = self.places_of([profile_id])
        if len(found):
            return int(found[0])
        if self.count == self.places:
            raise ColumnsFull
        self._newcomers[profile_id] = self.count
        self.count += 1
        return self.count - 1

    def _write(self, places: Array, records: Array) -> None:
        self.ids[places] = records["profile_id"]
        for field in NUMBERS:
            self.numbers[field.name][places] = records[field.name]
        self.towns.write(places, np.stack([records[axis] for axis in "xyz"], axis=1))
        for field, slots in BYTES:
            self._write_slots(field.name, places, _bytes(records[field.name], slots))

    def _write_slots(self, name: str, places: Array, matrix: Array) -> None:
        columns, used = self.bytes[name], set(np.flatnonzero(matrix.any(axis=0)).tolist())
        for position in used - columns.keys():
            columns[position] = np.zeros(self.places, np.uint8)
        for position, column in columns.items():
            column[places] = matrix[:, position]


def _bytes(values: Array, slots: int) -> Array:
    return np.frombuffer(np.ascontiguousarray(values).tobytes(), np.uint8).reshape(len(values), slots)


class Towns:
    """The town of each place by number, -1 when unknown, and where the towns are."""

    def __init__(self, places: int) -> None:
        self.of = np.full(places, -1, np.int32)
        self.points = np.zeros((0, 3))
        self._numbers: dict[bytes, int] = {}

    def write(self, places: Array, points: Array) -> None:
        keys = np.ascontiguousarray(points).view("V24").ravel()
        towns, inverse = np.unique(keys, return_inverse=True)
        self.of[places] = self._numbered([town.tobytes() for town in towns])[inverse]

    def _numbered(self, towns: list[bytes]) -> Array:
        new = [town for town in towns if town not in self._numbers and not _is_nowhere(town)]
        for town in new:
            self._numbers[town] = len(self._numbers)
        self.points = np.vstack([self.points, *map(_point, new)])
        return np.array([self._numbers.get(town, -1) for town in towns], np.int32)


def _point(town: bytes) -> Array:
    return np.frombuffer(town, np.float64)


def _is_nowhere(town: bytes) -> bool:
    return bool(np.isnan(_point(town)[0]))


class Leaves:
    """Closed periods, in order, of those who have any: a line of periods each, widened with empty ones."""

    EMPTY = (HIGH, LOW)

    def __init__(self, places: int) -> None:
        self.of = np.full(places, -1, np.int32)
        self.periods = np.empty((0, 0, 2), np.int16)
        self._lines = 0

    def write(self, periods: Mapping[int, list[tuple[int, int]]]) -> None:
        """The periods of these places; none for an empty list."""
        taken = {place: found for place, found in periods.items() if found or self.of[place] >= 0}
        self._widen(
            lines=sum(self.of[place] < 0 for place in taken), most=max(map(len, taken.values()), default=0)
        )
        for place, found in taken.items():
            if self.of[place] < 0:
                self.of[place] = self._lines
                self._lines += 1
            line = self.periods[self.of[place]]
            line[:] = self.EMPTY
            line[: len(found)] = found or line[:0]

    def _widen(self, lines: int, most: int) -> None:
        rows, width, _ = self.periods.shape
        if self._lines + lines <= rows and most <= width:
            return
        wider = np.empty((max(rows, 2 * (self._lines + lines)), max(width, most), 2), np.int16)
        wider[:] = self.EMPTY
        wider[:rows, :width] = self.periods
        self.periods = wider


class Refusals:
    """Who refuses which company, and back."""

    def __init__(self) -> None:
        self._places: dict[int, set[int]] = {}
        self._companies: dict[int, tuple[int, ...]] = {}

    def of(self, company: int) -> Array:
        """The places of those who refuse it."""
        return np.fromiter(self._places.get(company, ()), np.int64)

    def write(self, companies: Mapping[int, Iterable[int]]) -> None:
        for place, refused in companies.items():
            for company in self._companies.pop(place, ()):
                self._places[company].discard(place)
            if found := tuple(refused):
                self._companies[place] = found
            for company in found:
                self._places.setdefault(company, set()).add(place)
