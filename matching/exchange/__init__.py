"""A market held in memory and asked in JSON: the ranking without a database row, on the reference (matching.md §12)."""

from .session import Session

__all__ = ["Session"]
