"""What can be asked of matching, and what it does."""

from .projection import project_all, project_profile, project_profiles, project_stale, projecting
from .ranking import PAGE_SIZE, EngineDisagrees, match_for, missions_for, ranked_assistants, why_absent
from .telling import owe_telling

__all__ = [
    "PAGE_SIZE",
    "EngineDisagrees",
    "match_for",
    "missions_for",
    "owe_telling",
    "project_all",
    "project_profile",
    "project_profiles",
    "project_stale",
    "projecting",
    "ranked_assistants",
    "why_absent",
]
