"""An article is shared through plain links; the count is honest and knows nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from blog.enums import Network
from blog.models import Article, Share, ShareKey
from blog.services.shares import count_share, forget_sharers, shares_shown
from tests.factories.blog import ArticleFactory

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def article() -> Article:
    return ArticleFactory(slug="bien-deleguer", title="Bien déléguer", published=True)


def click(network: str = "linkedin", address: str = "203.0.113.1", method: str = "get", **headers: str):
    ask = getattr(Client(headers={"User-Agent": BROWSER, **headers}), method)
    return ask(f"/blog/bien-deleguer/partager/{network}/", REMOTE_ADDR=address)


# ── Where the links lead ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("network", "host", "parameter"),
    [
        ("linkedin", "www.linkedin.com", "url"),
        ("facebook", "www.facebook.com", "u"),
        ("x", "x.com", "url"),
        ("whatsapp", "wa.me", "text"),
    ],
)
def test_a_link_leads_to_the_network_with_the_address_of_the_article(
    article: Article, settings, network: str, host: str, parameter: str
) -> None:
    settings.SITE_URL = "https://sio.example"
    answer = click(network)

    assert answer.status_code == 302
    leads_to = urlsplit(answer["Location"])
    assert (leads_to.scheme, leads_to.netloc) == ("https", host)
    assert "https://sio.example/blog/bien-deleguer/" in parse_qs(leads_to.query)[parameter][0]


def test_the_mail_link_opens_a_letter_without_a_plus_for_its_spaces(article: Article) -> None:
    location = click("email")["Location"]

    assert location.startswith("mailto:?subject=Bien%20d%C3%A9l%C3%A9guer&body=")
    assert "+" not in location


def test_the_address_to_copy_stands_on_a_page_of_ours(article: Article, settings) -> None:
    settings.SITE_URL = "https://sio.example"
    page = click("copier")

    assert page.status_code == 200
    assert 'data-copy="https://sio.example/blog/bien-deleguer/"' in page.content.decode()
    assert Share.objects.get().network == Network.COPY


@pytest.mark.parametrize("network", Network.values)
def test_a_link_is_never_kept_nor_sets_a_cookie(article: Article, network: str) -> None:
    answer = click(network)

    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_what_does_not_exist_is_not_shared(article: Article) -> None:
    ArticleFactory(slug="demain", scheduled=True)
    client = Client(headers={"User-Agent": BROWSER})

    assert click("myspace").status_code == 404
    assert client.get("/blog/demain/partager/x/").status_code == 404
    assert not Share.objects.exists()


def test_a_title_cannot_break_out_of_the_address() -> None:
    ArticleFactory(
        slug="bien-deleguer", title="A&url=https://voleur.example\r\nSet-Cookie: x=1#", published=True
    )

    for network in ("x", "whatsapp", "email"):
        location = click(network)["Location"]
        assert "voleur.example\r" not in location
        assert "&url=https://voleur" not in location


# ── What is counted ─────────────────────────────────────────────────────────────────────────────────────


def test_a_person_counts_once_a_day_whatever_the_networks(article: Article) -> None:
    for network in Network.values:
        click(network)
        click(network)

    assert Share.objects.count() == 1


def test_two_people_and_two_articles_count_apart(article: Article) -> None:
    other = ArticleFactory(published=True)
    click(address="203.0.113.1")
    click(address="203.0.113.2")
    count_share(other, Network.X, "203.0.113.1")

    assert article.shares.count() == 2
    assert other.shares.count() == 1


def test_the_same_person_counts_again_the_next_day(article: Article, time_machine) -> None:
    click()
    time_machine.move_to(timezone.now() + timedelta(days=1))
    click()

    assert Share.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"User-Agent": "Googlebot/2.1"},
        {"User-Agent": "facebookexternalhit/1.1"},
        {"User-Agent": ""},
    ],
)
def test_robots_and_browsers_that_fetch_in_advance_are_led_on_uncounted(article: Article, headers) -> None:
    assert click(**headers).status_code == 302
    assert not Share.objects.exists()


def test_a_head_is_led_on_uncounted(article: Article) -> None:
    assert click(method="head").status_code == 302
    assert not Share.objects.exists()


def test_a_visitor_without_an_address_is_not_counted(article: Article) -> None:
    click(address="")
    assert not Share.objects.exists()


def test_a_count_is_shown_from_five_on(article: Article) -> None:
    counts = []
    for number in range(6):
        count_share(article, Network.X, f"203.0.113.{number}")
        counts.append(shares_shown(article))

    assert counts == [0, 0, 0, 0, 5, 6]


# ── What is kept ────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_kept_says_who_shared(article: Article) -> None:
    click(address="203.0.113.1")
    share = Share.objects.get()

    assert "203.0.113.1" not in share.person
    assert len(share.person) == 64


def test_a_key_serves_one_day_only(article: Article, time_machine) -> None:
    click()
    time_machine.move_to(timezone.now() + timedelta(days=1))
    click()
    first, second = Share.objects.order_by("day")

    assert first.person != second.person
    assert ShareKey.objects.count() == 2


def test_the_night_forgets_who_and_keeps_how_many(article: Article, time_machine) -> None:
    for number in range(5):
        click(address=f"203.0.113.{number}")
    time_machine.move_to(timezone.now() + timedelta(days=1))
    click()

    forget_sharers()
    forget_sharers()

    assert shares_shown(article) == 6
    assert ShareKey.objects.get().day == timezone.localdate()
    assert Share.objects.exclude(person="").get().day == timezone.localdate()


# ── A thousand at once ──────────────────────────────────────────────────────────────────────────────────

CROWD, VISITORS, HANDS = 1000, 10, 8


def hit_at_once(hits: int) -> int:
    """So many clicks of ten visitors by eight hands at the same time; how many shares were counted."""
    start = Barrier(HANDS)

    def hand(which: int) -> None:
        try:
            start.wait()
            for number in range(which, hits, HANDS):
                click(Network.values[number % 5], address=f"203.0.113.{number % VISITORS}")
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        list(pool.map(hand, range(HANDS)))
    return Share.objects.count()


@pytest.mark.django_db(transaction=True)
def test_a_thousand_hits_at_once_by_ten_visitors_count_ten() -> None:
    ArticleFactory(slug="bien-deleguer", published=True)

    assert hit_at_once(CROWD) == VISITORS
    assert ShareKey.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_constraint_the_same_hits_would_count_many_times() -> None:
    """The control: what makes the count honest is the constraint, not luck."""
    ArticleFactory(slug="bien-deleguer", published=True)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX share_is_one_a_person_and_day")

    assert hit_at_once(100) == 100


@pytest.mark.django_db(transaction=True)
def test_without_one_key_for_all_the_same_visitor_would_be_several(monkeypatch) -> None:
    """The other control: a key drawn by each request makes a new person of each click."""
    from blog.services import shares

    ArticleFactory(slug="bien-deleguer", published=True)
    monkeypatch.setattr(shares, "_key_of", lambda day: shares.secrets.token_bytes(32))

    assert hit_at_once(100) == 100
