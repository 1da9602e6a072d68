"""A cache is not believed on its word: some answers are held against SQL, and a difference silences every cache."""

import logging
from collections.abc import Mapping

from matching.answers import Answer
from matching.cache.validated import ValidatedCache
from matching.enums import Bucket
from matching.facts import MissionFacts
from matching.models import CacheAlarm
from matching.rules import Rules
from matching.sql import Page
from matching.statements import from_sql

logger = logging.getLogger("sio.matching")

SHARE_CHECKED = 0.001


def check(
    cache: ValidatedCache,
    found: dict[Bucket, Answer],
    mission: MissionFacts,
    rules: Rules,
    pages: Mapping[Bucket, Page],
) -> bool:
    """Whether SQL says the same; if not, raise the alarm.

    SQL is asked between two answers of the cache: when nothing was written from the first to the second, all three
    saw the same rows. When something was, a difference says nothing.
    """
    version, told = cache.version, from_sql(mission, rules, pages)
    if told == found or cache.answer(mission, rules, pages) != found or cache.version != version:
        return True
    raise_alarm(mission, f"SQL : {told}\nMémoire : {found}")
    cache.forget()
    return False


def raise_alarm(mission: MissionFacts, difference: str) -> None:
    """From now on every process answers by SQL, until a person lifts the alarm."""
    CacheAlarm.objects.create(mission_id=mission.mission_id, difference=difference[:10_000])
    logger.critical("matching.cache_disagrees", extra={"mission": mission.mission_id})
