"""Half of a calendar year, and the 28-day windows that end with it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from matching.figures.window import FOUR_WEEKS, Window

WINDOWS = 6
"""Of 28 days: 168 of the 181 to 184 days of a half-year."""


@dataclass(frozen=True, slots=True)
class HalfYear:
    """`half` is 1 or 2."""

    year: int
    half: int

    @classmethod
    def before(cls, day: date) -> Self:
        """The last one that is over on this day."""
        return cls(day.year, 1) if day.month > 6 else cls(day.year - 1, 2)

    @classmethod
    def named(cls, name: str) -> Self:
        """« 2026-S2 »."""
        year, half = name.split("-S")
        return cls(int(year), int(half))

    def __str__(self) -> str:
        return f"{self.year}-S{self.half}"

    @property
    def label(self) -> str:
        return f"{'premier' if self.half == 1 else 'second'} semestre {self.year}"

    @property
    def since(self) -> date:
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def on(self) -> date:
        """The day after the last."""
        return date(self.year, 7, 1) if self.half == 1 else date(self.year + 1, 1, 1)

    @property
    def until(self) -> date:
        return self.on - timedelta(days=1)

    @property
    def windows(self) -> list[Window]:
        """The oldest first; the last one ends with the half-year."""
        return [Window(self.on - step * FOUR_WEEKS) for step in reversed(range(WINDOWS))]
