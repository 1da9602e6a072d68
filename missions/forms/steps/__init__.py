"""The seven steps in which a company describes its need: one form each, saved as one goes."""

from missions.steps import Step

from .base import StepForm
from .need import NeedForm, PrioritiesForm
from .terms import BudgetForm, DescriptionForm, PlaceForm
from .work import ScheduleForm, VolumeForm

STEP_FORMS: dict[Step, type[StepForm]] = {
    form.step: form
    for form in (NeedForm, PrioritiesForm, VolumeForm, ScheduleForm, PlaceForm, BudgetForm, DescriptionForm)
}

__all__ = ["STEP_FORMS", "NeedForm", "StepForm"]
