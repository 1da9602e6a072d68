"""What can be asked of matching, and what it does."""

from .bias import sign_report
from .feed import missions_for
from .pairs import pairs_for
from .projection import project_all, project_profile, project_profiles, project_stale, projecting
from .ranking import PAGE_SIZE, EngineDisagrees, match_for, ranked, ranked_assistants
from .reviews import answer_review, ask_review
from .standing import Standing, standing
from .telling import owe_telling

__all__ = [
    "PAGE_SIZE",
    "EngineDisagrees",
    "Standing",
    "answer_review",
    "ask_review",
    "match_for",
    "missions_for",
    "owe_telling",
    "pairs_for",
    "project_all",
    "project_profile",
    "project_profiles",
    "project_stale",
    "projecting",
    "ranked",
    "ranked_assistants",
    "sign_report",
    "standing",
]
