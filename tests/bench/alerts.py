"""Alerts both ways: one published mission before all saved searches, one changed profile before all watched missions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import AssistantProfile
from matching.enums import Bucket
from matching.facts import MissionFacts
from matching.models import Alert, RuleVersion
from matching.needs import facts_of_mission, missions_with_facts
from matching.percolation import is_wanted, waking, wanted_by
from matching.reference import judge
from matching.services.alerts import hits_of
from matching.services.watches import finds_of
from missions.models import Mission
from sio.lib.dates import today
from tests.bench.arithmetic import percentile
from tests.bench.population import People, World, need
from tests.bench.updates import timed

ASKED = 200


@dataclass
class Told:
    """CPU ms of each question, how many answers equal brute force, how much was found."""

    name: str
    cpu: list[float] = field(default_factory=list)
    right: int | None = None
    found: int = 0

    def ask(self, question: Callable[[], set[Any]], right: set[Any] | None = None) -> None:
        cost, found = timed(question)
        self.cpu.append(cost)
        self.found += len(found)
        if right is not None:
            self.right = (self.right or 0) + (found == right)

    @property
    def cells(self) -> list[str]:
        shares = (f"{percentile(self.cpu, share):.2f}" for share in (50, 95, 99))
        return [
            self.name,
            *shares,
            "–" if self.right is None else f"{self.right}/{len(self.cpu)}",
            f"{self.found / len(self.cpu):,.1f}",
        ]


def woken(world: World, count: int) -> Told:
    """The searches that a published mission answers, against every search asked in turn."""
    told = Told(f"a mission before {count:,} searches")
    wishes = [(one.pk, wanted_by(one)) for one in Alert.objects.awake().select_related("city")]
    for number in range(1, ASKED + 1):
        asked = need(world, number).facts
        told.ask(lambda asked=asked: _wanted(asked), {pk for pk, wish in wishes if is_wanted(wish, asked)})
    return told


def _wanted(asked: MissionFacts) -> set[int]:
    return {one.pk for one in waking(asked).select_related("city") if is_wanted(wanted_by(one), asked)}


def hits(missions: list[Mission], count: int) -> Told:
    """The same, filters and fit of each owner included, as the duty does it."""
    told = Told(f"the same, filters and fit included ({count:,} searches)")
    for one in missions[:ASKED]:
        told.ask(lambda one=one: {hit.alert.profile_id for hit in hits_of(one)})
    return told


def finds(people: People, missions: list[Mission]) -> Told:
    """The watched missions that a changed profile fits, against every one judged."""
    told, rules, day = (
        Told(f"a profile before {len(missions):,} watched missions"),
        RuleVersion.objects.in_force(),
        today(),
    )
    watched = {
        one.pk: facts_of_mission(one, day)
        for one in missions_with_facts(Mission.objects.filter(watches__isnull=False))
    }
    for place in range(0, len(people), len(people) // ASKED):
        she, profile = people.facts(place), AssistantProfile.objects.get(pk=place + 1)
        judged = {pk: judge(she, facts, rules) for pk, facts in watched.items()} if she.is_listed else {}
        fitting = {pk for pk, one in judged.items() if one and one.bucket == Bucket.MAIN}
        told.ask(lambda profile=profile: {find.mission.pk for find in finds_of(profile)}, fitting)
    return told
