"""Worlds: who lives there and what is asked, drawn from a seed.

The figures are those of matching.md §15.3 and of common sense. The hidden ones were set so that the baselines (random,
ratings, skills, order by fit, oracle) look like those of §15.3; none for the sake of the display rule
(docs/decisions/simulation.md).
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matching.simulation.arrays import Flags, Floats, Ints

WEEKS = 26
WORKING_DAYS = 5
DAYS = 7 * WEEKS
HALF_DAY = 210
"""Minutes; every amount of time is a multiple of it."""
CLUSTERS, SKILLS_EACH = 12, 8
SKILLS = CLUSTERS * SKILLS_EACH
ASKED = 6
"""The most skills a mission asks."""
TASTES = 3
MAIN_TRADE = (0.3, 0.75)
CEILINGS = (3_200, 5_000)
SCATTER = 0.04
MOST_ASKED = 1.7
LEVELS = [1, 2, 2, 3]

LATE_SHARE, LAST_ARRIVAL = 0.25, 22 * 7
"""One person in four arrives after the first day, the last ones with four weeks to go."""
STRANGERS = 0.15
"""Of those who are there from the first day, how many never worked here."""


class Crowd(StrEnum):
    """How many people a mission finds: about sixty, or two or three."""

    THICK = "thick"
    THIN = "thin"


class Signal(StrEnum):
    """What the public facts say of the hidden ones; shuffled, they are those of somebody else."""

    INFORMATIVE = "informative"
    SHUFFLED_RATINGS = "shuffled ratings"
    SHUFFLED_SKILLS = "shuffled skills"


@dataclass(frozen=True, slots=True)
class Setting:
    """A kind of world. `tightness`: missions published in the half-year for each person."""

    crowd: Crowd
    tightness: float
    signal: Signal = Signal.INFORMATIVE
    people: int = 1_500

    @property
    def missions(self) -> int:
        return round(self.tightness * self.people)

    @property
    def towns(self) -> int:
        return 1 if self.crowd is Crowd.THICK else 40

    @property
    def remote_share(self) -> float:
        return 0.6 if self.crowd is Crowd.THICK else 0.0


@dataclass(frozen=True, slots=True)
class People:
    """The hidden side of each person, then what she freely says."""

    ability: Floats
    """People × skills: below 0.5 she cannot; around 1, 2 or 3 she is a beginner, confirmed, an expert."""
    quality: Floats
    """What no form asks: care, clarity, keeping one's word."""
    taste: Floats
    """People × tastes: how she likes to work."""
    practice: Floats
    """People × clusters: how much of it she did, from 0 to 1."""
    patience: Floats
    """How readily she says yes."""

    latitude: Floats
    longitude: Floats
    radius_km: Ints
    remote: Flags
    on_site: Flags
    rate: Ints
    floor: Ints
    """Cents an hour."""
    minutes: Ints
    """Free time a week when she has no mission."""
    joins: Ints
    """The day she arrives; 0 for those who are there from the first."""
    is_new: Flags
    """She arrives without a review and without a mission done here."""


@dataclass(frozen=True, slots=True)
class Missions:
    """The hidden side of each mission, then what its company says; in the order of their days."""

    need: Floats
    """Missions × ASKED: the level really needed."""
    weight: Floats
    """Missions × ASKED: what each skill is really worth; each row sums to 1."""
    complexity: Floats
    """How much quality matters here."""
    taste: Floats

    cluster: Ints
    skills: Ints
    """Missions × ASKED: positions; -1 for none."""
    level: Ints
    musts: Ints
    """How many of the first skills are indispensable."""
    latitude: Floats
    longitude: Floats
    remote: Flags
    ceiling: Ints
    minutes: Ints
    weeks: Ints
    day: Ints
    """The day it is published."""


@dataclass(frozen=True, slots=True)
class World:
    setting: Setting
    seed: int
    people: People
    missions: Missions


def draw_world(setting: Setting, seed: int) -> World:
    """The same seed gives the same people and missions, whatever is shuffled in what is said of them."""
    draw = np.random.default_rng(seed)
    towns = _towns(draw, setting.towns)
    return World(setting, seed, _people(draw, setting, towns), _missions(draw, setting, towns))


def _towns(draw: np.random.Generator, count: int) -> Floats:
    """Latitude, longitude and share of the people of each town."""
    sizes = 1 / np.arange(2, count + 2)
    return np.column_stack(
        [draw.uniform(43.5, 49.5, count), draw.uniform(-1.5, 7.0, count), sizes / sizes.sum()]
    )


