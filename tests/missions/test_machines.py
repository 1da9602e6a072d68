"""What machines read of the open missions: structured data, site map, feed, and what may be reported."""

import json
import re
from datetime import timedelta
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from django.contrib.sitemaps import Sitemap
from django.utils import timezone

from missions.models import Mission
from missions.services.missions import pause_mission, resume_mission
from missions.sitemaps import MissionSitemap
from missions.structured import job_posting
from sio.lib import reportables
from tests.factories.accounts import company_with_owner
from tests.factories.missions import MissionFactory, owner_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def posted(settings):
    settings.JOB_POSTING = True


def structured_of(client, mission):
    page = client.get(mission.get_absolute_url()).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return {block["@type"]: block for block in map(json.loads, blocks)}


# ── JobPosting ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_mission_is_no_job_posting_unless_the_setting_says_so(client, settings):
    mission = MissionFactory(published=True)
    assert settings.JOB_POSTING is False
    assert set(structured_of(client, mission)) == {"BreadcrumbList"}


def test_posted_it_says_what_job_boards_require_and_the_page_shows_it(client, posted):
    company, _ = company_with_owner(name="Plomberie Rivoire")
    mission = MissionFactory(on_site=True, status="published", published_at=timezone.now(), company=company)
    posting = structured_of(client, mission)["JobPosting"]
    assert posting["title"] == mission.title
    assert "Établissement de devis" in posting["description"]
    assert mission.deliverable in posting["description"]
    assert posting["datePosted"] == timezone.localdate().isoformat()
    assert posting["employmentType"] == "CONTRACTOR"
    assert posting["hiringOrganization"] == {"@type": "Organization", "name": "Plomberie Rivoire"}
    assert posting["jobLocation"]["address"]["addressLocality"] == "Lyon 7e"
    assert posting["jobLocation"]["address"]["addressCountry"] == "FR"
    assert "jobLocationType" not in posting
    assert posting["url"].endswith(mission.get_absolute_url())
    assert "Plomberie Rivoire" in re.sub(
        r"<script.*?</script>", "", client.get(mission.get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("remote", {"jobLocationType", "applicantLocationRequirements"}),
        ("hybrid", {"jobLocationType", "applicantLocationRequirements", "jobLocation"}),
        ("on_site", {"jobLocation"}),
    ],
)
def test_where_it_is_done_is_said_in_the_boards_own_terms(posted, place, keys):
    mission = MissionFactory(on_site=True, place=place, status="published", published_at=timezone.now())
    told = {"jobLocationType", "applicantLocationRequirements", "jobLocation"} & set(job_posting(mission))
    assert told == keys


def test_the_last_day_is_told_until_it_is_past(posted):
    mission = MissionFactory(published=True, tolerance_days=3)
    last = timezone.localdate() + timedelta(days=3)
    assert job_posting(mission)["validThrough"].startswith(last.isoformat())
    mission.starts_on -= timedelta(days=4)
    assert "validThrough" not in job_posting(mission)


def test_an_invented_firm_posts_nothing(posted):
    mission = MissionFactory(published=True)
    mission.company.is_demo = True
    assert job_posting(mission) is None


def test_words_typed_cannot_leave_the_block_of_data(client, posted):
    mission = MissionFactory(published=True, title="</script><script>alert(1)</script>", brief="<b>&\"'</b>")
    page = client.get(mission.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    posting = structured_of(client, mission)["JobPosting"]
    assert posting["title"] == mission.title
    assert "&lt;b&gt;" in posting["description"]


# ── Site map ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_site_map_has_the_open_missions_only_and_forgets_those_that_close():
    mission = MissionFactory(published=True)
    for state in ("complete", "submitted", "paused", "filled"):
        MissionFactory(**{state: True})
    assert list(MissionSitemap().items()) == [mission]
    pause_mission(mission, owner_of(mission.company))
    assert list(MissionSitemap().items()) == []


def test_the_site_map_dates_a_mission_from_its_opening_not_from_what_touches_its_row():
    mission = MissionFactory(published=True)
    entry: Sitemap = MissionSitemap()
    assert entry.lastmod(entry.items()[0]) == mission.published_at
    Mission.objects.get(pk=mission.pk).save()
    assert entry.lastmod(entry.items()[0]) == mission.published_at
    owner = owner_of(mission.company)
    resume_mission(pause_mission(mission, owner), owner)
    assert entry.lastmod(entry.items()[0]) == mission.events.last().at > mission.published_at


# ── Feed ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_feed_is_atom_with_all_that_atom_requires(client):
    mission = MissionFactory(published=True, title="Devis & relances <urgents>")
    feed = ET.fromstring(client.get("/missions/feed.atom").content)  # noqa: S314 - our own
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{name}") is not None
    links = {link.get("rel"): link.get("href") for link in feed.iter(f"{ATOM}link")}
    assert links["self"].endswith("/missions/feed.atom")
    [entry] = feed.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == mission.title
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{mission.public_id}"
    assert entry.findtext(f"{ATOM}published") == entry.findtext(f"{ATOM}updated")
    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    for words in (mission.brief, mission.deliverable, "Établissement de devis", "5\u00a0h par semaine"):
        assert words in content.text


# ── Reports ─────────────────────────────────────────────────────────────────────────────────────────────


def test_an_open_mission_may_be_reported_to_the_person_who_wrote_it():
    mission = MissionFactory(published=True)
    found = reportables.find("mission", str(mission.public_id))
    assert found == reportables.Reportable(mission.title, mission.get_absolute_url(), mission.author)


@pytest.mark.parametrize("state", ["complete", "submitted", "paused"])
def test_what_nobody_reads_cannot_be_reported(state):
    mission = MissionFactory(**{state: True})
    assert reportables.find("mission", str(mission.public_id)) is None
    assert reportables.find("mission", str(uuid4())) is None
    assert reportables.find("mission", "un-mot") is None
