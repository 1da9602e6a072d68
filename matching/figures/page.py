"""What the team reads on « Un marché équitable »: one part of the market or the whole, then the parts in it, worst first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.enums import Place
from matching.figures import words
from matching.figures.cells import Cell
from matching.figures.markets import Markets
from matching.figures.measures import FEWEST, measures
from matching.figures.parts import worst_first

SHOWN = 50
"""Parts on the page; the command prints them all."""
EVERY = {"town": "Toutes", "place": "Tous", "job": "Tous"}


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """A list to choose from: the first choice is all of them."""

    name: str
    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class PartForm:
    """Where to look, as the address says it."""

    markets: Markets
    asked: Mapping[str, str]

    @property
    def cells(self) -> frozenset[Cell]:
        return self.markets.narrowed(**{name: self.asked.get(name, "") for name in ("town", "place", "job")})

    @property
    def filters(self) -> list[Filter]:
        asked = self.markets.asked
        towns = sorted({cell.town for cell in asked} - {""})
        jobs = sorted({self.markets.jobs[cell.job] for cell in asked if cell.job is not None})
        places = [(place.value, str(place.label)) for place in Place]
        return [
            self._filter("town", "Commune", [(town, town) for town in towns]),
            self._filter("place", "Lieu", places),
            self._filter("job", "Métier", [(job, job) for job in jobs]),
        ]

    def _filter(self, name: str, label: str, choices: list[tuple[str, str]]) -> Filter:
        chosen = self.asked.get(name, "")
        every = [("", EVERY[name]), *choices]
        return Filter(name, label, [Choice(value, text, value == chosen) for value, text in every])


def told_of(markets: Markets, cells: frozenset[Cell]) -> dict[str, Any]:
    """What the page prints of these cells; of the whole base, with those of no cell, when all are asked."""
    is_whole = cells == markets.asked
    market = markets.whole if is_whole else markets.of(cells)
    parts, hidden = worst_first(markets, cells)
    is_enough = is_whole or len(market.people) >= FEWEST
    return {
        "span": words.span(markets.window),
        "scope": "de toute la base" if is_whole else "de cette partie du marché",
        "figure": words.picture(market) if is_enough else None,
        "columns": words.COLUMNS,
        "rows": words.table(measures(market)) if is_enough else [],
        "not_stored": words.NOT_STORED,
        "unseen_columns": words.UNSEEN_COLUMNS,
        "unseen": words.unseen_lines(markets.unseen()) if is_whole else [],
        "part_columns": words.PART_COLUMNS,
        "parts": words.part_lines(parts[:SHOWN]),
        "left_out": max(0, len(parts) - SHOWN),
        "hidden": words.hidden_cells(hidden),
    }
