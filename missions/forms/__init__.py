"""What people type about a need, an application and hours."""

from .applications import ApplicationForm, DeclineForm, MessageForm
from .hours import ContestForm, EndForm, OpenForm, WeekLines, week_form
from .invitations import InvitationForm, NotThisTimeForm
from .steps import STEP_FORMS, NeedForm, StepForm

__all__ = [
    "STEP_FORMS",
    "ApplicationForm",
    "ContestForm",
    "DeclineForm",
    "EndForm",
    "InvitationForm",
    "MessageForm",
    "NeedForm",
    "NotThisTimeForm",
    "OpenForm",
    "StepForm",
    "WeekLines",
    "week_form",
]
