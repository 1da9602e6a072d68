"""The frame of every page: navigation by role, display, error pages, and the home page a stranger meets."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import resolve

from sio.context import ACTS, NAVIGATION, PERSON_LINKS, Frame
from tests.factories.accounts import UserFactory

ERROR_PAGES = ["400", "403", "403_csrf", "404", "405", "410", "413", "429"]
BARE_PAGES = ["500", "503", "offline"]


def addresses(role: str) -> list[str]:
    links = [address for _, address in NAVIGATION[role]]
    return [*links, ACTS[role].href, *(link.href for link in PERSON_LINKS.get(role, []))]


@pytest.mark.parametrize("role", NAVIGATION)
def test_every_link_of_the_header_leads_somewhere(role: str) -> None:
    for address in [*addresses(role), "/notifications/", "/deconnexion/"]:
        resolve(address.split("#")[0])


@pytest.mark.parametrize("role", NAVIGATION)
def test_the_header_has_at_most_five_links(role: str) -> None:
    assert len(NAVIGATION[role]) <= 5


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/missions/", "/missions/"),
        ("/missions/3f8c/etape/quand/", "/missions/"),
        ("/contrats/", "/contrats/"),
        ("/compte/", None),
    ],
)
def test_the_link_that_leads_nearest_to_the_page_is_current(rf, path: str, current: str | None) -> None:
    request = rf.get(path)
    request.user = UserFactory.build(role="company")
    assert [link.href for link in Frame(request).links if link.is_current] == ([current] if current else [])


def test_missions_for_an_assistant_are_not_her_missions_page(rf) -> None:
    request = rf.get("/missions/pour-moi/")
    request.user = UserFactory.build(role="assistant")
    assert [link.label for link in Frame(request).links if link.is_current] == ["Missions pour moi"]


@pytest.mark.django_db
class TestDisplay:
    def test_a_choice_is_remembered_and_the_reader_comes_back(self, client: Client) -> None:
        answer = client.get("/affichage/sombre/?suite=/blog/")
        assert (answer.status_code, answer["Location"]) == (302, "/blog/")
        assert answer.cookies["theme"].value == "sombre"
        assert 'data-theme="dark"' in client.get("/").content.decode()

    def test_automatic_forgets_the_choice(self, client: Client) -> None:
        client.get("/affichage/clair/")
        client.get("/affichage/auto/")
        assert "data-theme" not in client.get("/").content.decode()

    @pytest.mark.parametrize(
        "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""]
    )
    def test_nobody_is_sent_elsewhere(self, client: Client, elsewhere: str) -> None:
        assert client.get("/affichage/clair/", {"suite": elsewhere})["Location"] == "/"

    def test_a_browser_that_fetches_ahead_changes_nothing(self, client: Client) -> None:
        assert not client.get("/affichage/clair/", headers={"Sec-Purpose": "prefetch"}).cookies

    def test_an_unknown_choice_does_not_exist(self, client: Client) -> None:
        assert client.get("/affichage/fluo/").status_code == 404


@pytest.mark.django_db
class TestErrorPages:
    @pytest.mark.parametrize("page", ERROR_PAGES)
    def test_it_says_what_happened_and_one_way_on(self, rf: RequestFactory, page: str) -> None:
        request = rf.get("/")
        html = render_to_string(f"{page}.html", request=request)
        assert html.count("<h1>") == 1
        assert page.split("_", maxsplit=1)[0] in html
        assert "Revenir à l’accueil" in html

    @pytest.mark.parametrize("page", BARE_PAGES)
    def test_the_last_resort_asks_nothing_of_the_database_or_the_templates(self, page: str) -> None:
        source = (Path(settings.ROOT) / "templates" / f"{page}.html").read_text(encoding="utf-8")
        assert not re.search(r"{[{%]", source)
        for address in re.findall(r'href="/static/([^"]+)"', source):
            assert (Path(settings.ROOT) / "static" / address).exists()

    def test_a_page_that_does_not_exist_says_so_in_french(self, client: Client) -> None:
        answer = client.get("/nulle-part/")
        assert answer.status_code == 404
        assert "Cette page n’existe pas ou ne vous est pas accessible" in answer.content.decode()

    def test_a_failure_answers_the_bare_page(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        client.raise_request_exception = False
        monkeypatch.setattr("sio.display.THEMES", None)
        answer = client.get("/affichage/clair/")
        assert answer.status_code == 500
        assert "Un incident est survenu de notre côté" in answer.content.decode()


@pytest.mark.django_db
class TestHome:
    def test_a_stranger_reads_it_without_any_cookie(self, client: Client) -> None:
        answer = client.get("/")
        assert answer.status_code == 200
        assert not answer.cookies

    def test_it_weighs_at_most_30_kb_and_10_kb_compressed(self, client: Client) -> None:
        html = client.get("/").content
        assert len(html) <= 30_000
        assert len(gzip.compress(html)) <= 10_000

    def test_it_asks_few_questions(self, client: Client, django_assert_max_num_queries) -> None:
        client.get("/")
        with django_assert_max_num_queries(10):
            client.get("/")

    def test_it_leads_each_side_to_its_first_step(self, client: Client) -> None:
        html = client.get("/").content.decode()
        assert 'href="/inscription/entreprise/"' in html
        assert 'href="/inscription/assistante/"' in html


@pytest.mark.django_db(transaction=True)
class TestHomeInTheBrowser:
    @pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
    def test_the_promise_and_both_first_steps_are_seen_without_scrolling(
        self, live_server, page_of, width: int, height: int
    ) -> None:
        page = page_of(width=width, viewport={"width": width, "height": height})
        page.goto(live_server.url)
        main = page.locator("main")
        for part in (
            main.get_by_role("heading", level=1),
            main.get_by_role("link", name="Décrire mon besoin").first,
            main.get_by_role("link", name="Je suis assistante ou assistant"),
            main.get_by_text("0\u202f€").first,
        ):
            box = part.bounding_box()
            assert box["y"] + box["height"] <= height


def test_an_unknown_theme_is_the_system_s(rf) -> None:
    request = rf.get("/", headers={"cookie": "theme=fluo"})
    assert Frame(request).theme == ""
