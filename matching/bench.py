"""What is needed to judge and explain: the rows, the people behind them, the names of the skills."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.models import AssistantProfile, OfficeJob, Skill
from matching.explanations import Best, Vocabulary, explain
from matching.facts import CandidateFacts, MissionFacts
from matching.matches import Match
from matching.order import Placement
from matching.proximity import PastJob, worth
from matching.reference import Ranked, judge
from matching.rules import Rules
from matching.scoring import skill_shares
from matching.shown import read_shown
from missions.models import Mission
from sio.lib.memos import Memo

Past = Sequence[tuple[PastJob, Best]]


@dataclass(frozen=True)
class Candidates:
    """The rows about to be shown: their facts, the profiles behind them, the past jobs of each."""

    facts: Mapping[int, CandidateFacts]
    profiles: Mapping[int, AssistantProfile]
    past: Mapping[int, Past]

    @classmethod
    def read(cls, ids: Iterable[int]) -> "Candidates":
        found = {one.profile.pk: one for one in read_shown(ids)}
        return cls(
            facts={pk: one.facts for pk, one in found.items()},
            profiles={pk: one.profile for pk, one in found.items()},
            past={pk: one.past for pk, one in found.items()},
        )


# The closed list of skills: read once a minute by each process.
catalogue = Memo(lambda: tuple(Skill.objects.all()))
catalogue.forget_when_changed(Skill)
# And that of jobs, by id.
rome_codes = Memo[Mapping[int | None, str]](lambda: dict(OfficeJob.objects.values_list("pk", "rome_code")))
rome_codes.forget_when_changed(OfficeJob)


def vocabulary_of(missions: Iterable[Mission]) -> Vocabulary:
    """The skills that the explanations of these missions may name."""
    return vocabulary_for(one.skill.position for mission in missions for one in mission.mission_skills.all())


def vocabulary_for(positions: Iterable[int]) -> Vocabulary:
    """The skills at these positions, and their related ones."""
    asked = set(positions)
    groups = {one.related_group for one in catalogue() if one.position in asked} - {""}
    skills = [one for one in catalogue() if one.position in asked or one.related_group in groups]
    return Vocabulary(
        slugs={skill.position: skill.slug for skill in skills},
        groups={skill.position: skill.related_group for skill in skills if skill.related_group},
        names={skill.slug: skill.name for skill in skills},
    )


@dataclass(frozen=True)
class Bench:
    """One mission on the bench, ready to receive candidates one by one."""

    mission: Mission
    facts: MissionFacts
    rules: Rules
    vocabulary: Vocabulary

    @cached_property
    def shares(self) -> tuple[int, ...]:
        return skill_shares(self.facts.skills, self.rules)

    def judge(self, candidate: CandidateFacts) -> Ranked | None:
        return judge(candidate, self.facts, self.rules, self.shares)

    def match(self, judged: Ranked, candidates: Candidates, placement: Placement | None = None) -> Match:
        """The judged candidate with her reasons."""
        profile = candidates.profiles[judged.profile_id]
        explanation = explain(
            judged,
            candidates.facts[judged.profile_id],
            self.facts,
            self.rules,
            words=self.vocabulary,
            best=best_experience(candidates.past[profile.pk], self.mission, self.facts.as_of),
            placement=placement,
        )
        return Match(
            profile,
            self.mission,
            judged.bucket,
            judged.fit,
            explanation,
            names=self.vocabulary.names,
            placement=placement,
        )


def best_experience(past: Past, mission: Mission, as_of: date) -> Best | None:
    """The past job that is worth most for this mission; the latest among equals."""
    job = rome_codes().get(mission.job_id)
    if job is None or not past:
        return None
    return max(past, key=lambda one: (worth(one[0], job, as_of), one[0].ended_on or date.max))[1]
