"""Many candidates and missions, drawn from a seed, with the edges that break rankings.

Nothing given, just enough, one too few, equal to the cent, to the metre, to the day.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from accounts.enums import Place
from accounts.models import AssistantProfile, User
from matching.facts import JOB_SLOTS, LANGUAGE_SLOTS, AskedSkill, CandidateFacts, MissionFacts, Point
from matching.geometry import longitude_latitude, point
from matching.projection import merged, row_of
from matching.rules import Rules
from matching.services.projection import write
from missions.enums import Importance

AS_OF = date(2026, 11, 24)
SKILLS = 40
STATEMENT = 1_000
"""People written at once: a statement takes 65,535 values."""
LEVELS = (0, 0, 1, 2, 2, 3, 3, 4, 5)
TOWNS = [
    point(latitude, longitude)
    for latitude, longitude in (
        (45.758, 4.835), (45.766, 4.880), (45.700, 4.950), (45.186, 5.726), (48.857, 2.347), (48.862, 2.444),
        (48.117, -1.678), (47.218, -1.554), (41.919, 8.738), (-20.882, 55.450), (14.616, -61.059), (43.605, 1.444),
    )
]  # fmt: skip
RATES = (2500, 2800, 3000, 3150, 3400, 3500, 3500, 3501, 3850, 3851, 4200, 5200)


def candidate(draw: Random, profile_id: int) -> CandidateFacts:
    """Mostly complete, sometimes with holes."""
    remote_rate, on_site_rate = _maybe(draw, RATES), _maybe(draw, RATES)
    half_days = draw.random() < 0.9
    return CandidateFacts(
        profile_id=profile_id,
        is_listed=draw.random() < 0.95,
        credit=bytes(draw.choice(LEVELS) for _ in range(SKILLS)).ljust(256, b"\0"),
        proximity=bytes(draw.choice((0, 10, 40, 55, 80, 100)) for _ in range(JOB_SLOTS)),
        has_experience=draw.random() < 0.8,
        sectors=draw.getrandbits(17),
        refused_sectors=1 << draw.randrange(17) if draw.random() < 0.2 else 0,
        refused_companies=(draw.randrange(5),) if draw.random() < 0.1 else (),
        languages=_maybe(draw, [bytes(draw.randrange(7) for _ in range(LANGUAGE_SLOTS))]),
        free_minutes=_maybe(draw, (0, 180, 240, 300, 375, 420, 600, 720, 840, 900, 1200)),
        available_from=_maybe(draw, [AS_OF + timedelta(days=draw.randrange(-60, 40))]),
        available_until=AS_OF + timedelta(days=draw.randrange(0, 200)) if draw.random() < 0.15 else None,
        leaves=_leaves(draw) if draw.random() < 0.3 else (),
        half_days_remote=draw.getrandbits(10) | draw.getrandbits(10) if half_days else None,
        half_days_on_site=draw.getrandbits(10) | draw.getrandbits(10) if half_days else None,
        confirmed_on=_maybe(draw, [AS_OF - timedelta(days=draw.choice((0, 1, 3, 6, 7, 8, 30)))]),
        min_minutes=draw.choice((0, 0, 0, 120, 300, 420)),
        min_weeks=draw.choice((0, 0, 0, 1, 4, 12)),
        point=_maybe(draw, TOWNS),
        radius_km=_maybe(draw, (0, 4, 5, 10, 25, 50, 100)),
        accepts_remote=draw.random() < 0.8,
        accepts_on_site=draw.random() < 0.7,
        accepts_near_budget=draw.random() < 0.7,
        accepts_pairs=draw.random() < 0.5,
        rate_remote=remote_rate,
        rate_on_site=on_site_rate,
        floor_remote=_below(draw, remote_rate),
        floor_on_site=_below(draw, on_site_rate),
        certified_until=_maybe(draw, [AS_OF + timedelta(days=draw.randrange(-10, 60))]),
        insured_until=_maybe(draw, [AS_OF + timedelta(days=draw.randrange(-10, 60))]),
        reliability=draw.choice((8_250_000, 8_531_250, 9_000_000, 4_000_000, 0)),
        reviews=draw.choice((0, 0, 3)),
    )


def mission(draw: Random, mission_id: int) -> MissionFacts:
    """From loose to strict, remote, hybrid or on site."""
    asked = draw.sample(range(SKILLS), draw.randrange(1, 8))
    musts = draw.choice((0, 0, 1, 1, 2))
    half_days = draw.choice((0, 0, draw.getrandbits(10)))
    minutes = draw.choice((0, 240, 300, 300, 420, 720, 840, 1260))
    ceiling = _maybe(draw, RATES)
    return MissionFacts(
        mission_id=mission_id,
        as_of=AS_OF,
        company_id=draw.randrange(8),
        skills=tuple(_asked(draw, position, is_must=rank < musts) for rank, position in enumerate(asked)),
        job=_maybe(draw, range(24)),
        sector=_maybe(draw, range(17)),
        minutes=minutes,
        minimum_minutes=draw.choice((minutes, minutes, minutes // 2)),
        starts_on=AS_OF + timedelta(days=draw.choice((0, 1, 9, 20))),
        tolerance_days=draw.choice((0, 3, 14, 14, 30)),
        weeks=draw.choice((None, 1, 3, 12)),
        half_days=half_days,
        half_days_needed=draw.randrange(half_days.bit_count() + 1),
        on_site_half_days=draw.randrange(4),
        place=draw.choice((Place.REMOTE, Place.REMOTE, Place.HYBRID, Place.ON_SITE)),
        point=_maybe(draw, TOWNS),
        radius_km=draw.choice((None, None, 5, 20, 60)),
        ceiling=ceiling,
        has_ceiling=ceiling is not None or draw.random() < 0.3,
        languages=((draw.randrange(3), draw.randrange(1, 5)),) if draw.random() < 0.2 else (),
        asks_certificate=draw.random() < 0.1,
        asks_insurance=draw.random() < 0.1,
        excluded_profiles=frozenset(draw.sample(range(1, 3000), draw.choice((0, 0, 5)))),
    )


def _maybe(draw: Random, values: Any) -> Any:
    return None if draw.random() < 0.08 else draw.choice(list(values))


def _below(draw: Random, rate: int | None) -> int | None:
    return None if rate is None else rate - draw.choice((0, 0, 100, 500))


def _leaves(draw: Random) -> tuple[tuple[date, date], ...]:
    starts = [AS_OF + timedelta(days=draw.randrange(-5, 40)) for _ in range(draw.randrange(1, 4))]
    return merged((begins, begins + timedelta(days=draw.randrange(0, 12))) for begins in starts)


def _asked(draw: Random, position: int, *, is_must: bool) -> AskedSkill:
    importance = Importance.MUST if is_must else draw.choice((Importance.SHOULD, Importance.COULD))
    return AskedSkill(position, importance, draw.randrange(1, 4), not is_must and draw.random() < 0.2)


def rules(draw: Random) -> Rules:
    return Rules(rarity={position: draw.uniform(0.2, 4.0) for position in range(SKILLS)})


def settle(crowd: list[CandidateFacts], in_force: Rules) -> None:
    """Write these candidates as slim rows, on bare profiles of the same ids."""
    for start in range(0, len(crowd), STATEMENT):
        _settle(crowd[start : start + STATEMENT], in_force)


def _settle(crowd: list[CandidateFacts], in_force: Rules) -> None:
    User.objects.bulk_create(
        User(pk=one.profile_id, email=f"foule{one.profile_id}@x.example") for one in crowd
    )
    AssistantProfile.objects.bulk_create(
        AssistantProfile(pk=one.profile_id, user_id=one.profile_id, slug=f"foule-{one.profile_id}")
        for one in crowd
    )
    write([row_of(one, in_force) for one in crowd])


def someone_who_fits(draw: Random, need: MissionFacts, profile_id: int = 1) -> CandidateFacts:
    """A candidate whom no filter of this mission excludes, by much or by little."""
    she = candidate(draw, profile_id)
    credit = bytearray(she.credit)
    for skill in need.skills:
        if skill.importance == Importance.MUST:
            credit[skill.position] = draw.randint(skill.level, 3)
    latest = need.starts_on + timedelta(days=need.tolerance_days)
    rate = need.ceiling or 3000
    return replace(
        she,
        is_listed=True,
        credit=bytes(credit),
        refused_sectors=0,
        refused_companies=(),
        languages=bytes([6]) * LANGUAGE_SLOTS,
        free_minutes=need.minimum_minutes + draw.choice((0, 30, 300)),
        available_from=latest - timedelta(days=draw.randrange(0, 30)),
        available_until=None,
        leaves=(),
        half_days_remote=1023,
        half_days_on_site=1023,
        confirmed_on=need.as_of,
        min_minutes=0,
        min_weeks=0,
        point=_around(draw, need.point),
        radius_km=draw.choice((60, 100)),
        accepts_remote=True,
        accepts_on_site=True,
        rate_remote=rate + draw.choice((-400, 0, 300)),
        rate_on_site=rate + draw.choice((-400, 0, 300)),
        floor_remote=rate - draw.choice((0, 500)),
        floor_on_site=rate - draw.choice((0, 500)),
        certified_until=need.starts_on,
        insured_until=need.starts_on,
    )


def _around(draw: Random, centre: Point | None) -> Point | None:
    if centre is None:
        return None
    longitude, latitude = longitude_latitude(centre)
    return point(latitude + draw.uniform(-0.2, 0.2), longitude + draw.uniform(-0.2, 0.2))


def possible_mission(draw: Random, mission_id: int) -> MissionFacts:
    """A mission that somebody may fit: its budget is comparable, its place known, its radius not a village."""
    need = mission(draw, mission_id)
    return replace(
        need,
        has_ceiling=need.ceiling is not None,
        point=need.point or TOWNS[0],
        radius_km=None if need.radius_km is None else 60,
        excluded_profiles=frozenset(),
    )
