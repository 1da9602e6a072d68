"""Markdown to clean HTML: headings with anchors, a contents list, nothing that could run."""

from dataclasses import dataclass
from itertools import pairwise

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    "a", "blockquote", "code", "em", "h2", "h3", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "h2": {"id"}, "h3": {"id"}, "th": {"scope"}}
SCHEMES = {"http", "https", "mailto"}

_parser = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Heading:
    anchor: str
    text: str
    level: int


@dataclass(frozen=True)
class Page:
    html: SafeString
    headings: tuple[Heading, ...]


def render(source: str) -> Page:
    """HTML of a Markdown text, and its headings of levels 2 and 3 in order."""
    tokens = _parser.parse(source)
    headings = tuple(_anchor_headings(tokens))
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener")
    return Page(html=mark_safe(clean), headings=headings)  # noqa: S308 - cleaned just above


def _anchor_headings(tokens: list[Token]) -> list[Heading]:
    """Give each heading an id made from its text, distinct within the page."""
    headings: list[Heading] = []
    taken: set[str] = set()
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag in {"h2", "h3"}:
            anchor = _free_anchor(inline.content, taken)
            opening.attrSet("id", anchor)
            headings.append(Heading(anchor, inline.content, int(opening.tag[1])))
    return headings


def _free_anchor(text: str, taken: set[str]) -> str:
    base = slugify(text) or "partie"
    anchor, number = base, 2
    while anchor in taken:
        anchor, number = f"{base}-{number}", number + 1
    taken.add(anchor)
    return anchor
