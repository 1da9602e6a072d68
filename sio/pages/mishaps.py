"""When something goes wrong: the failure, the outage, the lost network, and whom to tell of a weakness.

These answers ask nothing of the database, of the session or of the person: they must show when nothing else does.
"""

import sys
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

UNKNOWN_REFERENCE = "inconnue"
RETRY_AFTER_SECONDS = 30
SECURITY_TXT_LIFE = timedelta(days=180)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Django's last word about a request: 503 when PostgreSQL is away or too slow, 500 for a fault of ours."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    reference = escape(request.META.get("sio.request_id") or UNKNOWN_REFERENCE)
    return _last_resort(bare_page("500.html").replace(UNKNOWN_REFERENCE, reference), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database does not answer: what was saved is kept, one tries again in a moment."""
    response = _last_resort(bare_page("503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def offline(request: HttpRequest) -> HttpResponse:
    """What the browser shows without a network, once the service worker has put it aside."""
    return HttpResponse(bare_page("offline.html"))


@login_not_required
@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root of the site, so that it may answer for every address."""
    script = (settings.ROOT / "static/service-worker.js").read_text(encoding="utf-8")
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116)."""
    ends = (timezone.now() + SECURITY_TXT_LIFE).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        f"Policy: {settings.SITE_URL}/mentions-legales/#contact",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@cache
def bare_page(name: str) -> str:
    """A page without template logic, read once: the disk may be the next thing to fail."""
    return Path(settings.ROOT / f"templates/{name}").read_text(encoding="utf-8")


def _last_resort(html: str, *, status: int) -> HttpResponse:
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})
