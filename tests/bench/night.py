"""The night of the morning letters, step by step as its duties do it: candidates, sharing out, letters owed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from matching.models import DigestPair, Telling
from matching.services import digests
from missions.models import Mission
from tests.bench.arithmetic import resident_mb
from tests.bench.population import AS_OF
from tests.bench.updates import timed

Found = TypeVar("Found")


@dataclass
class Step:
    name: str
    wall: float
    cpu: float
    memory: float

    @property
    def cells(self) -> list[str]:
        return [self.name, f"{self.wall:.1f}", f"{self.cpu:.1f}", f"{self.memory:,.0f}"]


def measured(name: Callable[[Found], str], act: Callable[[], Found]) -> tuple[Step, Found]:
    """Seconds of wall and of CPU, and the memory that the process holds afterwards."""
    began = time.perf_counter()
    cpu, found = timed(act)
    return Step(name(found), time.perf_counter() - began, cpu / 1_000, resident_mb()), found


def night(missions: list[Mission]) -> list[Step]:
    """Every step for these open missions; nothing is left of it but the duties of the letters."""
    DigestPair.objects.all().delete()
    Telling.objects.all().delete()
    ids = [one.pk for one in missions]
    turns = [
        ids[first : first + digests.MISSIONS_A_TURN] for first in range(0, len(ids), digests.MISSIONS_A_TURN)
    ]
    gathered, pairs = measured(
        lambda found: f"candidates of {len(ids):,} missions: {found:,} pairs, {len(turns)} turns",
        lambda: _gather(turns),
    )
    shared, sent = measured(
        lambda found: f"sharing out: {len(found):,} of {pairs:,} pairs sent",
        lambda: digests.shared_out(AS_OF),
    )
    people = len({pair.profile_id for pair in sent})
    owed, _ = measured(lambda _: f"letters owed: {people:,}", lambda: digests.send_digests(sent, AS_OF))
    return [gathered, shared, owed]


def _gather(turns: list[list[int]]) -> int:
    for turn in turns:
        digests.keep_candidates(digests.candidates_of(turn, AS_OF), AS_OF)
    return DigestPair.objects.count()
