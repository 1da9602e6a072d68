"""What the law wants said: who we are, on what terms, what we keep, and for how long. Names come from the settings."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from billing.fees import Band, price_list
from billing.fees.reckoning import PPM
from blog import strips
from matching import rules
from sio.context import THEME_COOKIE
from sio.lib.components import Column, Link, Row
from sio.lib.http import public_page
from sio.lib.identifiers import show_siren
from sio.lib.money import short_euros
from sio.pages.checks import legal_pages_name_somebody

NO_BREAK, NARROW = "\u00a0", "\u202f"
# The headings of a text, as its template writes them: they make its contents list.
HEADING = re.compile(r'<h2 id="([a-z-]+)">(?:\d+\. )?([^<]+)</h2>')
Facts = Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class LegalPage:
    """A text: the name of its address, its version, and what it prints beyond the identity of the firm."""

    name: str
    slug: str
    title: str
    description: str
    version: date
    facts: Facts = dict


def _contract_facts() -> dict[str, Any]:
    return {"ranking": ranking()}


def _sale_facts() -> dict[str, Any]:
    prices = price_list()
    return {
        "band_columns": BAND_COLUMNS,
        "bands": [[_span(band), _percent(band.rate_ppm)] for band in prices.bands],
        "minimum": short_euros(prices.min_cents),
        "vat": _percent(prices.vat_ppm),
        "list_number": prices.version,
    }


def _privacy_facts() -> dict[str, Any]:
    return {"retention": [Row(data, f"{kept} ; ensuite, {then}") for data, kept, then in RETENTION]}


def _cookie_facts() -> dict[str, Any]:
    return {"cookies": cookies()}


IMPRINT = LegalPage(
    "imprint",
    "mentions-legales",
    "Mentions légales",
    "Qui édite SIO, qui l’héberge, et comment nous écrire.",
    date(2026, 11, 24),
)
TERMS = LegalPage(
    "terms",
    "cgu",
    "Conditions générales d’utilisation",
    "Les règles du service : inscription, publication, classement, modération, contrat entre l’entreprise et l’assistant.",
    date(2026, 11, 24),
    _contract_facts,
)
SALES = LegalPage(
    "sales",
    "cgv",
    "Conditions générales de vente",
    "Ce que coûte SIO, qui paie, quand, comment, et ce que disent les factures.",
    date(2026, 11, 24),
    _sale_facts,
)
PRIVACY = LegalPage(
    "privacy",
    "confidentialite",
    "Confidentialité",
    "Les données que SIO utilise, pourquoi, combien de temps, et vos droits.",
    date(2026, 11, 24),
    _privacy_facts,
)
COOKIES = LegalPage(
    "cookies",
    "cookies",
    "Cookies",
    "Peu de cookies, tous nécessaires : c’est pourquoi aucun bandeau ne vous interrompt.",
    date(2026, 11, 24),
    _cookie_facts,
)
ACCESSIBILITY = LegalPage(
    "accessibility",
    "accessibilite",
    "Accessibilité",
    "Où en est l’accessibilité de SIO, ce qui reste à faire, et comment nous signaler un obstacle.",
    date(2026, 11, 24),
)
PAGES = (IMPRINT, TERMS, SALES, PRIVACY, COOKIES, ACCESSIBILITY)

BAND_COLUMNS = (Column("Tranche (HT)"), Column("Frais (HT)", is_number=True))
# Each line is a promise that the nightly jobs (sio/calendar.py) have to keep.
RETENTION = (
    ("Inscription jamais confirmée", "30 jours", "effacée"),
    (
        "Compte et profil",
        "tant que vous vous en servez ; 24 mois sans visite, après trois rappels",
        "rendus anonymes ; l’identité est gardée à part 5 ans, comme la loi le demande aux hébergeurs",
    ),
    ("Candidatures non retenues", "24 mois après le dernier échange", "effacées"),
    ("Messages entre une entreprise et un assistant", "fin de la mission + 5 ans", "effacés"),
    (
        "Contrats, relevés, factures, écritures",
        "10 ans à compter de la clôture de l’exercice",
        "effacés ; jusque-là, archive à accès restreint",
    ),
    ("Documents de vigilance", "fin du contrat + 5 ans", "effacés"),
    ("Déclaration annuelle des plateformes (DAC7)", "de 5 à 10 ans", "effacée"),
    ("Adresses de connexion (IP)", "12 mois", "effacées"),
    ("Adresse e-mail en liste d’attente", "jusqu’à l’ouverture annoncée", "effacée après un seul message"),
    ("Commentaire d’un article", "tant qu’il est en ligne ; adresse IP : 12 mois", "effacé à votre demande"),
    ("Commentaire non publié", "12 mois", "effacé"),
    (
        "Partage d’un article",
        "empreinte de votre adresse IP, illisible : jusqu’à la nuit suivante",
        "effacée avec sa clé ; seul le nombre de partages reste",
    ),
    ("Signalement d’un contenu", "1 an après la décision", "effacé, noms compris"),
    ("E-mails envoyés par SIO", "contenu jamais gardé ; trace d’envoi : 12 mois", "effacée"),
    ("Preuve d’un accord ou d’une opposition à nos lettres", "3 ans", "effacée"),
)


def ranking() -> list[tuple[str, str]]:
    """The six terms of the fit with their weight, read from the rules that rank: change one and this page changes."""
    terms = (
        ("Compétences et outils demandés", rules.SKILLS_POINTS),
        ("Expérience dans le métier et le secteur", rules.EXPERIENCE_POINTS),
        ("Disponibilités : volume, date de début, demi-journées", rules.AVAILABILITY_POINTS),
        ("Lieu : à distance, sur site, distance", rules.PLACE_POINTS),
        ("Tarif par rapport au budget", rules.BUDGET_POINTS),
        ("Fiabilité : avis et missions menées à terme", rules.RELIABILITY_POINTS),
    )
    return [(label, f"{points / rules.POINT:g} points".replace(".", ",")) for label, points in terms]


def cookies() -> list[Row]:
    """Every cookie the site can set, under the names of this installation: what it is for, since when, for how long."""
    days = settings.SESSION_COOKIE_AGE // 86_400
    return [
        Row(
            settings.SESSION_COOKIE_NAME,
            f"Vous garder connecté. Posé quand vous vous connectez, gardé {days} jours.",
        ),
        Row(
            settings.CSRF_COOKIE_NAME,
            "Vérifier qu’un formulaire vient bien de nos pages. Posé quand vous ouvrez un formulaire, gardé un an.",
        ),
        Row(
            "messages",
            "Vous dire une seule fois ce qui vient d’être fait. Posé après un envoi, effacé à la page suivante.",
        ),
        Row(THEME_COOKIE, "Retenir l’affichage clair ou sombre. Posé quand vous le choisissez, gardé un an."),
        Row(
            strips.COOKIE,
            "Retenir les annonces que vous avez fermées. Posé quand vous en fermez une, gardé un an.",
        ),
    ]


@login_not_required
@public_page
@require_safe
def legal_page(request: HttpRequest, page: LegalPage) -> HttpResponse:
    """One text: its version and contents list first, then its chapters."""
    context = _identity() | page.facts()
    text = render_to_string(f"legal/{page.slug}.html", context)
    shown = {
        "page": page,
        "text": mark_safe(text),  # noqa: S308 - our own template, its values escaped
        "contents": contents(text),
        "is_invented": bool(legal_pages_name_somebody()),
    }
    return render(request, "legal/page.html", shown)


def contents(text: str) -> list[Link]:
    """The headings of a text, in order; their number is the list's own."""
    return [Link(title, f"#{anchor}") for anchor, title in HEADING.findall(text)]


def _identity() -> dict[str, Any]:
    identity = settings.PLATFORM_IDENTITY
    return {
        "platform": identity | {"siren": show_siren(identity["siren"]) if identity["siren"] else ""},
        "capital": settings.PLATFORM_CAPITAL,
        "rcs_city": settings.PLATFORM_RCS_CITY,
        "phone": settings.PLATFORM_PHONE,
        "director": settings.PUBLICATION_DIRECTOR,
        "contact": settings.CONTACT_EMAIL,
        "host": {
            "name": settings.HOST_NAME,
            "address": settings.HOST_ADDRESS,
            "phone": settings.HOST_PHONE,
        },
    }


def _span(band: Band) -> str:
    """« jusqu’à 2 000 € », « de 2 000 € à 10 000 € », « au-delà de 10 000 € »."""
    if band.to_cents is None:
        return f"au-delà de {short_euros(band.from_cents)}"
    start = f"de {short_euros(band.from_cents)} à" if band.from_cents else "jusqu’à"
    return f"{start} {short_euros(band.to_cents)}"


def _percent(ppm: int) -> str:
    return f"{ppm * 100 / PPM:g}".replace(".", ",") + f"{NARROW}%"
