"""The blog is public, opens with the founding article and hides what is not published."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from blog.models import Article
from tests.factories.blog import ArticleFactory

pytestmark = pytest.mark.django_db


def test_the_founding_article_opens_the_blog(client: Client) -> None:
    page = client.get("/blog/")
    assert page.status_code == 200
    assert "Quel est le rôle de l’Office Manager" in page.content.decode()


def test_the_founding_article_tells_the_whole_trade(client: Client) -> None:
    text = client.get("/blog/role-office-manager/").content.decode()
    for part in (
        "Services généraux et administration",
        "Support RH",
        "Bien-être au travail",
        "Responsabilité sociétale",
        "Qualité de vie et conditions de travail",
        "La discrétion",
        "réservé aux experts-comptables",
        "master 2",
    ):
        assert part in text
    assert 'href="#les-cinq-piliers-du-role"' in text


def test_the_founding_article_is_between_1500_and_2200_words() -> None:
    words = len(Article.objects.get(is_founding=True).body.split())
    assert 1500 <= words <= 2200


@pytest.mark.parametrize("moment", [None, timedelta(days=1)])
def test_a_draft_or_a_scheduled_article_is_not_found(client: Client, moment: timedelta | None) -> None:
    published_at = timezone.now() + moment if moment else None
    ArticleFactory(slug="demain", title="Demain", published_at=published_at)
    assert client.get("/blog/demain/").status_code == 404
    assert "Demain" not in client.get("/blog/").content.decode()


def test_the_list_of_articles_costs_the_same_whatever_its_length(
    client: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    ArticleFactory.create_batch(8, published=True)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        client.get("/blog/")
