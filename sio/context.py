"""What every page knows: who reads it, where she can go, and how it is displayed. Nothing is asked before it is printed."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from billing.gateway import mode
from blog import strips
from blog.models import Partner, SiteIdentity
from blog.services import site
from notifications.models import Notification
from sio import openings
from sio.lib import structured
from sio.lib.components import Link

THEMES = {"auto": "automatique", "clair": "clair", "sombre": "sombre"}
THEME_COOKIE = "theme"
THEME_VALUES = {"clair": "light", "sombre": "dark"}


class Frame:
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
        entries = NAVIGATION[self.role]
        nearest = max((address for _, address in entries if _leads(address, here)), key=len, default=None)
        return [Link(label, address, is_current=address == nearest) for label, address in entries]

    @property
    def act(self) -> Link:
        """The one button of the header."""
        return ACTS[self.role]

    @cached_property
    def person_links(self) -> list[Link]:
        """The menu of the person signed in: what is hers, then the way out."""
        return [
            Link("Notifications", "/notifications/", "bell"),
            *PERSON_LINKS.get(self.role, []),
            Link("Connexion et sécurité", "/compte/", "key-round"),
            Link("Se déconnecter", "/deconnexion/", "log-out"),
        ]

    @property
    def canonical(self) -> str:
        """The one address of this page, without what only narrows or counts it."""
        return structured.absolute(self.request.path)

    @property
    def theme(self) -> str:
        """The reader's choice, light or dark; empty when the system decides."""
        return THEME_VALUES.get(self.request.COOKIES.get(THEME_COOKIE, ""), "")

    @property
    def theme_links(self) -> list[Link]:
        chosen = self.request.COOKIES.get(THEME_COOKIE, "auto")
        return [Link(label, f"/affichage/{key}/", is_current=key == chosen) for key, label in THEMES.items()]

    @property
    def site(self) -> SiteIdentity:
        """Who the site is: its name, its promise, its logo."""
        return site.identity()

    @property
    def partners(self) -> tuple[Partner, ...]:
        """Whom visitors see beside us; who is at work here needs no reminder."""
        return () if self.is_signed_in else site.partners()

    @cached_property
    def strip(self) -> strips.Strip | None:
        """The one announcement at the top: written by the team first, then the openings it says nothing of."""
        written = strips.strips_of(site.announcements(), self.role, self.request.path)
        openings_to_come = [] if self.is_signed_in else openings.strips(besides=written, name=self.site.name)
        return strips.first_open([*written, *openings_to_come], self.request)

    @property
    def strip_closing_href(self) -> str:
        return strips.closing_href(self.strip, self.request) if self.strip else ""

    @property
    def coaching(self) -> SiteIdentity | None:
        """The free advice, on the pages that everybody may read, while somebody answers."""
        return self.site if self._is_for_everybody and self.site.coaching_href else None

    @property
    def _is_for_everybody(self) -> bool:
        match = self.request.resolver_match
        if match is None:
            return not self.is_signed_in
        return not getattr(match.func, "login_required", True)

    @property
    def payment_notice(self) -> str:
        """What every page says while payments are not real; empty when they are."""
        return mode.notice()

    @cached_property
    def unread_count(self) -> int:
        """Unread notifications of the person signed in: one query, only where the header is printed."""
        if self.user is None or not self.user.is_authenticated:
            return 0
        return Notification.objects.visible_to(self.user).unread().count()


def frame(request: HttpRequest) -> dict[str, Any]:
    """`frame` and not `site`: allauth calls its own thing so on the sign-in pages."""
    return {"frame": Frame(request)}


def _leads(address: str, here: str) -> bool:
    return here.startswith(address) and "#" not in address and address != "/"


NAVIGATION = {
    "visitor": [
        ("Entreprises", "/pour-les-entreprises/"),
        ("Assistantes et assistants", "/pour-les-assistants/"),
        ("Tarifs", "/tarifs/"),
        ("Blog", "/blog/"),
        ("Connexion", "/connexion/"),
    ],
    "company": [
        ("Mon espace", "/espace/"),
        ("Missions", "/missions/"),
        ("Contrats", "/contrats/"),
        ("Factures", "/factures/"),
    ],
    "assistant": [
        ("Mon espace", "/espace/"),
        ("Missions pour moi", "/missions/pour-moi/"),
        ("Candidatures", "/candidatures/"),
        ("Contrats", "/contrats/"),
        ("Versements", "/versements/"),
    ],
    "moderator": [
        ("Mon espace", "/espace/"),
        ("Missions", "/missions/"),
        ("Blog", "/blog/"),
    ],
}
ACTS = {
    "visitor": Link("Créer mon compte", "/inscription/"),
    "company": Link("Décrire un besoin", "/missions/nouvelle/"),
    "assistant": Link("Mon profil", "/profil/"),
    "moderator": Link("Modération", "/gestion/"),
}
PERSON_LINKS = {
    "company": [Link("Mon entreprise", "/entreprise/", "building-2")],
    "assistant": [Link("Mes alertes", "/alertes/", "bell"), Link("Mes factures", "/factures/", "receipt")],
}
