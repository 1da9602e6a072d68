"""A bill: what it is made of, where it stands, and the way to pay it."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from billing import hosted, wording
from billing.enums import Route
from billing.models import Bill, PaymentMethod
from billing.permissions import can_pay
from billing.services import checkout, parties, routes
from billing.services.bills import NOT_READY, pay_bill
from sio.lib.components import Step
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.http import AuthenticatedRequest, SeeOther, is_for_a_part, leave_for

SLOW_AFTER = timedelta(seconds=12)
OTHER_MEANS = "autre"


@require_GET
def bill(request: AuthenticatedRequest, public_id: str) -> HttpResponse:
    """The total and its parts, the state in a sentence, the invoices, the history."""
    bill = _find(request, public_id)
    return render(request, "billing/bill.html", _page(request, bill))


@require_http_methods(["GET", "POST"])
def pay(request: AuthenticatedRequest, public_id: str) -> HttpResponse:
    """Say what will be paid, to whom and how; then take the route, and wait for Stripe's page if it leads there."""
    bill = _find(request, public_id)
    if request.method == "GET":
        return render(request, "billing/pay.html", _question(request, bill))
    try:
        answer = answer_once(request, lambda: _pay(request, bill))
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return SeeOther(_address("bill", bill))
    hosted.prepare_page(bill)
    return answer


@require_GET
def wait(request: AuthenticatedRequest, public_id: str) -> HttpResponse:
    """« Nous préparons votre page de paiement sécurisée… », until its address is there."""
    bill = _find(request, public_id)
    if can_pay(request.user, bill) and (address := checkout.take_address(bill)):
        return leave_for(request, address)
    step = routes.step_under_way(bill)
    if step is None:
        return leave_for(request, _address("bill", bill))
    is_slow = timezone.now() - step.created_at > SLOW_AFTER
    if is_for_a_part(request) and not is_slow:
        return HttpResponse(status=204)
    return render(request, "billing/wait.html", {"bill": bill, "is_slow": is_slow})


def _find(request: AuthenticatedRequest, public_id: str) -> Bill:
    return get_object_or_404(Bill.objects.visible_to(request.user).with_parties(), public_id=public_id)


def _pay(request: AuthenticatedRequest, bill: Bill) -> str:
    if request.GET.get("moyen") == OTHER_MEANS:
        checkout.open_checkout(bill, request.user)
    else:
        pay_bill(bill, request.user)
    bill.refresh_from_db(fields=["route"])
    return _address("wait" if bill.route == Route.CHECKOUT else "bill", bill)


def _page(request: AuthenticatedRequest, bill: Bill) -> dict[str, Any]:
    is_payer = can_pay(request.user, bill)
    is_ready = parties.is_payable(bill.assistant)
    is_hers = bill.assistant.user_id == request.user.pk
    return {
        "bill": bill,
        "is_hers": is_hers,
        "label": bill.life.assistant_label if is_hers else bill.life.company_label,
        "sentence": _sentence(bill, is_hers=is_hers, is_ready=is_ready),
        "parts": wording.price_parts(bill, bill.assistant),
        "may_pay": is_payer and bill.is_payable_now and is_ready,
        "asks_onboarding": is_hers and not is_ready,
        "is_verifying": request.GET.get("retour") == "paiement" and bill.is_payable_now,
        "verifying": wording.VERIFYING,
        "stripe_words": wording.STRIPE_WORDS,
        "invoices": bill.invoices.visible_to(request.user).select_related("series").order_by("pk"),
        "steps": _steps(bill, is_hers=is_hers),
    }


def _sentence(bill: Bill, *, is_hers: bool, is_ready: bool) -> str:
    if is_hers:
        return wording.for_assistant(bill, is_payable=is_ready)
    return NOT_READY if bill.is_payable_now and not is_ready else wording.for_company(bill)


def _steps(bill: Bill, *, is_hers: bool) -> list[Step]:
    """What happened, in the words of the one who reads; states that read the same are one step."""
    steps: list[Step] = []
    for event in bill.events.all():
        state = type(bill.life)(event.to_status)
        label = state.assistant_label if is_hers else state.company_label
        if not steps or steps[-1].label != label:
            steps.append(Step(label, state="done", at=event.at))
    return steps


def _question(request: AuthenticatedRequest, bill: Bill) -> dict[str, Any]:
    method = PaymentMethod.objects.default_of(bill.company)
    wants_other = request.GET.get("moyen") == OTHER_MEANS
    return {
        "bill": bill,
        "question": "Régler ce relevé d’heures",
        "consequence": wording.price_line(bill, bill.assistant),
        "label": "Régler" if method and not wants_other else "Continuer vers le paiement",
        "back": _address("bill", bill),
        "parts": wording.price_parts(bill, bill.assistant),
        "method": None if wants_other else method,
        "stripe_words": wording.STRIPE_WORDS,
    }


def _address(name: str, bill: Bill) -> str:
    return reverse(f"billing:{name}", args=[bill.public_id])
