"""The mandate to invoice in her name: read, sign, revoke."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from accounts.models import AssistantProfile
from billing.forms import SignMandateForm
from billing.services import mandates
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.http import AuthenticatedRequest, client_ip

UNKNOWN_ADDRESS = "::"


@require_http_methods(["GET", "POST"])
def mandate(request: AuthenticatedRequest) -> HttpResponse:
    """The text in force or to sign. `?suite=` says where to go on afterwards, on this site only."""
    profile = _profile(request)
    form = SignMandateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            answer = answer_once(request, lambda: _sign(request, profile))
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, "Mandat de facturation signé.")
            return answer
    return _page(request, profile, form)


@require_http_methods(["GET", "POST"])
def revoke(request: AuthenticatedRequest) -> HttpResponse:
    """Revoking is asked twice: no new period can be billed without a mandate."""
    profile = _profile(request)
    if request.method == "POST":
        answer = answer_once(request, lambda: _revoke(request, profile))
        messages.success(request, "Mandat de facturation révoqué.")
        return answer
    return render(
        request,
        "confirm.html",
        {
            "question": "Révoquer le mandat de facturation",
            "consequence": (
                "SIO n’émettra plus de facture en votre nom et vos prochains relevés d’heures ne pourront plus être "
                "réglés par SIO. Les factures déjà émises restent valables."
            ),
            "label": "Révoquer le mandat",
            "tone": "danger",
            "back": reverse("billing:mandate"),
        },
    )


def _page(request: AuthenticatedRequest, profile: AssistantProfile, form: SignMandateForm) -> HttpResponse:
    signed = mandates.active_mandate(profile)
    missing = ""
    text = signed.text if signed else ""
    if not signed:
        try:
            text = mandates.mandate_text(profile)
        except Refusal as refusal:
            missing = refusal.message
    context = {"mandate": signed, "paragraphs": text.split("\n\n")[1:], "missing": missing, "form": form}
    return render(request, "billing/mandate.html", context, status=422 if form.is_bound else 200)


def _sign(request: AuthenticatedRequest, profile: AssistantProfile) -> str:
    mandates.sign_mandate(profile, request.user, client_ip(request) or UNKNOWN_ADDRESS)
    return _next(request)


def _revoke(request: AuthenticatedRequest, profile: AssistantProfile) -> str:
    mandates.revoke_mandate(profile, request.user)
    return reverse("billing:mandate")


def _next(request: AuthenticatedRequest) -> str:
    wish = request.GET.get("suite", "")
    is_local = wish.startswith("/") and url_has_allowed_host_and_scheme(wish, allowed_hosts=None)
    return wish if is_local else reverse("billing:mandate")


def _profile(request: AuthenticatedRequest) -> AssistantProfile:
    profile = AssistantProfile.objects.filter(user=request.user).first()
    if profile is None:
        raise Http404
    return profile
