"""What every page knows: who reads it, where she can go, and how it is displayed. Nothing is asked before it is printed."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from sio.lib.components import Link

THEMES = {"auto": "automatique", "clair": "clair", "sombre": "sombre"}
THEME_COOKIE = "theme"
THEME_VALUES = {"clair": "light", "sombre": "dark"}


class Site:
    """The frame of a page, computed on demand: a page that prints no navigation asks nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = getattr(request, "user", None)

    @cached_property
    def role(self) -> str:
        """visitor, company, assistant or moderator."""
        if self.user is None or not self.user.is_authenticated:
            return "visitor"
        if self.user.is_staff:
            return "moderator"
        return self.user.role or "company"

    @property
    def is_signed_in(self) -> bool:
        return self.role != "visitor"

    @cached_property
    def links(self) -> list[Link]:
        """At most five links; the one that leads to this page, or to a page under it, is current."""
        here = self.request.path
        entries = [(label, str(address)) for label, address in LINKS[self.role]()]
        nearest = max((address for _, address in entries if _leads(address, here)), key=len, default=None)
        return [Link(label, address, is_current=address == nearest) for label, address in entries]

    @cached_property
    def act(self) -> Link:
        """The one button of the header."""
        label, name = ACTS[self.role]
        return Link(label, reverse(name))

    @cached_property
    def person_links(self) -> list[Link]:
        """The menu of the person signed in: what is hers, then the way out."""
        return [
            Link("Notifications", reverse("notifications:list"), "bell"),
            *PERSON_LINKS.get(self.role, _no_link)(),
            Link("Connexion et sécurité", reverse("account_email"), "key-round"),
            Link("Se déconnecter", reverse("account_logout"), "log-out"),
        ]

    @property
    def theme(self) -> str:
        """light or dark when the reader chose it, else nothing: the system decides."""
        return THEME_VALUES.get(self.request.COOKIES.get(THEME_COOKIE, ""), "")

    @property
    def theme_links(self) -> list[Link]:
        chosen = self.request.COOKIES.get(THEME_COOKIE, "auto")
        return [Link(label, f"/affichage/{key}/", is_current=key == chosen) for key, label in THEMES.items()]

    @property
    def is_rehearsal(self) -> bool:
        """Payments are simulated: no Stripe key is set, the double answers."""
        return settings.STRIPE_DOUBLE_ALLOWED and not settings.STRIPE_SECRET_KEY

    @cached_property
    def unread_count(self) -> int:
        """Unread notifications of the person signed in."""
        return 0


def site(request: HttpRequest) -> dict[str, Any]:
    return {"site": Site(request)}


def _leads(address: str, here: str) -> bool:
    return here.startswith(address) and "#" not in address and address != "/"


def _visitor_links() -> list[tuple[str, str]]:
    home = reverse("home")
    return [
        ("Comment ça marche", f"{home}#etapes"),
        ("Tarifs", f"{home}#tarifs"),
        ("Blog", reverse("blog:list")),
        ("Connexion", reverse("account_login")),
    ]


def _company_links() -> list[tuple[str, str]]:
    return [
        ("Mon espace", reverse("dashboard")),
        ("Missions", reverse("missions:list")),
        ("Contrats", reverse("missions:engagements")),
        ("Factures", reverse("billing:invoices")),
    ]


def _assistant_links() -> list[tuple[str, str]]:
    return [
        ("Mon espace", reverse("dashboard")),
        ("Missions pour moi", reverse("matching:missions")),
        ("Candidatures", reverse("missions:my_applications")),
        ("Contrats", reverse("missions:engagements")),
        ("Versements", reverse("billing:payouts")),
    ]


def _moderator_links() -> list[tuple[str, str]]:
    return [
        ("Mon espace", reverse("dashboard")),
        ("Missions", reverse("missions:list")),
        ("Blog", reverse("blog:list")),
    ]


def _no_link() -> list[Link]:
    return []


def _company_person_links() -> list[Link]:
    return [Link("Mon entreprise", reverse("accounts:company"), "building-2")]


def _assistant_person_links() -> list[Link]:
    return [
        Link("Mon profil", reverse("accounts:profile"), "user"),
        Link("Mes factures", reverse("billing:invoices"), "receipt"),
    ]


LINKS = {
    "visitor": _visitor_links,
    "company": _company_links,
    "assistant": _assistant_links,
    "moderator": _moderator_links,
}
ACTS = {
    "visitor": ("Créer mon compte", "account_signup"),
    "company": ("Décrire un besoin", "missions:new"),
    "assistant": ("Mon profil", "accounts:profile"),
    "moderator": ("Modération", "admin:index"),
}
PERSON_LINKS = {"company": _company_person_links, "assistant": _assistant_person_links}
