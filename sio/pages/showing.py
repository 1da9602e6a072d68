"""What every page of this package is given: where it stands."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sio.lib.components import Link

HOME = Link("Accueil", "/")


def show(
    request: HttpRequest, name: str, current: str, trail: Sequence[Link] = (), **context: Any
) -> HttpResponse:
    """The page `templates/pages/<name>.html`; `current` is its short title, `trail` its ancestors after the home page."""
    place = {"trail": [HOME, *trail], "current": current}
    return render(request, f"pages/{name}.html", context | place)
