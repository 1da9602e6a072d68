"""What matching keeps: a narrow row per profile, the versions of the rules, and what it owes to people."""

from .candidates import Candidate
from .duties import MatchingDuty
from .notices import RankingNotice
from .reviews import ReviewRequest, ReviewRequestEvent
from .versions import RuleVersion

__all__ = [
    "Candidate",
    "MatchingDuty",
    "RankingNotice",
    "ReviewRequest",
    "ReviewRequestEvent",
    "RuleVersion",
]
