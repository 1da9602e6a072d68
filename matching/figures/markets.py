"""One reading of the tables, and the market of the whole base or of any of its parts drawn from it. No ORM."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from django.db.models import TextChoices
from numpy.typing import NDArray

from matching.facts import Point
from matching.figures.cells import Cell, Crowd, Mask, Segment, segments
from matching.figures.measures import FEWEST
from matching.figures.window import FOUR_WEEKS, Cost, Market, Part, Person, Window


class Shown(NamedTuple):
    """Times in the window, then in the 28 days after joining."""

    times: int
    early: int


class Hire(NamedTuple):
    cell: Cell
    profile_id: int
    at: datetime


class Told(NamedTuple):
    """What one mission, application or invitation says of its cell."""

    cell: Cell
    value: Any


class Unseen(TextChoices):
    """Why somebody was in no list that a company read."""

    NO_MISSION = "no_mission", "Aucune mission de son métier à sa portée"
    NOT_READ = "not_read", "Des missions à sa portée, dont aucune liste n’a été lue"
    NOT_SHOWN = "not_shown", "Des listes lues sans elle\u00a0: un critère ou l’adéquation"


@dataclass(frozen=True)
class Markets:
    """Everything that was read of a window; each row knows its cell."""

    window: Window
    people: Sequence[Mapping[str, Any]]
    """Rows of the slim table, with `published_at`."""
    towns: Mapping[str, Point | None]
    jobs: Mapping[int, str]
    asked: frozenset[Cell]
    """Where a mission was on line during the window."""
    shown: Mapping[Cell, Mapping[int, Shown]]
    read: Sequence[tuple[Cell, date]]
    """A list that a company read: one for each mission and day, over eight weeks."""
    hires: Sequence[Hire]
    invitations: Counter[int]
    refused: Sequence[Told]
    applications: Sequence[Told]
    unopened: Sequence[Told]
    days_to_contact: Sequence[Told]
    days_to_hire: Sequence[Told]
    filled: Sequence[Told]
    costs: Mapping[Cell, Cost]

    @cached_property
    def crowd(self) -> Crowd:
        return Crowd.of(self.people)

    @cached_property
    def members(self) -> dict[Cell, Mask]:
        return {cell: self.crowd.members(cell, self.towns) for cell in self.asked}

    @cached_property
    def whole(self) -> Market:
        return self._market(None, range(len(self.people)))

    def of(self, cells: frozenset[Cell]) -> Market:
        """The market of these cells: their people, and what their missions say."""
        return self._market(cells, np.flatnonzero(self._any(cells)).tolist())

    def narrowed(self, *, town: str = "", place: str = "", job: str = "") -> frozenset[Cell]:
        """The cells of this town, place and job; an empty one leaves them all."""
        return frozenset(
            cell
            for cell in self.asked
            if town in ("", cell.town) and place in ("", cell.place) and job in ("", self._name(cell))
        )

    def _name(self, cell: Cell) -> str:
        return "" if cell.job is None else self.jobs[cell.job]

    def segments(self, cells: Iterable[Cell]) -> tuple[list[Segment], int]:
        """What may be told of these cells, ten people at least each, and how many cells are told of nowhere."""
        return segments(cells, self.jobs, lambda some: int(self._any(some).sum()) >= FEWEST)

    def unseen(self) -> Counter[Unseen]:
        """Why those who had the whole window were not shown once in a main list."""
        seen = {profile for shown in self.shown.values() for profile, told in shown.items() if told.times}
        asked, read = self._any(self.asked), self._any(self._read_in_the_window())
        found: Counter[Unseen] = Counter()
        for place, row in enumerate(self.people):
            if _joined(row) < self.window.since and row["profile_id"] not in seen:
                why = Unseen.NOT_READ if asked[place] else Unseen.NO_MISSION
                found[Unseen.NOT_SHOWN if read[place] else why] += 1
        return found

    def _read_in_the_window(self) -> frozenset[Cell]:
        return frozenset(cell for cell, day in self.read if day >= self.window.since) & self.asked

    def _any(self, cells: Iterable[Cell]) -> Mask:
        found = np.zeros(len(self.people), np.bool_)
        for cell in cells:
            found |= self.members[cell]
        return found

    def _market(self, cells: frozenset[Cell] | None, places: Iterable[int]) -> Market:
        return Market(
            window=self.window,
            people=self._people(cells, places),
            refused=_part(self.refused, cells),
            applications=_values(self.applications, cells),
            unopened=_part(self.unopened, cells),
            days_to_contact=_values(self.days_to_contact, cells),
            days_to_hire=_values(self.days_to_hire, cells),
            filled=_part(self.filled, cells),
            cost=_sum(cost for cell, cost in self.costs.items() if cells is None or cell in cells),
        )

    def _people(self, cells: frozenset[Cell] | None, places: Iterable[int]) -> list[Person]:
        shown, chances = self._shown(cells), self._chances(self.asked if cells is None else cells)
        hires: dict[int, list[datetime]] = defaultdict(list)
        for hire in self.hires:
            if cells is None or hire.cell in cells:
                hires[hire.profile_id].append(hire.at)
        return [self._person(self.people[place], shown, hires, int(chances[place])) for place in places]

    def _person(
        self,
        row: Mapping[str, Any],
        shown: Mapping[int, Shown],
        hires: Mapping[int, Sequence[datetime]],
        chances: int,
    ) -> Person:
        pk = row["profile_id"]
        times, early = shown.get(pk, (0, 0))
        hired = hires.get(pk)
        return Person(
            joined_on=_joined(row),
            free_minutes=row["free_minutes"],
            impressions=times,
            early=early,
            chances=chances,
            is_hired=hired is not None and max(hired) >= self.window.begins,
            hired_early=hired is not None and min(hired) < row["published_at"] + FOUR_WEEKS,
            invitations=self.invitations[pk],
        )

    def _shown(self, cells: frozenset[Cell] | None) -> dict[int, Shown]:
        found: dict[int, Shown] = {}
        for cell in self.shown if cells is None else self.shown.keys() & cells:
            for pk, told in self.shown[cell].items():
                before = found.get(pk, Shown(0, 0))
                found[pk] = Shown(before.times + told.times, before.early + told.early)
        return found

    def _chances(self, cells: Iterable[Cell]) -> NDArray[np.int64]:
        """For those who joined in the 28 days before the window: lists of their cells read in their first 28 days."""
        found = np.zeros(len(self.people), np.int64)
        for cell in cells:
            if cell in self._readings:
                until = self._readings[cell]
                first = np.clip(self._newcomers, 0, len(until) - 1 - FOUR_WEEKS.days)
                found += np.where(
                    self.members[cell] & (self._newcomers >= 0),
                    until[first + FOUR_WEEKS.days] - until[first],
                    0,
                )
        return found

    @cached_property
    def _newcomers(self) -> NDArray[np.int64]:
        """Days from the first of the eight weeks to each one's joining; -1 for who joined before, or in the window."""
        days = [(_joined(row) - self.window.before).days for row in self.people]
        return np.array([day if 0 <= day < FOUR_WEEKS.days else -1 for day in days], np.int64)

    @cached_property
    def _readings(self) -> dict[Cell, NDArray[np.int64]]:
        """Lists read before each day of the eight weeks."""
        counted: dict[Cell, NDArray[np.int64]] = defaultdict(
            lambda: np.zeros(2 * FOUR_WEEKS.days + 1, np.int64)
        )
        for cell, day in self.read:
            counted[cell][(day - self.window.before).days + 1] += 1
        return {cell: np.cumsum(counts) for cell, counts in counted.items() if cell in self.asked}


def _joined(row: Mapping[str, Any]) -> date:
    joined: date = row["joined_on"]
    return joined


def _values(told: Iterable[Told], cells: frozenset[Cell] | None) -> list[Any]:
    return [one.value for one in told if cells is None or one.cell in cells]


def _part(told: Iterable[Told], cells: frozenset[Cell] | None) -> Part:
    flags = _values(told, cells)
    return Part(sum(flags), len(flags))


def _sum(costs: Iterable[Cost]) -> Cost:
    found = list(costs)
    return Cost(sum(one.points for one in found), sum(one.places for one in found))
