"""The figures of a fair market over 28 days (matching.md §13d): read, measured, told. Never an input of a ranking."""

from matching.figures import words
from matching.figures.measures import measures
from matching.figures.reading import read_market
from matching.figures.window import Window

__all__ = ["Window", "measures", "read_market", "words"]
