"""The figures of a fair market over 28 days (matching.md §13d): read, measured, told. Never an input of a ranking."""

from matching.figures import words
from matching.figures.markets import Markets
from matching.figures.measures import Measure, measures
from matching.figures.parts import worst_first
from matching.figures.reading import read_market, read_markets
from matching.figures.window import Window

__all__ = ["Markets", "Measure", "Window", "measures", "read_market", "read_markets", "words", "worst_first"]
