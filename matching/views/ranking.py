"""The pages of a ranking: profiles for a mission, missions for a person, one person's fit for one mission."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import ProfileStatus
from accounts.models import AssistantProfile
from matching import cards, presentation
from matching.enums import Bucket
from matching.matches import Match, Matches, Ranking
from matching.needs import missions_to_rank
from matching.permissions import is_really_read, missions_ranked_for
from matching.reading import read_for
from matching.sentences.interest import WHY as WHY_THIS_ORDER
from matching.services import PAGE_SIZE, match_for, missions_for, ranked, standing
from matching.services.feed import application_of_reader
from matching.services.impressions import record_impressions
from matching.services.pairs import FEW
from matching.sql import Page
from matching.watching import switch_of
from missions.enums import MissionStatus
from missions.models import Mission
from missions.presentation.invitations import Contacts
from sio.lib.components import Link
from sio.lib.dates import today
from sio.lib.fragments import asks_for_fragment, page_or_fragment
from sio.lib.http import AuthenticatedRequest

FEED_SIZE = 8
# How many cards stand on the page of the mission.
PREVIEW = 3

# Each list has a word in the address.
LISTS = {"": Bucket.MAIN, "a-confirmer": Bucket.TO_CONFIRM, "presque": Bucket.NEAR}
WORDS = {bucket: word for word, bucket in LISTS.items()}


@require_safe
def assistants(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """The profiles proposed for a published mission, list by list; its first ones as a fragment."""
    mission = get_object_or_404(missions_ranked_for(request.user), public_id=public_id)
    context: dict[str, Any] = {"mission": mission, "is_open": mission.status == MissionStatus.PUBLISHED}
    if context["is_open"]:
        context |= _profiles(request, mission)
    return page_or_fragment(request, "matching/assistants.html", "preview", context)


def _profiles(request: AuthenticatedRequest, mission: Mission) -> dict[str, Any]:
    bucket, number = _asked_list(request), _asked_page(request)
    pages = dict.fromkeys(Bucket, Page(0)) | {bucket: Page(PAGE_SIZE, (number - 1) * PAGE_SIZE)}
    read = read_for(request.user, mission, today())
    ranking = ranked(read.bench, pages)
    is_preview = asks_for_fragment(request)
    shown = ranking.of(bucket)[:PREVIEW] if is_preview else ranking.of(bucket)
    if is_really_read(request):
        record_impressions(shown, page=number)
    here = reverse("matching:assistants", args=[mission.public_id])
    return _lists(bucket, ranking, here) | {
        "almost": _almost(ranking, "profil", "profils"),
        "watch": switch_of(read, ranking.totals[Bucket.MAIN]),
        "few": FEW,
        "page": _page(ranking.totals[bucket], number),
        **_people(read.contacts, shown, at=mission.get_absolute_url() if is_preview else ""),
    }


def _people(contacts: Contacts, matches: Matches, *, at: str) -> dict[str, Any]:
    """Their cards, with « Inviter » for those who act for the company, while a seat is free."""
    return {
        "seats": contacts.seats,
        "cards": [
            cards.person_card(
                match,
                state=contacts.said_of(match.profile.pk),
                may_invite=contacts.may_invite,
                at=at,
            )
            for match in matches
        ],
    }


@require_safe
def missions(request: AuthenticatedRequest) -> HttpResponse:
    """The published missions that suit the person who reads, with the reasons from her side."""
    profile = _own_profile(request)
    context: dict[str, Any] = {"profile": profile}
    if profile is not None and profile.status == ProfileStatus.PUBLISHED:
        context |= _missions(request, profile)
    return render(request, "matching/missions.html", context)


def _missions(request: AuthenticatedRequest, profile: AssistantProfile) -> dict[str, Any]:
    bucket, number = _asked_list(request), _asked_page(request)
    ranking = missions_for(profile, pages={bucket: Page(FEED_SIZE, (number - 1) * FEED_SIZE)})
    return _lists(bucket, ranking, reverse("matching:missions"), main="Missions proposées") | {
        "almost": _almost(ranking, "mission", "missions"),
        "page": _page(ranking.totals[bucket], number, FEED_SIZE),
        "why_this_order": WHY_THIS_ORDER,
        "shown": [
            (cards.mission_card(match, has_applied=_has_applied(match)), cards.appeal(match))
            for match in ranking.of(bucket)
        ],
    }


def _has_applied(match: Match) -> bool:
    return application_of_reader(match.mission) is not None


@require_safe
def fit(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Her own fit for a mission she can read, or why she does not appear; and what is hers to change."""
    mission, profile = mission_she_reads(request, public_id)
    level = 3 if asks_for_fragment(request) else 2
    context = {"mission": mission, "level": level, **presentation.own_result(standing(profile, mission))}
    return page_or_fragment(request, "matching/fit.html", "fit", context)


