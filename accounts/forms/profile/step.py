"""One form a step: it knows what it shows (`facts_of`) and what it gives to its service (`facts`)."""

from typing import Any

from accounts.models import AssistantProfile
from sio.lib.forms import Form

INLINE = {"class": "choices--inline"}
REMOTE, ON_SITE = "remote", "on_site"


class StepForm(Form):
    """The form of one step of a profile; opened on what the profile already says."""

    def __init__(self, *args: Any, profile: AssistantProfile, **kwargs: Any) -> None:
        self.profile = profile
        super().__init__(*args, initial=self.facts_of(profile), **kwargs)

    def facts_of(self, profile: AssistantProfile) -> dict[str, Any]:
        return {name: getattr(profile, name) for name in self.base_fields}

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data
