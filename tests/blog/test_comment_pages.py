"""The page on which one comments: it keeps what was typed, says what is wrong, and tells what comes next."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from blog import letters
from blog.enums import CommentStatus
from blog.forms import CommentForm
from blog.models import Article, Comment
from blog.stamps import OLDEST, YOUNGEST, fresh
from tests.blog.attacks import XSS
from tests.factories.accounts import UserFactory
from tests.factories.blog import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db
PAGE = "/blog/bien-deleguer/commenter/"
TYPED = {
    "name": "Nadia Ferrand",
    "email": "nadia@exemple.example",
    "body": "Merci, l’exemple des devis m’a aidée.",
    "website": "",
    "subject": "",
}
LATER = timedelta(seconds=30)


@pytest.fixture
def article() -> Article:
    return ArticleFactory(slug="bien-deleguer", title="Bien déléguer", published=True)


@pytest.fixture(autouse=True)
def clock(time_machine: Any) -> Any:
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def open_form(client: Client, address: str = PAGE) -> dict[str, str]:
    html = client.get(address).content.decode()
    return {"stamp": hidden(html, "stamp"), "form_token": hidden(html, "form_token")}


def post(client: Client, clock: Any, address: str = PAGE, *, after: timedelta = LATER, **typed: str):
    """Open the page, wait, send."""
    carried = open_form(client, address)
    clock.shift(after)
    return client.post(address, carried | TYPED | typed, REMOTE_ADDR="203.0.113.1")


# ── Sent ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reader_comments_without_javascript_nor_account(
    article: Article, client: Client, clock: Any
) -> None:
    answer = post(client, clock, website="www.exemple.fr")

    assert (answer.status_code, answer["Location"]) == (303, "/blog/bien-deleguer/commenter/merci/")
    comment = Comment.objects.get()
    assert (comment.name, comment.email, comment.website) == (
        "Nadia Ferrand",
        "nadia@exemple.example",
        "https://www.exemple.fr",
    )
    assert (comment.ip_address, comment.status) == ("203.0.113.1", CommentStatus.SUBMITTED)


def test_what_happens_next_is_said(article: Article, client: Client) -> None:
    words = client.get("/blog/bien-deleguer/commenter/merci/").content.decode()

    assert "le lit" in words
    assert "e-mail vous prévient" in words


def test_a_second_click_gets_the_same_answer_and_makes_no_second_comment(
    article: Article, client: Client, clock: Any
) -> None:
    carried = open_form(client)
    clock.shift(LATER)
    first, second = (client.post(PAGE, carried | TYPED) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Comment.objects.count() == 1


def test_a_member_need_not_type_her_name_again(article: Article, client: Client) -> None:
    client.force_login(UserFactory(first_name="Camille", last_name="Durand", email="camille@exemple.example"))
    html = client.get(PAGE).content.decode()

    assert 'value="Camille Durand"' in html
    assert 'value="camille@exemple.example"' in html


def test_the_page_is_left_alone_by_search_engines(article: Article, client: Client) -> None:
    assert '<meta name="robots" content="noindex">' in client.get(PAGE).content.decode()


@pytest.mark.parametrize("address", ["/blog/demain/commenter/", "/blog/nulle-part/commenter/"])
def test_what_is_not_published_is_not_commented(client: Client, address: str) -> None:
    ArticleFactory(slug="demain", scheduled=True)
    assert client.get(address).status_code == 404
    assert client.post(address, TYPED).status_code == 404


# ── Refused, with everything kept ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "", "Remplissez ce champ"),
        ("name", "\u200b\u202e ", "Remplissez ce champ"),
        ("name", "achat-rapide.com", "Écrivez un nom"),
        ("email", "", "Remplissez ce champ"),
        ("email", "nadia@", "adresse e-mail complète"),
        ("website", "pas une adresse", "adresse de site"),
        ("website", "javascript:alert(1)", "adresse de site"),
        ("website", "https://p\u0430ypal.com", "adresse"),
        ("website", "https://banque.fr@voleur.example/", "adresse"),
        ("body", "", "Remplissez ce champ"),
        ("body", "\u200b\u200b\u2060", "Remplissez ce champ"),
        ("body", "a" * 3001, "Restez sous"),
        ("body", "https://a.fr https://b.fr https://c.fr", "Gardez deux liens au plus"),
        ("body", "Voir https://p\u0430ypal.com/", "imitent"),
    ],
)
@pytest.mark.usefixtures("article")
def test_an_error_stands_beside_its_field_and_all_that_was_typed_stays(
    client: Client, clock: Any, field: str, typed: str, says: str
) -> None:
    answer = post(client, clock, **{field: typed})
    html = answer.content.decode()

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in html
    assert says in html
    assert f'href="#id_{field}"' in html
    for name, value in (TYPED | {field: typed}).items():
        if name != "subject" and value.isprintable():
            assert value in html
    assert not Comment.objects.exists()


def test_a_comment_of_the_longest_size_typed_on_several_lines_passes(
    article: Article, client: Client, clock: Any
) -> None:
    """Browsers send each line break as two signs."""
    body = "\r\n".join("mot" for _ in range(750))
    assert post(client, clock, body=body).status_code == 303


def test_two_links_are_welcome(article: Article, client: Client, clock: Any) -> None:
    assert post(client, clock, body="https://a.fr et https://b.fr").status_code == 303


def test_what_cannot_be_seen_is_cleaned(article: Article, client: Client, clock: Any) -> None:
    post(client, clock, name="Na\u200bdia \u202eFerrand", body="Bon\u2066jour\u2069\x00")

    comment = Comment.objects.get()
    assert (comment.name, comment.body) == ("Nadia Ferrand", "Bonjour")


# ── Traps a person never meets, or walks through ────────────────────────────────────────────────────────


def test_the_trap_is_hidden_from_everybody(article: Article, client: Client) -> None:
    html = client.get(PAGE).content.decode()
    trap = re.search(r"<div hidden>(.*?)</div>", html)

    assert trap
    assert 'name="subject"' in trap[1]
    assert 'autocomplete="off"' in trap[1]
    assert html.count('name="subject"') == 1


def test_what_fills_the_trap_is_refused_and_a_person_sends_again(
    article: Article, client: Client, clock: Any
) -> None:
    answer = post(client, clock, subject="Achetez")
    html = answer.content.decode()

    assert answer.status_code == 422
    assert TYPED["body"] in html
    assert "Achetez" not in html
    clock.shift(LATER)
    again = {"stamp": hidden(html, "stamp"), "form_token": hidden(html, "form_token")}
    assert client.post(PAGE, again | TYPED).status_code == 303


@pytest.mark.parametrize(
    ("after", "status"),
    [
        (timedelta(0), 422),
        (YOUNGEST - timedelta(seconds=1), 422),
        (YOUNGEST + timedelta(seconds=1), 303),
        (OLDEST - timedelta(seconds=1), 303),
        (OLDEST + timedelta(seconds=1), 422),
    ],
)
def test_a_form_is_answered_in_three_seconds_to_a_day(
    article: Article, client: Client, clock: Any, after: timedelta, status: int
) -> None:
    assert post(client, clock, after=after).status_code == status


@pytest.mark.parametrize("after", [timedelta(seconds=1), OLDEST + timedelta(hours=1)])
def test_whoever_comes_too_soon_or_too_late_sends_again_what_she_typed(
    article: Article, client: Client, clock: Any, after: timedelta
) -> None:
    html = post(client, clock, after=after).content.decode()
    assert TYPED["body"] in html
    clock.shift(timedelta(seconds=4))
    again = {"stamp": hidden(html, "stamp"), "form_token": hidden(html, "form_token")}

    assert client.post(PAGE, again | TYPED).status_code == 303


def test_a_stamp_of_another_article_or_of_nobody_is_refused(
    article: Article, client: Client, clock: Any
) -> None:
    ArticleFactory(slug="autre", published=True)
    foreign = open_form(client, "/blog/autre/commenter/")
    clock.shift(LATER)

    for stamp in (foreign["stamp"], "", "forge:par:moi", open_form(client)["stamp"] + "x"):
        assert client.post(PAGE, TYPED | {"stamp": stamp}).status_code == 422
    assert not Comment.objects.exists()


def test_a_stamp_makes_one_comment_whatever_the_token_and_the_words(
    article: Article, client: Client, clock: Any
) -> None:
    carried = open_form(client)
    clock.shift(LATER)
    for number in range(5):
        client.post(PAGE, TYPED | {"stamp": carried["stamp"], "body": f"Autre texte {number}"})

    assert Comment.objects.count() == 1


def test_too_many_comments_from_one_place_wait_with_their_words(
    article: Article, client: Client, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blog.views.comments.WINDOW", timedelta(days=30))  # one that no test crosses
    answers = [post(client, clock, after=timedelta(seconds=5)) for _ in range(7)]

    assert [answer.status_code for answer in answers] == [303] * 6 + [429]
    assert TYPED["body"] in answers[-1].content.decode()


# ── Answers ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reader_answers_a_comment(article: Article, client: Client, clock: Any) -> None:
    first = CommentFactory(article=article, published=True, name="Karim", body="Et pour les devis ?")
    address = f"{PAGE}?reponse={first.public_id}"

    html = client.get(address).content.decode()
    assert "Répondre à Karim" in html
    assert "Et pour les devis" in html
    post(client, clock, address)
    assert Comment.objects.get(parent=first).status == CommentStatus.SUBMITTED


def test_what_was_withdrawn_while_one_typed_is_said_and_the_words_stay(
    article: Article, client: Client, clock: Any
) -> None:
    first = CommentFactory(article=article, published=True)
    address = f"{PAGE}?reponse={first.public_id}"
    carried = open_form(client, address)
    clock.shift(LATER)
    Comment.objects.update(status=CommentStatus.REJECTED)

    answer = client.post(address, carried | TYPED)

    assert answer.status_code == 422
    assert "n’est plus en ligne" in answer.content.decode()
    assert TYPED["body"] in answer.content.decode()


def test_what_cannot_be_answered_is_not_found(article: Article, client: Client) -> None:
    waiting = CommentFactory(article=article)
    for wanted in (waiting.public_id, CommentFactory(published=True).public_id, "pas-une-cle"):
        assert client.get(f"{PAGE}?reponse={wanted}").status_code == 404


# ── Taken back ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_link_of_the_letter_asks_then_deletes_and_works_once(article: Article, client: Client) -> None:
    comment = CommentFactory(article=article, published=True, body="Je retire ceci.")
    address = letters.delete_path(comment)

    assert "Je retire ceci." in client.get(address).content.decode()
    assert Comment.objects.get().status == CommentStatus.PUBLISHED

    assert client.post(address).status_code == 303
    assert Comment.objects.get().status == CommentStatus.DELETED
    assert "est supprimé" in client.get(address).content.decode()
    assert client.post(address).status_code == 303
    assert comment.events.count() == 1


def test_a_forged_link_is_not_found(article: Article, client: Client) -> None:
    address = letters.delete_path(CommentFactory(article=article, published=True))
    forged = address[:-2] + ("a/" if address[-2] != "a" else "b/")

    assert client.get(forged).status_code == 404
    assert client.post(forged).status_code == 404


# ── Read under the article ──────────────────────────────────────────────────────────────────────────────


class Reader(HTMLParser):
    """What a browser would act upon, and the links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.links: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag == "a":
            self.links.append(dict(attrs))


