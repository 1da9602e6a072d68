"""What the team reads and does of matching."""

from . import alarms, impressions, reviews, rules

__all__ = ["alarms", "impressions", "reviews", "rules"]
