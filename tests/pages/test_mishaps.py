"""When something goes wrong there is a page worth reading, and it needs nothing that may be broken."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.exceptions import PermissionDenied
from django.db import DataError, InterfaceError, OperationalError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone

from sio.pages import mishaps
from tests.factories.accounts import UserFactory

OUTAGES = [OperationalError("connection refused"), InterfaceError("connection already closed")]
BARE = {
    "500": "Un incident est survenu",
    "503": "momentanément indisponible",
    "offline": "Vous êtes hors ligne",
}


SOMETHING = "5f0c1f0e-5d0b-4d1c-9a52-0d7a4b6e2f11"


class Broken:
    """Raises whatever is asked of it."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __contains__(self, _: object) -> bool:
        raise self.error


@pytest.fixture
def breaks(client: Client, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A page of the site raises this; the answer a visitor gets."""
    client.raise_request_exception = False

    def answer(error: Exception) -> Any:
        monkeypatch.setattr("sio.display.THEMES", Broken(error))
        return client.get("/affichage/clair/", headers={"X-Request-ID": "reference-de-demain"})

    return answer


# ── Failure and outage: no database, so no `django_db` mark here ────────────────────────────────────────


def test_a_failure_says_what_to_do_and_its_reference(breaks: Any) -> None:
    answer = breaks(ValueError("a bug"))
    words = answer.content.decode()

    assert answer.status_code == 500
    assert "Un incident est survenu de notre côté" in words
    assert "reference-de-demain" in words
    assert "a bug" not in words
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("error", OUTAGES, ids=lambda error: type(error).__name__)
def test_an_outage_says_that_nothing_is_lost_and_when_to_come_back(breaks: Any, error: Exception) -> None:
    answer = breaks(error)
    words = answer.content.decode()

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "Ce que vous aviez enregistré est conservé" in words
    assert str(error) not in words
    assert not answer.cookies


def test_a_fault_of_ours_in_the_database_is_no_outage(breaks: Any) -> None:
    assert breaks(DataError("value too long")).status_code == 500


def test_a_reference_from_outside_cannot_write_on_the_page(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.META["sio.request_id"] = "<b>moi</b>"

    assert "<b>moi" not in mishaps.server_error(request).content.decode()


@pytest.mark.parametrize("name", BARE)
def test_a_bare_page_stands_alone(name: str) -> None:
    source = mishaps.bare_page(f"{name}.html")

    assert BARE[name] in source
    assert '<html lang="fr">' in source
    assert not re.search(r"{[{%]|<script|style=", source)
    for address in re.findall(r'href="/static/([^"]+)"', source):
        assert (Path(site.ROOT) / "static" / address).exists()


# ── Away from the network ───────────────────────────────────────────────────────────────────────────────


def test_the_offline_page_is_the_same_for_everybody(client: Client) -> None:
    answer = client.get("/hors-ligne/")

    assert answer.status_code == 200
    assert "Vous êtes hors ligne" in answer.content.decode()
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


def test_the_service_worker_answers_for_the_whole_site_and_keeps_three_files(client: Client) -> None:
    answer = client.get("/service-worker.js")
    script = answer.content.decode()
    kept = re.search(r"FILES = \[(.+)\]", script)

    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    assert kept is not None
    assert kept[1] == 'PAGE, "/static/css/tokens.css", "/static/error.css"'
    assert script.count(".put(") == 0


def test_what_the_worker_keeps_is_what_the_page_links() -> None:
    sheets = set(re.findall(r'rel="stylesheet" href="([^"]+)"', mishaps.bare_page("offline.html")))

    assert sheets == {"/static/css/tokens.css", "/static/error.css"}


# ── Pages of the site ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "words", "second"),
    [
        ("403", "d’autres droits que les vôtres", "/connexion/"),
        ("404", "L’adresse est peut-être incomplète", "/connexion/"),
        ("405", "Rien n’a été fait", "/blog/"),
        ("410", "Ce n’est pas une panne", "/missions/"),
        ("429", "Votre saisie n’est pas perdue", "/blog/"),
    ],
)
def test_an_error_page_offers_two_ways_on(rf: RequestFactory, code: str, words: str, second: str) -> None:
    html = render_to_string(f"{code}.html", request=rf.get("/"))
    main = html[html.index("<main") : html.index("</main>")]

    assert words in main
    assert f"Erreur {code}" in main
    assert 'href="/"' in main
    assert f'href="{second}"' in main
    assert 'name="robots" content="noindex"' in html


@pytest.mark.django_db
def test_what_does_not_exist_can_be_looked_for(client: Client, django_assert_max_num_queries: Any) -> None:
    client.get("/nulle-part/")
    with django_assert_max_num_queries(2):
        answer = client.get("/nulle-part/")
    html = answer.content.decode()

    assert answer.status_code == 404
    assert not answer.cookies
    assert '<form class="error-page__search" method="get" action="/blog/recherche/" role="search">' in html
    assert '<input type="search" name="q" id="recherche"' in html


@pytest.mark.django_db
def test_a_refused_page_is_told_in_french_without_a_cookie(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sio.display.THEMES", Broken(PermissionDenied()))
    answer = client.get("/affichage/clair/")

    assert answer.status_code == 403
    assert "réservée à d’autres personnes" in answer.content.decode()
    assert not answer.cookies


@pytest.mark.django_db
def test_a_member_is_led_back_to_her_space(client: Client) -> None:
    client.force_login(UserFactory())
    html = client.get("/nulle-part/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]

    assert 'href="/espace/"' in main
    assert 'href="/connexion/"' not in main


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/notifications/tout-lu/", "/notifications/"),
        (f"/missions/{SOMETHING}/relecture/", f"/missions/{SOMETHING}/"),
        (f"/factures/{SOMETHING}/accepter/", "/factures/"),
        ("/webhooks/stripe/platform/", "/blog/"),
    ],
)
def test_an_address_of_a_form_opened_by_hand_leads_to_the_page_of_the_form(
    client: Client, address: str, above: str
) -> None:
    """As `next` does after signing in again."""
    client.force_login(UserFactory())
    answer = client.get(address)

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Cette adresse ne s’ouvre pas directement" in answer.content.decode()
    assert f'button--secondary" href="{above}"' in answer.content.decode()


@pytest.mark.django_db
def test_a_part_and_an_act_that_are_refused_stay_bare(client: Client) -> None:
    client.force_login(UserFactory())
    part = client.get("/notifications/tout-lu/", headers={"HX-Request": "true"})
    act = client.post("/hors-ligne/")

    assert (part.status_code, part.content) == (405, b"")
    assert (act.status_code, act.content) == (405, b"")


# ── Weaknesses ──────────────────────────────────────────────────────────────────────────────────────────


def test_whoever_finds_a_weakness_knows_whom_to_tell(client: Client) -> None:
    answer = client.get("/.well-known/security.txt")
    said = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    ends = datetime.strptime(said["Expires"], "%Y-%m-%dT%H:%M:%S%z")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert said["Contact"] == f"mailto:{site.CONTACT_EMAIL}"
    assert said["Canonical"] == f"{site.SITE_URL}/.well-known/security.txt"
    assert timedelta(days=170) < ends - timezone.now() < timedelta(days=365)
