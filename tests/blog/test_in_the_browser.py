"""Sharing and commenting in a browser, with JavaScript and without."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from blog.enums import CommentStatus
from blog.models import Article, Comment, Share
from tests.factories.blog import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db(transaction=True)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def article() -> Article:
    return ArticleFactory(slug="bien-deleguer", title="Bien déléguer", published=True)


@pytest.fixture
def window(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    contexts = []

    def opened(*, scripts: bool, **options: Any) -> Page:
        context = browser.new_context(
            java_script_enabled=scripts,
            base_url=live_server.url,
            user_agent=FIREFOX,
            locale="fr-FR",
            **options,
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scripts", [False, True])
def test_a_reader_comments_from_the_article_and_reads_what_comes_next(
    article: Article, window: Callable[..., Page], monkeypatch: pytest.MonkeyPatch, scripts: bool
) -> None:
    monkeypatch.setattr("blog.stamps.YOUNGEST", timedelta(0))  # a browser types faster than people
    page = window(scripts=scripts)
    page.goto("/blog/bien-deleguer/")
    page.get_by_role("link", name="Donnez votre avis constructif").click()
    page.get_by_label("Votre commentaire").fill("Merci, l’exemple m’a aidée.")
    page.get_by_label("Votre nom").fill("Nadia")
    page.get_by_role("button", name="Envoyer mon commentaire").click()

    expect(page.get_by_role("heading", name="Il y a un problème")).to_be_visible()
    expect(page.get_by_label("Votre commentaire")).to_have_value("Merci, l’exemple m’a aidée.")
    page.get_by_label("Votre adresse e-mail").fill("nadia@exemple.example")
    page.get_by_role("button", name="Envoyer mon commentaire").click()

    expect(page.get_by_role("heading", name="Merci, votre commentaire est bien reçu")).to_be_visible()
    assert Comment.objects.get().status == CommentStatus.SUBMITTED


def test_the_trap_is_reached_by_no_key(article: Article, window: Callable[..., Page]) -> None:
    page = window(scripts=True)
    page.goto("/blog/bien-deleguer/commenter/")
    page.get_by_label("Votre commentaire").focus()
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name ?? ''"))

    assert reached[:3] == ["name", "email", "website"]
    assert "subject" not in reached
    assert page.get_by_role("textbox").count() == 4


@pytest.mark.parametrize("scripts", [False, True])
def test_a_reader_answers_a_comment(article: Article, window: Callable[..., Page], scripts: bool) -> None:
    CommentFactory(article=article, published=True, name="Karim", body="Et les devis ?")
    page = window(scripts=scripts)
    page.goto("/blog/bien-deleguer/")
    page.get_by_role("link", name="Répondre à Karim").click()

    expect(page.get_by_text("Et les devis ?")).to_be_visible()
    expect(page.get_by_label("Votre réponse")).to_be_visible()


def test_the_link_copies_the_address_on_the_spot_and_counts(
    article: Article, window: Callable[..., Page], live_server: Any
) -> None:
    page = window(scripts=True, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/blog/bien-deleguer/")
    with page.expect_response("**/partager/copier/"):
        page.get_by_role("link", name="Copier le lien").first.click()

    expect(page.get_by_role("link", name="Copié").first).to_be_visible()
    assert page.url == f"{live_server.url}/blog/bien-deleguer/"
    assert page.evaluate("navigator.clipboard.readText()") == f"{live_server.url}/blog/bien-deleguer/"
    assert Share.objects.count() == 1


def test_without_javascript_the_address_to_copy_stands_on_its_page(
    article: Article, window: Callable[..., Page], live_server: Any
) -> None:
    page = window(scripts=False)
    page.goto("/blog/bien-deleguer/")
    page.get_by_role("link", name="Copier le lien").first.click()

    expect(page.get_by_role("heading", name="Copier l’adresse de l’article")).to_be_visible()
    shown = f"{live_server.url.removeprefix('http://')}/blog/bien-deleguer/"
    expect(page.get_by_role("link", name=shown)).to_be_visible()
    expect(page.get_by_role("button", name="Copier")).to_be_hidden()
    assert Share.objects.count() == 1


@pytest.mark.parametrize("scripts", [False, True])
@pytest.mark.parametrize("network", ["LinkedIn", "Facebook", "X", "WhatsApp"])
def test_a_click_leaves_for_the_network(
    article: Article, window: Callable[..., Page], network: str, scripts: bool
) -> None:
    """The network itself is not reached: what the click asks for is read, and goes no further."""
    page = window(scripts=scripts)
    page.goto("/blog/bien-deleguer/")
    with page.expect_request(lambda asked: asked.redirected_from is not None) as leaving:
        page.get_by_role("link", name=f"Partager sur {network}", exact=True).last.click(no_wait_after=True)

    assert leaving.value.url.startswith("https://")
    assert "bien-deleguer" in leaving.value.url
    assert Share.objects.count() == 1
