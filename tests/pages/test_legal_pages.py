"""What the law wants said is said, under the names of the settings, with its version and its contents."""

import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client

from billing.models import FeeSchedule
from blog.strips import COOKIE
from sio.context import THEME_COOKIE
from sio.lib.reportables import kinds
from sio.pages.checks import legal_settings
from sio.pages.legal import PAGES, RETENTION, LegalPage, contents, cookies, ranking
from tests.accounts.support import text_of
from tests.support.sources import sources

pytestmark = pytest.mark.django_db
BY_NAME = {page.name: page for page in PAGES}


def html_of(client: Client, name: str) -> str:
    return client.get(f"/{BY_NAME[name].slug}/").content.decode()


def words_of(client: Client, name: str) -> str:
    return text_of(client.get(f"/{BY_NAME[name].slug}/")).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_page_is_dated_and_begins_with_its_contents(client: Client, page: LegalPage) -> None:
    answer = client.get(f"/{page.slug}/")
    html = answer.content.decode()
    listed = re.findall(r'<li><a href="#([a-z-]+)">', html)

    assert answer.status_code == 200
    assert f'<time datetime="{page.version.isoformat()}">' in html
    assert listed == re.findall(r'<h2 id="([a-z-]+)">\d', html)
    assert len(listed) == len(set(listed)) >= 4
    assert page.version <= date(2026, 12, 1)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_chapters_are_numbered_in_order(client: Client, page: LegalPage) -> None:
    html = client.get(f"/{page.slug}/").content.decode()
    numbers = [int(number) for number in re.findall(r'<h2 id="[a-z-]+">(\d+)\. ', html)]

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_visitor_keeps_no_cookie_and_the_page_may_be_kept_a_minute(client: Client, page: LegalPage) -> None:
    answer = client.get(f"/{page.slug}/")

    assert not answer.cookies
    assert "public" in answer["Cache-Control"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_every_link_of_a_text_leads_somewhere(client: Client, page: LegalPage) -> None:
    """Ours are asked; a chapter of another text must exist in it."""
    html = client.get(f"/{page.slug}/").content.decode()
    text = html[html.index('<div class="prose">') : html.index("<footer")]
    for href in re.findall(r'href="(/[^"]*)"', text):
        path, _, anchor = href.partition("#")
        answer = client.get(path)
        assert answer.status_code == 200, href
        assert not anchor or f'id="{anchor}"' in answer.content.decode(), href


def test_every_name_of_the_settings_is_printed(client: Client, settings: Any) -> None:
    html = html_of(client, "imprint")
    for name, value in legal_settings().items():
        shown = value if name != "PLATFORM_SIREN" else "987\u202f654\u202f324"
        assert shown in html, name


def test_a_changed_setting_changes_the_page(client: Client, settings: Any) -> None:
    settings.HOST_NAME = "Machines <du> Rhône"

    assert "Machines &lt;du&gt; Rhône" in html_of(client, "imprint")


def test_invented_names_are_marked(client: Client, settings: Any) -> None:
    assert "Noms d’exemple" in html_of(client, "imprint")
    for name in legal_settings():
        setattr(settings, name, "Réel")
    settings.PLATFORM_IDENTITY = dict.fromkeys(settings.PLATFORM_IDENTITY, "Réel")

    assert "Noms d’exemple" not in html_of(client, "imprint")


def test_the_terms_print_the_weights_that_rank(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from matching import rules

    assert [points for _, points in ranking()] == [
        f"{points} points" for points in ("45", "15", "15", "10", "5", "10")
    ]
    monkeypatch.setattr(rules, "SKILLS_POINTS", 44 * rules.POINT)

    assert "44 points" in words_of(client, "terms")


def test_every_kind_of_public_content_can_be_reported(client: Client) -> None:
    assert kinds() == {"profile", "mission", "comment", "article"}
    link = "/signaler/article/role-office-manager/"

    assert f'href="{link}" rel="nofollow"' in client.get("/blog/role-office-manager/").content.decode()
    assert "Quel est le rôle de l’Office Manager" in client.get(link).content.decode()


def test_the_terms_say_how_to_report_and_how_to_contest(client: Client) -> None:
    words = words_of(client, "terms")

    for part in (
        "signaler un contenu public",
        "les faits constatés",
        "dans les six mois",
        site.CONTACT_EMAIL,
    ):
        assert part in words


def test_prices_come_from_the_list_in_force(client: Client) -> None:
    words = words_of(client, "sales")

    for part in ("12 %", "9 %", "6 %", "jusqu’à 2 000 €", "au-delà de 10 000 €", "Minimum : 2 € HT", "20 %"):
        assert part in words
    assert f"Grille n° {FeeSchedule.objects.get().version}" in words


def test_money_is_spoken_of_as_it_moves(client: Client) -> None:
    assert "SIO ne détient pas vos fonds" in words_of(client, "sales")
    assert "100 % de son prix" in words_of(client, "sales")


def test_every_retention_is_printed(client: Client) -> None:
    words = words_of(client, "privacy")

    for data, kept, then in RETENTION:
        for part in (data, kept, then):
            assert part.replace("\u202f", " ").replace("\u00a0", " ") in words


def test_the_list_of_cookies_is_under_the_names_of_the_site(client: Client, settings: Any) -> None:
    settings.SESSION_COOKIE_NAME = "__Host-sessionid"

    assert "__Host-sessionid" in html_of(client, "cookies")
    assert len(cookies()) == len({row.label for row in cookies()})


def test_no_cookie_is_set_but_those_of_the_list() -> None:
    ours = {"blog.strips", "sio.display"}
    found = {
        source.name
        for source in sources()
        for call, _ in source.calls()
        if call.endswith(("set_cookie", "set_signed_cookie"))
    }

    assert found == ours
    assert [row.label for row in cookies()] == [
        site.SESSION_COOKIE_NAME,
        site.CSRF_COOKIE_NAME,
        "messages",
        THEME_COOKIE,
        COOKIE,
    ]


def test_headings_become_links() -> None:
    links = contents('<h2 id="un">1. Premier</h2><p>…</p><h2 id="deux">2. Second</h2>')

    assert [(link.label, link.href) for link in links] == [("Premier", "#un"), ("Second", "#deux")]


def test_every_public_page_leads_to_the_law(client: Client) -> None:
    html = client.get("/connexion/").content.decode()
    foot = html[html.index("<footer") :]

    assert all(f'href="/{page.slug}/"' in foot for page in PAGES)
