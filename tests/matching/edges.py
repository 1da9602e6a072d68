"""Pairs drawn on the edges of every wish: equal to the cent, to the metre, to the day, one too few, not given.

Each pair begins with somebody who has just enough of everything; none, one, a few or many of her facts then move to
the other side of an edge.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from math import degrees
from random import Random
from typing import Any

from accounts.enums import Place
from matching.facts import JOB_SLOTS, LANGUAGE_SLOTS, AskedSkill, CandidateFacts, MissionFacts, Point
from matching.geometry import point
from matching.projection import merged
from missions.enums import Importance

Facts = dict[str, Any]

SKILLS = 24
EARTH_RADIUS_M = 6_371_000
DAYS = tuple(
    date.fromisoformat(day)
    for day in (
        "2026-11-24", "2024-02-22", "2024-02-29", "2028-02-28", "2028-02-29", "2027-03-01",
        "2026-10-24", "2026-10-25", "2027-03-27", "2027-03-28", "2026-12-31", "2027-01-01",
    )
)  # fmt: skip
"""An ordinary day; around 29 February; the two nights when the clock of Paris changes; a year's end."""
TOWNS = (
    (48.857, 2.347), (45.758, 4.835), (48.390, -4.486), (48.583, 7.745),
    (41.919, 8.738), (42.697, 9.450), (-20.882, 55.450), (14.616, -61.059), (16.241, -61.533),
    (4.938, -52.335), (-12.780, 45.228), (46.779, -56.178), (-22.276, 166.457), (-17.535, -149.569),
)  # fmt: skip
"""Paris, Lyon, Brest, Strasbourg; Ajaccio and Bastia; overseas, on both sides of the date line."""


def pair(draw: Random, profile_id: int = 1) -> tuple[CandidateFacts, MissionFacts]:
    """Somebody at the edges of a need, and the need."""
    need, latitude, longitude = a_need(draw)
    return somebody(draw, need, latitude, longitude, profile_id), need


