"""The parts of a market that may be told, in the order in which the team should look at them."""

from dataclasses import dataclass

from matching.figures.cells import Cell, Segment
from matching.figures.markets import Markets
from matching.figures.measures import Measure, Verdict, measures


@dataclass(frozen=True, slots=True)
class Told:
    """A part of the market and its figures."""

    segment: Segment
    measures: list[Measure]

    @property
    def missed(self) -> list[Measure]:
        return [one for one in self.measures if one.verdict == Verdict.BEYOND]

    @property
    def known(self) -> list[Measure]:
        """Those that ten people or things at least stand behind."""
        return [one for one in self.measures if one.verdict != Verdict.TOO_FEW]

    @property
    def people(self) -> int:
        return max((one.count for one in self.measures if one.key == "open_most"), default=0)


def worst_first(markets: Markets, cells: frozenset[Cell]) -> tuple[list[Told], int]:
    """What may be told of these cells, most bounds missed first, then most people; and how many cells stay hidden."""
    segments, hidden = markets.segments(cells)
    told = [Told(segment, measures(markets.of(segment.cells))) for segment in segments]
    return sorted(told, key=lambda one: (-len(one.missed), -one.people, str(one.segment))), hidden
