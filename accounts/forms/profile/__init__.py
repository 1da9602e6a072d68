"""A profile, one form a step, and the pages that complete a step."""

from .business import BillingForm, RatesForm
from .career import ExperienceForm, QualificationForm, SectorsForm
from .offer import AvailabilityForm, PlaceForm, PresentationForm
from .skills import LevelsForm, SkillsForm, ToolsForm
from .step import StepForm

__all__ = [
    "AvailabilityForm",
    "BillingForm",
    "ExperienceForm",
    "LevelsForm",
    "PlaceForm",
    "PresentationForm",
    "QualificationForm",
    "RatesForm",
    "SectorsForm",
    "SkillsForm",
    "StepForm",
    "ToolsForm",
]
