"""The pages made of real supply: a pillar of the trade, a large city and a way of working."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.directory import Wish, search
from accounts.models import City, Pillar, Skill
from accounts.presentation import card_of, counted
from blog.models import Article
from missions.presentation.public import open_missions_of
from sio.lib.components import Link
from sio.lib.http import public_page
from sio.lib.structured import Data, organization
from sio.pages import cities
from sio.pages.pillars import BY_SLUG, PILLARS, PillarPage
from sio.pages.showing import show

PEOPLE_ON_A_PILLAR, PEOPLE_IN_A_CITY, ARTICLES, ELSEWHERE = 6, 12, 3, 18


@login_not_required
@public_page
@require_safe
def pillar(request: HttpRequest, slug: str) -> HttpResponse:
    """A pillar of the trade: its words, its tasks, who does them, who asks for them."""
    page = BY_SLUG.get(slug)
    if page is None:
        raise Http404
    folder = get_object_or_404(Pillar, slug=page.pillar)
    people = search(Wish(pillar=folder)).with_card_details()[:PEOPLE_ON_A_PILLAR]
    return show(
        request,
        "pillar",
        folder.name,
        data=[_service(page)],
        page=page,
        folder=folder,
        tasks=Skill.objects.filter(pillar=folder, is_active=True),
        people=[card_of(profile) for profile in people],
        missions=open_missions_of(folder),
        articles=Article.objects.published().filter(pillar=folder.slug).with_lines()[:ARTICLES],
        others=[other for other in PILLARS if other is not page],
        directory=f"{reverse('accounts:directory')}?pilier={folder.slug}",
    )


def _service(page: PillarPage) -> Data:
    """The pillar as something that is offered, in schema.org's words."""
    return {
        "@type": "Service",
        "name": page.title,
        "description": page.description,
        "areaServed": {"@type": "Country", "name": "France"},
        "provider": organization(),
    }


@login_not_required
@public_page
@require_safe
def city(request: HttpRequest, city: str, way: str) -> HttpResponse:
    """Who works in a large city in one way; 404 for a place nobody works in, so that no page is empty."""
    known = cities.large_cities()
    if city not in known or way not in cities.WAYS:
        raise Http404
    here = known[city]
    people = cities.people_of(here, way)
    count = people.count()
    if not count:
        raise Http404
    directory = reverse("accounts:directory")
    return show(
        request,
        "city",
        f"{here.name}, {cities.WORDS[way]}",
        trail=[Link("Assistantes et assistants", directory)],
        city=here,
        where=cities.in_city(here),
        way=cities.WORDS[way],
        is_remote=way == "a-distance",
        is_indexed=count >= cities.INDEXED_FROM,
        count=counted(count),
        cards=[card_of(profile) for profile in people.with_card_details()[:PEOPLE_IN_A_CITY]],
        more=f"{directory}?ville={here.name}&format={cities.WAYS[way]}" if count > PEOPLE_IN_A_CITY else "",
        elsewhere=_elsewhere(known, here, way),
    )


def _elsewhere(known: dict[str, City], here: City, way: str) -> list[cities.CityPage]:
    """The other way of working in this city, then the other cities in this way, where there is enough to read."""
    found = [page for page in cities.supplied(known.values()) if page.is_indexed]
    return sorted(
        (page for page in found if (page.city == here) != (page.way == way)),
        key=lambda page: (page.city != here, -page.count, page.city.name),
    )[:ELSEWHERE]
