"""Asks PostgreSQL for the lists: one statement per list, one journey for them all."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from matching import counts, sql
from matching.answers import Answer, Row
from matching.enums import Bucket
from matching.facts import MissionFacts
from matching.rules import Rules
from matching.sql import Page

# JIT costs more than it saves on a statement of this size (matching.md §10.4).
PREAMBLE = "SET LOCAL jit = off"


def from_sql(mission: MissionFacts, rules: Rules, pages: Mapping[Bucket, Page]) -> dict[Bucket, Answer]:
    """The asked pages, each with the length of its whole list.

    Lists of which only the length is asked are counted together. Statements sent together run in one transaction,
    which is what SET LOCAL needs.
    """
    opened = {bucket: page for bucket, page in pages.items() if page.size}
    statements = [sql.statement(bucket, mission, rules, page) for bucket, page in opened.items()]
    closed = [counts.lengths(mission)] if len(opened) < len(pages) else []
    with connection.cursor() as cursor:
        cursor.execute(";\n".join([PREAMBLE, *statements, *closed]))
        answers = {bucket: _answer(_next(cursor)) for bucket in opened}
        lengths = dict(zip(Bucket, _next(cursor)[0], strict=True)) if closed else {}
    return {bucket: answers.get(bucket) or Answer((), lengths[bucket]) for bucket in pages}


def _next(cursor: Any) -> list[Any]:
    cursor.nextset()
    rows: list[Any] = cursor.fetchall()
    return rows


def _answer(rows: list[tuple[int | None, int, int | None, int]]) -> Answer:
    found = tuple(
        Row(profile_id, fit, None if gap is None else sql.PARTS[gap])
        for profile_id, fit, gap, _ in rows
        if profile_id is not None
    )
    return Answer(found, total=rows[0][3])
