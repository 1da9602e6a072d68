"""Profiles and missions for the benches of the pages, from a seed; those of the engine are drawn in `population.py`.

Twelve trades of skills, 3 to 25 skills a profile, 40 towns by size, 60 % remote.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from accounts.enums import Place
from matching.facts import (
    JOB_SLOTS,
    LANGUAGE_SLOTS,
    SKILL_SLOTS,
    AskedSkill,
    CandidateFacts,
    MissionFacts,
    Point,
)
from matching.geometry import point
from matching.rules import Rules, rarity
from missions.enums import Importance

SEED, AS_OF = 41, date(2026, 11, 24)
TRADES, SKILLS, TOWNS = 12, 180, 40


@dataclass(frozen=True)
class World:
    """What people and missions are drawn from."""

    draw: Random
    trades: list[list[int]]
    towns: list[Point]
    rules: Rules

    @classmethod
    def of(cls, seed: int = SEED) -> "World":
        draw = Random(seed)
        trades = [draw.sample(range(SKILLS), 30) for _ in range(TRADES)]
        towns = [point(draw.uniform(43.2, 50.5), draw.uniform(-1.5, 7.0)) for _ in range(TOWNS)]
        idf = {one: rarity(10_000, draw.randrange(150, 3_000)) for one in range(SKILLS)}
        return cls(draw, trades, towns, Rules(rarity=idf))

    def town(self) -> Point:
        """The first are the largest."""
        return self.towns[min(TOWNS - 1, int(self.draw.paretovariate(0.7)) - 1)]


def person(world: World, profile_id: int) -> CandidateFacts:
    draw = world.draw
    credit = bytearray(SKILL_SLOTS)
    trade = draw.choice(world.trades)
    for skill in draw.sample(trade, draw.randrange(3, 26)):
        credit[skill] = draw.choice((1, 2, 2, 3))
    rate = draw.randrange(2_500, 5_500, 50)
    return CandidateFacts(
        profile_id=profile_id,
        credit=bytes(credit),
        proximity=bytes(draw.choice((10, 10, 40, 70, 100)) for _ in range(JOB_SLOTS)),
        sectors=draw.getrandbits(17) & draw.getrandbits(17),
        languages=bytes([6, draw.choice((0, 2, 4))]).ljust(LANGUAGE_SLOTS, b"\0"),
        free_minutes=60 * draw.randrange(4, 36),
        available_from=AS_OF + timedelta(days=draw.randrange(-60, 40)),
        leaves=((AS_OF + timedelta(days=20), AS_OF + timedelta(days=30)),) if draw.random() < 0.1 else (),
        half_days_remote=draw.getrandbits(10) | draw.getrandbits(10),
        half_days_on_site=draw.getrandbits(10) | draw.getrandbits(10),
        confirmed_on=AS_OF - timedelta(days=draw.choice((0, 1, 2, 4, 6, 12))),
        point=world.town(),
        radius_km=draw.choice((10, 20, 30, 50)),
        accepts_remote=draw.random() < 0.8,
        accepts_on_site=draw.random() < 0.8,
        rate_remote=rate,
        rate_on_site=rate + 300,
        floor_remote=rate - 200,
        floor_on_site=rate + 100,
        reliability=draw.randrange(7_000_000, 9_500_000),
    )


def mission(world: World, number: int) -> MissionFacts:
    """2 to 6 required skills, of which up to three are musts, and 0 to 8 wished ones."""
    draw = world.draw
    required, wished = draw.randrange(2, 7), draw.randrange(0, 9)
    few = draw.sample(draw.choice(world.trades), min(12, required + wished))
    musts = draw.choice((0, 0, 1, 1, 2, 3))
    importance = [Importance.MUST] * musts + [Importance.SHOULD] * max(0, required - musts)
    importance += [Importance.COULD] * len(few)
    asked = tuple(
        AskedSkill(one, how, draw.choice((1, 2))) for one, how in zip(sorted(few), importance, strict=False)
    )
    minutes = draw.choice((240, 420, 840))
    half_days = draw.choice((0, draw.getrandbits(10)))
    return MissionFacts(
        mission_id=number, as_of=AS_OF, company_id=1, skills=asked, job=draw.randrange(24), sector=draw.randrange(17),
        minutes=minutes, minimum_minutes=minutes, starts_on=AS_OF + timedelta(days=draw.randrange(0, 25)),
        weeks=draw.choice((4, 12, 26)), half_days=half_days, half_days_needed=half_days.bit_count() // 2,
        place=Place.REMOTE if draw.random() < 0.6 else draw.choice((Place.ON_SITE, Place.HYBRID)),
        point=world.town(), ceiling=draw.randrange(3_000, 5_500, 50), has_ceiling=True,
    )  # fmt: skip
