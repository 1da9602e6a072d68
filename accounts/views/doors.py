"""Before the opening: the date, an address to leave, and the two links of the letter."""

import uuid
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import SIDES, Door
from accounts.forms import typed
from accounts.forms.doors import WaitingForm
from accounts.models import WaitingListEntry
from accounts.services import doors
from sio.lib.form_tokens import answer_once
from sio.lib.http import SeeOther, client_ip
from sio.lib.limits import may_proceed

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
TOO_MANY = "Trop de demandes viennent de votre connexion. Réessayez dans une heure."
ADDRESSES_AN_HOUR = 20


@login_not_required
@GET_OR_POST
def opening(request: HttpRequest, side: str) -> HttpResponse:
    """The date of a side and the waiting list; once it is open, its sign-up."""
    door = _door_or_404(side)
    if door.is_open:
        return SeeOther(door.sign_up)
    form, status = WaitingForm(typed(request)), 200
    if request.method == "POST" and form.is_valid():
        if _may_join(request):
            return answer_once(request, lambda: _join(door, form))
        form.add_error(None, TOO_MANY)
        status = 429
    elif form.is_bound:
        status = 422
    return render(request, "accounts/doors/opening.html", {"door": door, "form": form}, status=status)


@login_not_required
@require_safe
def sent(request: HttpRequest, side: str) -> HttpResponse:
    """The same words whoever asked: a letter is on its way."""
    return render(request, "accounts/doors/sent.html", {"door": _door_or_404(side)})


@login_not_required
@GET_OR_POST
def confirm(request: HttpRequest, side: str, token: uuid.UUID) -> HttpResponse:
    """A click and not the mere reading of the link: mail filters follow links."""
    door = _door_or_404(side)
    if request.method == "POST":
        return answer_once(request, lambda: _confirm(token, request.path))
    entry = WaitingListEntry.objects.filter(token=token, role=door.role).first()
    if door.is_open or entry is None:
        return SeeOther(door.path)
    return render(request, "accounts/doors/confirm.html", {"door": door, "entry": entry})


@login_not_required
@GET_OR_POST
def leave(request: HttpRequest, side: str, token: uuid.UUID) -> HttpResponse:
    """Asks, then forgets; a link that means nobody says that nobody is there."""
    door = _door_or_404(side)
    if request.method == "POST":
        return answer_once(request, lambda: _leave(token, request.path))
    is_there = WaitingListEntry.objects.filter(token=token, role=door.role).exists()
    return render(request, "accounts/doors/leave.html", {"door": door, "is_there": is_there})


def _door_or_404(side: str) -> Door:
    if side not in SIDES:
        raise Http404
    return doors.door_of(SIDES[side])


def _may_join(request: HttpRequest) -> bool:
    return may_proceed("waiting-list", client_ip(request), limit=ADDRESSES_AN_HOUR, every=timedelta(hours=1))


def _join(door: Door, form: WaitingForm) -> str:
    """A robot reads the same page, and nothing is written."""
    if not form.is_by_a_robot:
        doors.join_waiting_list(form.cleaned_data["email"], door.role)
    return reverse("accounts:opening_sent", args=[door.slug])


def _confirm(token: uuid.UUID, here: str) -> str:
    doors.confirm(token)
    return here


def _leave(token: uuid.UUID, here: str) -> str:
    doors.leave(token)
    return here
