"""What is needed to judge and explain: the rows, the people behind them, the names of the skills."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from accounts.models import AssistantProfile, Experience, Skill
from matching.explanations import Best, Vocabulary, explain
from matching.facts import CandidateFacts, MissionFacts
from matching.matches import Match
from matching.models import Candidate
from matching.order import Placement
from matching.projection import WORKED, facts_of_row, last_day_of
from matching.proximity import PastJob, worth
from matching.reference import Ranked, judge
from matching.rules import Rules
from matching.scoring import skill_shares
from missions.models import Engagement, Mission
from sio.lib.memos import Memo


@dataclass(frozen=True)
class Candidates:
    """The rows about to be shown: their facts, and the profiles behind them."""

    facts: Mapping[int, CandidateFacts]
    profiles: Mapping[int, AssistantProfile]

    @classmethod
    def read(cls, ids: Iterable[int]) -> "Candidates":
        worked = Engagement.objects.filter(status__in=WORKED).select_related(
            "mission__job", "company__sector"
        )
        rows = (
            Candidate.objects.filter(pk__in=set(ids))
            .select_related("profile__user", "profile__city")
            .prefetch_related(
                Prefetch("profile__experiences", queryset=_experiences()),
                Prefetch("profile__engagements", queryset=worked, to_attr="worked"),
            )
        )
        found = {row.pk: row for row in rows}
        return cls(
            facts={pk: facts_of_row(row) for pk, row in found.items()},
            profiles={pk: row.profile for pk, row in found.items()},
        )


def _experiences() -> QuerySet[Experience]:
    return Experience.objects.select_related("job", "sector")


# The closed list of skills: read once a minute by each process.
catalogue = Memo(lambda: tuple(Skill.objects.all()))
catalogue.forget_when_changed(Skill)


def vocabulary_of(missions: Iterable[Mission]) -> Vocabulary:
    """The skills that the explanations of these missions may name."""
    asked = [one.skill for mission in missions for one in mission.mission_skills.all()]
    positions, groups = {skill.position for skill in asked}, {skill.related_group for skill in asked} - {""}
    skills = [one for one in catalogue() if one.position in positions or one.related_group in groups]
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
            best=best_experience(profile, self.mission, self.facts.as_of),
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


def best_experience(profile: AssistantProfile, mission: Mission, as_of: date) -> Best | None:
    """The past job that is worth most for this mission; the latest among equals."""
    if mission.job is None:
        return None
    job = mission.job.rome_code
    past = [
        (worth(one, job, as_of), one.ended_on or date.max, best)
        for one, best in [*_experiences_told(profile), *_engagements_lived(profile)]
    ]
    return max(past, key=lambda found: found[:2])[2] if past else None


def _experiences_told(profile: AssistantProfile) -> Iterator[tuple[PastJob, Best]]:
    for one in profile.experiences.all():
        sector = one.sector.name if one.sector else ""
        yield PastJob(one.job.rome_code, one.ended_on), Best(one.title, sector, _year(one.ended_on))


def _engagements_lived(profile: AssistantProfile) -> Iterator[tuple[PastJob, Best]]:
    """Engagements read by `Candidates`; shown by their job and sector, never by the name of a firm."""
    worked: list[Engagement] = getattr(profile, "worked", [])
    for one in worked:
        if one.mission.job:
            ended = last_day_of(one)
            best = Best(one.mission.job.name, one.company.sector.name, _year(ended))
            yield PastJob(one.mission.job.rome_code, ended), best


def _year(day: date | None) -> int | None:
    return None if day is None else day.year
