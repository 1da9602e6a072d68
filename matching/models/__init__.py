"""What matching keeps: narrow rows, versions of the rules, what it owes to people, whom it told, what they contest."""

from .alarms import CacheAlarm
from .alerts import SKILLS_OF_ALERT, Alert, Watch
from .candidates import Candidate, Departure
from .duties import MatchingDuty
from .impressions import Exposure, Impression
from .notices import RankingNotice
from .records import CompanyRecord
from .reviews import ReviewRequest, ReviewRequestEvent
from .tellings import Telling
from .versions import RuleVersion

__all__ = [
    "SKILLS_OF_ALERT",
    "Alert",
    "CacheAlarm",
    "Candidate",
    "CompanyRecord",
    "Departure",
    "Exposure",
    "Impression",
    "MatchingDuty",
    "RankingNotice",
    "ReviewRequest",
    "ReviewRequestEvent",
    "RuleVersion",
    "Telling",
    "Watch",
]
