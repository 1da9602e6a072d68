"""Strips at the top of a page: who each speaks to, and which ones this browser has closed (one bounded cookie)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from blog.enums import Audience
from blog.models import Announcement

COOKIE = "annonces"
KEY = re.compile(r"[a-z0-9-]{1,40}")
REMEMBERED = 20
ONE_YEAR = 365 * 24 * 3600
# Pages written for one side: their visitor also reads what is said to that side.
SIDES = {
    "/pour-les-entreprises/": Audience.COMPANY,
    "/inscription/entreprise/": Audience.COMPANY,
    "/ouverture/entreprises/": Audience.COMPANY,
    "/pour-les-assistants/": Audience.ASSISTANT,
    "/inscription/assistante/": Audience.ASSISTANT,
    "/ouverture/assistantes/": Audience.ASSISTANT,
}


@dataclass(frozen=True)
class Strip:
    """`key` names it in the cookie of those who closed it."""

    key: str
    text: str
    href: str = ""
    label: str = ""


def strips_of(announcements: Iterable[Announcement], role: str, path: str) -> list[Strip]:
    """Those under way that speak to this reader, in order. The team reads them all."""
    side = SIDES.get(path, "") if role == "visitor" else role
    heard = {Audience.EVERYONE.value, side}
    return [
        Strip(str(each.pk), each.text, each.link, each.link_label)
        for each in announcements
        if each.state() == "current" and (role == "moderator" or each.audience in heard)
    ]


def first_open(strips: Sequence[Strip], request: HttpRequest) -> Strip | None:
    """The first that this browser has not closed."""
    closed = closed_by(request)
    return next((strip for strip in strips if strip.key not in closed), None)


def closed_by(request: HttpRequest) -> list[str]:
    keys = request.COOKIES.get(COOKIE, "").split(".")
    return [key for key in keys if KEY.fullmatch(key)][-REMEMBERED:]


def closing_href(strip: Strip, request: HttpRequest) -> str:
    """The link that closes it and comes back to this page."""
    here = request.get_full_path() if request.method == "GET" else request.path
    return f"{reverse('announcement_close', args=[strip.key])}?{urlencode({'suite': here})}"


def remember(response: HttpResponse, request: HttpRequest, key: str) -> None:
    """The last twenty closed: older announcements are over."""
    keys = [*(known for known in closed_by(request) if known != key), key][-REMEMBERED:]
    response.set_cookie(
        COOKIE, ".".join(keys), max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
    )
