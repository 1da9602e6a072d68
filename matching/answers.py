"""What the engine answers, wherever it found it."""

from dataclasses import dataclass

from matching.enums import Part


@dataclass(frozen=True, slots=True)
class Row:
    """A place in a list, as the engine computed it; `fit` in micro-points."""

    profile_id: int
    fit: int
    gap: Part | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The asked page of a list, and the length of the whole list."""

    rows: tuple[Row, ...]
    total: int
