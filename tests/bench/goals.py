"""A goal, what was found, and whether it is held."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    name: str
    found: float
    asked: str
    is_held: bool

    @property
    def cells(self) -> Sequence[str]:
        return self.name, f"{self.found:,.1f}", self.asked, "held" if self.is_held else "missed"


def at_most(name: str, found: float, limit: float) -> Goal:
    return Goal(name, found, f"≤ {limit:,.0f}", found <= limit)


def at_least(name: str, found: float, limit: float) -> Goal:
    return Goal(name, found, f"≥ {limit:,.0f}", found >= limit)
