"""A week of hours: she writes and sends it, the company approves or contests it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from missions.enums import TimesheetStatus
from missions.forms import ContestForm, OpenForm, WeekLines, week_form
from missions.models import Engagement, Timesheet
from missions.permissions import can_act_for, is_her_profile
from missions.presentation import prices, timelines
from missions.services.timesheets import (
    approve_timesheet,
    contest_timesheet,
    open_timesheet,
    replace_lines,
    submit_timesheet,
)
from missions.views.acting import act_once, get_or_post, show
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.http import AuthenticatedRequest

SEND = "envoyer"
WEEKS_OFFERED = 6


@get_or_post
def new(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Which week? Those of the contract that have begun."""
    hers = Engagement.objects.of_assistant_user(request.user).with_parties()
    engagement = get_object_or_404(hers, public_id=public_id)
    form = OpenForm(request.POST or None, weeks=_weeks(engagement))

    def act() -> str:
        return open_timesheet(engagement, form.cleaned_data["week"], request.user).get_absolute_url()

    if request.method == "POST" and form.is_valid():
        return act_once(request, act, back=engagement.get_absolute_url())
    return show(
        request, "missions/week_new.html", {"engagement": engagement, "form": form}, invalid=form.is_bound
    )


@get_or_post
def timesheet(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Her week to fill while it is hers; to read, and for the company to answer, afterwards."""
    visible = Timesheet.objects.visible_to(request.user).with_details()
    found = get_object_or_404(visible, public_id=public_id)
    if is_her_profile(request.user, found.engagement.profile) and found.is_editable:
        return _write(request, found)
    return show(request, "missions/timesheet.html", _page(request, found))


@get_or_post
def send(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    found = _hers(request, public_id)

    def act() -> str:
        submit_timesheet(found, request.user)
        messages.success(request, "Votre relevé est envoyé. L’entreprise est prévenue.")
        return found.get_absolute_url()

    if request.method == "POST":
        return act_once(request, act, back=found.get_absolute_url())
    return show(request, "missions/timesheet_send.html", _page(request, found))


@require_POST
def approve(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Approving opens the bill; the total that was read is compared with the one to be charged."""
    found = _received(request, public_id)
    shown = request.POST.get("montant", "")

    def act() -> str:
        approve_timesheet(found, request.user, shown_cents=int(shown) if shown.isdecimal() else None)
        messages.success(request, "Le relevé est approuvé et le règlement ouvert.")
        return (
            reverse("billing:bill", args=[found.bill.public_id]) if found.bill else found.get_absolute_url()
        )

    return act_once(request, act, back=found.get_absolute_url())


@get_or_post
def contest(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    found = _received(request, public_id)
    form = ContestForm(request.POST or None)

    def act() -> str:
        contest_timesheet(found, request.user, form.cleaned_data["reason"])
        messages.success(request, "Votre demande est envoyée. Le relevé corrigé vous reviendra.")
        return found.get_absolute_url()

    if request.method == "POST" and form.is_valid():
        return act_once(request, act, back=found.get_absolute_url())
    context = {
        "timesheet": found,
        "form": form,
        "question": "Contester ce relevé\u202f?",
        "consequence": "Rien n’est payé. La personne lit votre raison, corrige le relevé et vous le renvoie.",
        "label": "Contester le relevé",
        "back": found.get_absolute_url(),
    }
    return show(request, "confirm.html", context, invalid=form.is_bound)


def _write(request: AuthenticatedRequest, found: Timesheet) -> HttpResponse:
    form = week_form(found, request.POST or None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            return answer_once(request, lambda: _keep(request, found, form))
        except Refusal as refusal:
            refused = refusal.message
    has_errors = bool(refused) or (form.is_bound and not form.is_valid())
    context = _page(request, found) | {"lines": form, "refused": refused, "has_errors": has_errors}
    return show(request, "missions/timesheet_write.html", context, invalid=has_errors)


def _keep(request: AuthenticatedRequest, found: Timesheet, form: WeekLines) -> str:
    replace_lines(found, request.user, form.lines())
    if SEND in request.POST:
        return reverse("missions:timesheet_send", args=[found.public_id])
    messages.success(request, "Vos heures sont enregistrées. Rien n’est encore envoyé.")
    return found.get_absolute_url()


def _page(request: AuthenticatedRequest, found: Timesheet) -> dict[str, Any]:
    engagement = found.engagement
    is_hers = is_her_profile(request.user, engagement.profile)
    waits = found.status == TimesheetStatus.SUBMITTED
    amounts = prices.timesheet_amounts(found) if found.bill is None else None
    return {
        "timesheet": found,
        "engagement": engagement,
        "life": TimesheetStatus(found.status),
        "is_hers": is_hers,
        "may_answer": waits and not is_hers and can_act_for(request.user, engagement.company),
        "minutes": found.minutes,
        "charge_cents": amounts.charge_cents if amounts else None,
        "amounts": prices.timesheet_lines(found) if amounts else [],
        "steps": timelines.timesheet_steps(found),
    }


def _weeks(engagement: Engagement) -> list[date]:
    """The Mondays of the contract that have begun, latest first."""
    today = timezone.localdate()
    last = min(today, engagement.ends_on) if engagement.ends_on else today
    monday = last - timedelta(days=last.weekday())
    weeks = [monday - timedelta(weeks=back) for back in range(WEEKS_OFFERED)]
    return [week for week in weeks if week + timedelta(days=6) >= engagement.starts_on]


def _hers(request: AuthenticatedRequest, public_id: UUID) -> Timesheet:
    hers = Timesheet.objects.written_by(request.user).with_details()
    return get_object_or_404(hers, public_id=public_id)


def _received(request: AuthenticatedRequest, public_id: UUID) -> Timesheet:
    received = Timesheet.objects.received_by(request.user).with_details()
    return get_object_or_404(received, public_id=public_id)
