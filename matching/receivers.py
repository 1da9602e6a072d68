"""What matching hears from below. Each receiver runs in the transaction of the fact."""

from typing import Any

from django.dispatch import receiver

from accounts.models import AssistantProfile
from accounts.signals import profile_changed
from matching.enums import Outcome
from matching.services.alerts import owe_waking
from matching.services.impressions import note_outcome
from matching.services.projection import project_profile
from matching.services.telling import owe_telling
from matching.services.watches import owe_checking
from missions.models import Application, Engagement, Invitation, Mission
from missions.signals import application_sent, engagement_active, invitation_sent, mission_published


@receiver(profile_changed)
def project_changed_profile(*, profile: AssistantProfile, **kwargs: Any) -> None:
    project_profile(profile)


@receiver(profile_changed)
def look_who_waits_for_her(*, profile: AssistantProfile, **kwargs: Any) -> None:
    owe_checking(profile)


@receiver(engagement_active)
def count_the_engagement_as_experience(*, engagement: Engagement, **kwargs: Any) -> None:
    project_profile(engagement.profile)


@receiver(mission_published)
def tell_those_who_fit(*, mission: Mission, **kwargs: Any) -> None:
    owe_telling(mission)


@receiver(mission_published)
def wake_saved_searches(*, mission: Mission, **kwargs: Any) -> None:
    owe_waking(mission)


@receiver(invitation_sent)
def date_the_contact(*, invitation: Invitation, **kwargs: Any) -> None:
    note_outcome(Outcome.CONTACTED, invitation.mission, invitation.profile)


@receiver(application_sent)
def date_the_application(*, application: Application, **kwargs: Any) -> None:
    note_outcome(Outcome.APPLIED, application.mission, application.profile)


@receiver(engagement_active)
def date_the_hire(*, engagement: Engagement, **kwargs: Any) -> None:
    note_outcome(Outcome.HIRED, engagement.mission, engagement.profile)
