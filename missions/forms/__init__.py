"""What people type about a need, an application and hours."""

from .applications import AcceptForm, ApplicationForm, DeclineForm, MessageForm
from .hours import ContestForm, EndForm, WeekForm
from .steps import STEP_FORMS, NeedForm, StepForm

__all__ = [
    "STEP_FORMS",
    "AcceptForm",
    "ApplicationForm",
    "ContestForm",
    "DeclineForm",
    "EndForm",
    "MessageForm",
    "NeedForm",
    "StepForm",
    "WeekForm",
]
