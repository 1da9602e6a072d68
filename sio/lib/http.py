"""The border of a request: its identity, its log line, its headers, and where the person calls from."""

import ipaddress
import logging
import re
import time
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.template.response import SimpleTemplateResponse
from django.utils.cache import patch_vary_headers

from . import kept_pages
from .guards import serving_request
from .logs import in_context_of

P = ParamSpec("P")
Respond = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("sio.request")

KEPT_A_MINUTE = "public, max-age=60, stale-while-revalidate=600"
MESSAGES_COOKIE = CookieStorage.cookie_name
REQUEST_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")
# Nothing of the browser's powers is used, so each is switched off by name.
POWERS = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
    "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "usb",
    "xr-spatial-tracking",
)  # fmt: skip


class AuthenticatedRequest(HttpRequest):
    """A request of somebody: behind LoginRequiredMiddleware `user` is a person, never anonymous."""

    user: Any


class SeeOther(HttpResponseRedirect):
    """303: what was posted is done, go and read this."""

    status_code = 303


def leave_for(request: HttpRequest, address: str) -> HttpResponse:
    """The whole page goes to `address`, also when htmx asked for a part: another site cannot be swapped in."""
    if is_for_a_part(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def is_for_a_part(request: HttpRequest) -> bool:
    """Whether htmx asks, for a part of a page that is already shown."""
    return bool(getattr(request, "htmx", False))


class RequestBoundaryMiddleware:
    """First in, last out: names the request, forbids outside calls while it is served, writes its log line."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = request_id_of(request)
        request.META["sio.request_id"] = request_id
        queries = QueryMeter()
        started = time.perf_counter()
        with serving_request(), in_context_of(request_id=request_id):
            with connection.execute_wrapper(queries):
                response = self.get_response(request)
            response["X-Request-ID"] = request_id
            logger.info(
                "request", extra=_log_fields(request, response, queries, time.perf_counter() - started)
            )
        return response


class QueryMeter:
    """Counts the statements of a request and their time."""

    def __init__(self) -> None:
        self.count = 0
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.count += 1
            self.seconds += time.perf_counter() - started


def request_id_of(request: HttpRequest) -> str:
    """The front server's name for this request when it looks like one, else a fresh one."""
    given = request.headers.get("X-Request-ID", "")
    return given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex


def _log_fields(
    request: HttpRequest, response: HttpResponse, queries: QueryMeter, seconds: float
) -> dict[str, object]:
    return {
        "route": request.resolver_match.view_name if request.resolver_match else "",
        "method": request.method,
        "status": response.status_code,
        "user_id": _known_user_id(request),
        "duration_ms": round(seconds * 1000),
        "sql_count": queries.count,
        "sql_ms": round(queries.seconds * 1000),
    }


def _known_user_id(request: HttpRequest) -> int | None:
    """The person, if the page already looked at who asks: a log line is not worth a query."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user is not None else None


class SecurityHeadersMiddleware:
    """What Django's own middleware does not say: no browser power, no foreign embedding, no copy of private pages."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", ", ".join(f"{power}=()" for power in POWERS))
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _known_user_id(request):
            response.setdefault("Cache-Control", "private, no-store")
        return response


def public_page(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """The same page for every visitor: a shared cache may keep it a minute, and serve it ten more while it asks again.

    Never for somebody who has a session or a message to read, nor when the page would leave a cookie. What cookies
    change (theme, strips closed) and what htmx asks for are kept apart. We keep it ourselves a few seconds.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if _is_for_anyone(request) and (known := kept_pages.find(request)) is not None:
            return known
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse):
            response = response.render()
        return _let_it_be_kept(request, response)

    return answer


def _let_it_be_kept(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    if not _is_for_anyone(request) or response.status_code != 200 or response.cookies:
        return response
    response.headers.setdefault("Cache-Control", KEPT_A_MINUTE)
    return kept_pages.keep(request, response) if "public" in response.headers["Cache-Control"] else response


def _is_for_anyone(request: HttpRequest) -> bool:
    """Read without a session, without a message, and without a form that ties its reader with a cookie."""
    tied = {settings.SESSION_COOKIE_NAME, MESSAGES_COOKIE} & set(request.COOKIES)
    return request.method in {"GET", "HEAD"} and not tied and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META


class HtmxLoginRedirectMiddleware:
    """Signed out in the meantime: htmx would swap the login page into a corner, so the whole page goes there."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_for_a_part(request) and _leads_to_login(response):
            return _whole_page_redirect(request)
        return response


def _leads_to_login(response: HttpResponse) -> bool:
    is_redirect = response.status_code in {301, 302, 303}
    return is_redirect and urlsplit(response["Location"]).path == resolve_url(settings.LOGIN_URL)


def _whole_page_redirect(request: HttpRequest) -> HttpResponse:
    """Back to the page one was on, not to the fragment that was asked."""
    page = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
    login = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page})}"
    return HttpResponse(status=204, headers={"HX-Redirect": login})


def client_ip(request: HttpRequest) -> str:
    """The caller's address, as seen by the outermost proxy we trust; empty when there is none worth the name.

    Each trusted proxy appends one address to X-Forwarded-For: whatever stands further left was typed by the caller.
    """
    proxies = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(forwarded) >= proxies:
        return _valid_ip(forwarded[-proxies])
    return _valid_ip(request.META.get("REMOTE_ADDR", ""))


def _valid_ip(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""
