"""Another budget for a mission on line."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from missions import ceilings
from missions.enums import MAX_CEILING_CHANGES
from missions.forms.steps.terms import PublishedBudgetForm
from missions.models import Mission
from missions.services.briefs import EditedMeanwhile
from missions.services.budgets import ON_LINE
from missions.views.acting import get_or_post, show
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.forms import refuse
from sio.lib.http import AuthenticatedRequest


@get_or_post
def budget(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Says how many changes are left; what was typed is kept, whatever happens."""
    missions = Mission.objects.owned_by(request.user).filter(status__in=ON_LINE).with_details()
    mission = get_object_or_404(missions, public_id=public_id)
    form = PublishedBudgetForm(request.POST or None, mission=mission)
    if request.method == "POST" and form.is_valid():
        try:
            return answer_once(request, lambda: _keep(request, form))
        except EditedMeanwhile as refusal:
            form.show_again(refusal.message)
        except Refusal as refusal:
            refuse(form, refusal)
    context = {"form": form, "mission": mission, "left": _left(mission)}
    return show(request, "missions/budget.html", context, invalid=form.is_bound)


def _keep(request: AuthenticatedRequest, form: PublishedBudgetForm) -> str:
    form.save(request.user)
    messages.success(request, "Le nouveau budget est en ligne. Les profils proposés suivent.")
    return form.mission.get_absolute_url()


def _left(mission: Mission) -> str:
    left = ceilings.changes_left(mission.published_ceilings)
    if left == 0:
        return "Ce budget ne peut plus changer."
    return f"Il peut encore changer {left} fois sur {MAX_CEILING_CHANGES}."
