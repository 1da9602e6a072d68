"""What matching keeps: narrow rows, versions of the rules, what it owes, whom it told, what they contest, its reports."""

from .alarms import CacheAlarm
from .alerts import SKILLS_OF_ALERT, Alert, Watch
from .candidates import Candidate, Departure
from .digests import DigestPair
from .duties import MatchingDuty
from .impressions import Exposure, Impression
from .notices import RankingNotice
from .records import CompanyRecord
from .reports import BiasReport, BiasReportEvent
from .reviews import ReviewRequest, ReviewRequestEvent
from .tellings import Telling
from .versions import RuleVersion, rules_of

__all__ = [
    "SKILLS_OF_ALERT",
    "Alert",
    "BiasReport",
    "BiasReportEvent",
    "CacheAlarm",
    "Candidate",
    "CompanyRecord",
    "Departure",
    "DigestPair",
    "Exposure",
    "Impression",
    "MatchingDuty",
    "RankingNotice",
    "ReviewRequest",
    "ReviewRequestEvent",
    "RuleVersion",
    "Telling",
    "Watch",
    "rules_of",
]
