"""Receiving money: where her registration with Stripe stands, what is missing, and the way to Stripe's page."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import AssistantProfile
from billing import hosted, wording
from billing.enums import OperationKind
from billing.models import Bill, ConnectedAccount, StripeOperation
from billing.owing import IN_FLIGHT
from billing.services import mandates, parties
from sio.lib.form_tokens import answer_once
from sio.lib.http import AuthenticatedRequest, SeeOther, is_for_a_part, leave_for

SLOW_AFTER = timedelta(seconds=12)
STRIPE_IS_SLOW = "Stripe ne répond pas pour l’instant. Rien n’est perdu\u00a0: réessayez dans une minute."


@require_GET
def payouts(request: AuthenticatedRequest) -> HttpResponse:
    """The state in one sentence, what is missing, one button; then the payments, newest first."""
    profile = _profile(request)
    account = parties.account_of(profile)
    bills = Bill.objects.filter(assistant=profile).select_related("company")
    return render(
        request,
        "billing/payouts.html",
        {
            "sentence": wording.of_account(account),
            "tone": _tone(account),
            "wanted": wording.wanted_by_stripe(account),
            "act": _act(account),
            "mandate": mandates.active_mandate(profile),
            "page": Paginator(bills, 25).get_page(request.GET.get("page")),
            "stripe_words": wording.STRIPE_WORDS,
        },
    )


@require_http_methods(["GET", "POST"])
def start(request: AuthenticatedRequest) -> HttpResponse:
    """To Stripe's page: the account is made once, the link at each click. Stripe sends back here when a link is old."""
    profile = _profile(request)
    if request.method == "GET":
        return render(request, "confirm.html", _question())
    answer = answer_once(request, lambda: _begin(profile))
    operation = _account_operation(profile)
    if operation is not None:
        hosted.run_now(operation)
    account = parties.account_of(profile)
    if account is None:
        return answer
    return _to_stripe(request, account)


@require_GET
def wait(request: AuthenticatedRequest) -> HttpResponse:
    """« Nous préparons votre inscription… », until the account is there."""
    profile = _profile(request)
    if parties.account_of(profile) is not None:
        return leave_for(request, reverse("billing:payouts_start"))
    operation = _account_operation(profile)
    if operation is None:
        return leave_for(request, reverse("billing:payouts"))
    is_slow = timezone.now() - operation.created_at > SLOW_AFTER
    if is_for_a_part(request) and not is_slow:
        return HttpResponse(status=204)
    return render(request, "billing/payouts_wait.html", {"is_slow": is_slow})


@require_GET
def come_back(request: AuthenticatedRequest) -> HttpResponse:
    """Coming back proves nothing: the account is read again, by a worker."""
    account = parties.account_of(_profile(request))
    if account is not None:
        parties.refresh_account(account)
    messages.info(
        request, "Nous vérifions votre inscription auprès de Stripe. Cette page se met à jour en un instant."
    )
    return redirect("billing:payouts")


def _profile(request: AuthenticatedRequest) -> AssistantProfile:
    profile = AssistantProfile.objects.filter(user=request.user).select_related("user").first()
    if profile is None:
        raise Http404
    return profile


def _begin(profile: AssistantProfile) -> str:
    parties.start_onboarding(profile)
    return reverse("billing:payouts_wait")


def _account_operation(profile: AssistantProfile) -> StripeOperation | None:
    return StripeOperation.objects.filter(
        kind=OperationKind.ACCOUNT, payload__assistant=profile.pk, status__in=IN_FLIGHT
    ).first()


def _to_stripe(request: AuthenticatedRequest, account: ConnectedAccount) -> HttpResponse:
    address = hosted.onboarding_address(account)
    if address:
        return SeeOther(address)
    messages.error(request, STRIPE_IS_SLOW)
    return SeeOther(reverse("billing:payouts"))


def _tone(account: ConnectedAccount | None) -> str:
    if account is None:
        return "warning"
    return "success" if account.can_receive else "warning"


def _act(account: ConnectedAccount | None) -> str:
    """The verb of the button; empty when there is nothing to do at Stripe."""
    if account is None:
        return "Commencer mon inscription"
    if account.closed_at is not None:
        return ""
    return "Voir mes informations chez Stripe" if account.can_receive else "Continuer mon inscription"


def _question() -> dict[str, Any]:
    return {
        "question": "Votre inscription auprès de Stripe",
        "consequence": (
            "Stripe vous demande votre identité et votre compte bancaire sur sa propre page. "
            "SIO ne reçoit ni vos papiers ni votre IBAN. Prévoyez cinq minutes et une pièce d’identité."
        ),
        "label": "Continuer vers Stripe",
        "back": reverse("billing:payouts"),
    }
