"""What every page of this package is given: where it stands, for people and for search engines."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.services.doors import doors
from sio.lib.components import Link
from sio.lib.structured import Data, breadcrumbs

HOME = Link("Accueil", "/")


def show(
    request: HttpRequest,
    name: str,
    current: str,
    trail: Sequence[Link] = (),
    data: Sequence[Data] = (),
    **context: Any,
) -> HttpResponse:
    """The page `templates/pages/<name>.html`; `current` is its short title, `trail` its ancestors after the home page.

    `data` is what schema.org says of this page beyond where it stands.
    """
    ancestors = [HOME, *trail]
    place = breadcrumbs([*((link.label, link.href) for link in ancestors), (current, request.path)])
    frame = {"trail": ancestors, "current": current, "structured": [place, *data], "doors": doors()}
    return render(request, f"pages/{name}.html", context | frame)
