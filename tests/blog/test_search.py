"""The search forgives endings and accents, ranks the title first, and shows where the words stand."""

import pytest
from django.test import Client

from blog import search
from blog.models import Article
from tests.factories.blog import ArticleFactory

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    return [article.title for article in search.find(Article.objects.filter(author__name="Moi"), words)]


def write(**facts: object) -> Article:
    return ArticleFactory(published=True, author__name="Moi", **facts)


@pytest.mark.parametrize(
    "words", ["reglementee", "réglementées", "RÉGLEMENTÉ", "reglemente", "professions reglementees"]
)
def test_endings_and_accents_are_forgiven(words: str) -> None:
    write(title="Frontière", body="Les professions réglementées ont leurs actes.")
    write(title="Autre chose", body="Rien à voir.")
    assert found(words) == ["Frontière"]


def test_a_title_counts_more_than_a_text() -> None:
    write(title="Divers", body="On y parle de devis.")
    write(title="Le devis", body="Tout.")
    assert found("devis") == ["Le devis", "Divers"]


def test_quotes_and_a_minus_sign_narrow() -> None:
    write(title="Un", body="Relancer un client en retard.")
    write(title="Deux", body="Un client à relancer.")
    assert found('"relancer un client"') == ["Un"]
    assert found("relancer -retard") == ["Deux"]


def test_the_excerpt_marks_the_words_as_they_are_written_in_the_text() -> None:
    article = write(
        body="Du texte. " * 60 + "Les professions réglementées <b>ont</b> leurs actes." + " Encore." * 60
    )
    excerpt = search.excerpts([article], "reglementees")[article.pk]
    assert "<mark>réglementées</mark>" in excerpt
    assert "&lt;b&gt;" in excerpt
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")
    assert len(excerpt) < 400


def test_the_page_of_answers_is_left_alone_by_search_engines(client: Client) -> None:
    html = client.get("/blog/recherche/?q=vigilance").content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "<mark>vigilance</mark>" in html
    assert 'value="vigilance"' in html


def test_no_answer_shows_a_way_out_and_what_was_typed(client: Client) -> None:
    html = client.get('/blog/recherche/?q=<script>"zygomatique').content.decode()
    assert "Aucun article ne contient ces mots" in html
    assert 'href="/blog/"' in html
    assert "<script>&quot;" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "words", ["", "   ", "le la les", "'\\:*&|!()<->", "a" * 5000, "x\x00y", "\ud83d" * 0 + "é"]
)
def test_any_question_gets_an_answer(client: Client, words: str) -> None:
    assert client.get("/blog/recherche/", {"q": words}).status_code == 200


def test_drafts_are_not_found(client: Client) -> None:
    ArticleFactory(title="Zygomatique")
    ArticleFactory(scheduled=True, title="Zygomatique")
    assert "Aucun article" in client.get("/blog/recherche/?q=zygomatique").content.decode()


def test_the_search_costs_the_same_whatever_it_finds(
    client: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(9):
        write(body="Vigilance.")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get("/blog/recherche/?q=vigilance")
