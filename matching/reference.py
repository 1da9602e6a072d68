"""The ranking, in plain Python: dataclasses in, lists out, no ORM and no SQL.

Written from matching.md §3 to §5, not from the SQL: it is the oracle of the tests, the source of the explanations, and
what the engine's answers are compared with before anybody sees them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from matching.enums import Bucket
from matching.facts import CandidateFacts, MissionFacts
from matching.filters import Check, verdict
from matching.rules import Rules
from matching.scoring import Points, points, skill_shares


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in one of the lists; `gap` is what « presque » names."""

    profile_id: int
    bucket: Bucket
    points: Points
    gap: Check | None = None

    @property
    def fit(self) -> int:
        """Micro-points."""
        return self.points.fit


@dataclass(frozen=True, slots=True)
class Lists:
    main: tuple[Ranked, ...]
    to_confirm: tuple[Ranked, ...]
    near: tuple[Ranked, ...]

    def of(self, bucket: Bucket) -> tuple[Ranked, ...]:
        return {Bucket.MAIN: self.main, Bucket.TO_CONFIRM: self.to_confirm, Bucket.NEAR: self.near}[bucket]


def rank(candidates: Iterable[CandidateFacts], mission: MissionFacts, rules: Rules) -> Lists:
    """The three lists, each by fit; ties by a draw that is stable in the week and fair over missions (§5.4)."""
    shares = skill_shares(mission.skills, rules)
    found: dict[Bucket, list[Ranked]] = {bucket: [] for bucket in Bucket}
    for candidate in candidates:
        judged = judge(candidate, mission, rules, shares)
        if judged is not None:
            found[judged.bucket].append(judged)
    draw = draw_of(mission)
    ordered = {
        bucket: tuple(sorted(ranked, key=lambda one: (-one.fit, tie(draw, one.profile_id))))
        for bucket, ranked in found.items()
    }
    return Lists(ordered[Bucket.MAIN], ordered[Bucket.TO_CONFIRM], ordered[Bucket.NEAR])


def judge(
    candidate: CandidateFacts, mission: MissionFacts, rules: Rules, shares: tuple[int, ...] | None = None
) -> Ranked | None:
    """The place of one candidate, or None when a filter excludes her."""
    found = verdict(candidate, mission)
    if found.bucket is None:
        return None
    shares = skill_shares(mission.skills, rules) if shares is None else shares
    return Ranked(candidate.profile_id, found.bucket, points(candidate, mission, rules, shares), found.gap)


def draw_of(mission: MissionFacts) -> str:
    """The name of this week's draw for a mission."""
    return draw_name(mission.mission_id, mission.as_of)


def draw_name(key: int, as_of: date) -> str:
    year, week, _ = as_of.isocalendar()
    return f"{key}:{year}-W{week:02d}:"


def tie(draw: str, key: int) -> bytes:
    """Never the id, the date of sign-up or the alphabet."""
    return sha256(f"{draw}{key}".encode()).digest()
