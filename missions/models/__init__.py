"""What is asked, who applied, who was hired, what was done."""

from .applications import Application, ApplicationEvent, Conversation, Message
from .duties import MissionDuty
from .engagements import Engagement, EngagementEvent, Signature
from .invitations import Invitation, InvitationEvent
from .missions import Mission, MissionEvent, MissionSkill
from .timesheets import Timesheet, TimesheetEvent, TimesheetLine

__all__ = [
    "Application",
    "ApplicationEvent",
    "Conversation",
    "Engagement",
    "EngagementEvent",
    "Invitation",
    "InvitationEvent",
    "Message",
    "Mission",
    "MissionDuty",
    "MissionEvent",
    "MissionSkill",
    "Signature",
    "Timesheet",
    "TimesheetEvent",
    "TimesheetLine",
]
