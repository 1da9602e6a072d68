"""A thousand posts of robots of several kinds: at most one in a hundred reaches the queue, none is published."""

import itertools
import random
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from blog.enums import CommentStatus
from blog.models import Article, Comment
from blog.stamps import OLDEST, fresh
from tests.factories.blog import ArticleFactory

pytestmark = pytest.mark.django_db
POSTS = 1000
PAGE = "/blog/bien-deleguer/commenter/"
Post = dict[str, str]


@pytest.fixture
def article() -> Article:
    return ArticleFactory(slug="bien-deleguer", published=True)


class Robots:
    """Each kind knows one trick more than the one before; `stamps` were read from the page, long enough ago or not."""

    def __init__(self, ripe: Iterator[str], green: Iterator[str], stale: Iterator[str], kept: str) -> None:
        self.ripe, self.green, self.stale, self.kept = ripe, green, stale, kept
        self.random = random.Random(3)

    def kinds(self) -> list[Callable[[], Post]]:
        return [
            self.blind, self.forger, self.filler, self.hurried, self.late, self.flooder, self.disguised, self.liar,
            self.replayer, self.nameless,
        ]  # fmt: skip

    def typed(self, **more: str) -> Post:
        words = " ".join(self.random.sample(WORDS, 6))
        return {
            "name": self.random.choice(["Anna", "John", "SEO Expert"]),
            "email": f"robot{self.random.random()}@exemple.example",
            "body": words,
            "website": "https://gagner.example.com",
            "form_token": str(uuid.uuid4()),
        } | more

    def blind(self) -> Post:
        """Posts what forms of this kind take elsewhere, without having read the page."""
        return self.typed(comment="Nice post", author="Anna")

    def forger(self) -> Post:
        return self.typed(stamp=f"1:{uuid.uuid4()}:1tLqPx:{'A' * 43}")

    def filler(self) -> Post:
        """Read the page, waited, and fills in every field there is."""
        return self.typed(stamp=next(self.ripe), subject="Hello")

    def hurried(self) -> Post:
        """Reads the page and answers at once."""
        return self.typed(stamp=next(self.green))

    def late(self) -> Post:
        """Works through a list of pages read days ago."""
        return self.typed(stamp=next(self.stale))

    def flooder(self) -> Post:
        links = "\n".join(f"https://casino{number}.example.com/win" for number in range(5))
        return self.typed(stamp=next(self.ripe), body=f"Great {links}")

    def disguised(self) -> Post:
        """Links as wikis, boards and shy people write them."""
        body = '[url=http://a.ru]x[/url] <a href="http://b.xyz">x</a> hxxp://c.top www . d . com e.shop'
        return self.typed(stamp=next(self.ripe), body=body)

    def liar(self) -> Post:
        return self.typed(stamp=next(self.ripe), body="Votre compte : https://p\u0430ypal.com/ merci")

    def replayer(self) -> Post:
        """Passed once by hand, and sends the same form for ever with other words."""
        return self.typed(stamp=self.kept)

    def nameless(self) -> Post:
        return self.typed(stamp=next(self.ripe), name="\u200b", email="moi", body="\u2060")


WORDS = (
    "great",
    "deal",
    "article",
    "merci",
    "super",
    "lien",
    "gagner",
    "argent",
    "casino",
    "crypto",
    "SEO",
    "devis",
)


def test_at_most_one_post_in_a_hundred_reaches_the_queue_and_none_is_published(
    article: Article, time_machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody reads the thousand refusals: they are not drawn.
    monkeypatch.setattr("blog.views.comments.render", lambda *_, status=200: HttpResponse(status=status))
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    stale = [fresh(article) for _ in range(POSTS // 10)]
    time_machine.move_to(now + OLDEST, tick=False)
    ripe = [fresh(article) for _ in range(POSTS)]
    time_machine.move_to(now + OLDEST + timedelta(minutes=1), tick=False)
    green = [fresh(article) for _ in range(POSTS // 10)]
    robots = Robots(iter(ripe[1:]), iter(green), iter(stale), ripe[0])
    client = Client()

    statuses = [
        client.post(PAGE, post(), REMOTE_ADDR=f"198.51.100.{number % 250}").status_code
        for number, post in zip(range(POSTS), itertools.cycle(robots.kinds()), strict=False)
    ]

    assert len(statuses) == POSTS
    assert set(statuses) <= {303, 422, 429}
    assert Comment.objects.count() <= POSTS // 100
    assert not Comment.objects.exclude(status=CommentStatus.SUBMITTED).exists()


def test_a_patient_robot_with_many_addresses_fills_the_queue_no_faster_than_its_article_allows(
    article: Article, time_machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads the page, waits, writes like anybody: only moderation stops it, and the queue stays readable."""
    monkeypatch.setattr("blog.views.comments.WINDOW", timedelta(days=30))  # one that no test crosses
    monkeypatch.setattr("blog.views.comments.OF_AN_ARTICLE", 5)
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    stamps = [fresh(article) for _ in range(20)]
    time_machine.move_to(now + timedelta(minutes=1), tick=False)
    robots = Robots(iter(()), iter(()), iter(()), "")
    client = Client()
    for number, stamp in enumerate(stamps):
        client.post(PAGE, robots.typed(stamp=stamp), REMOTE_ADDR=f"198.51.100.{number}")

    assert Comment.objects.count() == 5


def test_a_form_cannot_be_stamped_from_what_the_page_shows(article: Article, client: Client) -> None:
    """Two pages, two stamps: nothing in one helps to write the next."""
    first, second = (
        re.search(r'name="stamp" value="([^"]+)"', client.get(PAGE).content.decode())[1] for _ in "12"
    )  # type: ignore[index]
    _, signature = first.rsplit(":", 1)
    swapped = f"{second.rsplit(':', 1)[0]}:{signature}"

    assert first != second
    assert (
        client.post(PAGE, {"stamp": swapped, "name": "A", "email": "a@b.fr", "body": "c"}).status_code == 422
    )
