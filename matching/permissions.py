"""Who may read a ranking."""

from accounts.models import User
from missions.models import Mission
from missions.models.missions import MissionQuerySet
from sio.lib.http import AuthenticatedRequest


def missions_ranked_for(user: User) -> MissionQuerySet:
    """The missions whose profiles this person may read.

    - the members of the company that asks;
    - the SIO team.
    """
    return Mission.objects.all() if user.is_staff else Mission.objects.owned_by(user)


def is_really_read(request: AuthenticatedRequest) -> bool:
    """Whether somebody of the company has the page before her eyes: what she reads is an impression.

    Neither the SIO team, nor a HEAD, nor a browser that fetches ahead.
    """
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.method == "GET" and not is_ahead and not request.user.is_staff
