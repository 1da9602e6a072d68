"""What machines read of the public site: every block of data, every feed, the whole map.

The site is walked once, as a visitor: the pages of `test_every_page`, and whatever the map leads to.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings as django_settings
from django.test import Client, override_settings

from accounts.models import AssistantProfile
from accounts.steps import completeness
from blog.models import Article
from blog.services.articles import draw_missing_images
from missions.models import Mission
from missions.services.missions import pause_mission
from tests.factories.accounts import company_with_owner
from tests.factories.missions import MissionFactory, owner_of
from tests.journeys.situation import Situation, arrange
from tests.journeys.test_every_page import STATUSES, VISITOR
from tests.support.databases import Databases

ATOM, MAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
HIDDEN = re.compile(r"<(script|style|template)\b.*?</\1>", re.DOTALL)
# What schema.org and the engines ask of each type, wherever it stands.
REQUIRED = {
    "Answer": ("text",),
    "BlogPosting": (
        "headline",
        "author.name",
        "author.url",
        "datePublished",
        "dateModified",
        "image",
        "publisher.name",
        "mainEntityOfPage",
    ),
    "BreadcrumbList": ("itemListElement",),
    "Country": ("name",),
    "FAQPage": ("mainEntity",),
    "JobPosting": ("title", "description", "datePosted", "employmentType", "hiringOrganization.name"),
    "ListItem": ("position", "name", "item"),
    "Organization": ("name",),
    "Person": ("name",),
    "Place": ("address.addressCountry", "address.addressLocality"),
    "PostalAddress": ("addressCountry",),
    "PropertyValue": ("name", "value"),
    "Question": ("name", "acceptedAnswer.text"),
    "Service": ("name", "description", "provider.name", "areaServed.name"),
    "WebSite": ("name", "url"),
}
MOMENTS = ("datePublished", "dateModified", "datePosted", "validThrough")
ADDRESSES = ("url", "item", "image", "logo", "mainEntityOfPage")


@dataclass(frozen=True)
class Reading:
    """A page as it came."""

    address: str
    status: int
    page: str

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return [json.loads(block) for block in DATA.findall(self.page)]

    @property
    def words(self) -> str:
        """What people see, on one line."""
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", HIDDEN.sub(" ", self.page))).split())

    @property
    def is_indexed(self) -> bool:
        return re.search(r'<meta name="robots" content="[^"]*noindex', self.page) is None

    @property
    def canonical(self) -> str:
        found = re.search(r'<link rel="canonical" href="([^"]*)">', self.page)
        return html.unescape(found[1]) if found else ""

    @property
    def feeds(self) -> list[str]:
        return re.findall(r'type="application/atom\+xml"[^>]*href="([^"]+)"', self.page)


@dataclass(frozen=True)
class Walk:
    """Everything read, by address; and the map, section by section."""

    pages: dict[str, Reading]
    sections: dict[str, set[str]]

    @property
    def mapped(self) -> set[str]:
        return set().union(*self.sections.values())

    def blocks(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every block and every thing described inside one, with the address where it stands."""
        for reading in self.pages.values():
            for block in reading.blocks:
                yield from ((reading.address, thing) for thing in _things(block))

    def kinds(self, address: str) -> set[str]:
        return {block["@type"] for block in self.pages[address].blocks}


@pytest.fixture(scope="module")
def walked(
    demo: dict[str, Any],
    django_db_blocker: Any,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Situation, Walk]]:
    """Arranged once, read once, with job postings on; a firm that is not invented has two missions to post."""
    options = {"JOB_POSTING": True, "MEDIA_ROOT": tmp_path_factory.mktemp("media")}
    with django_db_blocker.unblock(), override_settings(**options):
        databases.restore("demo")
        situation = arrange()
        draw_missing_images()
        company, _ = company_with_owner()
        MissionFactory(published=True, company=company)
        MissionFactory(published=True, place="hybrid", company=company)
        yield situation, _walk(situation)
        databases.restore()


@pytest.fixture
def walk(walked: tuple[Situation, Walk]) -> Walk:
    return walked[1]


def _walk(situation: Situation) -> Walk:
    client = Client()
    sections = {section: set(_locations(client, section)) for section in _locations(client, "/sitemap.xml")}
    told = {
        address if isinstance(address, str) else address(situation)
        for name, address in VISITOR.items()
        if name not in STATUSES
    }
    addresses = sorted(told.union(*sections.values()))
    return Walk({address: _read(client, address) for address in addresses}, sections)


def _read(client: Client, address: str) -> Reading:
    answer = client.get(address)
    return Reading(address, answer.status_code, answer.content.decode())


def _locations(client: Client, address: str) -> list[str]:
    """The addresses of a map, without the host that the test client invents."""
    found = [str(location.text) for location in _parsed(client, address).iter(f"{MAP}loc")]
    assert all(urlsplit(location).netloc for location in found)
    return [urlsplit(location).path for location in found]


def _parsed(client: Client, address: str) -> ET.Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return ET.fromstring(answer.content)  # noqa: S314 - written by the site itself


