"""A public page is made once for a crowd, for a few seconds, and never shown to whom it was not made for."""

import gzip
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from sio.lib import kept_pages
from sio.lib.http import public_page

SECONDS = 5


class Page:
    """A public page that counts how often it was made."""

    def __init__(self, **headers: str) -> None:
        self.headers, self.made = headers, 0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.made += 1
        return HttpResponse(f"page {self.made}", headers=self.headers)


@pytest.fixture(autouse=True)
def seconds(settings: Any) -> Any:
    settings.PUBLIC_PAGES_KEPT_SECONDS = SECONDS
    kept_pages.forget()
    yield settings
    kept_pages.forget()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(kept_pages.time, "monotonic", lambda: now[0])
    return now


def ask(page: Page, path: str = "/", **meta: Any) -> HttpResponse:
    return public_page(page)(RequestFactory().get(path, **meta))


def test_a_crowd_reads_one_rendering() -> None:
    page = Page()
    assert {ask(page).content for _ in range(10)} == {b"page 1"}
    assert page.made == 1


def test_after_its_seconds_a_page_is_made_again(clock: list[float]) -> None:
    page = Page()
    ask(page)
    clock[0] += SECONDS
    assert ask(page).content == b"page 2"


def test_zero_seconds_keep_nothing(seconds: Any) -> None:
    seconds.PUBLIC_PAGES_KEPT_SECONDS = 0
    page = Page()
    assert [ask(page).content, ask(page).content] == [b"page 1", b"page 2"]


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/?page=2"},
        {"HTTP_COOKIE": "theme=sombre"},
        {"HTTP_COOKIE": "annonces=3"},
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_HOST": "localhost"},
    ],
)
def test_what_a_page_may_depend_on_keeps_it_apart(other: dict[str, str]) -> None:
    page = Page()
    ask(page)
    assert ask(page, **other).content == b"page 2"


@pytest.mark.parametrize("cookie", ["sessionid=abc", "messages=abc"])
def test_somebody_with_a_session_or_a_message_reads_her_own_page(cookie: str) -> None:
    page = Page()
    ask(page)
    assert ask(page, HTTP_COOKIE=cookie).content == b"page 2"
    assert ask(page).content == b"page 1"


def test_a_post_is_never_answered_by_what_was_kept() -> None:
    page = Page()
    ask(page)
    assert public_page(page)(RequestFactory().post("/")).content == b"page 2"


def test_a_page_that_says_not_to_be_kept_is_not() -> None:
    page = Page(**{"Cache-Control": "no-cache"})
    assert [ask(page).content, ask(page).content] == [b"page 1", b"page 2"]


def test_a_page_gone_is_asked_again_each_time() -> None:
    answers = iter([HttpResponse(status=410), HttpResponse("back")])
    view = public_page(lambda _: next(answers))
    assert [view(RequestFactory().get("/")).status_code for _ in range(2)] == [410, 200]


def test_who_takes_gzip_is_given_it_and_who_does_not_reads_the_same() -> None:
    page = Page()
    for _ in range(2):
        packed = ask(page, HTTP_ACCEPT_ENCODING="gzip, br")
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == b"page 1"
        assert "Accept-Encoding" in packed["Vary"]
    plain = ask(page)
    assert "Content-Encoding" not in plain
    assert plain.content == b"page 1"


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_pages, "MOST", 10)
    page = Page()
    for number in range(35):
        ask(page, f"/?page={number}")
    assert len(kept_pages._kept) <= 10


def test_room_is_made_by_what_is_over_first(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    monkeypatch.setattr(kept_pages, "MOST", 2)
    page = Page()
    ask(page, "/?old")
    clock[0] += SECONDS - 1
    ask(page, "/?recent")
    clock[0] += 1
    ask(page, "/?new")
    assert ask(page, "/?recent").content == b"page 2"
