"""An address that only takes what a form sends, opened like a page: by hand, or by `next` after signing in again."""

from collections.abc import Callable
from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from sio.lib.http import is_for_a_part

NOT_ALLOWED = 405


class OpenedByHandMiddleware:
    """Last in: a bare 405 becomes a page that leads to the one with the form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_opened = response.status_code == NOT_ALLOWED and request.method == "GET"
        return _led_back(request, response) if is_opened and not is_for_a_part(request) else response


def _led_back(request: HttpRequest, refusal: HttpResponse) -> HttpResponse:
    page = render(request, "405.html", {"above": page_above(request.path)}, status=NOT_ALLOWED)
    page["Allow"] = refusal["Allow"]
    return page


def page_above(path: str) -> str:
    """The nearest address above that the site knows: a form stands under the page of its thing. Empty: none."""
    for parent in PurePosixPath(path).parents:
        address = f"{parent}/"
        if len(parent.parts) > 1 and _is_known(address):
            return address
    return ""


def _is_known(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
