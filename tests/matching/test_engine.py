"""PostgreSQL and the reference give the same answer."""

from random import Random
from typing import Any

import pytest

from matching import engine, reference
from matching import rules as r
from matching.enums import Bucket
from matching.facts import CandidateFacts, MissionFacts
from matching.rules import Rules
from matching.sql import Page
from tests.matching import crowd, edges

SEED = 20261124
PROFILES = 1_000
MISSIONS = 200
EVERYBODY = Page(size=PROFILES)


@pytest.mark.django_db
def test_sql_and_reference_agree_on_ids_order_points_and_lists_for_200_missions_on_1000_profiles() -> None:
    """Half of the missions and of the people are ordinary, half at the edges of each other's wishes."""
    draw = Random(SEED)
    in_force = crowd.rules(draw)
    needs, people = edges.needs_and_people(draw, MISSIONS // 2, PROFILES // MISSIONS)
    people += [crowd.candidate(draw, profile_id) for profile_id in range(len(people) + 1, PROFILES + 1)]
    needs += [crowd.mission(draw, mission_id) for mission_id in range(len(needs) + 1, MISSIONS + 1)]
    crowd.settle(people, in_force)
    shown = dict.fromkeys(Bucket, 0)
    band = r.EXPLORATION_POINTS
    for asked in needs:
        expected = as_rows(people, asked, in_force)
        assert from_sql(asked, in_force) == expected, asked
        for bucket in Bucket:
            shown[bucket] += len(expected[bucket])
        assert lengths(asked, in_force) == [len(expected[bucket]) for bucket in Bucket]
        assert down_to_the_band(asked, in_force, 3, band) == within(expected[Bucket.MAIN], 3, band)
    assert min(shown.values()) > MISSIONS, shown


def from_sql(asked: MissionFacts, in_force: Rules) -> dict[Bucket, list[tuple[object, ...]]]:
    answers = engine.ask(asked, in_force, dict.fromkeys(Bucket, EVERYBODY))
    for answer in answers.values():
        assert answer.total == len(answer.rows)
    return {bucket: [(row.profile_id, row.fit, row.gap) for row in answers[bucket].rows] for bucket in Bucket}


def lengths(asked: MissionFacts, in_force: Rules) -> list[int]:
    """Of the three lists, none of which is opened."""
    answers = engine.ask(asked, in_force, dict.fromkeys(Bucket, Page(0)))
    return [answers[bucket].total for bucket in Bucket]


def down_to_the_band(asked: MissionFacts, in_force: Rules, reach: int, band: int) -> list[tuple[object, ...]]:
    page = Page(size=reach - 1, offset=1, band=band)
    answer = engine.ask(asked, in_force, {Bucket.MAIN: page})[Bucket.MAIN]
    return [(row.profile_id, row.fit, row.gap) for row in answer.rows]


def within(rows: list[tuple[Any, ...]], reach: int, band: int) -> list[tuple[object, ...]]:
    """Every row from the first down to the fit of place `reach` less the band."""
    last = min((fit for _, fit, _ in rows[:reach]), default=0)
    return [row for row in rows if row[1] >= last - band]


def as_rows(
    people: list[CandidateFacts], asked: MissionFacts, in_force: Rules
) -> dict[Bucket, list[tuple[object, ...]]]:
    lists = reference.rank(people, asked, in_force)
    return {
        bucket: [(one.profile_id, one.fit, one.gap and one.gap.part) for one in lists.of(bucket)]
        for bucket in Bucket
    }