def a_need(draw: Random) -> tuple[MissionFacts, float, float]:
    """A mission of any strictness, and where it is."""
    latitude, longitude = draw.choice(TOWNS)
    as_of = draw.choice(DAYS)
    minutes = draw.choice((0, 1, 240, 300, 720, 1260))
    half_days = draw.choice((0, draw.getrandbits(10), 1023))
    ceiling = draw.choice((None, 1, 9, 2999, 3000, 3500, 3500, 12_000))
    facts: Facts = {
        "mission_id": draw.randrange(1, 10_000),
        "as_of": as_of,
        "company_id": draw.randrange(4),
        "skills": _skills(draw),
        "job": draw.choice((None, 0, 7, JOB_SLOTS - 1)),
        "sector": draw.choice((None, 0, 3, 16)),
        "minutes": minutes,
        "minimum_minutes": draw.choice((minutes, minutes // 2)),
        "starts_on": as_of + timedelta(days=draw.choice((0, 0, 1, 7, 30))),
        "tolerance_days": draw.choice((0, 1, 14, 14, 30)),
        "weeks": draw.choice((None, 1, 4, 52)),
        "half_days": half_days,
        "half_days_needed": draw.choice((0, min(1, half_days.bit_count()), half_days.bit_count())),
        "on_site_half_days": draw.choice((0, 1, 10)),
        "place": draw.choice(list(Place)),
        "point": None if draw.random() < 0.05 else point(latitude, longitude),
        "radius_km": draw.choice((None, None, 0, 5, 6, 20)),
        "ceiling": ceiling,
        "has_ceiling": ceiling is not None or draw.random() < 0.3,
        "languages": draw.choice(((), (), ((0, 4),), ((1, 1), (LANGUAGE_SLOTS - 1, 6)))),
        "asks_certificate": draw.random() < 0.3,
        "asks_insurance": draw.random() < 0.3,
        "excluded_profiles": frozenset(draw.sample(range(10_000, 10_100), draw.choice((0, 2)))),
    }
    return MissionFacts(**facts), latitude, longitude


def _skills(draw: Random) -> tuple[AskedSkill, ...]:
    places = draw.sample(range(SKILLS), draw.choice((0, 1, 3, 7, 12)))
    musts = draw.choice((0, 0, 1, 3))
    importances = [Importance.MUST] * musts + draw.choices((Importance.SHOULD, Importance.COULD), k=12)
    return tuple(
        AskedSkill(place, importance, draw.randrange(1, 4), is_quality=draw.random() < 0.2)
        for place, importance in zip(places, importances, strict=False)
    )


def somebody(
    draw: Random, need: MissionFacts, latitude: float, longitude: float, profile_id: int = 1
) -> CandidateFacts:
    """Just enough of everything, then some facts across their edges."""
    edges = edges_of(draw, need, latitude, longitude)
    facts = {"profile_id": profile_id, **just_enough(need, latitude, longitude), **neither_wish(draw)}
    count = draw.choice((0, 0, 1, 1, 1, 2, 2, 4, len(edges)))
    for edge in draw.sample(edges, count):
        facts |= edge()
    return CandidateFacts(**facts)


def just_enough(need: MissionFacts, latitude: float, longitude: float) -> Facts:
    """Every wish kept, none with anything left."""
    credit, languages = bytearray(256), bytearray(LANGUAGE_SLOTS)
    for skill in need.skills:
        credit[skill.position] = skill.level if skill.importance == Importance.MUST else 0
    for position, level in need.languages:
        languages[position] = level
    last_day = need.starts_on + timedelta(days=7 * (need.weeks or 1) - 1)
    reach = 20 if need.radius_km is None else need.radius_km
    return {
        "credit": bytes(credit),
        "languages": bytes(languages),
        "free_minutes": need.minimum_minutes,
        "available_from": need.starts_on + timedelta(days=need.tolerance_days),
        "available_until": max(last_day, need.starts_on + timedelta(days=need.tolerance_days)),
        "half_days_remote": need.half_days,
        "half_days_on_site": need.half_days,
        "confirmed_on": need.as_of - timedelta(days=7),
        "min_minutes": need.minutes,
        "min_weeks": need.weeks or 0,
        "point": moved_north(latitude, longitude, 1000 * reach),
        "radius_km": reach,
        "accepts_remote": True,
        "accepts_on_site": True,
        "floor_remote": need.ceiling,
        "floor_on_site": need.ceiling,
        "certified_until": need.starts_on,
        "insured_until": need.starts_on,
    }


def neither_wish(draw: Random) -> Facts:
    """What enters the fit alone."""
    return {
        "proximity": bytes([draw.choice((0, 40, 79, 80, 81, 100))]) * JOB_SLOTS,
        "sectors": draw.choice((0, 1, 0b1001, (1 << 17) - 1)),
        "rate_remote": draw.choice((None, 1, 2699, 2700, 2701, 3150, 3151, 3500, 3850, 20_000)),
        "rate_on_site": draw.choice((None, 1, 2699, 2700, 2701, 3150, 3151, 3500, 3850, 20_000)),
        "reliability": draw.choice((0, 8_250_000, 10_000_000)),
        "accepts_near_budget": draw.random() < 0.6,
    }


def moved_north(latitude: float, longitude: float, metres: int) -> Point:
    return point(latitude + degrees(metres / EARTH_RADIUS_M), longitude)


def edges_of(
    draw: Random, need: MissionFacts, latitude: float, longitude: float
) -> list[Callable[[], Facts]]:
    """Each moves one fact to, or across, one of its edges."""
    starts, latest = need.starts_on, need.starts_on + timedelta(days=need.tolerance_days)
    last_day, ceiling = starts + timedelta(days=7 * (need.weeks or 1) - 1), need.ceiling or 3000

    def one(name: str, *values: Any) -> Callable[[], Facts]:
        return lambda: {name: draw.choice(values)}

    def days(name: str, day: date, *around: int) -> Callable[[], Facts]:
        return lambda: {name: draw.choice((None, *(day + timedelta(days=step) for step in around)))}

    def cents(name: str) -> Callable[[], Facts]:
        tenth = ceiling // 10
        return one(name, None, 0, ceiling - 1, ceiling, ceiling + 1, ceiling + tenth, ceiling + tenth + 1)

    least, asked = need.minimum_minutes, need.minutes
    return [
        one("is_listed", False),
        one("profile_id", *(need.excluded_profiles or {1})),
        one("free_minutes", None, *(max(0, least + step) for step in (-421, -420, -1, 0, 1)), asked * 5 // 4),
        days("available_from", latest, -60, -1, 0, 1, 7, 8),
        days("available_from", starts, -1, 0, 1),
        lambda: {"leaves": _leaves(draw, starts)},
        lambda: {"leaves": _leaves(draw, latest)},
        days("available_until", last_day, -8, -7, -1, 0, 1, 40),
        lambda: {"half_days_remote": draw.getrandbits(10), "half_days_on_site": draw.getrandbits(10)},
        lambda: {"half_days_remote": 0, "half_days_on_site": need.half_days & draw.getrandbits(10)},
        lambda: {"half_days_remote": None, "half_days_on_site": None},
        days("confirmed_on", need.as_of, -30, -8, -7, -6, 0),
        one("accepts_remote", False),
        one("accepts_on_site", False),
        lambda: {"point": _spot(draw, need, latitude, longitude)},
        one("radius_km", None, 0, 4, 5, 6, 19, 20, 21, 100),
        cents("floor_remote"),
        cents("floor_on_site"),
        one("half_days_on_site", 0, need.half_days & draw.getrandbits(10)),
        lambda: {"credit": bytes(draw.choice((0, 1, 2, 3, 4, 5)) for _ in range(256))},
        one("languages", None, bytes(LANGUAGE_SLOTS), bytes([4]) * LANGUAGE_SLOTS, bytes([6]) * LANGUAGE_SLOTS),
        days("certified_until", starts, -1, 0, 1),
        days("insured_until", starts, -1, 0, 1),
        one("min_minutes", 0, asked + 1, asked + 420, asked + 421),
        one("min_weeks", 0, (need.weeks or 0) + 1, (need.weeks or 0) + 2),
        one("refused_sectors", 1, 0b1000, 1 << 16),
        one("refused_companies", (0,), (1, 2), (3,)),
    ]  # fmt: skip


def _leaves(draw: Random, around: date) -> tuple[tuple[date, date], ...]:
    begins = [around + timedelta(days=draw.randrange(-3, 4)) for _ in range(draw.choice((1, 1, 2)))]
    return merged((day, day + timedelta(days=draw.choice((0, 1, 7, 30)))) for day in begins)


def _spot(draw: Random, need: MissionFacts, latitude: float, longitude: float) -> Point | None:
    """A town at a round distance, to the metre; elsewhere in the world; unknown."""
    radius = draw.choice((5, 20, need.radius_km or 20))
    round_metres = 1000 * radius + draw.choice((-1, 0, 1, 5_000, 10_000, 10_001))
    other = point(*draw.choice(TOWNS))
    return draw.choice(
        (None, point(latitude, longitude), other, *[moved_north(latitude, longitude, round_metres)] * 4)
    )


def needs_and_people(draw: Random, needs: int, each: int) -> tuple[list[MissionFacts], list[CandidateFacts]]:
    """Needs, and for each of them some people at its edges, with ids from 1; some are excluded by name."""
    asked: list[MissionFacts] = []
    people: list[CandidateFacts] = []
    for _ in range(needs):
        need, latitude, longitude = a_need(draw)
        first = len(people) + 1
        people += [
            replace(somebody(draw, need, latitude, longitude), profile_id=first + rank)
            for rank in range(each)
        ]
        asked.append(
            replace(need, excluded_profiles=frozenset({first, first + 1} if need.excluded_profiles else ()))
        )
    return asked, people
