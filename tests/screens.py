"""`make screens`: pictures of the site in docs/screens/, at 390 and 1280 px, with the demo's own people.

SITE= says where the site answers; SHADES= (light, dark) and PAGES= narrow what is taken.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from sio.demo.cast import ASSISTANTS
from sio.demo.needs import RIVOIRE
from sio.dev import browser as browsers

TARGET = Path(__file__).resolve().parents[1] / "docs" / "screens"
WIDTHS = {390: 844, 1280: 800}

COMPANY = RIVOIRE.email
ASSISTANT = next(person.email for person in ASSISTANTS if person.first_name == "Claire")
MODERATOR = "moderation@sio.example"
PASSWORD = "une visite de SIO"

Way = Callable[[Page], None]


def to(path: str) -> Way:
    return lambda page: _open(page, path)


def by(start: str, *links: str) -> Way:
    """Open a page, then follow the links that say so."""

    def go(page: Page) -> None:
        _open(page, start)
        for words in links:
            page.locator("main").get_by_role("link", name=words).first.click()
            page.wait_for_load_state("networkidle")

    return go


def first_of(start: str) -> Way:
    """Open a list, then the first thing in it."""

    def go(page: Page) -> None:
        _open(page, start)
        page.locator("main article h2 a, main article h3 a").first.click()
        page.wait_for_load_state("networkidle")

    return go


NEED = "Devis, relances et factures d’une entreprise de plomberie"
PUBLIC: dict[str, Way] = {
    "home": to("/"),
    "for-firms": to("/pour-les-entreprises/"),
    "for-assistants": to("/pour-les-assistants/"),
    "how-it-works": to("/comment-ca-marche/"),
    "fees": to("/tarifs/?heures=10&tarif=40"),
    "hire-or-delegate": to("/embauche-ou-delegation/"),
    "rates": to("/prix/"),
    "questions": to("/questions/"),
    "ranking": to("/classement/"),
    "pillar": to("/metiers/support-rh/"),
    "city": to("/assistants/a/lyon/a-distance/"),
    "assistants": to("/assistants/"),
    "no-assistant": to("/assistants/?prix=1"),
    "public-profile": first_of("/assistants/"),
    "open-missions": to("/missions/"),
    "open-mission": first_of("/missions/"),
    "blog": to("/blog/"),
    "article": to("/blog/role-office-manager/"),
    "comment": to("/blog/role-office-manager/commenter/"),
    "tag": to("/blog/etiquettes/deleguer/"),
    "author": to("/blog/auteurs/equipe-sio/"),
    "search": to("/blog/recherche/?q=facture"),
    "coaching": to("/coaching/"),
    "sign-up": to("/inscription/"),
    "sign-up-firm": to("/inscription/entreprise/"),
    "sign-in": to("/connexion/"),
    "imprint": to("/mentions-legales/"),
    "terms": to("/cgu/"),
    "terms-of-sale": to("/cgv/"),
    "privacy": to("/confidentialite/"),
    "cookies": to("/cookies/"),
    "accessibility": to("/accessibilite/"),
    "offline": to("/hors-ligne/"),
}
PICTURES: dict[str, tuple[str, Way]] = {
    **{name: ("", way) for name, way in PUBLIC.items()},
    "company-space": (COMPANY, to("/espace/")),
    "mission": (COMPANY, by("/missions/", NEED)),
    "matches": (COMPANY, by("/missions/", NEED, "profils proposés")),
    "invitations-sent": (COMPANY, by("/missions/", NEED, "profils proposés", "Voir les invitations")),
    "timesheet": (COMPANY, by("/espace/", "Voir le relevé")),
    "invoices": (COMPANY, to("/factures/")),
    "assistant-space": (ASSISTANT, to("/espace/")),
    "profile": (ASSISTANT, to("/profil/")),
    "missions-for-me": (ASSISTANT, to("/missions/pour-moi/")),
    "her-fit": (ASSISTANT, by("/missions/pour-moi/", "Pourquoi ce résultat")),
    "invitations": (ASSISTANT, to("/invitations/")),
    "alert": (ASSISTANT, to("/alertes/nouvelle/")),
    "moderation": (MODERATOR, to("/gestion/accounts/assistantprofile/")),
}


def take(site: str) -> Iterator[Path]:
    TARGET.mkdir(parents=True, exist_ok=True)
    shades = os.environ.get("SHADES", "light").split(",")
    wanted = os.environ.get("PAGES", ",".join(PICTURES)).split(",")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(browsers.find()), args=browsers.FLAGS)
        for shade in shades:
            for width in WIDTHS:
                yield from _take_all(browser, site, wanted, width, shade)
        browser.close()


def _take_all(browser: Browser, site: str, wanted: list[str], width: int, shade: str) -> Iterator[Path]:
    """One window a person, so that each signs in once."""
    for person in dict.fromkeys(who for who, _ in PICTURES.values()):
        names = [name for name in wanted if PICTURES[name][0] == person]
        if not names:
            continue
        page = browser.new_page(
            base_url=site,
            viewport={"width": width, "height": WIDTHS[width]},
            color_scheme="dark" if shade == "dark" else "light",
            locale="fr-FR",
        )
        if person:
            _sign_in(page, person)
        for name in names:
            PICTURES[name][1](page)
            yield _keep(page, f"{name}-{width}{'-dark' if shade == 'dark' else ''}")
        page.close()


def _sign_in(page: Page, email: str) -> None:
    _open(page, "/connexion/")
    page.get_by_label("E-mail").or_(page.get_by_label("Adresse e-mail")).first.fill(email)
    page.get_by_label("Mot de passe").first.fill(PASSWORD)
    page.get_by_role("button", name="Me connecter").click()
    page.wait_for_url("**/espace/")


def _open(page: Page, path: str) -> None:
    page.goto(path, wait_until="networkidle")


def _keep(page: Page, name: str) -> Path:
    path = TARGET / f"{name}.png"
    page.screenshot(path=path, full_page=os.environ.get("FULL") == "1")
    return path


def main() -> int:
    for path in take(os.environ.get("SITE", "http://localhost:8000")):
        sys.stdout.write(f"{path.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
