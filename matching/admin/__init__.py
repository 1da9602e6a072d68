"""What the team reads and does of matching."""

from . import impressions, reviews, rules

__all__ = ["impressions", "reviews", "rules"]
