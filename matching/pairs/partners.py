"""Who could share a mission: one statement, a few hundred people at most, those who bring most skills first."""

from dataclasses import dataclass, replace

from matching import sql
from matching.facts import CandidateFacts, MissionFacts
from matching.models import Candidate
from matching.pairs.team import TOGETHER
from matching.projection import facts_of_row
from matching.rules import Rules
from matching.scoring import skill_shares

LIMIT = 300
"""300 people are 44,850 pairs: weighed in some 40 ms."""


@dataclass(frozen=True)
class Partners:
    """Those who were read; `is_cut` when there are more."""

    facts: tuple[CandidateFacts, ...]
    is_cut: bool = False


def ask(mission: MissionFacts, rules: Rules) -> Partners:
    """The people who accept to share and have all that is asked of each alone; `can_share` decides again."""
    rows = list(Candidate.objects.raw(statement(mission, rules)))
    return Partners(tuple(facts_of_row(row) for row in rows[:LIMIT]), is_cut=len(rows) > LIMIT)


def statement(mission: MissionFacts, rules: Rules) -> str:
    """Whole rows, one more than are read: the tests of `sql.py` but for the parts that two people bring together."""
    without_skills = replace(mission, skills=())
    alone = [margin.holds for margin in sql.margins(mission) if margin.part not in TOGETHER]
    where = [
        "c.accepts_pairs",
        "c.free_minutes > 0",
        *sql.circle(mission),
        *sql.known_tests(without_skills),
        *sql.doubtful_tests(mission),
        *alone,
    ]
    conditions = "\n  AND ".join(where)
    return f"""SELECT c.* FROM matching_candidate c
WHERE {conditions}
ORDER BY {_skills(mission, rules)} DESC, {_draw(mission)}
LIMIT {sql.integer(LIMIT + 1)}"""  # noqa: S608 - literals of sql.py


def _skills(mission: MissionFacts, rules: Rules) -> str:
    shares = skill_shares(mission.skills, rules)
    parts = [sql.skill(asked, share) for asked, share in zip(mission.skills, shares, strict=True)]
    return f"({' + '.join(parts) or '0::int4'})"


def _draw(mission: MissionFacts) -> str:
    return f"sha256(convert_to({sql.name_of_draw(mission)} || c.profile_id, 'UTF8'))"
