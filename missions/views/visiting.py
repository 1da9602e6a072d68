"""Missions as anybody reads them: no account, no cookie, no name of a firm, nothing that is not open."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from accounts.models import Pillar
from missions.enums import MissionStatus
from missions.feeds import MissionFeed
from missions.forms.filters import MissionFilterForm
from missions.models import Mission
from missions.presentation import needs, public
from missions.structured import job_posting
from missions.views.acting import PER_PAGE
from sio.lib.components import Link
from sio.lib.fragments import page_or_fragment
from sio.lib.http import public_page
from sio.lib.structured import absolute, breadcrumbs
from sio.lib.text import shorten


def open_missions(request: HttpRequest) -> HttpResponse:
    form = MissionFilterForm(request.GET)
    found = form.narrow(Mission.objects.open_to_anyone()).with_firm().latest_first()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "cards": public.cards(page),
        "form": form,
        "chosen": form.chosen(),
        "count": counted(page.paginator.count),
        "reset": reverse("missions:list"),
        "subject": form.subject,
        "title": shorten(form.subject, public.TITLE_LENGTH),
        "canonical": _canonical(form, page.number),
        "is_indexed": form.is_worth_indexing and page.paginator.count > 0,
        "structured": breadcrumbs(_trail()),
    }
    return render(request, "missions/open_list.html", context)


def mission(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """An open mission; one that was open and no longer is answers 410 and shows those like it; any other is a 404."""
    found = Mission.objects.open_to_anyone().with_details().filter(public_id=public_id).first()
    if found is None:
        closed = Mission.objects.closed_to_anyone().with_firm()
        return _gone(request, get_object_or_404(closed, public_id=public_id))
    return render(request, "missions/open.html", _page(found))


@login_not_required
@require_safe
@public_page
def extract(request: HttpRequest, slug: str) -> HttpResponse:
    """A few open missions of one pillar, for the pages that speak of it; they load it beside a plain link."""
    pillar = get_object_or_404(Pillar, slug=slug)
    context = {"pillar": pillar, "cards": public.open_missions_of(pillar)}
    return page_or_fragment(request, "missions/extract.html", "cards", context)


@login_not_required
@require_safe
@conditional_page
@public_page
def feed(request: HttpRequest) -> HttpResponse:
    return MissionFeed()(request)


def counted(number: int) -> str:
    return f"{number} missions" if number > 1 else f"{number} mission"


def _canonical(form: MissionFilterForm, number: int) -> str:
    """One address for what several combinations of filters show, page by page."""
    query = form.kept_query | ({"page": str(number)} if number > 1 else {})
    return absolute(reverse("missions:list")) + (f"?{urlencode(query)}" if query else "")


def _page(mission: Mission) -> dict[str, Any]:
    posting = job_posting(mission)
    trail = breadcrumbs([*_trail(), (mission.title, mission.get_absolute_url())])
    return {
        "mission": mission,
        "title": public.short_title(mission),
        "description": public.description(mission),
        "facts": needs.facts(mission),
        "skills": needs.asked_skills(mission),
        "first": [
            fact for fact in (needs.volume(mission), needs.place(mission), needs.budget(mission)) if fact
        ],
        "name": mission.company.name if posting else "",
        "firm": public.sort_of_firm(mission.company),
        "delay": public.answering_delay(mission.company),
        "count": mission.applications.count(),
        "is_complete": mission.is_complete,
        "trail": [Link("Missions", reverse("missions:list"))],
        "apply_query": urlencode({"next": reverse("missions:apply", args=[mission.public_id])}),
        "structured": [trail, posting] if posting else [trail],
    }


def _gone(request: HttpRequest, mission: Mission) -> HttpResponse:
    context = {
        "mission": mission,
        "why": public.CLOSED[MissionStatus(mission.status)],
        "cards": public.missions_like(mission),
        "list": reverse("missions:list"),
    }
    return render(request, "missions/gone.html", context, status=410)


def _trail() -> list[tuple[str, str]]:
    return [("Accueil", reverse("home")), ("Missions", reverse("missions:list"))]
