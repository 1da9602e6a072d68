"""« Demander un réexamen » on each explanation, and the page where the answer is read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import AssistantProfile
from matching import presentation
from matching.enums import Reader
from matching.forms import ReviewForm
from matching.models import ReviewRequest
from matching.models.reviews import ANSWER_WITHIN
from matching.services import ask_review
from matching.views.ranking import mission_she_reads, result_it_reads
from missions.models import Mission
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.forms import refuse
from sio.lib.http import AuthenticatedRequest
from sio.lib.limits import may_proceed

REQUESTS, WINDOW = 5, timedelta(days=1)

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def ask(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """She contests her own result, or her absence."""
    mission, profile = mission_she_reads(request, public_id)
    back = reverse("matching:fit", args=[mission.public_id])
    return _ask(request, mission, profile, Reader.ASSISTANT, back)


@get_or_post
def ask_of(request: AuthenticatedRequest, public_id: UUID, slug: str) -> HttpResponse:
    """The company contests the result of a person it is shown."""
    match = result_it_reads(request, public_id, slug)
    back = reverse("matching:why", args=[match.mission.public_id, slug])
    return _ask(request, match.mission, match.profile, Reader.COMPANY, back)


@require_safe
def review(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """The receipt, the frozen result, and the answer when there is one."""
    found = get_object_or_404(
        ReviewRequest.objects.visible_to(request.user).select_related(
            "mission", "profile__user", "decided_by"
        ),
        public_id=public_id,
    )
    return render(request, "matching/review.html", {"review": found, **presentation.review(found)})


def _ask(
    request: AuthenticatedRequest, mission: Mission, profile: AssistantProfile, side: Reader, back: str
) -> HttpResponse:
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and not _may_ask(request):
        return render(request, "429.html", status=429)
    if request.method == "POST" and form.is_valid():
        details: str = form.cleaned_data["details"]
        try:
            return answer_once(request, _asking(request, mission, profile, side, details))
        except Refusal as refusal:
            refuse(form, refusal)
    context: dict[str, Any] = {"form": form, "mission": mission, "back": back, "days": ANSWER_WITHIN.days}
    if side == Reader.COMPANY:
        context["profile"] = profile
    return render(request, "matching/ask_review.html", context, status=422 if form.is_bound else 200)


def _asking(
    request: AuthenticatedRequest, mission: Mission, profile: AssistantProfile, side: Reader, details: str
) -> Callable[[], str]:
    return lambda: ask_review(mission, profile, request.user, side, details).get_absolute_url()


def _may_ask(request: AuthenticatedRequest) -> bool:
    return may_proceed("review", str(request.user.pk), limit=REQUESTS, every=WINDOW)
