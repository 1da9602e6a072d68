"""What one person reads of one mission: her result or her absence, her place, what would change them."""

from dataclasses import dataclass, field
from datetime import date

from accounts.models import AssistantProfile
from matching.absences import Absence, absences
from matching.bench import Bench, Candidates
from matching.changes import Effect, changes
from matching.counts import ahead_of
from matching.enums import Band, Bucket
from matching.explanations import Json, Vocabulary, explain_absence
from matching.facts import CandidateFacts
from matching.matches import Match
from matching.services.ranking import bench_of
from missions.enums import MissionStatus
from missions.models import Mission


@dataclass(frozen=True)
class Standing:
    """For her eyes: no other person's data, no exact rank. What would change is told while the mission is on line."""

    match: Match | None = None
    absences: list[Absence] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    band: Band | None = None
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    explanation: Json = field(default_factory=dict)


def standing(profile: AssistantProfile, mission: Mission, *, as_of: date | None = None) -> Standing:
    """Judged by the reference on the facts of the row; nothing when she has no row yet."""
    bench, candidates = bench_of(mission, as_of), Candidates.read([profile.pk])
    candidate = candidates.facts.get(profile.pk)
    if candidate is None:
        return Standing()
    judged = bench.judge(candidate)
    match = bench.match(judged, candidates) if judged else None
    is_open = mission.status == MissionStatus.PUBLISHED
    missed = [] if match else absences(candidate, bench.facts, bench.vocabulary)
    return Standing(
        match=match,
        absences=missed,
        effects=changes(candidate, bench.facts, bench.rules, bench.vocabulary.groups) if is_open else [],
        band=_band(match, bench) if is_open else None,
        vocabulary=bench.vocabulary,
        explanation=match.explanation if match else _absence(candidate, bench, missed),
    )


def _band(match: Match | None, bench: Bench) -> Band | None:
    """Among those proposed, by fit."""
    if match is None or match.bucket != Bucket.MAIN:
        return None
    return Band.after(ahead_of(bench.facts, bench.rules, match.profile.pk, match.micro_points))


def _absence(candidate: CandidateFacts, bench: Bench, missed: list[Absence]) -> Json:
    told = [(one.part.value, one.sentence) for one in missed]
    return explain_absence(candidate, bench.facts, bench.rules, told)
