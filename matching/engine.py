"""The only door to a ranking: the lists of a mission, from the validated cache or from PostgreSQL, equal by test."""

from collections.abc import Mapping

from django.conf import settings

from matching import cache
from matching.answers import Answer, Row
from matching.enums import Bucket
from matching.facts import MissionFacts
from matching.rules import Rules
from matching.sql import Page
from matching.statements import from_sql

__all__ = ["Answer", "Row", "ask"]


def ask(mission: MissionFacts, rules: Rules, pages: Mapping[Bucket, Page]) -> dict[Bucket, Answer]:
    """The asked pages, each with the length of its whole list."""
    found = cache.answer(mission, rules, pages) if settings.MATCHING_CACHE else None
    return from_sql(mission, rules, pages) if found is None else found