def discussion(client: Client) -> str:
    html = client.get("/blog/bien-deleguer/").content.decode()
    found = re.search(r'<section[^>]*id="commentaires".*?</section>', html, re.DOTALL)
    assert found
    return found[0]


def test_an_article_without_comments_invites_to_the_first(article: Article, client: Client) -> None:
    html = discussion(client)
    assert "Donnez votre avis constructif" in html
    assert f'href="{PAGE}"' in html


def test_comments_are_counted_linked_answered_and_reported(article: Article, client: Client) -> None:
    first = CommentFactory(article=article, published=True, website="https://exemple.fr/")
    CommentFactory(
        article=article, published=True, parent=first, name="L’équipe SIO", is_by_team=True, email=""
    )
    CommentFactory(article=article, body="Pas encore lu")
    html = discussion(client)

    assert "2 commentaires</h2>" in html
    assert f'id="avis-{first.public_id}"' in html
    assert f'href="#avis-{first.public_id}"' in html
    assert f'href="{PAGE}?reponse={first.public_id}"' in html
    assert f'href="/signaler/comment/{first.public_id}/"' in html
    assert "Réponse de l’équipe SIO" in html
    assert "Pas encore lu" not in html
    site = next(link for link in Reader(html).links if link["href"] == "https://exemple.fr/")
    assert site["rel"] == "nofollow ugc noopener"


