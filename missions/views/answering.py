"""One application, as both sides read it; the company answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from missions.enums import ApplicationStatus
from missions.forms import DeclineForm
from missions.models import Application, Engagement
from missions.permissions import can_act_for, is_her_profile
from missions.presentation import prices, timelines
from missions.services.applications import (
    accept_application,
    decline_application,
    mark_application_seen,
    shortlist_application,
)
from missions.views.acting import act_once, get_or_post, show
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.forms import refuse
from sio.lib.http import AuthenticatedRequest


@require_safe
def application(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Message, price, steps; the company's first look is dated."""
    visible = Application.objects.visible_to(request.user).with_parties().select_related("conversation")
    found = get_object_or_404(visible, public_id=public_id)
    is_hers = is_her_profile(request.user, found.profile)
    may_answer = not is_hers and can_act_for(request.user, found.mission.company)
    if may_answer and found.status == ApplicationStatus.SENT:
        mark_application_seen(found, request.user)
    return show(
        request, "missions/application.html", _page(request, found, is_hers=is_hers, may_answer=may_answer)
    )


@require_POST
def shortlist(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    found = _received(request, public_id)

    def act() -> str:
        shortlist_application(found, request.user)
        messages.success(request, "Cette candidature est présélectionnée. La personne est prévenue.")
        return found.get_absolute_url()

    return act_once(request, act, back=found.get_absolute_url())


@get_or_post
def decline(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """A reason is asked; the person reads it."""
    found = _received(request, public_id)
    form = DeclineForm(request.POST or None)

    def act() -> str:
        decline_application(found, request.user, form.cleaned_data["reason"], form.cleaned_data["comment"])
        messages.success(request, "Votre réponse est envoyée.")
        return found.get_absolute_url()

    if request.method == "POST" and form.is_valid():
        try:
            return answer_once(request, act)
        except Refusal as refusal:
            refuse(form, refusal)
    return show(request, "missions/decline.html", {"application": found, "form": form}, invalid=form.is_bound)


@get_or_post
def accept(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Says all that follows before it is done: contract, mission filled, other applications told."""
    found = _received(request, public_id)

    def act() -> str:
        engagement: Engagement = accept_application(found, request.user)
        messages.success(
            request, "La mission est pourvue. Le contrat est prêt\u00a0: relisez-le, puis signez-le."
        )
        return engagement.get_absolute_url()

    if request.method == "POST":
        return act_once(request, act, back=found.get_absolute_url())
    others = found.mission.applications.open().exclude(pk=found.pk).count()
    return show(
        request,
        "missions/accept.html",
        {
            "application": found,
            "amounts": prices.application_week(found),
            "others": others,
            "question": f"Confier cette mission à {found.profile}\u202f?",
            "consequence": _consequence(others),
            "label": "Accepter la candidature",
            "back": found.get_absolute_url(),
        },
    )


def _consequence(others: int) -> str:
    told = {0: "", 1: " L’autre candidature ouverte est close, et la personne prévenue."}.get(
        others, f" Les {others} autres candidatures ouvertes sont closes, et les personnes prévenues."
    )
    return (
        f"La mission est pourvue et le contrat de prestation préparé.{told} "
        "Rien n’est payé et rien ne commence avant les deux signatures."
    )


def _page(
    request: AuthenticatedRequest, found: Application, *, is_hers: bool, may_answer: bool
) -> dict[str, Any]:
    return {
        "application": found,
        "mission": found.mission,
        "life": ApplicationStatus(found.status),
        "is_hers": is_hers,
        "may_answer": may_answer and found.is_open,
        "may_shortlist": may_answer and found.status in {ApplicationStatus.SENT, ApplicationStatus.SEEN},
        "just_sent": is_hers and "envoyee" in request.GET,
        "amounts": prices.application_week(found),
        "steps": timelines.application_steps(found),
        "engagement": Engagement.objects.filter(application=found).first(),
    }


def _received(request: AuthenticatedRequest, public_id: UUID) -> Application:
    return get_object_or_404(
        Application.objects.received_by(request.user).with_parties(), public_id=public_id
    )
