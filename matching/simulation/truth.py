"""What a match is really worth to each side. No rule of the engine is read here (a contract holds it).

Another form than a sum of bounded terms: one missing key skill spoils the rest (threshold), quality counts as much as the
task is complex (interaction), two people who work alike do more together (taste), and much of it nobody could foresee.
"""

from dataclasses import dataclass

import numpy as np

from matching.simulation.arrays import Floats
from matching.simulation.worlds import ASKED, Missions, People, World

COMPANY_NOISE, HER_NOISE = 0.7, 0.7
"""What no fact, hidden or told, foresees."""
MISREAD, MISJUDGED = 0.7, 0.3
"""How far a company is from the truth when it reads a profile, then after they talked."""
QUALITY, COVERAGE = 1.4, 0.4
KM_PER_DEGREE = 111.0
STEEPNESS, PICKINESS, TIREDNESS = 2.0, 0.75, 0.45


@dataclass(frozen=True, slots=True)
class Truth:
    """Missions × people, the same for every policy: two policies differ by whom they show alone."""

    company: Floats
    hers: Floats
    surplus: Floats
    """Of both sides."""
    read: Floats
    """What the company believes of her when it reads her profile."""
    talked: Floats
    """What it believes after they talked."""
    mood: Floats
    """Between 0 and 1: she accepts when her chance of accepting is above it."""


def draw_truth(world: World) -> Truth:
    draw = np.random.default_rng([world.seed, 1])
    shape = (len(world.missions.day), len(world.people.joins))
    company = company_value(world.people, world.missions) + draw.normal(0, COMPANY_NOISE, shape)
    hers = her_value(world.people, world.missions) + draw.normal(0, HER_NOISE, shape)
    return Truth(
        company=company,
        hers=hers,
        surplus=company + hers,
        read=company + draw.normal(0, MISREAD, shape),
        talked=company + draw.normal(0, MISJUDGED, shape),
        mood=draw.random(shape),
    )


def company_value(people: People, missions: Missions) -> Floats:
    """Around 1 for an ordinary person, above 2 for a good one, below 0 when a key skill is missing."""
    covered, spoiled = _coverage(people, missions)
    quality = missions.complexity[:, None] * people.quality[None, :]
    practice = people.practice[:, missions.cluster].T
    value: Floats = COVERAGE * covered - 0.4 * spoiled + QUALITY * quality + 0.3 * practice * covered
    return value + 0.5 * kinship(people, missions)


def _coverage(people: People, missions: Missions) -> tuple[Floats, Floats]:
    """How much of the true need is covered, and whether the heaviest skill is badly missed."""
    heaviest = missions.weight.argmax(axis=1)
    covered = np.zeros((len(missions.day), len(people.joins)))
    spoiled = np.zeros_like(covered)
    for place in range(ASKED):
        over = people.ability[:, missions.skills[:, place]].T - missions.need[:, place, None]
        covered += missions.weight[:, place, None] / (1 + np.exp(-2.5 * (over + 0.3)))
        spoiled += (heaviest == place)[:, None] & (over < -1.2)
    return covered, spoiled


def kinship(people: People, missions: Missions) -> Floats:
    """How alike they work: from 0, strangers, to 1."""
    apart = ((missions.taste[:, None, :] - people.taste[None, :, :]) ** 2).sum(axis=2)
    near: Floats = np.exp(-apart / 5)
    return near


def her_value(people: People, missions: Missions) -> Floats:
    """Pay above her rate, the road, people she would like, tasks she knows; negative when it is not for her."""
    pay = (missions.ceiling[:, None] - people.rate[None, :]) / people.rate[None, :]
    road = np.where(missions.remote[:, None], 0.0, _road(people, missions))
    liked = people.practice[:, missions.cluster].T
    value: Floats = 1.5 * np.tanh(2 * pay) - 0.6 * road**2 + 0.6 * kinship(people, missions) + 0.5 * liked
    return value


def _road(people: People, missions: Missions) -> Floats:
    """Distance as a share of the farthest she goes, on a flat France."""
    north = (missions.latitude[:, None] - people.latitude[None, :]) * KM_PER_DEGREE
    east = (missions.longitude[:, None] - people.longitude[None, :]) * KM_PER_DEGREE * 0.69
    road: Floats = np.minimum(np.hypot(north, east) / people.radius_km[None, :], 1.5)
    return road


def chance_of_yes(value: Floats, patience: Floats, asked_lately: Floats) -> Floats:
    """The more she is asked in a week, the less she can say yes."""
    wish = value - PICKINESS + 0.3 * patience - TIREDNESS * asked_lately
    chance: Floats = 1 / (1 + np.exp(-STEEPNESS * wish))
    return chance
