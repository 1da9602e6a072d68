"""How near two office jobs are, in hundredths, and what a past job is worth for a new one (matching.md §4.2).

The table is the project's own judgement for its twenty-odd jobs: same job 100, jobs of one family from their common
tasks, all other pairs 10 (an office is an office). It is symmetric. `manage.py job_proximity DIR` prints what the official
ROME files say of the same jobs; each figure can be argued about here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from matching import rules as r
from matching.facts import JOB_SLOTS
from matching.rules import Rules

SAME_JOB = 100
OTHER_JOB = 10

# Jobs of a family share a good part of their tasks; some pairs, more than that or across families.
FAMILIES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (60, ("M1604", "M1607", "M1621")),
    (55, ("M1607", "M1602", "M1606")),
    (60, ("M1613", "M1614", "M1601")),
    (45, ("M1607", "M1605", "M1609", "M1612")),
    (55, ("M1608", "M1611", "M1507")),
    (55, ("D1401", "D1409", "D1432", "D1438")),
    (45, ("M1501", "M1507", "M1510", "M1413")),
)
PAIRS: dict[tuple[str, str], int] = {
    ("M1607", "M1602"): 70,
    ("M1607", "M1613"): 60,
    ("M1609", "M1613"): 55,
    ("M1613", "M1614"): 75,
    ("M1614", "M1601"): 65,
    ("M1601", "M1607"): 50,
    ("M1602", "M1618"): 50,
    ("M1602", "M1601"): 45,
    ("M1604", "M1605"): 45,
    ("M1604", "M1612"): 40,
    ("M1604", "M1501"): 40,
    ("M1604", "M1413"): 30,
    ("M1604", "E1112"): 30,
    ("M1607", "M1608"): 40,
    ("M1607", "M1611"): 45,
    ("M1607", "D1401"): 45,
    ("M1607", "M1616"): 50,
    ("M1602", "M1611"): 40,
    ("M1611", "D1401"): 50,
    ("M1611", "D1409"): 50,
    ("M1605", "M1611"): 35,
    ("M1621", "M1608"): 45,
    ("M1621", "M1501"): 40,
    ("M1501", "M1507"): 65,
    ("D1401", "D1409"): 75,
    ("D1438", "E1112"): 45,
    ("D1438", "D1432"): 60,
    ("M1616", "D1401"): 35,
}


def _table() -> dict[frozenset[str], int]:
    table: dict[frozenset[str], int] = {}
    for value, jobs in FAMILIES:
        for pair in combinations(jobs, 2):
            table[frozenset(pair)] = max(value, table.get(frozenset(pair), 0))
    return table | {frozenset(pair): value for pair, value in PAIRS.items()}


_TABLE = _table()


def proximity(job: str, other: str) -> int:
    """Hundredths, by ROME codes; symmetric."""
    return SAME_JOB if job == other else _TABLE.get(frozenset((job, other)), OTHER_JOB)


@dataclass(frozen=True, slots=True)
class PastJob:
    """An experience or an engagement; `ended_on` None while it lasts."""

    rome_code: str
    ended_on: date | None = None


def recency(ended_on: date | None, as_of: date) -> int:
    """Percent kept: 100 up to 3 years after the end, 80 up to 6, 60 beyond."""
    if ended_on is None:
        return 100
    return next(
        (kept for years, kept in r.RECENCY if as_of <= _years_after(ended_on, years)), r.OLD_EXPERIENCE
    )


def _years_after(day: date, years: int) -> date:
    """The same day later; 1 March for 29 February in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def worth(past: PastJob, job: str, as_of: date) -> int:
    """Hundredths that a past job is worth for `job`."""
    return proximity(past.rome_code, job) * recency(past.ended_on, as_of) // 100


def proximity_bytes(
    past: Iterable[PastJob], positions: Mapping[str, int], as_of: date, rules: Rules
) -> bytes:
    """One byte per office job: the best of what she did; the prudent values when she said nothing."""
    history = list(past)
    if not history:
        return bytes(rules.unknown_experience(job) for job in range(JOB_SLOTS))
    found = bytearray(JOB_SLOTS)
    for job, position in positions.items():
        found[position] = max(worth(one, job, as_of) for one in history)
    return bytes(found)
