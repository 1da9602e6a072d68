"""What the site would know of a world: `CandidateFacts` and `MissionFacts`, noisy views of the hidden ones.

Abilities are told with modesty or pride, a few forgotten; reviews show quality through a fog; musts and importance are what
the company believes. Shuffled facts are true of somebody else. Everybody keeps her availability confirmed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from accounts.enums import Place
from matching.facts import JOB_SLOTS, SKILL_SLOTS, AskedSkill, CandidateFacts, MissionFacts
from matching.geometry import point
from matching.simulation.arrays import Floats, Ints
from matching.simulation.worlds import DAYS, Signal, World
from missions.enums import Importance

OPENING = date(2027, 1, 4)
"""A Monday."""
CLOSING = OPENING + timedelta(days=2 * DAYS)
MODESTY, FORGOTTEN = 0.5, 0.1
MEAN_REVIEWS, MOST_REVIEWS = 4, 10
STARS, STARS_OF_QUALITY, FOG = 430, 50, 35
"""Hundredths of a star: most reviews are kind, and tell little."""


@dataclass(frozen=True, slots=True)
class Public:
    """The facts of the first day, ids from 1."""

    candidates: Sequence[CandidateFacts]
    missions: Sequence[MissionFacts]


@dataclass(frozen=True, slots=True)
class Told:
    """What people tell of themselves and what is told of them; a row for each person."""

    levels: Ints
    jobs: Ints
    reviews: Ints
    stars: Ints


def publish(world: World) -> Public:
    told = _told(np.random.default_rng([world.seed, 2]), world)
    return Public(
        [_candidate(world, told, person) for person in range(len(told.reviews))],
        [_mission(world, mission) for mission in range(len(world.missions.day))],
    )


def _told(draw: np.random.Generator, world: World) -> Told:
    levels, jobs = _told_levels(draw, world), _told_jobs(draw, world)
    reviews, stars = _first_reviews(draw, world)
    whose = draw.permutation(len(reviews))
    if world.setting.signal is Signal.SHUFFLED_SKILLS:
        levels, jobs = levels[whose], jobs[whose]
    return Told(levels, jobs, reviews, stars)


def judged_person(world: World) -> Ints:
    """Whose quality the stars of each person tell: her own, or somebody else's when ratings are shuffled."""
    everybody: Ints = np.arange(len(world.people.joins))
    if world.setting.signal is Signal.SHUFFLED_RATINGS:
        return np.random.default_rng([world.seed, 3]).permutation(everybody)
    return everybody


def stars_for(quality: Floats | float, fog: Floats | float) -> Ints:
    """Hundredths of a star of one review."""
    return np.asarray(np.clip(STARS + STARS_OF_QUALITY * quality + FOG * fog, 100, 500), dtype=np.int64)


def _told_levels(draw: np.random.Generator, world: World) -> Ints:
    told = world.people.ability + draw.normal(0, MODESTY, world.people.ability.shape)
    levels = np.digitize(told, [0.6, 1.5, 2.4])
    return np.where(draw.random(levels.shape) < FORGOTTEN, 0, levels)


def _told_jobs(draw: np.random.Generator, world: World) -> Ints:
    """Hundredths of the nearest experience in each cluster; an experience is only told for what was really done."""
    told = 100 * world.people.practice + draw.normal(0, 12, world.people.practice.shape)
    jobs: Ints = np.clip(told, 10, 100).astype(np.int64)
    return jobs


def _first_reviews(draw: np.random.Generator, world: World) -> tuple[Ints, Ints]:
    """How many reviews she arrives with, and the sum of their stars."""
    n = len(world.people.joins)
    reviews = np.where(world.people.is_new, 0, np.minimum(draw.poisson(MEAN_REVIEWS, n), MOST_REVIEWS))
    quality = world.people.quality[judged_person(world)]
    each = stars_for(quality[:, None], draw.normal(size=(n, MOST_REVIEWS)))
    return reviews, np.where(np.arange(MOST_REVIEWS) < reviews[:, None], each, 0).sum(axis=1)


def _candidate(world: World, told: Told, i: int) -> CandidateFacts:
    people = world.people
    rate, floor = int(people.rate[i]), int(people.floor[i])
    return CandidateFacts(
        profile_id=i + 1,
        credit=bytes(told.levels[i].tolist()).ljust(SKILL_SLOTS, b"\0"),
        proximity=bytes(told.jobs[i].tolist()).ljust(JOB_SLOTS, b"\0"),
        free_minutes=int(people.minutes[i]),
        available_from=OPENING,
        confirmed_on=CLOSING,
        point=point(float(people.latitude[i]), float(people.longitude[i])),
        radius_km=int(people.radius_km[i]),
        accepts_remote=bool(people.remote[i]),
        accepts_on_site=bool(people.on_site[i]),
        rate_remote=rate,
        rate_on_site=rate,
        floor_remote=floor,
        floor_on_site=floor,
        reviews=int(told.reviews[i]),
        stars=int(told.stars[i]),
    )


def _mission(world: World, i: int) -> MissionFacts:
    asked, published = world.missions, OPENING + timedelta(days=int(world.missions.day[i]))
    return MissionFacts(
        mission_id=i + 1,
        as_of=published,
        company_id=i + 1,
        skills=_skills(world, i),
        job=int(asked.cluster[i]),
        minutes=int(asked.minutes[i]),
        minimum_minutes=int(asked.minutes[i]),
        starts_on=published + timedelta(days=14),
        weeks=int(asked.weeks[i]),
        place=Place.REMOTE if asked.remote[i] else Place.ON_SITE,
        point=point(float(asked.latitude[i]), float(asked.longitude[i])),
        ceiling=int(asked.ceiling[i]),
        has_ceiling=True,
    )


def _skills(world: World, i: int) -> tuple[AskedSkill, ...]:
    skills, levels, musts = world.missions.skills[i], world.missions.level[i], int(world.missions.musts[i])
    return tuple(
        AskedSkill(int(skill), _importance(place, musts), int(levels[place]))
        for place, skill in enumerate(skills)
        if skill >= 0
    )


def _importance(place: int, musts: int) -> Importance:
    if place < musts:
        return Importance.MUST
    return Importance.SHOULD if place < musts + 2 else Importance.COULD
