"""What matching keeps: a narrow row per profile, the versions of the rules, and what it owes to people."""

from .candidates import Candidate
from .duties import MatchingDuty
from .versions import RuleVersion

__all__ = ["Candidate", "MatchingDuty", "RuleVersion"]
