"""What others read: one profile, the catalogue, and the towns that forms suggest."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts import catalogue
from accounts.enums import Role
from accounts.models import AssistantProfile
from accounts.presentation import of_profile
from accounts.search import search_cities, search_skills
from sio.lib.fragments import page_or_fragment
from sio.lib.http import AuthenticatedRequest


@require_safe
def assistant(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """The page of an assistant, for any signed-in person once it is published."""
    profile = get_object_or_404(AssistantProfile.objects.visible_to(request.user).with_details(), slug=slug)
    context = of_profile(profile) | {
        "is_own": profile.user_id == request.user.pk,
        "may_propose": request.user.role == Role.COMPANY,
    }
    return render(request, "accounts/assistant.html", context)


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