def test_an_e_mail_is_never_printed(article: Article, client: Client, clock: Any) -> None:
    first = CommentFactory(article=article, published=True, email="secrete@exemple.example")
    pages = [
        "/blog/bien-deleguer/",
        f"{PAGE}?reponse={first.public_id}",
        letters.delete_path(first),
        "/blog/",
        "/blog/feed.atom",
    ]
    for page in pages:
        assert "secrete@" not in client.get(page).content.decode()


def test_reading_comments_carries_no_form_nor_cookie(article: Article, client: Client) -> None:
    CommentFactory.create_batch(3, article=article, published=True)
    answer = client.get("/blog/bien-deleguer/")

    assert not answer.cookies
    assert 'method="post"' not in answer.content.decode()


def test_two_hundred_comments_cost_no_more_queries_than_two(
    article: Article, client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12) as few:
        client.get("/blog/bien-deleguer/")
    firsts = CommentFactory.create_batch(100, article=article, published=True)
    for first in firsts:
        CommentFactory(article=article, published=True, parent=first)
    with django_assert_max_num_queries(len(few) + 1):
        page = client.get("/blog/bien-deleguer/")

    assert "200 commentaires" in page.content.decode()


def test_nothing_of_owasp_s_list_runs(article: Article, client: Client) -> None:
    """Straight into the database, past the form: the page alone must hold."""
    for attack in XSS:
        clean = attack.replace("\0", "")
        CommentFactory(article=article, published=True, body=clean, name=clean[:80], website=clean[:200])
    page = Reader(discussion(client))

    assert not {"script", "iframe", "object", "embed", "form", "img", "style", "base", "meta"} & set(
        page.tags
    )
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "style"]
    addresses = [link["href"] or "" for link in page.links]
    assert all(address.startswith(("/", "#", "http://", "https://")) for address in addresses)


def test_what_the_form_takes_of_owasp_s_list_is_shown_as_words(
    article: Article, client: Client, clock: Any
) -> None:
    stamped = [(attack, fresh(article)) for attack in XSS]
    clock.shift(LATER)
    forms = [
        CommentForm(TYPED | {"body": attack, "stamp": stamp}, article=article) for attack, stamp in stamped
    ]
    taken = [form.words for form in forms if form.is_valid()]
    for words in taken:
        CommentFactory(article=article, published=True, body=words.body)
    page = Reader(discussion(client))

    assert len(taken) > len(XSS) / 2
    assert not {"script", "iframe", "object", "embed", "form", "img", "style", "base", "meta"} & set(
        page.tags
    )
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "style"]
    assert not [link for link in page.links if not str(link["href"]).startswith(("/", "#", "http"))]
