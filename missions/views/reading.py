"""Missions as one finds and reads them: lists, the owner's page, the page of everyone else."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.models import AssistantProfile
from missions.enums import MissionStatus
from missions.forms.filters import MissionFilterForm
from missions.models import Application, Mission
from missions.permissions import can_act_for, can_apply
from missions.presentation import needs, timelines
from missions.presentation.invitations import seats
from missions.presentation.lists import mission_card, received_row, waiting
from missions.services.missions import cancel_mission, pause_mission, resume_mission
from missions.views import visiting
from missions.views.acting import PER_PAGE, act_once, ask, get_or_post, show
from sio.lib.components import Link
from sio.lib.http import AuthenticatedRequest, public_page

OPEN = "ouvertes"


@login_not_required
@require_safe
@public_page
def mission_list(request: HttpRequest) -> HttpResponse:
    """The open missions for visitors; signed in, each finds what is hers."""
    if request.user.is_authenticated:
        return _list_of_member(cast("AuthenticatedRequest", request))
    return visiting.open_missions(request)


def _list_of_member(request: AuthenticatedRequest) -> HttpResponse:
    """A company's own missions first; the open ones for everybody."""
    owned = Mission.objects.owned_by(request.user)
    has_company = request.user.memberships.exists()
    if has_company and request.GET.get("vue") != OPEN:
        return _own_list(request, owned)
    return _open_list(request, has_company=has_company)


@login_not_required
@require_safe
@public_page
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What visitors may read; signed in, what one has a part in too. What is closed to both says so."""
    if request.user.is_authenticated:
        mission = Mission.objects.visible_to(request.user).with_details().filter(public_id=public_id).first()
        if mission is not None:
            return _page_of_member(cast("AuthenticatedRequest", request), mission)
    return visiting.mission(request, public_id)


def _page_of_member(request: AuthenticatedRequest, mission: Mission) -> HttpResponse:
    """The owner's page for those who act for the company, the page of an assistant for the others."""
    if mission.company.memberships.filter(user=request.user).exists():
        return show(request, "missions/owner.html", _owner_page(request, mission))
    return show(request, "missions/mission.html", _public_page(request, mission))


@get_or_post
def pause(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    mission = _owned(request, public_id)
    if request.method == "POST":
        return _move(request, mission, pause_mission, "La mission est en pause.")
    return ask(
        request,
        question="Mettre cette mission en pause\u202f?",
        consequence="Elle n’est plus visible et ne reçoit plus de candidatures. "
        "Celles que vous avez reçues restent ouvertes. Vous la reprenez quand vous voulez.",
        label="Mettre en pause",
        back=mission.get_absolute_url(),
    )


@require_POST
def resume(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    return _move(request, _owned(request, public_id), resume_mission, "La mission est de nouveau visible.")


@get_or_post
def cancel(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    mission = _owned(request, public_id)
    if request.method == "POST":
        return _move(request, mission, cancel_mission, "La mission est annulée.")
    waiting = mission.applications.open().count()
    told = f" Les {waiting} personnes qui attendent une réponse sont prévenues." if waiting > 1 else ""
    told = told or (" La personne qui attend une réponse est prévenue." if waiting else "")
    return ask(
        request,
        question="Annuler cette mission\u202f?",
        consequence=f"Elle est close définitivement.{told}",
        label="Annuler la mission",
        tone="danger",
        back=mission.get_absolute_url(),
    )


@require_safe
def applications(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """The applications of one mission, unanswered first, the oldest on top."""
    mission = _owned(request, public_id)
    received = Application.objects.filter(mission=mission).with_parties().unanswered_first()
    page = Paginator(received, PER_PAGE).get_page(request.GET.get("page"))
    rows = [received_row(application) for application in page]
    return show(request, "missions/applications.html", {"mission": mission, "page": page, "rows": rows})


def _move(request: AuthenticatedRequest, mission: Mission, service: Any, done: str) -> HttpResponse:
    def act() -> str:
        service(mission, request.user)
        messages.success(request, done)
        return mission.get_absolute_url()

    return act_once(request, act, back=mission.get_absolute_url())


def _owned(request: AuthenticatedRequest, public_id: UUID) -> Mission:
    return get_object_or_404(
        Mission.objects.owned_by(request.user).select_related("company"), public_id=public_id
    )


def _own_list(request: AuthenticatedRequest, owned: Any) -> HttpResponse:
    missions = owned.with_application_counts().order_by("-updated_at", "-pk")
    page = Paginator(missions, PER_PAGE).get_page(request.GET.get("page"))
    return show(request, "missions/own_list.html", {"page": page, "tabs": _tabs(is_own=True)})


def _open_list(request: AuthenticatedRequest, *, has_company: bool) -> HttpResponse:
    form = MissionFilterForm(request.GET)
    found = form.narrow(Mission.objects.published()).with_firm().latest_first()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "cards": [mission_card(mission, firm=mission.company.name) for mission in page],
        "form": form,
        "chosen": form.chosen(),
        "count": visiting.counted(page.paginator.count),
        "tabs": _tabs(is_own=False) if has_company else [],
        "reset": reverse("missions:list") + (f"?vue={OPEN}" if has_company else ""),
    }
    return show(request, "missions/list.html", context)


def _tabs(*, is_own: bool) -> list[Link]:
    address = reverse("missions:list")
    return [
        Link("Les missions de mon entreprise", address, is_current=is_own),
        Link("Toutes les missions ouvertes", f"{address}?vue={OPEN}", is_current=not is_own),
    ]


def _owner_page(request: AuthenticatedRequest, mission: Mission) -> dict[str, Any]:
    received = Application.objects.filter(mission=mission).with_parties().unanswered_first()[:PER_PAGE]
    return {
        "mission": mission,
        "may_act": can_act_for(request.user, mission.company),
        "life": MissionStatus(mission.status),
        "rows": [received_row(application) for application in received],
        "counter": waiting(mission),
        "seats": seats(mission),
        "facts": needs.facts(mission),
        "skills": needs.asked_skills(mission),
        "steps": timelines.mission_steps(mission),
        "last_event": mission.events.exclude(why="").last(),
        "engagement": mission.engagements.order_by("-pk").first(),
    }


def _public_page(request: AuthenticatedRequest, mission: Mission) -> dict[str, Any]:
    profile = AssistantProfile.objects.filter(user=request.user.pk).first()
    invited = mission.invitations.open().filter(profile=profile).first() if profile else None
    return {
        "mission": mission,
        "life": MissionStatus(mission.status),
        "invitation": invited,
        "is_complete": mission.is_complete and invited is None,
        "facts": needs.facts(mission),
        "skills": needs.asked_skills(mission),
        "profile": profile,
        "may_apply": profile is not None and can_apply(profile, mission),
        "application": Application.objects.filter(mission=mission, profile=profile).first()
        if profile
        else None,
        "open_count": Mission.objects.published().of_company(mission.company).count(),
        "applied_count": mission.applications.count(),
    }
