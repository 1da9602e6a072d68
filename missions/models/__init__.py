"""What is asked, who applied, who was hired, what was done."""

from .applications import Application, ApplicationEvent, Conversation, Message
from .engagements import Engagement, EngagementEvent, Signature
from .missions import Mission, MissionEvent, MissionSkill
from .timesheets import Timesheet, TimesheetEvent, TimesheetLine

__all__ = [
    "Application",
    "ApplicationEvent",
    "Conversation",
    "Engagement",
    "EngagementEvent",
    "Message",
    "Mission",
    "MissionEvent",
    "MissionSkill",
    "Signature",
    "Timesheet",
    "TimesheetEvent",
    "TimesheetLine",
]
