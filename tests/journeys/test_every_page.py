"""Every page of the path, as production serves it: no barrier, nothing that sticks out, within its budget.

One situation is arranged for the whole module; each person keeps one window.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Request, Response, expect

from accounts.steps import STEPS
from matching.stops import stop_path
from missions.steps import Step
from tests.axe import assert_no_barrier
from tests.journeys.conftest import serving
from tests.journeys.situation import Situation, arrange, forget_the_last_house
from tests.journeys.stage import Stage
from tests.support.databases import Databases

KILOBYTE = 1_000
HTML, STYLE, SCRIPT, REQUESTS = 30 * KILOBYTE, 15 * KILOBYTE, 18 * KILOBYTE, 10
HTML_COMPRESSED = 10 * KILOBYTE
# The whole catalogue stands in the page, so that it can be read and ticked without JavaScript.
HTML_WITH_CATALOGUE = 42 * KILOBYTE
# Nor is an article cut to fit: its two thousand words are what one came for. They still arrive in the first round trip.
HTML_WITH_ARTICLE, HTML_WITH_ARTICLE_COMPRESSED = 40 * KILOBYTE, 12 * KILOBYTE
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)(?![^>]*ld\+json)|\son[a-z]+=[\"']")

Address = str | Callable[[Situation], str]

VISITOR: dict[str, Address] = {
    "home": "/",
    "for firms": "/pour-les-entreprises/",
    "for assistants": "/pour-les-assistants/",
    "how it works": "/comment-ca-marche/",
    "fees": "/tarifs/",
    "fees of what was typed": "/tarifs/?heures=10&tarif=40&deja=1900",
    "hire or delegate": "/embauche-ou-delegation/",
    "rates": "/prix/",
    "questions": "/questions/",
    "how SIO ranks": "/classement/",
    "a pillar": "/metiers/support-rh/",
    "a city": "/assistants/a/lyon/a-distance/",
    "imprint": "/mentions-legales/",
    "terms": "/cgu/",
    "terms of sale": "/cgv/",
    "privacy": "/confidentialite/",
    "cookies": "/cookies/",
    "accessibility": "/accessibilite/",
    "offline": "/hors-ligne/",
    "free advice": "/coaching/",
    "report a profile": lambda s: f"/signaler/profile/{s.application.profile.slug}/",
    "report decided": lambda s: s.report.get_absolute_url(),
    "blog": "/blog/",
    "article": "/blog/role-office-manager/",
    "article with wide tables": "/blog/embaucher-ou-deleguer/",
    "tag": "/blog/etiquettes/deleguer/",
    "author": "/blog/auteurs/equipe-sio/",
    "series": "/blog/series/bien-deleguer/",
    "search": "/blog/recherche/?q=reglementees",
    "search without answer": "/blog/recherche/?q=zygomatique",
    "address to copy": "/blog/role-office-manager/partager/copier/",
    "comment": "/blog/role-office-manager/commenter/",
    "comment received": "/blog/role-office-manager/commenter/merci/",
    "sign-up": "/inscription/",
    "sign-up of a firm": "/inscription/entreprise/",
    "sign-up of an assistant": "/inscription/assistante/",
    "sign-in": "/connexion/",
    "sign-in by code": "/connexion/code/",
    "password forgotten": "/mot-de-passe/oublie/",
    "assistants": "/assistants/",
    "assistants around a town": "/assistants/?ville=Lyon&format=remote",
    "no assistant found": "/assistants/?prix=1",
    "public profile": lambda s: f"/assistants/{s.assistant.assistant_profile.slug}/",
    "missions open": "/missions/",
    "missions open, narrowed": "/missions/?q=devis&ville=Lyon&budget=20",
    "no mission found": "/missions/?q=zygomatique",
    "missions of a pillar": "/missions/extrait/general_services/",
    "mission open": lambda s: s.at("missions:detail", s.open_mission),
    "mission closed": lambda s: s.at("missions:detail", s.engagement.mission),
    "nothing here": "/nulle-part/",
}
STATUSES = {"nothing here": 404, "mission closed": 410}
OWNER: dict[str, Address] = {
    "space": "/espace/",
    "firm": "/entreprise/",
    "missions": "/missions/",
    "open missions": "/missions/?vue=ouvertes",
    "new need": "/missions/nouvelle/",
    **{
        f"need, {step.value}": lambda s, step=step: s.at("missions:step", s.draft, step.value)
        for step in Step
    },
    "what a must costs": lambda s: s.at("matching:musts", s.draft),
    "check": lambda s: s.at("missions:check", s.draft),
    "draft": lambda s: s.at("missions:detail", s.draft),
    "mission": lambda s: s.at("missions:detail", s.mission),
    "profiles proposed": lambda s: s.at("matching:assistants", s.mission),
    "profiles two by two": lambda s: s.at("matching:pairs", s.mission),
    "why this result?": lambda s: s.at("matching:why", s.mission, s.application.profile.slug),
    "a result to contest": lambda s: s.at("matching:ask_review_of", s.mission, s.application.profile.slug),
    "profiles to confirm": lambda s: s.at("matching:assistants", s.mission) + "?liste=a-confirmer",
    "invite?": lambda s: s.at("missions:invite", s.mission, s.stranger.slug),
    "invitations": lambda s: s.at("missions:invitations", s.mission),
    "remind?": lambda s: s.at("missions:invitation_remind", s.invitation_sent),
    "take an invitation back?": lambda s: s.at("missions:invitation_withdraw", s.invitation_sent),
    "applications": lambda s: s.at("missions:applications", s.mission),
    "application": lambda s: s.at("missions:application", s.application),
    "profile": lambda s: f"/assistants/{s.application.profile.slug}/",
    "conversation": lambda s: s.at("missions:conversation", s.application.conversation),
    "accept?": lambda s: s.at("missions:accept", s.application),
    "decline?": lambda s: s.at("missions:decline", s.application),
    "another budget": lambda s: s.at("missions:budget", s.mission),
    "pause?": lambda s: s.at("missions:pause", s.mission),
    "cancel?": lambda s: s.at("missions:cancel", s.mission),
    "contracts": "/contrats/",
    "contract": lambda s: s.at("missions:engagement", s.engagement),
    "contract to sign": lambda s: s.at("missions:sign", s.unsigned),
    "end?": lambda s: s.at("missions:end", s.engagement),
    "week to approve": lambda s: s.at("missions:timesheet", s.week_to_approve),
    "contest?": lambda s: s.at("missions:timesheet_contest", s.week_to_approve),
    "bill": lambda s: s.at("billing:bill", s.bill),
    "pay?": lambda s: s.at("billing:pay", s.bill),
    "payment page on its way": lambda s: s.at("billing:wait", s.bill_awaited),
    "invoices": "/factures/",
    "news": "/notifications/",
    "news wished": "/notifications/preferences/",
    "account": "/compte/",
    "sign-out": "/deconnexion/",
}
ASSISTANT: dict[str, Address] = {
    "her space": "/espace/",
    "her profile": "/profil/",
    **{f"her profile, {step.slug}": f"/profil/etape/{step.slug}/" for step in STEPS},
    "her levels": "/profil/etape/competences/niveaux/",
    "an experience": "/profil/experiences/ajouter/",
    "a diploma": "/profil/diplomes/ajouter/",
    "her preview": "/profil/apercu/",
    "her answers": "/profil/envoyer/",
    "still free?": "/profil/disponibilite/",
    "missions for her": "/missions/pour-moi/",
    "her alerts": "/alertes/",
    "a new alert": "/alertes/nouvelle/",
    "her alert": lambda s: s.at("matching:alert", s.alert),
    "delete her alert?": lambda s: s.at("matching:alert_delete", s.alert),
    "stop her alert?": lambda s: stop_path(s.alert),
    "a mission": lambda s: s.at("missions:detail", s.open_mission),
    "her fit": lambda s: s.at("matching:fit", s.open_mission),
    "her fit to contest": lambda s: s.at("matching:ask_review", s.open_mission),
    "her request of review": lambda s: s.review.get_absolute_url(),
    "her invitations": "/invitations/",
    "an invitation": lambda s: s.at("missions:invitation", s.invitation),
    "apply": lambda s: s.at("missions:apply", s.open_mission),
    "already applied": lambda s: s.at("missions:apply", s.mission),
    "her applications": "/candidatures/",
    "her application": lambda s: s.at("missions:application", s.sent),
    "withdraw?": lambda s: s.at("missions:withdraw", s.sent),
    "her contracts": "/contrats/",
    "her contract": lambda s: s.at("missions:engagement", s.engagement),
    "her contract to sign": lambda s: s.at("missions:sign", s.unsigned),
    "which week?": lambda s: s.at("missions:timesheet_new", s.engagement),
    "her week": lambda s: s.at("missions:timesheet", s.week_to_write),
    "her week sent": lambda s: s.at("missions:timesheet", s.week_to_approve),
    "her bill": lambda s: s.at("billing:bill", s.bill),
    "payouts": "/versements/",
    "to Stripe?": "/versements/inscription/",
    "mandate": "/mandat/",
    "her invoices": "/factures/",
    "her news": "/notifications/",
}
MODERATOR: dict[str, Address] = {"space of the team": "/espace/"}
PAGES = [
    pytest.param(who, address, STATUSES.get(name, 200), id=name)
    for who, pages in (
        ("", VISITOR),
        ("owner", OWNER),
        ("assistant", ASSISTANT),
        ("moderator", MODERATOR),
    )
    for name, address in pages.items()
]


@pytest.fixture(autouse=True)
def quiet_house() -> None:
    """Not here: the strip, the partner and the help button of the demo stand on these pages."""
    forget_the_last_house()


@pytest.fixture(scope="module")
def situation(
    demo: dict[str, Any], django_db_blocker: Any, databases: Databases, shipped: dict[str, Any]
) -> Iterator[tuple[Situation, str]]:
    """Arranged once, committed, served; thrown away with its database."""
    with django_db_blocker.unblock():
        databases.restore("demo")
        arranged = arrange()
        with serving(shipped) as address:
            yield arranged, address
        databases.restore()


@pytest.fixture(scope="module")
def window_of(
    situation: tuple[Situation, str], browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Callable[[str], Page]]:
    """The window of a person, signed in; a complaint heard in any of them fails the module."""
    arranged, address = situation
    stage = Stage(browser, address, browser_context_args | {"reduced_motion": "reduce"})
    windows: dict[str, Page] = {}

    def window(who: str) -> Page:
        if who not in windows:
            windows[who] = stage.window()
            if who:
                _sign_in(windows[who], arranged, who, address)
        return windows[who]

    yield window
    stage.close()


def _sign_in(page: Page, situation: Situation, who: str, address: str) -> None:
    client = Client()
    client.force_login(situation.person(who))
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": address}])


@pytest.mark.parametrize(("who", "address", "status"), PAGES)
def test_a_page_has_no_barrier_and_keeps_its_budget(
    who: str,
    address: Address,
    status: int,
    *,
    situation: tuple[Situation, str],
    window_of: Callable[[str], Page],
    shipped_files: Path,
) -> None:
    page = window_of(who)
    with _requests_of(page) as requests:
        answer = _open(page, address if isinstance(address, str) else address(situation[0]), status)

    _assert_within_budget(answer, requests, shipped_files)
    assert_no_barrier(page)


@contextmanager
def _requests_of(page: Page) -> Iterator[list[Request]]:
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    yield asked
    page.remove_listener("request", note)


def _open(page: Page, address: str, status: int) -> Response:
    """The page and the parts it asks for once it is there."""
    answer = page.goto(address)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    assert answer is not None
    assert answer.status == status
    assert urlsplit(page.url).path == urlsplit(address).path
    return answer


def _assert_within_budget(answer: Response, requests: list[Request], files: Path) -> None:
    html = answer.body()
    assert INLINE.search(html.decode()) is None
    limit, limit_compressed = _limits(html)
    assert len(html) <= limit
    assert len(gzip.compress(html)) <= limit_compressed
    assert len(requests) <= REQUESTS, [request.url for request in requests]
    assert _weight(requests, "stylesheet", files) <= STYLE
    assert _weight(requests, "script", files) <= SCRIPT


def _limits(html: bytes) -> tuple[int, int]:
    if b"article__body" in html:
        return HTML_WITH_ARTICLE, HTML_WITH_ARTICLE_COMPRESSED
    return (HTML_WITH_CATALOGUE if b"data-picker>" in html else HTML), HTML_COMPRESSED


def _weight(requests: list[Request], kind: str, files: Path) -> int:
    """What these files weigh compressed, as WhiteNoise sends them."""
    paths = [urlsplit(request.url).path for request in requests if request.resource_type == kind]
    return sum((files / f"{path.removeprefix('/static/')}.gz").stat().st_size for path in paths)
