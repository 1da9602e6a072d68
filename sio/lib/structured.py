"""What search engines read beside the text: schema.org as JSON-LD, in a block of data that no browser runs."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

Data = dict[str, Any]

# Inside a <script> block only `<` could end it; `>` and `&` are written out with it, as Django's json_script does.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def absolute(path: str) -> str:
    """The address that the world uses for `path`."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path


def script(data: Data | Sequence[Data]) -> SafeString:
    """One `<script type="application/ld+json">` block, or one for each of several."""
    several = [data] if isinstance(data, dict) else data
    return format_html_join(
        "\n", '<script type="application/ld+json">{}</script>', ((_text(each),) for each in several)
    )


def _text(data: Data) -> SafeString:
    words = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False, default=_written)
    return mark_safe(words.translate(ESCAPES))  # noqa: S308 - escaped just above


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def breadcrumbs(pairs: Iterable[tuple[str, str]]) -> Data:
    """BreadcrumbList of (name, path), from the home page to this one."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
            for position, (name, path) in enumerate(pairs, start=1)
        ],
    }


def organization() -> Data:
    """Who speaks here."""
    return {
        "@type": "Organization",
        "name": "SIO",
        "url": absolute("/"),
        "logo": absolute(static("img/touch-icon.png")),
    }


def website() -> Data:
    """The site and its language."""
    return {"@type": "WebSite", "name": "SIO", "url": absolute("/"), "inLanguage": "fr-FR"}
