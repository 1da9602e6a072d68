"""Who people are, and what they can do."""

from .catalogue import City, CityAlias, JobTitle, Language, OfficeJob, Pillar, Sector, Skill, SkillSynonym
from .companies import Company, Membership
from .doors import OpeningDate, WaitingListEntry
from .profiles import (
    AssistantProfile,
    AvailabilitySlot,
    Experience,
    Leave,
    ProfileEvent,
    ProfileLanguage,
    ProfileQualification,
    ProfileSkill,
)
from .reports import Report, ReportEvent
from .users import User

__all__ = [
    "AssistantProfile",
    "AvailabilitySlot",
    "City",
    "CityAlias",
    "Company",
    "Experience",
    "JobTitle",
    "Language",
    "Leave",
    "Membership",
    "OfficeJob",
    "OpeningDate",
    "Pillar",
    "ProfileEvent",
    "ProfileLanguage",
    "ProfileQualification",
    "ProfileSkill",
    "Report",
    "ReportEvent",
    "Sector",
    "Skill",
    "SkillSynonym",
    "User",
    "WaitingListEntry",
]
