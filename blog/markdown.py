"""Markdown to clean HTML: headings with anchors, a contents list, our own pictures, nothing that could run.

Two fences: markdown-it escapes every tag that is typed and refuses addresses that run, then nh3 keeps only what is
listed here. What cannot be seen or turns the line around is taken out of the source before both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, pairwise
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from blog import plain_text

TAGS = {
    "a", "blockquote", "code", "em", "figcaption", "figure", "h2", "h3", "hr", "img", "li", "ol", "p", "pre",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "rel", "title"},
    "h2": {"id"},
    "h3": {"id"},
    "img": {"alt", "height", "loading", "sizes", "src", "srcset", "width"},
    "ol": {"start"},
    "th": {"scope"},
}
SCHEMES = {"http", "https", "mailto"}
WIDTHS = (320, 640, 1280)
SIZES = "(min-width: 46rem) 44rem, 92vw"
# A picture is named by its number: ![words that replace it](0b2e…).
PICTURE = re.compile(r"!\[[^\]]*\]\(\s*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)
TABLE = "<table>"

_parser = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Heading:
    anchor: str
    text: str
    level: int


@dataclass(frozen=True)
class Illustration:
    """What is known of a picture: its own words serve when the text gives none."""

    public_id: UUID
    alt: str
    credit: str
    width: int
    height: int

    @property
    def widths(self) -> Sequence[int]:
        """The sizes there are: never larger than the picture itself, save that the smallest always exists."""
        return [width for width in WIDTHS if width <= self.width] or [WIDTHS[0]]

    def address(self, width: int) -> str:
        return f"/images/{self.public_id}/{width}.webp"

    @property
    def srcset(self) -> str:
        return ", ".join(f"{self.address(width)} {width}w" for width in self.widths)


@dataclass(frozen=True)
class Page:
    html: SafeString
    headings: tuple[Heading, ...]

    def split(self, section: int) -> tuple[SafeString, SafeString]:
        """The text before its n-th section (from 1), and the rest; all of it first when there are fewer."""
        starts = [found.start() for found in re.finditer("<h2 ", self.html)]
        cut = starts[section - 1] if section <= len(starts) else len(self.html)
        return mark_safe(self.html[:cut]), mark_safe(self.html[cut:])  # noqa: S308 - cut between two elements


def picture_ids(source: str) -> set[UUID]:
    """The pictures that a text names."""
    return {UUID(found) for found in PICTURE.findall(source)}


@lru_cache(maxsize=256)
def render(source: str, pictures: frozenset[Illustration] = frozenset()) -> Page:
    """HTML of a Markdown text, and its headings of levels 2 and 3 in order. A picture that is not given is left out."""
    tokens = _parser.parse(plain_text.clean(source))
    headings = tuple(_anchor_headings(tokens))
    known = {str(picture.public_id): picture for picture in pictures}
    _mark_links(tokens)
    _place_pictures(tokens, known)
    html = _parser.renderer.render(tokens, _parser.options, {"pictures": known})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return Page(html=_with_table_regions(clean), headings=headings)


def words(source: str) -> str:
    """The text alone, one paragraph a line: what one searches and shows an excerpt of."""
    tokens = _parser.parse(plain_text.clean(source))
    lines = (_words_of(token) for token in tokens if token.type == "inline")
    return "\n".join(line for line in lines if line)


def _words_of(inline: Token) -> str:
    return "".join(" " if child.type == "softbreak" else child.content for child in inline.children or [])


def _anchor_headings(tokens: list[Token]) -> Iterator[Heading]:
    """Give each heading an id made from its text, distinct within the page."""
    taken: set[str] = set()
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag in {"h2", "h3"}:
            text = _words_of(inline)
            anchor = _free_anchor(text, taken)
            opening.attrSet("id", anchor)
            yield Heading(anchor, text, int(opening.tag[1]))


def _free_anchor(text: str, taken: set[str]) -> str:
    base = slugify(text) or "partie"
    anchor, number = base, 2
    while anchor in taken:
        anchor, number = f"{base}-{number}", number + 1
    taken.add(anchor)
    return anchor


def _inlines(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.type == "inline")


def _mark_links(tokens: list[Token]) -> None:
    """A link that leaves says so; one that shows a host and leads to another leads nowhere."""
    for inline in _inlines(tokens):
        for child in inline.children or []:
            address = str(child.attrGet("href") or "")
            if child.type != "link_open" or not _leaves(address):
                continue
            if plain_text.lies(address):
                child.attrs.pop("href")
            else:
                child.attrSet("rel", "external noopener")


def _leaves(address: str) -> bool:
    """Also `//host` and what browsers read like it."""
    try:
        return bool(urlsplit(address.replace("\\", "/")).netloc)
    except ValueError:
        return True


def _place_pictures(tokens: list[Token], known: Mapping[str, Illustration]) -> None:
    """A picture alone in its paragraph is a figure."""
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        children = inline.children or []
        is_alone = opening.type == "paragraph_open" and len(children) == 1 and children[0].type == "image"
        if is_alone and str(children[0].attrGet("src")).lower() in known:
            opening.tag = closing.tag = "figure"
            children[0].meta["is_alone"] = True


def _draw_picture(
    renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: dict[str, Any]
) -> str:
    token = tokens[index]
    picture = environment["pictures"].get(str(token.attrGet("src")).lower())
    if picture is None:
        return ""
    image = _img(picture, token.content.strip() or picture.alt)
    if token.meta.get("is_alone") and picture.credit:
        return image + format_html("<figcaption>{}</figcaption>", picture.credit)
    return image


def _img(picture: Illustration, alt: str) -> SafeString:
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        picture.address(picture.widths[min(1, len(picture.widths) - 1)]),
        picture.srcset,
        SIZES,
        picture.width,
        picture.height,
        alt,
    )


def _with_table_regions(html: str) -> SafeString:
    """A table wider than a telephone scrolls alone, by the keyboard too; an empty corner heads nothing."""
    numbers = count(1)
    html = html.replace("<th></th>", "<td></td>")

    def framed(_: re.Match[str]) -> str:
        return (
            f'<div class="table-region" role="region" tabindex="0" aria-label="Tableau {next(numbers)}">'
            '<table class="table">'
        )

    return mark_safe(re.sub(TABLE, framed, html).replace("</table>", "</table></div>"))  # noqa: S308 - cleaned before


_parser.add_render_rule("image", _draw_picture)
