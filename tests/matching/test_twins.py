"""Another name, gender, age, origin, past: the same place, in every list, to the micro-point. `make proofs`: 10,000 pairs."""

import pytest
from django.db.models import F

from matching import engine
from matching.enums import Bucket
from matching.models import Candidate, RuleVersion
from matching.needs import facts_of_mission
from matching.sql import Page
from missions.models import Mission
from sio.lib.dates import today
from tests.factories.missions import MissionFactory
from tests.matching import twins

pytestmark = pytest.mark.django_db

PAIRS = 60
OWN = ("profile_id", "leaves")
"""The only columns in which twins differ: who they are, and a leave that is over."""


def some_missions() -> list[Mission]:
    return [
        MissionFactory(published=True, asked={"quotes": "should", "invoicing": "could"}),
        MissionFactory(published=True, on_site=True, budget_cents=3000),
        MissionFactory(published=True, minutes_per_week=900, starts_on=None),
    ]


def places(mission: Mission, count: int) -> dict[int, tuple[object, ...]]:
    """The list, the fit and the gap of each profile."""
    facts = facts_of_mission(mission, today())
    answers = engine.ask(facts, RuleVersion.objects.in_force(), dict.fromkeys(Bucket, Page(2 * count)))
    return {
        row.profile_id: (bucket, row.fit, row.gap)
        for bucket, answer in answers.items()
        for row in answer.rows
    }


def rows() -> dict[int, tuple[object, ...]]:
    names = [
        field.attname for field in Candidate._meta.concrete_fields if field.attname not in (*OWN, "is_stale")
    ]
    return {row[0]: row[1:] for row in Candidate.objects.values_list("pk", *names)}


def test_twins_have_the_same_row_and_the_same_place():
    pairs = twins.born(PAIRS)
    assert twins.differences(pairs, rows()) == []
    seen = 0
    for mission in some_missions():
        found = places(mission, PAIRS)
        assert twins.differences(pairs, found) == []
        seen += len(found)
    assert seen > PAIRS


def test_a_difference_that_is_a_fact_is_seen():
    """The comparison is not blind: one level more for one of the two moves her."""
    pairs = twins.born(5)
    Candidate.objects.filter(pk=pairs[0][0]).update(free_minutes=F("free_minutes") + 1, min_minutes=1)
    assert twins.differences(pairs, rows()) == [pairs[0]]
