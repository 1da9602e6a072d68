"""What the team reads and does of matching."""

from . import alarms, impressions, reports, reviews, rules

__all__ = ["alarms", "impressions", "reports", "reviews", "rules"]
