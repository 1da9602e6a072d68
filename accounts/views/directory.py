"""What others read: the list of assistants, one profile, the catalogue, and the towns that forms suggest."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import catalogue
from accounts.directory import INDEXED_FROM, Wish, search
from accounts.enums import Role
from accounts.forms.directory import DirectoryForm
from accounts.models import AssistantProfile, User
from accounts.presentation import card_of, counted, list_heading, of_profile, trail_of
from accounts.search import search_cities, search_skills
from accounts.steps import completeness
from sio.lib.components import Link
from sio.lib.fragments import page_or_fragment
from sio.lib.http import public_page
from sio.lib.structured import breadcrumbs

PER_PAGE = 12


@login_not_required
@public_page
@require_safe
def assistants(request: HttpRequest) -> HttpResponse:
    """The public list, narrowed by what the address asks."""
    form = DirectoryForm(request.GET)
    is_valid = form.is_valid()
    context = _found(form, request.GET.get("page")) if is_valid else _nothing_asked()
    return render(
        request, "accounts/directory.html", context | {"form": form}, status=200 if is_valid else 422
    )


def _found(form: DirectoryForm, number: str | None) -> dict[str, Any]:
    wish = form.wish()
    page = Paginator(search(wish).with_card_details(), PER_PAGE).get_page(number)
    return {
        "page": page,
        "cards": [card_of(profile) for profile in page],
        "count": counted(page.paginator.count),
        "chosen": form.chosen(),
        "heading": list_heading(wish),
        "canonical": form.canonical(page.number),
        "is_indexed": wish.is_worth_an_index and bool(page.object_list),
    }


def _nothing_asked() -> dict[str, Any]:
    """What was typed means nothing: the field says so, and nobody is shown for another question."""
    return {"heading": list_heading(Wish()), "is_refused": True}


@login_not_required
@require_safe
def assistant(request: HttpRequest, slug: str) -> HttpResponse:
    """One profile, for anybody while it is published. What is withdrawn is gone at once: no cache may keep this page."""
    profile = AssistantProfile.objects.visible_to(request.user).with_details().filter(slug=slug).first()
    response = _gone_or_404(request, slug) if profile is None else _read(request, profile)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _read(request: HttpRequest, profile: AssistantProfile) -> HttpResponse:
    is_visitor, trail = not request.user.is_authenticated, trail_of(profile)
    context = of_profile(profile) | {
        "is_own": profile.user_id == request.user.pk,
        "is_visitor": is_visitor,
        "may_propose": _may_propose(request.user),
        "is_indexed": is_visitor and completeness(profile) >= INDEXED_FROM,
        "trail": [Link(name, path) for name, path in trail[:-1]],
        "structured": breadcrumbs(trail),
    }
    return render(request, "accounts/assistant.html", context)


def _may_propose(user: User | AnonymousUser) -> bool:
    """A firm at once, a visitor once she has signed up as one."""
    return not isinstance(user, User) or user.role == Role.COMPANY


def _gone_or_404(request: HttpRequest, slug: str) -> HttpResponse:
    """410 for what was in public and no longer is; a draft never was anywhere."""
    if not AssistantProfile.objects.withdrawn().filter(slug=slug).exists():
        raise Http404
    return render(request, "410.html", status=410)


@login_not_required
@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    """Everything one may ask for, by pillar; or what a word means in the catalogue."""
    q = request.GET.get("q", "").strip()
    context = {"q": q, "found": search_skills(q), "folders": [] if q else catalogue.task_folders()}
    return page_or_fragment(request, "accounts/skills.html", "results", context)


@login_not_required
@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """Towns as <option>s, for the field that sends what is typed under its own name."""
    typed = next((request.GET.get(name, "") for name in request.GET), "")
    return render(request, "accounts/_cities.html", {"cities": search_cities(typed)})
