"""An article as it is read: its parts, its neighbours, where it is filed, and the addresses it had."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import Pillar
from blog import previews
from blog.models import Article, FormerSlug
from blog.pillars import FOLDERS
from blog.seeds import rows
from blog.services.articles import draw_missing_images, rename_article, save_article
from sio.lib.errors import Refusal
from tests.factories.blog import ArticleFactory, AuthorFactory, SeriesFactory, TagFactory

pytestmark = pytest.mark.django_db

LONG = "\n\n".join(f"## Partie {number}\n\n### Détail {number}\n\nDes mots." for number in range(1, 7))


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def structured(html: str) -> dict[str, dict[str, Any]]:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {block["@type"]: block for block in map(json.loads, blocks)}


# ── The page ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_contents_follow_the_headings_in_two_levels(client: Client) -> None:
    html = read(client, ArticleFactory(published=True, body=LONG).get_absolute_url())
    contents = html[html.index('<nav class="toc"') : html.index("</nav>", html.index('<nav class="toc"'))]
    assert re.findall(r'href="#([\w-]+)"', contents)[:4] == ["partie-1", "detail-1", "partie-2", "detail-2"]
    assert all(f'id="{anchor}"' in html for anchor in re.findall(r'href="#([\w-]+)"', contents))


def test_a_short_text_has_no_contents_list(client: Client) -> None:
    assert 'class="toc"' not in read(client, ArticleFactory(published=True).get_absolute_url())


def test_the_step_towards_a_mission_stands_after_the_pillars_and_at_the_end(client: Client) -> None:
    html = read(client, "/blog/role-office-manager/")
    steps = [found.start() for found in re.finditer('class="article-step"', html)]
    assert len(steps) == 2
    assert (
        html.index('id="les-cinq-piliers-du-role"') < steps[0] < html.index('id="cinq-qualites-a-chercher"')
    )
    assert steps[1] > html.index('id="sources"')


@pytest.mark.parametrize(
    ("audience", "here", "absent"),
    [
        ("company", "Décrire mon besoin", "Proposer mes services"),
        ("assistant", "Proposer mes services", "Décrire mon besoin"),
    ],
)
def test_the_step_speaks_to_the_reader(client: Client, audience: str, here: str, absent: str) -> None:
    html = read(client, ArticleFactory(published=True, audience=audience).get_absolute_url())
    body = html[html.index("<main") : html.index("</main>")]
    assert here in body
    assert absent not in body


def test_what_search_engines_read_is_whole(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://sio.example"
    tag = TagFactory(name="Devis")
    article = save_article(ArticleFactory(published=True, title="Un </script> titre"))
    article.tags.add(tag)
    html = read(client, article.get_absolute_url())
    data = structured(html)["BlogPosting"]
    assert data["headline"] == "Un </script> titre"
    assert {"author", "publisher", "datePublished", "dateModified", "image", "description"} <= set(data)
    assert data["mainEntityOfPage"] == f"https://sio.example{article.get_absolute_url()}"
    assert data["image"].startswith("https://sio.example/images/partage/")
    assert data["keywords"] == ["Devis"]
    trail = structured(html)["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in trail] == [1, 2, 3]


def test_networks_are_told_the_title_the_picture_and_the_one_address(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://sio.example"
    article = save_article(ArticleFactory(published=True, title="Relancer sans froisser"))
    html = read(client, article.get_absolute_url() + "?utm=1")
    assert '<meta property="og:title" content="Relancer sans froisser">' in html
    assert f'<link rel="canonical" href="https://sio.example{article.get_absolute_url()}">' in html
    picture = re.search(r'og:image" content="https://sio.example([^"]+)"', html)
    assert picture
    answer = client.get(picture[1])
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content)[:4] == b"\x89PNG"


def test_a_page_without_a_picture_of_its_own_shows_ours(client: Client) -> None:
    assert "og-default" in read(client, "/blog/")


def test_the_dates_of_publication_and_of_revision_are_told(client: Client) -> None:
    published = timezone.now() - timedelta(days=40)
    article = ArticleFactory(published_at=published, revised_at=published + timedelta(days=30))
    html = read(client, article.get_absolute_url())
    assert "Publié le" in html
    assert "Mis à jour le" in html


def test_a_series_leads_to_the_one_before_and_the_one_after(client: Client) -> None:
    series = SeriesFactory(title="Bien facturer")
    first, second, third = (
        ArticleFactory(published=True, series=series, series_position=place, title=f"Tome {place}")
        for place in (1, 2, 3)
    )
    ArticleFactory(scheduled=True, series=series, series_position=4, title="Tome 4")
    html = read(client, second.get_absolute_url())
    assert "Partie 2 sur 3" in html
    assert f'<a href="{first.get_absolute_url()}" rel="prev">' in html
    assert f'<a href="{third.get_absolute_url()}" rel="next">' in html
    assert "Tome 4" not in read(client, third.get_absolute_url())


def test_related_articles_share_most_first_and_are_public() -> None:
    one, two = TagFactory(), TagFactory()
    article = ArticleFactory(published=True, pillar="csr")
    article.tags.set([one, two])
    near, nearer = ArticleFactory(published=True), ArticleFactory(published=True)
    near.tags.set([one])
    nearer.tags.set([one, two])
    folder = ArticleFactory(published=True, pillar="csr")
    ArticleFactory(published=True)
    ArticleFactory(scheduled=True).tags.set([one, two])
    related = list(Article.objects.published().related_to(article))
    assert related[0] == nearer
    assert set(related) == {near, nearer, folder}


def test_missions_of_the_folder_come_by_address_around_a_plain_link(client: Client) -> None:
    html = read(client, ArticleFactory(published=True, pillar="hr_support").get_absolute_url())
    assert 'hx-get="/missions/extrait/hr_support/"' in html
    assert '<a href="/missions/?pilier=hr_support">' in html
    assert '<a href="/metiers/hr_support/">' in html


def test_the_folders_are_those_of_the_catalogue() -> None:
    assert dict(Pillar.objects.values_list("slug", "name")) == FOLDERS


def test_an_article_costs_the_same_whatever_surrounds_it(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    tag, series = TagFactory(), SeriesFactory()
    articles = ArticleFactory.create_batch(8, published=True, series=series, pillar="csr")
    for article in articles:
        article.tags.add(tag)
    client.get("/blog/")
    with django_assert_max_num_queries(15):
        client.get(articles[0].get_absolute_url())


def test_no_public_page_of_the_blog_leaves_a_cookie(client: Client) -> None:
    article = ArticleFactory(published=True, series=SeriesFactory())
    article.tags.add(TagFactory(slug="une-etiquette"))
    for address in (
        "/blog/",
        article.get_absolute_url(),
        "/blog/etiquettes/une-etiquette/",
        article.author.get_absolute_url(),
        article.series.get_absolute_url(),
        "/blog/recherche/?q=devis",
        "/blog/feed.atom",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not answer.cookies, address
        assert "public" in answer["Cache-Control"], address


# ── Filed under ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_tag_an_author_and_a_series_list_what_is_public(client: Client) -> None:
    tag, author, series = TagFactory(), AuthorFactory(name="Inès Caron"), SeriesFactory()
    shown = ArticleFactory(published=True, title="Ce qui se lit", author=author, series=series)
    hidden = ArticleFactory(scheduled=True, title="Ce qui attend", author=author, series=series)
    shown.tags.add(tag)
    hidden.tags.add(tag)
    for thing in (tag, author, series):
        html = read(client, thing.get_absolute_url())
        assert "Ce qui se lit" in html
        assert "Ce qui attend" not in html
        assert "noindex" not in html


def test_an_empty_tag_is_not_indexed_and_shows_a_way_out(client: Client) -> None:
    html = read(client, TagFactory().get_absolute_url())
    assert "noindex" in html
    assert 'href="/blog/"' in html


def test_the_list_goes_on_over_several_pages(client: Client) -> None:
    ArticleFactory.create_batch(13, published=True)
    assert 'href="?page=2"' in read(client, "/blog/")
    assert "page 2" in read(client, "/blog/?page=2")
    assert client.get("/blog/?page=99").status_code == 404


# ── Addresses, drafts ───────────────────────────────────────────────────────────────────────────────────


def test_a_former_address_leads_to_the_new_one_for_ever(client: Client) -> None:
    article = ArticleFactory(published=True, slug="ancien")
    rename_article(article, "nouveau")
    rename_article(article, "dernier")
    for slug in ("ancien", "nouveau"):
        answer = client.get(f"/blog/{slug}/")
        assert (answer.status_code, answer["Location"]) == (301, "/blog/dernier/")


def test_an_article_may_take_its_first_address_back(client: Client) -> None:
    article = ArticleFactory(published=True, slug="ancien")
    rename_article(article, "nouveau")
    rename_article(article, "ancien")
    assert client.get("/blog/ancien/").status_code == 200
    assert client.get("/blog/nouveau/").status_code == 301


def test_a_draft_leaves_no_address_behind() -> None:
    rename_article(ArticleFactory(slug="brouillon"), "propre")
    assert not FormerSlug.objects.exists()


@pytest.mark.parametrize("slug", ["recherche", "pris"])
def test_an_address_that_leads_elsewhere_is_refused(slug: str) -> None:
    rename_article(ArticleFactory(published=True, slug="pris"), "ailleurs")
    with pytest.raises(Refusal):
        rename_article(ArticleFactory(), slug)


def test_the_former_address_of_a_withdrawn_article_leads_nowhere(client: Client) -> None:
    article = ArticleFactory(published=True, slug="ancien")
    rename_article(article, "nouveau")
    article.published_at = None
    save_article(article)
    assert client.get("/blog/ancien/").status_code == 404


def test_a_draft_is_read_with_its_private_link_for_two_weeks(client: Client) -> None:
    draft = ArticleFactory(title="Encore secret")
    link = previews.path_of(draft)
    answer = client.get(link)
    html = answer.content.decode()
    assert "Encore secret" in html
    assert "noindex" in html
    assert "no-store" in answer["Cache-Control"]
    assert "application/ld+json" not in html


def test_a_private_link_that_is_old_or_invented_is_not_found(client: Client) -> None:
    draft = ArticleFactory()
    with time_machine.travel(timezone.now() - timedelta(days=14, minutes=1)):
        link = previews.path_of(draft)
    assert client.get(link).status_code == 404
    assert client.get("/blog/apercu/invente/").status_code == 404


# ── The first day ───────────────────────────────────────────────────────────────────────────────────────


def test_a_new_site_opens_with_its_six_articles_filed_and_dated() -> None:
    for row in rows():
        article = Article.objects.published().get(slug=row["slug"])
        assert timezone.localdate(article.published_at) == row["published_on"]
        assert {tag.name for tag in article.tags.all()} == set(row["tags"])
        assert (str(article.series) if article.series else "") == row["series"]
        assert article.pillar == row["pillar"]
        assert article.author.name == "L’équipe SIO"
    assert len(rows()) == 6


def test_articles_that_came_without_a_picture_are_given_one() -> None:
    draft = ArticleFactory()
    draw_missing_images()
    assert not Article.objects.published().filter(social_image="").exists()
    draft.refresh_from_db()
    assert not draft.social_image


def test_a_new_title_is_drawn_anew() -> None:
    article = save_article(ArticleFactory(published=True))
    before = article.social_image.name
    save_article(article)
    assert article.social_image.name == before
    article.title = "Un autre titre"
    save_article(article)
    assert article.social_image.name != before
