"""What a must costs, told while a company says what matters: numbers only, before anybody is shown."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from matching.needs import missions_with_facts
from matching.services.musts import Importances, cost_of_musts
from missions.models import Mission
from sio.lib.fragments import page_or_fragment
from sio.lib.http import AuthenticatedRequest
from sio.lib.limits import may_proceed

ASKED, WINDOW = 120, timedelta(hours=1)


@require_safe
def musts(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """How many profiles the draft leaves, and how many if each other skill became a must, as the form stands."""
    drafts = missions_with_facts(Mission.objects.owned_by(request.user).editable())
    mission = get_object_or_404(drafts, public_id=public_id)
    may_ask = may_proceed("musts", str(request.user.pk), limit=ASKED, every=WINDOW)
    cost = cost_of_musts(mission, _chosen(request)) if may_ask else None
    context = {"mission": mission, "cost": cost}
    return page_or_fragment(request, "matching/musts.html", "musts", context)


def _chosen(request: AuthenticatedRequest) -> Importances:
    """What the form says now, by skill: its importance and level; unknown words are left out by the service."""
    said = request.GET
    ids = [name.removeprefix("importance-") for name in said if name.startswith("importance-")]
    return {
        int(pk): (said[f"importance-{pk}"], said.get(f"level-{pk}", ""))
        for pk in ids
        if pk.isdecimal() and len(pk) < 10
    }
