"""Looking into the articles in French: endings and accents are forgiven, and an excerpt shows where the words stand.

PostgreSQL without an extension: accents are taken off both the text and the question, letter for letter, so that a
place found in one is the same place in the other.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import (
    SearchQuery,
    SearchQueryCombinable,
    SearchQueryField,
    SearchRank,
    SearchVector,
    SearchVectorCombinable,
    SearchVectorField,
)
from django.db import connection
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from blog import markdown

if TYPE_CHECKING:
    from blog.models import Article, ArticleQuerySet

ACCENTED = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝ’"
PLAIN = "aaaaaaceeeeiiiinooooouuuuyyAAAAAACEEEEIIIINOOOOOUUUUY'"
BARE = str.maketrans(ACCENTED, PLAIN)
LETTERS = (ACCENTED[:-1], PLAIN[:-1])
BARE_STEMS = (
    f"translate({{0}}('french'::regconfig, %(expressions)s)::text, '{LETTERS[0]}', '{LETTERS[1]}')::{{1}}"
)
LONGEST = 100
AROUND = 110
OPEN, CLOSE = "\x02", "\x03"
MARKS = re.compile(f"{OPEN}|{CLOSE}")


def without_accents(field: str) -> Func:
    """The same words without accents, for an index: `translate` depends on nothing that could change."""
    return Func(F(field), Value(ACCENTED), Value(PLAIN), function="translate", output_field=TextField())


class Stems(SearchVectorCombinable, Func):
    """The stems of a field as French makes them from its accents, then without these; they have no place."""

    template = f"strip({BARE_STEMS.format('to_tsvector', 'tsvector')})"
    output_field = SearchVectorField()


class AskedStems(SearchQueryCombinable, Func):  # type: ignore[misc]  # as Django's own SearchQuery is
    """The same of a question."""

    template = BARE_STEMS.format("websearch_to_tsquery", "tsquery")
    output_field = SearchQueryField()


def vector(field: str, weight: str) -> Any:
    """The stems of a field without accents, made both ways: « réglementé » and « reglementees » are one word."""
    bare = SearchVector(without_accents(field), weight=weight, config="french")
    return bare + Stems(Coalesce(F(field), Value(""), output_field=TextField()))


def asked(words: str) -> Any:
    """A question as people type it: « entre guillemets », or, -sans."""
    words = words[:LONGEST]
    bare = SearchQuery(words.translate(BARE), config="french", search_type="websearch")
    return bare | AskedStems(Value(words))


def find(articles: "ArticleQuerySet", words: str) -> "ArticleQuerySet":
    """Those that hold the words, the title counting most."""
    query = asked(words)
    rank = SearchRank(F("search"), query, normalization=Value(1))
    return articles.filter(search=query).annotate(rank=rank).order_by("-rank", "-published_at")


def excerpts(articles: Iterable["Article"], words: str) -> Mapping[int, SafeString]:
    """For each article, by key, the piece of its text where the words stand, marked."""
    texts = {article.pk: f"{article.summary}\n{markdown.words(article.body)}" for article in articles}
    bare = [text.translate(BARE) for text in texts.values()]
    found = _marked([*texts.values(), *bare], [words] * len(texts) + [words.translate(BARE)] * len(texts))
    return {
        pk: _piece(text, sorted({*_places(found[row], text), *_places(found[row + len(texts)], bare[row])}))
        for row, (pk, text) in enumerate(texts.items())
    }


def _marked(texts: list[str], questions: list[str]) -> list[str]:
    """Each text with signs around what answers its question: one query for all."""
    options = f"HighlightAll=true, StartSel={OPEN}, StopSel={CLOSE}"
    sql = """
        SELECT ts_headline('french', text, websearch_to_tsquery('french', question), %s)
        FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS given(text, question, place) ORDER BY place
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [options, texts, [question[:LONGEST] for question in questions]])
        return [str(row[0]) for row in cursor.fetchall()]


def _places(marked: str, text: str) -> list[tuple[int, int]]:
    """Where the marked words begin and end in the text; nowhere should PostgreSQL have changed anything else."""
    if MARKS.sub("", marked) != text:
        return []
    edges = [found.start() - number for number, found in enumerate(MARKS.finditer(marked))]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _piece(text: str, places: list[tuple[int, int]]) -> SafeString:
    """About two lines around the first word found beyond the title, cut between words."""
    first = places[0][0] if places else 0
    start, end = _cut(text, max(0, first - AROUND)), _cut(text, min(len(text), first + AROUND))
    inside = [(left, right) for left, right in places if start <= left and right <= end]
    pieces = [("", "… " if start else "")]
    position = start + (len(text[start:]) - len(text[start:].lstrip()))
    for left, right in inside:
        pieces += [("", text[position:left]), ("mark", text[left:right])]
        position = right
    pieces += [("", text[position:end]), ("", "…" if end < len(text) else "")]
    return format_html_join("", "{}", ((_shown(tag, piece),) for tag, piece in pieces))


def _shown(tag: str, piece: str) -> Any:
    return format_html_join("", "<mark>{}</mark>", [(piece,)]) if tag else piece


def _cut(text: str, position: int) -> int:
    """The nearest place between two words, going on."""
    if position in {0, len(text)}:
        return position
    following = re.compile(r"\s").search(text, position)
    return following.start() if following else len(text)
