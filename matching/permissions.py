"""Who may read a ranking."""

from accounts.models import User
from missions.models import Mission
from missions.models.missions import MissionQuerySet


def missions_ranked_for(user: User) -> MissionQuerySet:
    """The missions whose profiles this person may read.

    - the members of the company that asks;
    - the SIO team.
    """
    return Mission.objects.all() if user.is_staff else Mission.objects.owned_by(user)
