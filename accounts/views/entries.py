"""The lines of her career: experiences and qualifications, added, corrected, deleted one at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import models
from django.forms import ModelForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.forms import typed
from accounts.forms.profile import ExperienceForm, QualificationForm
from accounts.models import AssistantProfile, Experience, ProfileQualification
from accounts.services import facts
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.forms import refuse
from sio.lib.http import AuthenticatedRequest

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Kind:
    """One kind of line: its words, its form, and the services that keep it."""

    model: type[models.Model]
    form: type[ModelForm[Any]]
    save: Callable[..., AssistantProfile]
    delete: Callable[..., AssistantProfile]
    add: str
    change: str
    drop: str


KINDS = {
    "experiences": Kind(
        Experience,
        ExperienceForm,
        facts.save_experience,
        facts.delete_experience,
        add="Ajouter une expérience",
        change="Modifier cette expérience",
        drop="Supprimer cette expérience ?",
    ),
    "diplomes": Kind(
        ProfileQualification,
        QualificationForm,
        facts.save_qualification,
        facts.delete_qualification,
        add="Ajouter un diplôme",
        change="Modifier ce diplôme",
        drop="Supprimer ce diplôme ?",
    ),
}


@GET_OR_POST
def entry(request: AuthenticatedRequest, kind: str, pk: int | None = None) -> HttpResponse:
    """Add a line, or correct one of hers."""
    profile, what = _own_profile(request), _kind_or_404(kind)
    existing = _own_entry(request, what, pk) if pk else None
    form = what.form(typed(request), instance=existing)
    if request.method == "POST" and form.is_valid():
        try:
            return answer_once(request, lambda: _save(request, profile, what, form, pk))
        except Refusal as refusal:
            refuse(form, refusal)
    context = {
        "form": form,
        "title": what.change if pk else what.add,
        "back": _back(),
        "delete": reverse("accounts:entry_delete", args=[kind, pk]) if pk else "",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/entry.html", context, status=status)


@GET_OR_POST
def delete_entry(request: AuthenticatedRequest, kind: str, pk: int) -> HttpResponse:
    """Asks before a line is lost."""
    profile, what = _own_profile(request), _kind_or_404(kind)
    existing = _own_entry(request, what, pk)
    if request.method == "POST":
        return answer_once(request, lambda: _delete(request, profile, what, pk))
    context = {
        "question": what.drop,
        "consequence": f"« {existing} » disparaît de votre profil. Le reste ne change pas.",
        "label": "Supprimer",
        "tone": "danger",
        "back": _back(),
    }
    return render(request, "confirm.html", context)


def _own_profile(request: AuthenticatedRequest) -> AssistantProfile:
    return get_object_or_404(AssistantProfile, user=request.user)


def _own_entry(request: AuthenticatedRequest, what: Kind, pk: int) -> models.Model:
    hers: models.QuerySet[models.Model] = what.model.objects.visible_to(request.user)  # type: ignore[attr-defined]
    return get_object_or_404(hers, pk=pk)


def _kind_or_404(kind: str) -> Kind:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _back() -> str:
    return reverse("accounts:profile_step", args=["parcours"])


def _save(
    request: AuthenticatedRequest, profile: AssistantProfile, what: Kind, form: ModelForm[Any], pk: int | None
) -> str:
    what.save(profile, request.user, pk=pk, **form.cleaned_data)
    messages.success(request, "C’est enregistré.")
    return _back()


def _delete(request: AuthenticatedRequest, profile: AssistantProfile, what: Kind, pk: int) -> str:
    what.delete(profile, request.user, pk)
    messages.success(request, "La ligne est supprimée.")
    return _back()
