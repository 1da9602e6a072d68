"""What the team reads and does of matching."""

from . import reviews, rules

__all__ = ["reviews", "rules"]
