"""An assistant offers herself, follows her applications, takes one back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import AssistantProfile
from missions.forms import ApplicationForm
from missions.models import Application, Mission
from missions.presentation import needs, prices
from missions.presentation.lists import sent_line
from missions.services.applications import AlreadyApplied, apply_to_mission, withdraw_application
from missions.views.acting import PER_PAGE, act_once, ask, get_or_post, show
from sio.lib import dates
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.forms import refuse
from sio.lib.http import AuthenticatedRequest

CHECKED = "envoyer"
CORRECT = "corriger"


@get_or_post
def apply(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Message and price, then a check with what the company will pay, then « Envoyer ma candidature »."""
    mission = get_object_or_404(Mission.objects.visible_to(request.user).with_details(), public_id=public_id)
    profile = AssistantProfile.objects.filter(user=request.user).first()
    if profile is None:
        messages.info(request, "Présentez-vous d’abord\u00a0: votre profil accompagne votre candidature.")
        return redirect("accounts:profile")
    first = Application.objects.filter(mission=mission, profile=profile).first()
    if first and request.method != "POST":
        return _already(request, first)
    form = ApplicationForm(request.POST or None, initial={"rate_cents": usual_rate(profile, mission)})
    is_valid = request.method == "POST" and form.is_valid()
    if is_valid and CHECKED in request.POST:
        try:
            return answer_once(request, lambda: _send(mission, profile, form))
        except AlreadyApplied as refusal:
            return _already(request, refusal.application)
        except Refusal as refusal:
            refuse(form, refusal)
    context = {"mission": mission, "profile": profile, "form": form, "facts": needs.facts(mission)}
    if is_valid and not form.errors and CORRECT not in request.POST:
        return show(request, "missions/apply_check.html", context | _cost(mission, profile, form))
    is_refused = form.is_bound and bool(form.errors)
    return show(request, "missions/apply.html", context, invalid=is_refused)


@require_safe
def my_applications(request: AuthenticatedRequest) -> HttpResponse:
    sent = Application.objects.sent_by(request.user).with_parties()
    page = Paginator(sent, PER_PAGE).get_page(request.GET.get("page"))
    lines = [sent_line(application) for application in page]
    return show(request, "missions/my_applications.html", {"page": page, "lines": lines})


@get_or_post
def withdraw(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    hers = Application.objects.sent_by(request.user).with_parties()
    application = get_object_or_404(hers, public_id=public_id)

    def act() -> str:
        withdraw_application(application, request.user)
        messages.success(request, "Votre candidature est retirée. L’entreprise est prévenue.")
        return application.get_absolute_url()

    if request.method == "POST":
        return act_once(request, act, back=application.get_absolute_url())
    return ask(
        request,
        question="Retirer votre candidature\u202f?",
        consequence="L’entreprise est prévenue. Vous ne pourrez pas proposer une seconde candidature pour cette mission.",
        label="Retirer ma candidature",
        tone="danger",
        back=application.get_absolute_url(),
    )


def usual_rate(profile: AssistantProfile, mission: Mission) -> int | None:
    """Her own rate for such a place, to start from."""
    remote, on_site = profile.rate_remote_cents, profile.rate_on_site_cents
    return (remote or on_site) if mission.place == "remote" else (on_site or remote)


def _send(mission: Mission, profile: AssistantProfile, form: ApplicationForm) -> str:
    application = apply_to_mission(mission, profile, **form.cleaned_data)
    return f"{application.get_absolute_url()}?envoyee=1"


def _cost(mission: Mission, profile: AssistantProfile, form: ApplicationForm) -> dict[str, object]:
    rate = form.cleaned_data["rate_cents"]
    minutes = mission.weekly_minutes or 60
    return {"amounts": prices.week_of(mission.company, profile, minutes, rate), "answers": form.cleaned_data}


def _already(request: AuthenticatedRequest, application: Application) -> HttpResponse:
    """A second application is refused kindly: the first one stands."""
    context = {
        "application": application,
        "when": dates.day_and_clock(application.sent_at),
        "others": reverse("missions:list"),
    }
    return show(request, "missions/already_applied.html", context)
