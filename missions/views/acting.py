"""What every act of these pages shares."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.http import SeeOther

PER_PAGE = 12

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def act_once(request: HttpRequest, act: Callable[[], str], *, back: str) -> HttpResponse:
    """Act, then redirect; what the service refuses is said on the page one comes back to."""
    try:
        return answer_once(request, act)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return SeeOther(back)


def ask(request: HttpRequest, **question: Any) -> HttpResponse:
    """The page asked before an act that costs, publishes or tells someone."""
    return render(request, "confirm.html", question)


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, invalid: bool = False
) -> HttpResponse:
    """A page, or the same page with its errors (422)."""
    return render(request, template, context, status=422 if invalid else 200)
