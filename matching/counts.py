"""How many, never who: what may be told before a mission is published, and to somebody about her own place."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from matching import rules as r
from matching import sql
from matching.facts import AskedSkill, MissionFacts
from matching.reference import draw_of
from matching.rules import Rules
from matching.scoring import skill_shares

MODES = ("c.accepts_remote", "c.accepts_on_site")
SMALL = 5
"""Under this, a number could point at somebody: « moins de 5 »."""


def ahead_of(mission: MissionFacts, rules: Rules, profile_id: int, fit: int) -> int:
    """How many people of the main list stand before somebody of this fit (micro-points), equal ones as drawn."""
    theirs = sql.fit(mission, rules, skill_shares(mission.skills, rules))
    draw = f"'{draw_of(mission)}'"
    earlier = f"sha256(convert_to({draw} || c.profile_id, 'UTF8')) < sha256(convert_to({draw} || {sql.integer(profile_id)}, 'UTF8'))"
    before = f"({theirs} > {sql.integer(fit)} OR ({theirs} = {sql.integer(fit)} AND {earlier}))"
    return _counts([*sql.circle(mission), *sql.known_tests(mission), *_doubtful(mission), before], [])[0]


def possible(mission: MissionFacts, more: Sequence[AskedSkill] = (), *, is_placed: bool = True) -> list[int]:
    """How many profiles nothing rules out; then how many would be left if each skill of `more` became a must.

    The price is left out: no count reads a floor, whatever the draft says of its budget. `is_placed` is False while
    nobody said whether the mission is at a distance or on site.
    """
    free = replace(mission, ceiling=None, has_ceiling=False)
    not_ruled_out = f"{_all(_doubtful(free))} IS NOT FALSE"
    known = [test for test in sql.known_tests(free) if is_placed or test not in MODES]
    return _counts([*known, not_ruled_out], [holds(skill) for skill in more])


def lengths(mission: MissionFacts) -> str:
    """The statement that counts the three lists in one look at each row, in the order of `Bucket`.

    `held` is Kleene's conjunction: true for the main list, unknown for « à confirmer »; « presque » misses one part.
    """
    parts = sql.margins(mission)
    certain, held = _all(sql.doubtful_tests(mission)), _all(_doubtful(mission))
    is_near = f"CASE WHEN NOT ({held}) AND {certain} THEN {sql.missed_parts(parts)} = 1 END"
    not_ruled_out = f"({_all([*sql.doubtful_tests(mission), *(one.spares for one in parts)])}) IS NOT FALSE"
    where = "\n    AND ".join([*sql.known_tests(mission), not_ruled_out])
    return f"""SELECT count(*) FILTER (WHERE held), count(*) FILTER (WHERE held IS NULL), count(*) FILTER (WHERE is_near)
FROM (SELECT {held} AS held, {is_near} AS is_near FROM matching_candidate c WHERE {where}) AS judged"""  # noqa: S608


def _all(tests: Sequence[str]) -> str:
    return "(" + " AND ".join(f"({one})" for one in tests) + ")"


def holds(skill: AskedSkill) -> str:
    return f"get_byte(c.credit, {sql.integer(skill.position)}) BETWEEN {sql.integer(skill.level)} AND {max(r.DECLARED)}"


def _doubtful(mission: MissionFacts) -> list[str]:
    return [*sql.doubtful_tests(mission), *(margin.holds for margin in sql.margins(mission))]


def _counts(where: Sequence[str], kinds: Sequence[str]) -> list[int]:
    counted = ", ".join(["count(*)", *(f"count(*) FILTER (WHERE {kind})" for kind in kinds)])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counted} FROM matching_candidate c WHERE " + "\n AND ".join(where))  # noqa: S608
        return list(cursor.fetchone())


def in_words(count: int) -> str:
    """« moins de 5 », « 12 »."""
    return f"moins de {SMALL}" if count < SMALL else str(count)
