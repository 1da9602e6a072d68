"""Saved searches of an assistant, the watch of a company, and the way out of both without signing in."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Role
from accounts.models import AssistantProfile
from accounts.services.profiles import create_profile
from matching.alert_cards import cards_of
from matching.alert_forms import AlertForm, said_by, said_by_search
from matching.models import Alert, Watch
from matching.services import alerts
from matching.services.watches import stop_watching, watch_mission
from matching.stops import thing_to_stop
from missions.models import Mission
from missions.views.acting import act_once, ask, get_or_post
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.forms import refuse
from sio.lib.http import AuthenticatedRequest


@require_safe
def alert_list(request: AuthenticatedRequest) -> HttpResponse:
    """Her searches, the latest on top; at most ten."""
    profile = _own_profile(request)
    hers = Alert.objects.visible_to(request.user).select_related("city")
    context = {
        "cards": cards_of(hers),
        "needs_confirmation": not profile.is_availability_confirmed,
        "may_add": len(hers) < alerts.MOST_ALERTS,
    }
    return render(request, "matching/alerts.html", context)


@get_or_post
def new(request: AuthenticatedRequest) -> HttpResponse:
    """Opened on the filters of the list of missions when one comes from there."""
    profile = _own_profile(request)
    form = AlertForm(request.POST or None, profile=profile, said=said_by_search(request.GET))

    def act() -> str:
        alerts.create_alert(profile, **form.facts())
        messages.success(request, "Votre alerte est créée. Vous serez prévenue ou prévenu par e-mail.")
        return reverse("matching:alerts")

    return _answer(request, form, act, "Créer une alerte")


@get_or_post
def edit(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    profile, alert = _own_profile(request), _own_alert(request, public_id)
    form = AlertForm(request.POST or None, profile=profile, said=said_by(alert))

    def act() -> str:
        alerts.edit_alert(alert, **form.facts())
        messages.success(request, "Votre alerte est modifiée.")
        return reverse("matching:alerts")

    return _answer(request, form, act, "Modifier l’alerte", alert=alert)


@require_POST
def pause(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    return _act(request, public_id, alerts.pause_alert, "Votre alerte est en pause.")


@require_POST
def resume(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    return _act(request, public_id, alerts.resume_alert, "Votre alerte est de nouveau active.")


@get_or_post
def delete(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    alert = _own_alert(request, public_id)
    if request.method == "POST":
        return _act(request, public_id, alerts.delete_alert, "Votre alerte est supprimée.")
    return ask(
        request,
        question=f"Supprimer l’alerte «\u00a0{alert.name}\u00a0»\u202f?",
        consequence="Vous ne serez plus prévenue ou prévenu des missions qui y répondent. "
        "La mettre en pause la garde pour plus tard.",
        label="Supprimer l’alerte",
        tone="danger",
        back=reverse("matching:alerts"),
    )


@require_POST
def watch(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """The switch « Prévenez-moi » of a mission: `suivre` is 1 to be told, empty to be left alone."""
    mission = get_object_or_404(Mission.objects.owned_by(request.user), public_id=public_id)
    back = reverse("matching:assistants", args=[mission.public_id])

    def act() -> str:
        if request.POST.get("suivre"):
            watch_mission(mission, request.user)
            messages.success(
                request, "C’est noté\u00a0: un e-mail vous dira dès qu’un nouveau profil correspond."
            )
        else:
            stop_watching(mission, request.user)
            messages.success(request, "Vous ne recevrez plus d’e-mail pour cette mission.")
        return back

    return act_once(request, act, back=back)


@csrf_exempt  # mail readers post here without a page of ours (RFC 8058); the signed address is the proof
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one alert or one watch: GET asks, POST does it at once."""
    thing = thing_to_stop(token)
    if thing is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done:
        _stop(thing)
    context = {"name": str(thing) if isinstance(thing, Alert) else thing.mission.title, "is_done": is_done}
    return render(request, "matching/stop.html", context | {"is_alert": isinstance(thing, Alert)})


def _stop(thing: Alert | Watch) -> None:
    if isinstance(thing, Alert):
        alerts.pause_alert(thing)
    else:
        stop_watching(thing.mission, thing.user)


def _answer(
    request: AuthenticatedRequest,
    form: AlertForm,
    act: Callable[[], str],
    title: str,
    alert: Alert | None = None,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            return answer_once(request, act)
        except Refusal as refusal:
            refuse(form, refusal)
    context: dict[str, Any] = {"form": form, "title": title, "alert": alert}
    return render(request, "matching/alert.html", context, status=422 if form.is_bound else 200)


def _act(
    request: AuthenticatedRequest, public_id: UUID, service: Callable[[Alert], None], done: str
) -> HttpResponse:
    alert, back = _own_alert(request, public_id), reverse("matching:alerts")

    def act() -> str:
        service(alert)
        messages.success(request, done)
        return back

    return act_once(request, act, back=back)


def _own_alert(request: AuthenticatedRequest, public_id: UUID) -> Alert:
    return get_object_or_404(
        Alert.objects.visible_to(request.user).select_related("city"), public_id=public_id
    )


def _own_profile(request: AuthenticatedRequest) -> AssistantProfile:
    """Hers; made now for an assistant who has not begun it."""
    found = AssistantProfile.objects.filter(user=request.user).first()
    if found is None and request.user.role == Role.ASSISTANT:
        return create_profile(request.user)
    if found is None:
        raise Http404
    return found
