"""One address, one view: the whole page, or the part of it that htmx asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page_or_fragment(
    request: HttpRequest, template: str, partial: str, context: dict[str, Any]
) -> HttpResponse:
    """The page, or the named part of the same template when a fragment is asked for.

    A fragment is never stored: the back button would show it bare.
    """
    is_fragment = asks_for_fragment(request)
    response = render(request, f"{template}#{partial}" if is_fragment else template, context)
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
    if is_fragment:
        response["Cache-Control"] = "no-store"
    return response


def asks_for_fragment(request: HttpRequest) -> bool:
    """Whether htmx wants a part; it wants the whole when it restores history or swaps the body."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Request-Type") == "partial"
        and "HX-History-Restore-Request" not in headers
    )
