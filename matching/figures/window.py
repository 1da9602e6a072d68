"""The 28 days that are measured, and what is read of them: plain values, no ORM."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from matching.rules import EXPOSURE_DAYS

FOUR_WEEKS = timedelta(days=EXPOSURE_DAYS)
FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Window:
    """The 28 whole days that end the day before `on`, as the nightly count of exposure has them."""

    on: date

    @property
    def since(self) -> date:
        return self.on - FOUR_WEEKS

    @property
    def begins(self) -> datetime:
        return midnight(self.since)

    @property
    def until(self) -> date:
        """The last day."""
        return self.on - timedelta(days=1)

    @property
    def before(self) -> date:
        """The first day of the 28 that came before."""
        return self.since - FOUR_WEEKS


def midnight(day: date) -> datetime:
    """When a day begins here."""
    return make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who could be proposed: times shown in the main list, missions started, open invitations and their cap.

    `early` and `hired_early` speak of the 28 days after joining, for those who joined within the last 56; so does
    `chances`, how many lists of her trade and reach were read then, a mission and a day counting once.
    """

    joined_on: date
    free_minutes: int | None
    impressions: int = 0
    early: int = 0
    chances: int = 0
    is_hired: bool = False
    hired_early: bool = False
    invitations: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    found: int
    asked: int


@dataclass(frozen=True, slots=True)
class Cost:
    """Points of fit given up to the rotation, over so many places of first pages."""

    points: float = 0.0
    places: int = 0


@dataclass(frozen=True, slots=True)
class Market:
    """What happened in a window, on the whole base or in a part of it."""

    window: Window
    people: Sequence[Person]
    refused: Part
    """Invitations declined or lapsed, of those that ended."""
    applications: Sequence[int]
    """Received by each mission published in the window."""
    unopened: Part
    """Applications ended by the company or by time without having been opened."""
    days_to_contact: Sequence[float]
    """From publication to the accepted application."""
    days_to_hire: Sequence[float]
    """From publication to the contract that both signed."""
    filled: Part
    """Missions filled within 14 days, of those published long enough ago to tell."""
    cost: Cost = Cost()

    @property
    def settled(self) -> list[Person]:
        """Those who had the whole window to be seen."""
        since = self.window.since
        return [one for one in self.people if one.joined_on < since]

    @property
    def newcomers(self) -> list[Person]:
        """Those who joined in the 28 days before the window: each has had 28 days."""
        before = self.window.before
        return [one for one in self.settled if one.joined_on >= before]

    @property
    def others(self) -> list[Person]:
        before = self.window.before
        return [one for one in self.settled if one.joined_on < before]
