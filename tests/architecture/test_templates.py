"""What a page may contain: the content security policy has no exception, and neither have the templates."""

import re
from pathlib import Path

import pytest

from sio.dev import tidiness
from sio.dev.places import ROOT
from tests.support.sources import templates

FORBIDDEN = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a script address": re.compile(r"(?:href|src|action)\s*=\s*[\"']\s*javascript:", re.IGNORECASE),
    "another origin": re.compile(
        r"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
    ),
    "htmx evaluating words": re.compile(r"\bhx-(?:on|vals\s*=\s*[\"']js:)", re.IGNORECASE),
}
# Readers of mail drop style sheets; a mail is not a page, and no policy of ours reaches it.
MAIL = ROOT / "templates/notifications/email.html"
# Mail readers know no style sheet: the one e-mail layout carries its colours in line.
EMAIL = ROOT / "templates/notifications/email.html"
COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", re.DOTALL)


def words(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_contains(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit[0].strip()[:60]}"
        for path in templates()
        if not (what == "a style attribute" and path == MAIL)
        for hit in FORBIDDEN[what].finditer(words(path))
    ]

    assert found == []


def test_nothing_is_declared_safe_in_a_template() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in templates()
        if re.search(r"\|\s*safe(?:seq)?\b|autoescape\s+off", words(path))
    ]

    assert found == []


def test_every_template_is_shown_somewhere() -> None:
    assert tidiness.unused_templates(ROOT) == []


def test_no_file_names_a_package_registry() -> None:
    assert tidiness.registry_addresses(ROOT) == []
