"""Her own profile: the list of steps, each step, and what she does with the whole."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import proposals, summary
from accounts.enums import ProfileStatus, Role, SkillKind
from accounts.forms import typed
from accounts.forms.profile import (
    AvailabilityForm,
    BillingForm,
    LevelsForm,
    PlaceForm,
    PresentationForm,
    RatesForm,
    SectorsForm,
    SkillsForm,
    StepForm,
    ToolsForm,
)
from accounts.models import AssistantProfile, User
from accounts.presentation import of_profile
from accounts.services import facts
from accounts.services import profiles as lives
from accounts.steps import STEPS, STEPS_BY_SLUG, Step, missing_steps, next_step
from accounts.wording import step_findings
from sio.lib.components import Task
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.forms import refuse
from sio.lib.http import AuthenticatedRequest

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
REVIEW = "retour"
MAY_SUBMIT = {ProfileStatus.DRAFT, ProfileStatus.CHANGES_REQUESTED}


@dataclass(frozen=True)
class StepPage:
    """How one step is asked and saved. `then` is where it leads when it does not lead to the next one."""

    form: type[StepForm]
    save: Callable[[AssistantProfile, User, Any], AssistantProfile]
    then: str = ""


PAGES = {
    "presentation": StepPage(
        PresentationForm, lambda p, by, form: facts.save_presentation(p, by, **form.facts())
    ),
    "lieu": StepPage(PlaceForm, lambda p, by, form: facts.save_facts(p, by, **form.facts())),
    "disponibilites": StepPage(
        AvailabilityForm, lambda p, by, form: facts.save_availability(p, by, **form.facts())
    ),
    "competences": StepPage(
        SkillsForm,
        lambda p, by, form: facts.save_skills(p, by, form.levels()),
        then="accounts:profile_levels",
    ),
    "outils": StepPage(
        ToolsForm,
        lambda p, by, form: facts.save_tools(p, by, tools=form.levels(), languages=form.languages.levels()),
    ),
    "parcours": StepPage(SectorsForm, lambda p, by, form: facts.save_sectors(p, by, form.facts()["sectors"])),
    "tarifs": StepPage(RatesForm, lambda p, by, form: facts.save_facts(p, by, **form.facts())),
    "facturation": StepPage(BillingForm, lambda p, by, form: facts.save_facts(p, by, **form.facts())),
}


@GET_OR_POST
def profile(request: AuthenticatedRequest) -> HttpResponse:
    """The task list of her profile. A person of the other side is first asked whether she wants one."""
    found = _profile_of(request.user)
    if found is None and request.method == "POST":
        lives.create_profile(request.user)
        return redirect("accounts:profile")
    if found is None:
        return render(request, "accounts/profile_offer.html")
    return render(request, "accounts/profile.html", _task_list(found))


@GET_OR_POST
def step(request: AuthenticatedRequest, step: str) -> HttpResponse:
    """One step: shown on what is known, saved on « Continuer », then on to the next one not done."""
    found, current = _own_profile(request), _step_or_404(step)
    page = PAGES[current.slug]
    form = page.form(None if proposals.is_asked(request) else typed(request), profile=found)
    if form.is_bound and form.is_valid():
        try:
            return answer_once(request, lambda: _save_step(request, found, current, form))
        except Refusal as refusal:
            refuse(form, refusal)
    context = _step_context(request, found, current, form)
    if isinstance(form, SkillsForm):
        context |= {"words": _read_words(request, found, form)}
        if proposals.is_asked(request):
            return proposals.answer(request, "accounts/steps/competences.html", context)
    return _answer(request, f"accounts/steps/{current.slug}.html", context, form)


@GET_OR_POST
def levels(request: AuthenticatedRequest, step: str) -> HttpResponse:
    """The level of each skill just chosen."""
    found, current = _own_profile(request), _step_or_404(step)
    if not PAGES[current.slug].then:
        raise Http404
    rows = [row for row in found.profile_skills.all() if row.skill.kind == "task"]
    form = LevelsForm(typed(request), rows=rows)
    if request.method == "POST" and form.is_valid():
        return answer_once(request, lambda: _save_levels(request, found, current, form))
    return _answer(request, "accounts/steps/niveaux.html", _step_context(request, found, current, form), form)


@require_POST
def replace(request: AuthenticatedRequest, step: str) -> HttpResponse:
    """Put the wording allowed in place of the words found; works without JavaScript."""
    found, current = _own_profile(request), _step_or_404(step)
    here = reverse("accounts:profile_step", args=[current.slug])

    def act() -> str:
        facts.replace_words(
            found, request.user, name=request.POST.get("champ", ""), rule=request.POST.get("regle", "")
        )
        messages.success(request, "Le passage est remplacé. Relisez-le : vous pouvez encore le modifier.")
        return here

    return _or_say(request, lambda: answer_once(request, act), here)


@require_safe
def preview(request: AuthenticatedRequest) -> HttpResponse:
    """Her profile as a company sees it."""
    context = of_profile(_own_profile(request)) | {"is_preview": True}
    return render(request, "accounts/assistant.html", context)


@GET_OR_POST
def submit(request: AuthenticatedRequest) -> HttpResponse:
    """Everything she wrote, to check; then one button that sends it to the team."""
    found = _own_profile(request)
    error = ""
    if request.method == "POST":
        try:
            return answer_once(request, lambda: _submit(request, found))
        except Refusal as refusal:
            error = refusal.message
    context = {
        "profile": found,
        "sections": summary.sections(found),
        "missing": missing_steps(found),
        "findings": step_findings(found),
        "error": error,
        "has_errors": bool(error),
        "may_submit": found.status in MAY_SUBMIT,
    }
    return render(request, "accounts/profile_submit.html", context, status=422 if error else 200)


@GET_OR_POST
def pause(request: AuthenticatedRequest) -> HttpResponse:
    """Asks before taking the profile off the results."""
    found = _own_profile(request)
    if request.method == "POST":
        done = "Votre profil est en pause. Les entreprises ne le voient plus."
        return _act(request, lambda: lives.pause_profile(found, request.user), done)
    context = {
        "question": "Mettre votre profil en pause ?",
        "consequence": (
            "Les entreprises ne le voient plus et vous ne recevez plus de missions. "
            "Vos missions en cours continuent. Vous le reprenez quand vous voulez."
        ),
        "label": "Mettre en pause",
        "back": reverse("accounts:profile"),
    }
    return render(request, "confirm.html", context)


@require_POST
def resume(request: AuthenticatedRequest) -> HttpResponse:
    found = _own_profile(request)
    done = "Votre profil est de nouveau publié."
    return _act(request, lambda: lives.resume_profile(found, request.user), done)


@GET_OR_POST
def confirm_availability(request: AuthenticatedRequest) -> HttpResponse:
    """One click: nothing changed, the half-days are still right. Letters and « Mon espace » lead to the question."""
    found = _own_profile(request)
    if request.method == "POST":
        done = "Vos disponibilités sont confirmées pour sept jours."
        return _act(request, lambda: lives.confirm_availability(found, request.user), done)
    context = {
        "question": "Vos disponibilités sont-elles toujours les mêmes\u202f?",
        "consequence": "Les entreprises les lisent comme confirmées pendant sept jours. "
        "Si elles ont changé, modifiez-les depuis votre profil.",
        "label": "Confirmer mes disponibilités",
        "back": reverse("accounts:profile"),
    }
    return render(request, "confirm.html", context)


def _profile_of(user: User) -> AssistantProfile | None:
    """Her profile with its details; made on the first visit of a person who signed up as an assistant."""
    hers = AssistantProfile.objects.filter(user=user).with_details()
    found = hers.first()
    if found is None and user.role == Role.ASSISTANT:
        lives.create_profile(user)
        found = hers.get()
    return found


def _own_profile(request: AuthenticatedRequest) -> AssistantProfile:
    found = _profile_of(request.user)
    if found is None:
        raise Http404
    return found


def _step_or_404(slug: str) -> Step:
    if slug not in STEPS_BY_SLUG:
        raise Http404
    return STEPS_BY_SLUG[slug]


def _task_list(found: AssistantProfile) -> dict[str, Any]:
    tasks = [
        Task(
            label=step.title,
            href=reverse("accounts:profile_step", args=[step.slug]),
            is_done=step.is_done(found),
            hint="" if step.is_needed else "Facultatif, mais utile pour être choisi.",
        )
        for step in STEPS
    ]
    return {
        "profile": found,
        "tasks": tasks,
        "done": sum(task.is_done for task in tasks),
        "is_ready": not missing_steps(found),
        "may_submit": found.status in MAY_SUBMIT,
        "last_event": found.events.last(),
    }


def _step_context(request: HttpRequest, found: AssistantProfile, current: Step, form: Any) -> dict[str, Any]:
    return {
        "profile": found,
        "step": current,
        "number": STEPS.index(current) + 1,
        "total": len(STEPS),
        "form": form,
        "findings": step_findings(found, current.slug),
        "back": reverse("accounts:profile_submit" if REVIEW in request.GET else "accounts:profile"),
        "onward": _onward(request, found, current),
    }


def _read_words(request: HttpRequest, found: AssistantProfile, form: SkillsForm) -> proposals.Words:
    return proposals.read_words(
        request,
        form,
        label="Dites-le avec vos mots",
        act="Proposer des compétences",
        example="je relance les impayés, je tiens l’agenda du dirigeant",
        kind=SkillKind.TASK,
        text=found.presentation,
    )


def _answer(request: HttpRequest, template: str, context: dict[str, Any], form: Any) -> HttpResponse:
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def _save_step(request: AuthenticatedRequest, found: AssistantProfile, current: Step, form: StepForm) -> str:
    """Save and say where to go: back to this step when a passage is to be reworded."""
    page = PAGES[current.slug]
    page.save(found, request.user, form)
    saved = AssistantProfile.objects.visible_to(request.user).with_details().get(pk=found.pk)
    if step_findings(saved, current.slug):
        messages.info(request, "C’est enregistré. Un passage est à relire.")
        return reverse("accounts:profile_step", args=[current.slug])
    if page.then:
        return _with_review(request, reverse(page.then, args=[current.slug]))
    return _onward(request, saved, current)


def _save_levels(
    request: AuthenticatedRequest, found: AssistantProfile, current: Step, form: LevelsForm
) -> str:
    facts.save_skills(found, request.user, form.chosen())
    facts.want_skills(found, request.user, form.cleaned_data["wanted"])
    return _onward(request, found, current)


def _onward(request: HttpRequest, found: AssistantProfile, current: Step) -> str:
    if REVIEW in request.GET:
        return reverse("accounts:profile_submit")
    following = next_step(current, found)
    if following is None or found.status != ProfileStatus.DRAFT:
        return reverse("accounts:profile")
    return reverse("accounts:profile_step", args=[following.slug])


def _with_review(request: HttpRequest, address: str) -> str:
    return f"{address}?{REVIEW}=envoyer" if REVIEW in request.GET else address


def _submit(request: AuthenticatedRequest, found: AssistantProfile) -> str:
    lives.submit_profile(found, request.user)
    messages.success(
        request, "Votre profil est envoyé. Nous vous répondons par e-mail, en général sous deux jours ouvrés."
    )
    return reverse("accounts:profile")


def _act(request: AuthenticatedRequest, act: Callable[[], Any], done: str) -> HttpResponse:
    """Do, say it, and go back to the profile; a refusal is said there too."""
    here = reverse("accounts:profile")

    def acted() -> str:
        act()
        messages.success(request, done)
        return here

    return _or_say(request, lambda: answer_once(request, acted), here)


def _or_say(request: HttpRequest, act: Callable[[], HttpResponse], here: str) -> HttpResponse:
    try:
        return act()
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect(here)
