"""What search engines read: where pages stand, the questions answered, the map of the site, the rules for robots."""

import json
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from sio.pages.questions import QUESTIONS
from tests.factories.accounts import AssistantProfileFactory
from tests.factories.missions import MissionFactory
from tests.pages.test_pages import PAGES, read

pytestmark = pytest.mark.django_db

LOC = re.compile(r"<loc>(.*?)</loc>")
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')


def data_of(page: str) -> dict[str, dict]:
    return {found["@type"]: found for found in map(json.loads, DATA.findall(page))}


def mapped(client: Client) -> list[str]:
    """Every address of every section."""
    index = client.get("/sitemap.xml")
    assert index.status_code == 200
    sections = [urlsplit(address).path for address in LOC.findall(index.content.decode())]
    return [address for path in sections for address in LOC.findall(client.get(path).content.decode())]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_where_it_stands(client: Client, address: str) -> None:
    page = read(
        client,
        f"{address}?utm_source=ailleurs"
        if address not in {"/tarifs/", "/embauche-ou-delegation/"}
        else address,
    )
    trail = data_of(page)["BreadcrumbList"]["itemListElement"]

    assert [step["position"] for step in trail] == list(range(1, len(trail) + 1))
    assert trail[-1]["item"].endswith(address)
    assert CANONICAL.findall(page) == [trail[-1]["item"]]


def test_every_question_told_to_machines_is_on_the_page(client: Client) -> None:
    page = read(client, "/questions/")
    told = data_of(page)["FAQPage"]["mainEntity"]
    assert len(told) == len(QUESTIONS) >= 12
    for question in told:
        assert question["name"] in page
        assert question["acceptedAnswer"]["text"] in page


def test_addresses_of_questions_are_unique() -> None:
    assert len({question.slug for question in QUESTIONS}) == len(QUESTIONS)


class TestSitemap:
    def test_every_address_opens_for_anybody_and_is_its_own_canonical(self, client: Client) -> None:
        AssistantProfileFactory.create_batch(3, published=True)
        MissionFactory(published=True)
        addresses = mapped(client)
        assert len(addresses) == len(set(addresses)) > 15
        for address in addresses:
            page = read(client, urlsplit(address).path)
            assert urlsplit(CANONICAL.findall(page)[0]).path == urlsplit(address).path
            assert "noindex" not in page

    def test_the_public_pages_are_all_there(self, client: Client) -> None:
        paths = {urlsplit(address).path for address in mapped(client)}
        assert {*PAGES, "/"} <= paths

    def test_a_mission_that_closes_leaves_at_once(self, client: Client) -> None:
        mission = MissionFactory(published=True)
        assert any(str(mission.public_id) in address for address in mapped(client))
        mission.status = "paused"
        mission.save()
        assert not any(str(mission.public_id) in address for address in mapped(client))

    def test_a_city_with_two_people_is_not_there(self, client: Client) -> None:
        AssistantProfileFactory.create_batch(2, published=True)
        assert not any("/assistants/a/" in address for address in mapped(client))

    def test_each_section_says_when_things_changed(self, client: Client) -> None:
        assert client.get("/sitemap-pages.xml").content.count(b"<lastmod>") == len(PAGES) + 1

    def test_an_unknown_section_is_not_found(self, client: Client) -> None:
        assert client.get("/sitemap-secrets.xml").status_code == 404


class TestRobots:
    def test_it_names_the_map(self, client: Client, settings) -> None:
        settings.SITE_URL = "https://sio.example"
        answer = client.get("/robots.txt")
        assert answer["Content-Type"].startswith("text/plain")
        assert "Sitemap: https://sio.example/sitemap.xml" in answer.content.decode()

    def test_nothing_that_draws_a_page_is_closed(self, client: Client) -> None:
        closed = re.findall(r"^Disallow: (.+)$", client.get("/robots.txt").content.decode(), re.MULTILINE)
        assert closed
        assert not any(path.startswith(("/static", "/images")) or path == "/" for path in closed)
        for path in (path for path in closed if "?" not in path):
            assert path.startswith(("/affichage", "/annonces", "/blog/", "/signaler"))