def mission_she_reads(request: AuthenticatedRequest, public_id: UUID) -> tuple[Mission, AssistantProfile]:
    """The mission and her profile; a company, or somebody without a profile, has no fit."""
    missions = missions_to_rank(Mission.objects.visible_to(request.user))
    mission, profile = get_object_or_404(missions, public_id=public_id), _own_profile(request)
    if profile is None:
        raise Http404
    return mission, profile


@require_safe
def why(request: AuthenticatedRequest, public_id: UUID, slug: str) -> HttpResponse:
    """One result as the company reads it, with every reason."""
    match = result_it_reads(request, public_id, slug)
    context = {"mission": match.mission, "profile": match.profile, **presentation.result_for_company(match)}
    return page_or_fragment(request, "matching/why.html", "why", context)


def result_it_reads(request: AuthenticatedRequest, public_id: UUID, slug: str) -> Match:
    """The result of one person of the lists, for whoever may read them; nobody before publication."""
    missions = missions_to_rank(missions_ranked_for(request.user).published())
    mission = get_object_or_404(missions, public_id=public_id)
    profile = get_object_or_404(AssistantProfile.objects.published(), slug=slug)
    match = match_for(profile, mission)
    if match is None:
        raise Http404
    return match


def _own_profile(request: AuthenticatedRequest) -> AssistantProfile | None:
    return AssistantProfile.objects.filter(user=request.user).first()


def _asked_list(request: AuthenticatedRequest) -> Bucket:
    return LISTS.get(request.GET.get("liste", ""), Bucket.MAIN)


def _asked_page(request: AuthenticatedRequest) -> int:
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1


def _page(total: int, number: int, size: int = 0) -> Any:
    """The page for the links; beyond the last one there is nothing to read."""
    page = Paginator(range(total), size or PAGE_SIZE).get_page(number)
    if page.number != number:
        raise Http404
    return page


def _lists(bucket: Bucket, ranking: Ranking, here: str, *, main: str = Bucket.MAIN.label) -> dict[str, Any]:
    """The three lists as tabs, and what the page says of them."""
    labels = dict(Bucket.choices) | {Bucket.MAIN: main}
    tabs = [
        Link(labels[one], _address(here, one), is_current=one == bucket, count=ranking.totals[one])
        for one in Bucket
    ]
    return {
        "bucket": bucket,
        "tabs": tabs,
        "totals": ranking.totals,
        "near": _address(here, Bucket.NEAR),
        "here": here,
    }


def _almost(ranking: Ranking, one: str, several: str) -> str:
    """« Trois profils n’en manquent qu’un » : how many are one wish away."""
    count = ranking.totals[Bucket.NEAR]
    feminine = "e" if one == "mission" else ""
    return (
        f"{count} {several} n’en manquent qu’un." if count > 1 else f"Un{feminine} {one} n’en manque qu’un."
    )


def _address(here: str, bucket: Bucket) -> str:
    return f"{here}?liste={WORDS[bucket]}" if WORDS[bucket] else here