def _things(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for each in data:
            yield from _things(each)
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _things(value)


def _at(thing: dict[str, Any], path: str) -> Any:
    """The value at « author.name », or None."""
    value: Any = thing
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


# ── Structured data ─────────────────────────────────────────────────────────────────────────────────────


def test_every_page_of_the_walk_answers(walk: Walk) -> None:
    assert {address for address, reading in walk.pages.items() if reading.status != 200} == set()


def test_every_block_says_whose_words_it_uses(walk: Walk) -> None:
    contexts = {block["@context"] for reading in walk.pages.values() for block in reading.blocks}
    assert contexts == {"https://schema.org"}


def test_every_type_is_one_of_which_we_know_the_requirements(walk: Walk) -> None:
    assert {thing["@type"] for _, thing in walk.blocks()} <= set(REQUIRED)


def test_every_thing_says_what_its_type_requires(walk: Walk) -> None:
    lacking = [
        f"{address}: {thing.get('@type')} without {path}"
        for address, thing in walk.blocks()
        for path in REQUIRED.get(thing["@type"], ())
        if not _at(thing, path)
    ]
    assert lacking == []


def test_moments_are_written_as_machines_read_them_and_addresses_in_full(walk: Walk) -> None:
    for address, thing in walk.blocks():
        for name in MOMENTS:
            assert datetime.fromisoformat(thing.get(name, "2026-11-24")), address
        for name in ADDRESSES:
            whole = thing.get(name, django_settings.SITE_URL)
            assert str(whole).startswith(django_settings.SITE_URL), (address, name, whole)


def test_a_trail_counts_its_steps_from_the_home_page_and_each_answers(walk: Walk) -> None:
    steps: set[str] = set()
    for address, thing in walk.blocks():
        if thing["@type"] == "BreadcrumbList":
            items = thing["itemListElement"]
            assert [item["position"] for item in items] == list(range(1, len(items) + 1)), address
            assert items[0]["item"] == f"{django_settings.SITE_URL}/", address
            steps |= {item["item"].removeprefix(django_settings.SITE_URL) for item in items}
    client = Client()
    assert {step for step in steps - set(walk.pages) if client.get(step).status_code != 200} == set()


def test_a_question_for_machines_stands_on_the_page_for_people(walk: Walk) -> None:
    asked = [(address, thing) for address, thing in walk.blocks() if thing["@type"] == "Question"]
    assert asked
    for address, question in asked:
        assert " ".join(question["name"].split()) in walk.pages[address].words


def test_a_posting_says_where_and_is_named_to_people_too(walk: Walk) -> None:
    posted = [(address, thing) for address, thing in walk.blocks() if thing["@type"] == "JobPosting"]
    assert len(posted) >= 2
    for address, posting in posted:
        is_remote = posting.get("jobLocationType") == "TELECOMMUTE"
        assert posting.get("applicantLocationRequirements") if is_remote else posting.get("jobLocation")
        assert posting["hiringOrganization"]["name"] in walk.pages[address].words


def test_each_kind_of_page_carries_its_data(walk: Walk) -> None:
    for address in walk.sections["/sitemap-articles.xml"]:
        assert {"BlogPosting", "BreadcrumbList"} <= walk.kinds(address), address
    for section in ("missions", "profils", "villes"):
        for address in walk.sections[f"/sitemap-{section}.xml"]:
            assert "BreadcrumbList" in walk.kinds(address), address
    assert "Organization" in walk.kinds("/")
    assert "FAQPage" in walk.kinds("/questions/")


# ── Feeds ───────────────────────────────────────────────────────────────────────────────────────────────


def test_every_feed_announced_is_valid_atom(walk: Walk) -> None:
    announced = {urlsplit(feed).path for reading in walk.pages.values() for feed in reading.feeds}
    assert {"/blog/feed.atom", "/missions/feed.atom"} <= announced
    for address in announced:
        _assert_is_atom(_parsed(Client(), address), address)


def _assert_is_atom(feed: ET.Element, address: str) -> None:
    """RFC 4287: each has an id, a title and a moment; the feed knows its address; everybody is somebody's."""
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert entries, address
    for part in (feed, *entries):
        assert part.findtext(f"{ATOM}id"), address
        assert part.findtext(f"{ATOM}title"), address
        assert datetime.fromisoformat(str(part.findtext(f"{ATOM}updated"))).tzinfo, address
    links = {link.get("rel"): str(link.get("href")) for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == django_settings.SITE_URL + address
    authors = [part.findtext(f"{ATOM}author/{ATOM}name") for part in entries]
    assert feed.findtext(f"{ATOM}author/{ATOM}name") or all(authors), address
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids)), address
    for entry in entries:
        [link] = [
            found.get("href") for found in entry.findall(f"{ATOM}link") if found.get("rel") == "alternate"
        ]
        assert str(link).startswith(django_settings.SITE_URL), address
        assert entry.findtext(f"{ATOM}content"), address


# ── The map ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_the_map_has_every_article_every_telling_profile_and_every_open_mission(walk: Walk) -> None:
    articles = {article.get_absolute_url() for article in Article.objects.published()}
    profiles = {
        profile.get_absolute_url()
        for profile in AssistantProfile.objects.filter(status="published")
        if completeness(profile) >= 80
    }
    missions = {mission.get_absolute_url() for mission in Mission.objects.filter(status="published")}
    assert min(len(articles), len(profiles), len(missions)) > 1
    assert walk.sections["/sitemap-articles.xml"] == articles
    assert walk.sections["/sitemap-profils.xml"] == profiles
    assert walk.sections["/sitemap-missions.xml"] == missions


def test_the_map_leads_only_to_pages_that_may_be_kept_under_that_very_address(walk: Walk) -> None:
    mapped = [walk.pages[address] for address in walk.mapped]
    assert {page.address for page in mapped if not page.is_indexed} == set()
    assert {page.address: page.canonical for page in mapped} == {
        page.address: django_settings.SITE_URL + page.address for page in mapped
    }


@pytest.mark.django_db
def test_a_mission_that_closes_leaves_the_map_with_the_same_request(walked: tuple[Situation, Walk]) -> None:
    mission = walked[0].open_mission
    client = Client()
    assert mission.get_absolute_url() in _locations(client, "/sitemap-missions.xml")
    pause_mission(Mission.objects.get(pk=mission.pk), owner_of(mission.company))
    assert mission.get_absolute_url() not in _locations(client, "/sitemap-missions.xml")
