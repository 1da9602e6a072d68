"""Invitations of the demo: the latest missions each invite two of the best; one has been read. Claire is invited too."""

from django.db import transaction

from accounts.models import AssistantProfile, User
from matching.services import missions_for, ranked_assistants
from missions.models import Application, Invitation, Mission
from missions.services.invitations import invite, mark_invitation_opened

MISSIONS, PEOPLE = 3, 2
WORDS = "Bonjour, votre expérience correspond à ce que nous cherchons. Seriez-vous libre pour en parler ?"


@transaction.atomic
def load() -> None:
    """Once."""
    if Invitation.objects.exists():
        return
    for mission in Mission.objects.published().order_by("-published_at", "-pk")[:MISSIONS]:
        invited = [_invite(mission, profile) for profile in _best(mission)]
        for invitation in invited[:1]:
            mark_invitation_opened(invitation, invitation.profile.user)
    _invite_claire()


def _best(mission: Mission) -> list[AssistantProfile]:
    applied = set(Application.objects.filter(mission=mission).values_list("profile", flat=True))
    ranked = [match.profile for match in ranked_assistants(mission).main]
    return [profile for profile in ranked if profile.pk not in applied][:PEOPLE]


def _invite_claire() -> None:
    claire = AssistantProfile.objects.filter(user__first_name="Claire").order_by("pk")[0]
    known = set(claire.applications.values_list("mission", flat=True))
    known |= set(claire.invitations.values_list("mission", flat=True))
    suited = [match.mission for match in missions_for(claire).main if match.mission.pk not in known]
    for mission in suited[:1]:
        _invite(mission, claire)


def _invite(mission: Mission, profile: AssistantProfile) -> Invitation:
    return invite(mission, profile, _owner(mission), WORDS)


def _owner(mission: Mission) -> User:
    owner: User = mission.company.memberships.select_related("user").order_by("pk")[0].user
    return owner
