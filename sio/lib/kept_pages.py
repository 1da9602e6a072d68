"""Public pages kept a few seconds by each process: a crowd at the door reads one rendering, compressed once.

Only what says the same to everybody comes here (`http.public_page` decides). A page may be late by
PUBLIC_PAGES_KEPT_SECONDS and no more; 0 keeps nothing. Compression is safe here and only here: such a page holds no
secret that its length could betray.
"""

import gzip
import time
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

MOST = 500
LEVEL = 6

Key = tuple[str, ...]


@dataclass(frozen=True)
class KeptPage:
    """A rendering, as it was and compressed, until a moment of the process's own clock."""

    until: float
    content: bytes
    compressed: bytes
    headers: dict[str, str]

    def for_reader(self, request: HttpRequest) -> HttpResponse:
        takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(self.compressed if takes_gzip else self.content, headers=self.headers)
        if takes_gzip:
            response.headers["Content-Encoding"] = "gzip"
        return response


_kept: dict[Key, KeptPage] = {}


def find(request: HttpRequest) -> HttpResponse | None:
    """The page this reader may be given as it stands."""
    page = _kept.get(_key(request))
    return page.for_reader(request) if page and page.until > time.monotonic() else None


def keep(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Keep a page everybody may read; what this reader is given, compressed if she takes it so."""
    if not settings.PUBLIC_PAGES_KEPT_SECONDS or not isinstance(response, HttpResponse):
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    page = KeptPage(
        until=time.monotonic() + settings.PUBLIC_PAGES_KEPT_SECONDS,
        content=response.content,
        compressed=gzip.compress(response.content, LEVEL, mtime=0),
        headers=dict(response.items()),
    )
    _make_room()
    _kept[_key(request)] = page
    return page.for_reader(request)


def forget() -> None:
    """All of them, in this process (for tests)."""
    _kept.clear()


def _make_room() -> None:
    """Those whose time is over go first; when that is not enough, all: they come back by themselves."""
    if len(_kept) >= MOST:
        now = time.monotonic()
        for key, page in list(_kept.items()):
            if page.until <= now:
                _kept.pop(key, None)
    if len(_kept) >= MOST:
        _kept.clear()


def _key(request: HttpRequest) -> Key:
    """Everything the page may depend on; cookies whole, as few visitors have any."""
    asked = (request.headers.get(name, "") for name in ("Cookie", "HX-Request", "HX-Request-Type"))
    return (request.scheme or "", request.get_host(), request.get_full_path(), *asked)
