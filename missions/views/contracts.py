"""Contracts: the list, the text both sides sign, the end announced."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from billing.services.mandates import active_mandate
from missions.enums import EngagementStatus, Side
from missions.forms import EndForm
from missions.models import Engagement, Timesheet
from missions.permissions import can_act_for, is_her_profile
from missions.presentation import prices, timelines
from missions.presentation.lists import engagement_line, week_line
from missions.services.engagements import end_engagement, last_day_with_notice, sign_engagement
from missions.services.timesheets import LOGGED_FROM
from missions.views.acting import PER_PAGE, act_once, get_or_post, show
from sio.lib import dates
from sio.lib.http import AuthenticatedRequest, client_ip

WEEKS_SHOWN = 8


@require_safe
def engagement_list(request: AuthenticatedRequest) -> HttpResponse:
    engagements = Engagement.objects.of_user(request.user).with_parties().order_by("-created_at", "-pk")
    page = Paginator(engagements, PER_PAGE).get_page(request.GET.get("page"))
    lines = [engagement_line(engagement, _other(request, engagement)) for engagement in page]
    return show(request, "missions/engagements.html", {"page": page, "lines": lines})


@require_safe
def engagement(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Parties, state, weeks, and the contract word for word."""
    visible = Engagement.objects.visible_to(request.user).with_parties().prefetch_related("signatures")
    found = get_object_or_404(visible, public_id=public_id)
    return show(request, "missions/engagement.html", _page(request, found))


@get_or_post
def sign(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """The text to read, then one click that signs it."""
    found = _own(request, public_id)
    side = _side(request, found)

    def act() -> str:
        sign_engagement(found, request.user, side, client_ip(request))
        messages.success(request, _signed(found))
        return found.get_absolute_url()

    if request.method == "POST":
        return act_once(request, act, back=found.get_absolute_url())
    context = {
        "engagement": found,
        "side": side,
        "amounts": prices.engagement_week(found),
        "mandate_address": _mandate_address(found, side),
    }
    return show(request, "missions/sign.html", context)


@get_or_post
def end(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Announce the end: the last day is said before one confirms."""
    found = _own(request, public_id)
    form = EndForm(request.POST or None)

    def act() -> str:
        end_engagement(found, request.user, form.cleaned_data["why"])
        messages.success(request, "La fin du contrat est annoncée. L’autre partie est prévenue.")
        return found.get_absolute_url()

    if request.method == "POST" and form.is_valid():
        return act_once(request, act, back=found.get_absolute_url())
    context = {
        "engagement": found,
        "form": form,
        "question": "Mettre fin à ce contrat\u202f?",
        "consequence": f"L’autre partie est prévenue. Le dernier jour sera le "
        f"{dates.long_day(last_day_with_notice(found))}, après un préavis de {found.notice_days} jours. "
        "Les heures faites jusque-là restent dues.",
        "label": "Annoncer la fin du contrat",
        "tone": "danger",
        "back": found.get_absolute_url(),
    }
    return show(request, "confirm.html", context, invalid=form.is_bound)


def _page(request: AuthenticatedRequest, found: Engagement) -> dict[str, Any]:
    side = _side(request, found)
    has_signed = any(signature.side == side for signature in found.signatures.all())
    awaits = found.status in {EngagementStatus.PROPOSED, EngagementStatus.SIGNED}
    weeks = Timesheet.objects.visible_to(request.user).filter(engagement=found).prefetch_related("lines")
    return {
        "engagement": found,
        "life": EngagementStatus(found.status),
        "is_hers": side == Side.ASSISTANT,
        "may_sign": awaits and not has_signed and _is_party(request, found),
        "waits_for_other": awaits and has_signed,
        "mandate_address": _mandate_address(found, side) if awaits and not has_signed else "",
        "may_log": side == Side.ASSISTANT and found.status in LOGGED_FROM,
        "may_end": found.status == EngagementStatus.ACTIVE and found.notice_given_at is None,
        "amounts": prices.engagement_week(found),
        "steps": timelines.engagement_steps(found),
        "weeks": [week_line(week) for week in weeks[:WEEKS_SHOWN]],
        "other": _other(request, found),
    }


def _mandate_address(found: Engagement, side: Side) -> str:
    """Where she signs the mandate first, and comes back from; empty when there is nothing to sign."""
    if side != Side.ASSISTANT or active_mandate(found.profile):
        return ""
    back = reverse("missions:sign", args=[found.public_id])
    return f"{reverse('billing:mandate')}?suite={back}"


def _signed(found: Engagement) -> str:
    if found.status == EngagementStatus.ACTIVE:
        return "Le contrat est signé par les deux parties\u00a0: il est en vigueur."
    return "Votre signature est enregistrée. Il manque celle de l’autre partie, qui est prévenue."


def _side(request: AuthenticatedRequest, found: Engagement) -> Side:
    return Side.ASSISTANT if is_her_profile(request.user, found.profile) else Side.COMPANY


def _is_party(request: AuthenticatedRequest, found: Engagement) -> bool:
    return is_her_profile(request.user, found.profile) or can_act_for(request.user, found.company)


def _other(request: AuthenticatedRequest, found: Engagement) -> str:
    return str(found.company if _side(request, found) == Side.ASSISTANT else found.profile)


def _own(request: AuthenticatedRequest, public_id: UUID) -> Engagement:
    return get_object_or_404(Engagement.objects.of_user(request.user).with_parties(), public_id=public_id)