def _people(draw: np.random.Generator, setting: Setting, towns: Floats) -> People:
    n = setting.people
    practice, quality = _practice(draw, n), draw.normal(size=n)
    ability = _ability(draw, practice)
    latitude, longitude = _places(draw, towns, n)
    rate = _rates(draw, ability, quality)
    joins = np.where(draw.random(n) < LATE_SHARE, draw.integers(1, LAST_ARRIVAL, size=n), 0)
    remote = draw.random(n) < 0.85
    return People(
        ability=ability,
        quality=quality,
        taste=draw.normal(size=(n, TASTES)),
        practice=practice,
        patience=draw.normal(size=n),
        latitude=latitude,
        longitude=longitude,
        radius_km=draw.choice([15, 25, 40, 60], size=n),
        remote=remote,
        on_site=~remote | (draw.random(n) < 0.6),
        rate=rate,
        floor=(rate * draw.uniform(0.85, 1.0, n)).astype(np.int64),
        minutes=draw.integers(2, 11, size=n) * HALF_DAY,
        joins=joins,
        is_new=(joins > 0) | (draw.random(n) < STRANGERS),
    )


def _practice(draw: np.random.Generator, n: int) -> Floats:
    """A trade, a second one, and a little of everything."""
    practice, everybody = draw.uniform(0, 0.25, (n, CLUSTERS)), np.arange(n)
    practice[everybody, draw.integers(CLUSTERS, size=n)] += draw.uniform(0.1, 0.4, n)
    practice[everybody, draw.integers(CLUSTERS, size=n)] += draw.uniform(*MAIN_TRADE, n)
    return np.minimum(practice, 1.0)


def _ability(draw: np.random.Generator, practice: Floats) -> Floats:
    """Practice brings ability in its trade, unevenly: many know a thing or two elsewhere."""
    centre = np.repeat(3.2 * practice - 0.5, SKILLS_EACH, axis=1)
    return np.clip(centre + draw.normal(0, 0.8, centre.shape), -1.0, 3.5)


def _places(draw: np.random.Generator, towns: Floats, n: int) -> tuple[Floats, Floats]:
    town = draw.choice(len(towns), size=n, p=towns[:, 2])
    around = draw.normal(0, SCATTER, (2, n))
    return towns[town, 0] + around[0], towns[town, 1] + around[1]


def _rates(draw: np.random.Generator, ability: Floats, quality: Floats) -> Ints:
    """The able and the good ask a little more, and many ask what they dare."""
    worth = 3_100 + 500 * (np.maximum(ability, 0).mean(axis=1) - 0.6) + 80 * quality
    rate: Ints = np.clip(worth + draw.normal(0, 350, len(quality)), 2_200, 5_200).astype(np.int64)
    return rate // 50 * 50


def _missions(draw: np.random.Generator, setting: Setting, towns: Floats) -> Missions:
    m = setting.missions
    cluster = draw.choice(CLUSTERS, size=m, p=_demand())
    skills = np.stack([_asked(draw, one) for one in cluster])
    level = _levels(draw, m)
    musts = np.where(level[:, 0] > 1, 1, 2)
    latitude, longitude = _places(draw, towns, m)
    return Missions(
        need=level + draw.normal(0, 0.4, (m, ASKED)),
        weight=_true_weights(draw, skills, musts),
        complexity=draw.uniform(0.2, 1.2, m),
        taste=draw.normal(size=(m, TASTES)),
        cluster=cluster,
        skills=skills,
        level=level,
        musts=musts,
        latitude=latitude,
        longitude=longitude,
        remote=draw.random(m) < setting.remote_share,
        ceiling=draw.integers(*CEILINGS, size=m),
        minutes=draw.integers(1, 6, size=m) * HALF_DAY,
        weeks=draw.integers(4, 40, size=m),
        day=_days(draw, m),
    )


def _demand() -> Floats:
    """The share of the missions of each trade: people choose theirs without looking."""
    asked = np.linspace(MOST_ASKED, 2 - MOST_ASKED, CLUSTERS)
    return asked / CLUSTERS


def _days(draw: np.random.Generator, m: int) -> Ints:
    """Monday to Friday of each week, in order."""
    working: Ints = np.sort(draw.integers(WORKING_DAYS * WEEKS, size=m))
    return working // WORKING_DAYS * 7 + working % WORKING_DAYS


def _asked(draw: np.random.Generator, cluster: int) -> Ints:
    """Three or four skills of the trade first, then up to two from elsewhere."""
    trade = np.arange(cluster * SKILLS_EACH, (cluster + 1) * SKILLS_EACH)
    inside = draw.permutation(trade)[: draw.integers(3, 5)]
    outside = draw.permutation(np.setdiff1d(np.arange(SKILLS), trade))[: draw.integers(3)]
    found = np.concatenate([inside, outside])
    return np.pad(found, (0, ASKED - len(found)), constant_values=-1)


def _levels(draw: np.random.Generator, m: int) -> Ints:
    """Of each skill asked; the first one, indispensable, is seldom asked of experts alone."""
    level = draw.choice(LEVELS, size=(m, ASKED))
    level[:, :2] = np.minimum(level[:, :2], 2)
    return level


def _true_weights(draw: np.random.Generator, skills: Ints, musts: Ints) -> Floats:
    """What is said to be indispensable is often, not always, what counts."""
    said = np.where(np.arange(ASKED) < musts[:, None], 1.4, 1.0)
    weight = np.where(skills >= 0, said * draw.lognormal(0, 0.7, skills.shape), 0.0)
    shares: Floats = weight / weight.sum(axis=1, keepdims=True)
    return shares
