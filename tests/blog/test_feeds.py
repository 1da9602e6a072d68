"""The feed holds the whole text, is valid Atom, and is sent again only when it changed; the sitemap lists what is public."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from blog.models import Article
from blog.sitemaps import ArticleSitemap
from tests.factories.blog import ArticleFactory, TagFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def feed(client: Client, settings: Any) -> Any:
    settings.SITE_URL = "https://sio.example"
    return lambda: ET.fromstring(client.get("/blog/feed.atom").content)  # noqa: S314 - our own


def text(element: Any, name: str) -> str:
    child = element.find(f"{ATOM}{name}")
    assert child is not None, name
    return str(child.text)


def test_the_feed_is_atom_with_all_it_requires(client: Client, feed: Any) -> None:
    assert client.get("/blog/feed.atom")["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = feed()
    assert root.tag == f"{ATOM}feed"
    assert text(root, "id") == "https://sio.example/blog/"
    assert text(root, "title")
    assert text(root, "updated")
    assert {link.get("href") for link in root.iter(f"{ATOM}link") if link.get("rel") == "self"} == {
        "https://sio.example/blog/feed.atom"
    }
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 6
    for entry in entries:
        assert all(
            text(entry, name) for name in ("id", "title", "updated", "published", "summary", "content")
        )
        assert entry.find(f"{ATOM}author/{ATOM}name").text == "L’équipe SIO"


def test_an_entry_holds_the_whole_text_and_its_tags(feed: Any) -> None:
    article = ArticleFactory(published=True, title="Le tout dernier", body="## Un\n\nTexte **entier**.")
    article.tags.add(TagFactory(name="Devis"))
    entry = feed().find(f"{ATOM}entry")
    assert text(entry, "title") == "Le tout dernier"
    assert "<strong>entier</strong>" in text(entry, "content")
    assert entry.find(f"{ATOM}content").get("type") == "html"
    assert entry.find(f"{ATOM}category").get("term") == "Devis"


def test_the_identity_of_an_entry_outlives_its_address(feed: Any) -> None:
    article = ArticleFactory(published=True)
    before = text(feed().find(f"{ATOM}entry"), "id")
    Article.objects.filter(pk=article.pk).update(slug="autre-adresse")
    assert text(feed().find(f"{ATOM}entry"), "id") == before


def test_what_is_not_public_is_not_in_the_feed(client: Client) -> None:
    ArticleFactory(title="Encore secret")
    ArticleFactory(scheduled=True, title="Encore secret")
    assert "Encore secret" not in client.get("/blog/feed.atom").content.decode()


def test_a_feed_that_did_not_change_is_not_sent_again(client: Client) -> None:
    stamp = client.get("/blog/feed.atom")["Last-Modified"]
    assert client.get("/blog/feed.atom", headers={"If-Modified-Since": stamp}).status_code == 304
    long_ago = http_date((timezone.now() - timedelta(days=400)).timestamp())
    assert client.get("/blog/feed.atom", headers={"If-Modified-Since": long_ago}).status_code == 200


def test_head_is_answered_without_a_body(client: Client) -> None:
    answer = client.head("/blog/feed.atom")
    assert answer.status_code == 200
    assert answer.content == b""


def test_pages_tell_where_the_feed_is(client: Client) -> None:
    for address in ("/blog/", "/blog/role-office-manager/"):
        assert 'type="application/atom+xml"' in client.get(address).content.decode()


def test_the_feed_costs_the_same_whatever_its_length(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    ArticleFactory.create_batch(12, published=True)
    with django_assert_max_num_queries(4):
        client.get("/blog/feed.atom")


def test_the_sitemap_lists_what_is_public_with_its_last_real_change() -> None:
    published = timezone.now() - timedelta(days=9)
    revised = ArticleFactory(published_at=published, revised_at=published + timedelta(days=2))
    ArticleFactory(scheduled=True)
    ArticleFactory()
    sitemap = ArticleSitemap()
    assert set(sitemap.items()) == set(Article.objects.published())
    assert sitemap.lastmod(revised) == revised.revised_at
