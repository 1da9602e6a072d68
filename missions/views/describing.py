"""A company describes its need, step by step, checks it, and sends it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import proposals
from accounts.models import Company, User
from missions import wording
from missions.forms import STEP_FORMS, NeedForm, StepForm
from missions.models import Mission
from missions.presentation import needs, prices
from missions.services.briefs import EditedMeanwhile, replace_wording
from missions.services.missions import create_mission, request_wording_review, submit_mission
from missions.steps import Step, missing_steps
from missions.views.acting import act_once, get_or_post, show
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.forms import refuse
from sio.lib.http import AuthenticatedRequest

CHECK = "verifier"
STAY = "rester"


@get_or_post
def new(request: AuthenticatedRequest) -> HttpResponse:
    """The first step; the draft is opened with its answers."""
    company = Company.objects.of(request.user).first()
    if company is None:
        messages.info(request, "Présentez d’abord votre entreprise\u00a0: deux minutes, une seule fois.")
        return redirect("accounts:company")
    mission = Mission(company=company, author=request.user)
    form = NeedForm(_typed(request), mission=mission)
    if form.is_bound and form.is_valid():
        return act_once(request, lambda: _open(form, company, request.user), back=reverse("missions:new"))
    return _show_step(request, form, _step_page(form, reverse("missions:list")))


@get_or_post
def step(request: AuthenticatedRequest, public_id: UUID, step: str) -> HttpResponse:
    """One step of a draft; what was typed is kept, whatever happens."""
    mission, current = _draft(request, public_id), _step(step)
    form = STEP_FORMS[current](_typed(request), mission=mission)
    if form.is_bound and form.is_valid():
        try:
            return answer_once(request, lambda: _keep(request, form))
        except EditedMeanwhile as refusal:
            form.show_again(refusal.message)
        except Refusal as refusal:
            refuse(form, refusal)
    context = _step_page(form, _back(request, mission, current)) | _readings(mission, current)
    return _show_step(request, form, context)


@require_safe
def check(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Everything that was answered, what remains, what the words raise, and what it may cost."""
    mission = _draft(request, public_id)
    context = {
        "mission": mission,
        "sections": needs.sections(mission),
        "missing": [(step.label, _address(mission, step)) for step in missing_steps(mission)],
        "readings": wording.findings(mission),
        "is_stopped": bool(wording.forbidding(mission)),
        "month": prices.mission_month(mission),
    }
    return show(request, "missions/check.html", context)


@require_POST
def submit(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    mission = get_object_or_404(Mission.objects.owned_by(request.user), public_id=public_id)

    def act() -> str:
        submit_mission(mission, request.user)
        return reverse("missions:sent", args=[mission.public_id])

    return act_once(request, act, back=reverse("missions:check", args=[mission.public_id]))


@require_safe
def sent(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Reference, and what happens next."""
    submitted = Mission.objects.owned_by(request.user).filter(submitted_at__isnull=False)
    return show(request, "missions/sent.html", {"mission": get_object_or_404(submitted, public_id=public_id)})


@require_POST
def replace(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Put the allowed wording in place of the words found."""
    mission = _draft(request, public_id)
    field, rule = request.POST.get("champ", ""), request.POST.get("regle", "")

    def act() -> str:
        replace_wording(mission, request.user, field, rule)
        messages.success(
            request, "Le passage est remplacé. Relisez-le\u00a0: vous pouvez encore le modifier."
        )
        return _address(mission, Step.DESCRIPTION)

    return act_once(request, act, back=_address(mission, Step.DESCRIPTION))


@require_POST
def review(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Ask the team to read words that the check stopped."""
    mission = _draft(request, public_id)
    back = reverse("missions:check", args=[mission.public_id])

    def act() -> str:
        request_wording_review(mission, request.user)
        messages.success(
            request, "Une personne de l’équipe relit ce passage. Vous recevrez sa réponse par e-mail."
        )
        return back

    return act_once(request, act, back=back)


def _open(form: NeedForm, company: Company, by: User) -> str:
    form.mission = create_mission(company, by)
    form.cleaned_data["version"] = None
    form.save(by)
    return _address(form.mission, Step.PRIORITIES)


def _keep(request: AuthenticatedRequest, form: StepForm) -> str:
    form.save(request.user)
    return _after(request, form.mission, form.step)


def _after(request: HttpRequest, mission: Mission, current: Step) -> str:
    """Where « Continuer » leads: the same step while its words stop the mission, the check when one came from it."""
    if STAY in request.POST or (current in _WORDED and wording.forbidding(mission)):
        return _address(mission, current)
    if request.GET.get("retour") == CHECK or current.next is None:
        return reverse("missions:check", args=[mission.public_id])
    return _address(mission, current.next)


_WORDED = (Step.NEED, Step.DESCRIPTION)


def _typed(request: HttpRequest) -> QueryDict | None:
    """What the form is bound to: nothing while skills are only being proposed."""
    return None if proposals.is_asked(request) else request.POST or None


def _show_step(request: HttpRequest, form: StepForm, context: dict[str, Any]) -> HttpResponse:
    if isinstance(form, NeedForm):
        words = proposals.read_words(
            request,
            form,
            label="Dites-le avec vos mots",
            act="Proposer des tâches",
            example="relancer les clients qui ne paient pas, classer les factures",
        )
        context |= {"words": words}
        if words.is_asked:
            return proposals.answer(request, "missions/step.html", context)
    return show(request, "missions/step.html", context, invalid=form.is_bound)


def _step_page(form: StepForm, back: str) -> dict[str, Any]:
    month = prices.mission_month(form.mission) if form.step == Step.BUDGET else []
    return {
        "form": form,
        "step": form.step,
        "total": len(Step),
        "mission": form.mission,
        "back": back,
        "month": month,
    }


def _readings(mission: Mission, current: Step) -> dict[str, Any]:
    """What the words of this step raise, once they are kept."""
    if current not in _WORDED:
        return {}
    fields = ("title",) if current == Step.NEED else ("brief", "deliverable")
    found = [reading for reading in wording.findings(mission) if reading.field in fields]
    return {"readings": found, "is_stopped": any(reading.stops for reading in found)}


def _draft(request: AuthenticatedRequest, public_id: UUID) -> Mission:
    drafts: QuerySet[Mission] = Mission.objects.owned_by(request.user).editable().with_details()
    return get_object_or_404(drafts, public_id=public_id)


def _step(value: str) -> Step:
    if value not in Step.values:
        raise Http404
    return Step(value)


def _address(mission: Mission, step: Step) -> str:
    return reverse("missions:step", args=[mission.public_id, step.value])


def _back(request: HttpRequest, mission: Mission, current: Step) -> str:
    if request.GET.get("retour") == CHECK:
        return reverse("missions:check", args=[mission.public_id])
    if current.previous is None:
        return mission.get_absolute_url()
    return _address(mission, current.previous)
