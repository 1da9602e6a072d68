"""The validated cache: the slim table in the memory of a process, which proves at each question that it is up to date.

Off by default: plain SQL is fast enough up to some 20,000 profiles. Why it holds: `reading.py`; what it gives up on, and
answers None so that SQL does: `validated.py`.
"""

from collections.abc import Mapping
from random import random

from matching.answers import Answer
from matching.cache.validated import ValidatedCache
from matching.cache.watching import SHARE_CHECKED, check
from matching.enums import Bucket
from matching.facts import MissionFacts
from matching.rules import Rules
from matching.sql import Page

__all__ = ["ValidatedCache", "answer", "of_this_process"]

of_this_process = ValidatedCache()


def answer(mission: MissionFacts, rules: Rules, pages: Mapping[Bucket, Page]) -> dict[Bucket, Answer] | None:
    """What SQL would answer now, or None when only SQL can tell. One answer in a thousand is held against SQL."""
    found = of_this_process.answer(mission, rules, pages)
    if found is not None and random() < SHARE_CHECKED:  # noqa: S311 - a sample, not a secret
        check(of_this_process, found, mission, rules, pages)
    return found
