"""What the right answer is: the Python reference, on the people as they were drawn and not as PostgreSQL holds them.

Judging a million people two hundred times in Python would take hours. Those that one simple wish already excludes are
left out first, from the columns of the draw (`possible`); a test proves that nobody eligible is. The others, many too
many, are judged one by one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from accounts.enums import Place
from matching.answers import Answer, Row
from matching.enums import Bucket
from matching.facts import CandidateFacts, MissionFacts
from matching.filters import confirmed_since, is_proposed, last_start, musts
from matching.geometry import METRES_PER_KM, distance_m
from matching.reference import draw_of, tie
from matching.rules import Rules
from matching.scoring import points, skill_shares
from tests.bench.population import AS_OF, RADII, UNKNOWN, Array, People


def possible(people: People, asked: MissionFacts) -> Array:
    """The places of those whom listing, mode, price, volume, dates, musts and the widest circle leave."""
    found = people.listed & (people.rate != UNKNOWN) & (people.minutes >= asked.minimum_minutes)
    if asked.place != Place.ON_SITE:
        found &= people.remote
    if asked.place != Place.REMOTE:
        found &= people.on_site & _around(people, asked)[people.town]
    if asked.ceiling is not None:
        found &= people.rate + (-200 if asked.place == Place.REMOTE else 100) <= asked.ceiling
    found &= people.start <= (last_start(asked) - AS_OF).days
    found &= people.confirmed >= (confirmed_since(asked) - AS_OF).days
    for must in musts(asked):
        held = people.credit[:, must.position]
        found &= (held >= must.level) & (held <= 3)
    return np.flatnonzero(found)


def _around(people: People, asked: MissionFacts) -> Array:
    """By town, whether somebody's largest radius reaches the mission."""
    widest = max(RADII) * METRES_PER_KM
    return np.array(
        [asked.point is not None and distance_m(town, asked.point) <= widest for town in people.towns]
    )


def ranked(candidates: Iterable[CandidateFacts], asked: MissionFacts, rules: Rules) -> list[Row]:
    """The main list by the reference: fit, then the draw of the week."""
    shares, draw = skill_shares(asked.skills, rules), draw_of(asked)
    rows = [
        Row(she.profile_id, points(she, asked, rules, shares).fit, None)
        for she in candidates
        if is_proposed(she, asked)
    ]
    return sorted(rows, key=lambda row: (-row.fit, tie(draw, row.profile_id)))


def list_of(people: People, asked: MissionFacts, rules: Rules) -> list[Row]:
    """The whole main list of a mission."""
    return ranked(people.facts_at(possible(people, asked)), asked, rules)


def page_of(rows: list[Row], size: int) -> dict[Bucket, Answer]:
    """What the engine must say of it when its first page is asked."""
    return {Bucket.MAIN: Answer(tuple(rows[:size]), len(rows))}


@dataclass
class Living:
    """The list of one mission while people change: whoever changed is judged again by the reference."""

    asked: MissionFacts
    rules: Rules
    rows: dict[int, Row] = field(default_factory=dict)

    def change(self, she: CandidateFacts) -> None:
        self.rows.pop(she.profile_id, None)
        for row in ranked([she], self.asked, self.rules):
            self.rows[row.profile_id] = row

    def answer(self, size: int) -> dict[Bucket, Answer]:
        draw = draw_of(self.asked)
        rows = sorted(self.rows.values(), key=lambda row: -row.fit)
        reach = rows[min(size, len(rows)) - 1].fit if rows else 0
        best = [row for row in rows if row.fit >= reach]
        best.sort(key=lambda row: (-row.fit, tie(draw, row.profile_id)))
        return {Bucket.MAIN: Answer(tuple(best[:size]), len(rows))}
