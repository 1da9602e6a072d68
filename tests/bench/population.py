"""People and missions of the bench, from a seed: whoever is among ten thousand is the same among a million.

Twelve trades of skills, 3 to 25 skills a profile, 2 to 6 required and 0 to 8 wished a mission, 40 towns by size, 60 % of
missions at a distance, texts of some 7,000 words of unequal use (matching.md §13e). `portrait` measures what was drawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
from tests.bench.words import Vocabulary

Array = NDArray[Any]

SEED, AS_OF = 41, date(2026, 11, 24)
TRADES, SKILLS, OWN_SKILLS, TOWNS = 12, 180, 30, 40
BLOCK = 2_000
UNKNOWN = -32_768
AWAY = (AS_OF + timedelta(days=20), AS_OF + timedelta(days=30))
RADII = (10, 20, 30, 50)
TRADE_WORDS, COMMON_WORDS, SAID_OF_A_MISSION = 30, 30, 8


@dataclass(frozen=True)
class World:
    """What people and missions are drawn from."""

    towns: tuple[Point, ...]
    sizes: Array
    """The share of people in each town; the first are the largest."""
    popularity: Array
    """Trades × skills: thirty of its own, and a little of the others."""
    words: Vocabulary

    @classmethod
    def of(cls, seed: int = SEED) -> "World":
        draw, rng = Random(seed), np.random.default_rng(seed)
        towns = tuple(point(draw.uniform(43.2, 50.5), draw.uniform(-1.5, 7.0)) for _ in range(TOWNS))
        sizes = 1 / np.arange(1, TOWNS + 1)
        popularity = np.full((TRADES, SKILLS), 0.01)
        for trade in popularity:
            trade[rng.choice(SKILLS, OWN_SKILLS, replace=False)] = 1 / np.arange(3, 3 + OWN_SKILLS) ** 0.5
        return cls(towns, sizes / sizes.sum(), popularity, Vocabulary.of(draw, SKILLS, TRADES))

    @cached_property
    def rules(self) -> Rules:
        """Rarity counted on the first block."""
        held = declared(people_of(self, BLOCK).credit).sum(axis=0)
        return Rules(rarity={skill: rarity(BLOCK, int(count)) for skill, count in enumerate(held)})


def declared(credit: Array) -> Array:
    """Neither near nor told."""
    return np.asarray((credit > 0) & (credit < 4))


@dataclass(frozen=True)
class People:
    """Everybody of one size, a column for each fact; the place of somebody is her number less one."""

    towns: tuple[Point, ...]
    columns: dict[str, Array]
    terms: Array
    """The words of all profiles, one after the other; `ends` says where each profile stops."""
    ends: Array

    def __len__(self) -> int:
        return len(self.ends)

    def __getattr__(self, name: str) -> Array:
        try:
            return self.columns[name]
        except KeyError:
            raise AttributeError(name) from None

    def words_of(self, place: int) -> Array:
        found: Array = self.terms[self.ends[place - 1] if place else 0 : self.ends[place]]
        return found

    def facts(self, place: int) -> CandidateFacts:
        return next(self.facts_at(np.array([place])))

    def facts_at(self, places: Array) -> Iterator[CandidateFacts]:
        """Of those at these places, in their order."""
        columns = (column[places] for column in self.columns.values())
        lists = [list(column) if column.ndim > 1 else column.tolist() for column in columns]
        for place, *values in zip(places.tolist(), *lists, strict=True):
            yield _facts_of(place, self.towns, dict(zip(self.columns, values, strict=True)))

    def everybody(self) -> Iterator[CandidateFacts]:
        for first in range(0, len(self), BLOCK):
            yield from self.facts_at(np.arange(first, min(first + BLOCK, len(self))))


def _facts_of(place: int, towns: Sequence[Point], one: dict[str, Any]) -> CandidateFacts:
    rate = _known(one["rate"])
    return CandidateFacts(
        profile_id=place + 1,
        is_listed=one["listed"],
        credit=one["credit"].tobytes().ljust(SKILL_SLOTS, b"\0"),
        proximity=one["proximity"].tobytes(),
        sectors=one["sectors"],
        refused_sectors=one["refused"],
        languages=bytes([6, one["english"]]).ljust(LANGUAGE_SLOTS, b"\0"),
        free_minutes=_known(one["minutes"]),
        available_from=_day(one["start"]),
        leaves=(AWAY,) if one["away"] else (),
        min_minutes=one["least_minutes"],
        min_weeks=one["least_weeks"],
        half_days_remote=_known(one["remote_days"]),
        half_days_on_site=_known(one["on_site_days"]),
        confirmed_on=_day(one["confirmed"]),
        point=towns[one["town"]],
        radius_km=one["radius"],
        accepts_remote=one["remote"],
        accepts_on_site=one["on_site"],
        accepts_near_budget=one["near_budget"],
        rate_remote=rate,
        rate_on_site=None if rate is None else rate + 300,
        floor_remote=None if rate is None else rate - 200,
        floor_on_site=None if rate is None else rate + 100,
        reliability=one["reliability"],
    )


def _known(value: int) -> int | None:
    return None if value == UNKNOWN else value


def _day(value: int) -> date | None:
    return None if value == UNKNOWN else AS_OF + timedelta(days=value)


def people_of(world: World, size: int) -> People:
    """The first `size` people, drawn block after block."""
    blocks = [_block(world, number) for number in range(-(-size // BLOCK))]
    columns = {name: np.concatenate([facts[name] for facts, _ in blocks])[:size] for name in blocks[0][0]}
    texts = [text for _, block in blocks for text in block][:size]
    return People(world.towns, columns, np.concatenate(texts), np.cumsum([len(text) for text in texts]))


def _block(world: World, number: int) -> tuple[dict[str, Array], list[Array]]:
    rng = np.random.default_rng((SEED, number))
    trade = rng.integers(TRADES, size=BLOCK)
    credit = _credit(rng, world.popularity[trade])
    is_said, is_counted, is_priced = (rng.random(BLOCK) < share for share in (0.97, 0.95, 0.98))
    facts = {
        "listed": rng.random(BLOCK) < 0.97,
        "credit": credit,
        "proximity": rng.choice((10, 10, 40, 70, 100), (BLOCK, JOB_SLOTS)).astype(np.uint8),
        "sectors": rng.integers(1 << 17, size=BLOCK) & rng.integers(1 << 17, size=BLOCK),
        "refused": np.where(rng.random(BLOCK) < 0.3, 1 << rng.integers(17, size=BLOCK), 0),
        "english": rng.choice((0, 2, 4), BLOCK).astype(np.uint8),
        "minutes": np.where(is_said, 60 * rng.integers(4, 36, BLOCK), UNKNOWN).astype(np.int16),
        "start": np.where(is_said, rng.integers(-60, 40, BLOCK), UNKNOWN).astype(np.int16),
        "away": rng.random(BLOCK) < 0.1,
        "least_minutes": rng.choice((0, 0, 180, 300), BLOCK).astype(np.int16),
        "least_weeks": rng.choice((0, 0, 0, 4, 12), BLOCK).astype(np.int16),
        "remote_days": np.where(is_counted, _half_days(rng), UNKNOWN).astype(np.int16),
        "on_site_days": np.where(is_counted, _half_days(rng), UNKNOWN).astype(np.int16),
        "confirmed": np.where(is_said, -rng.choice((0, 2, 4, 6, 12, 30), BLOCK), UNKNOWN).astype(np.int16),
        "town": rng.choice(TOWNS, BLOCK, p=world.sizes).astype(np.int16),
        "radius": rng.choice(RADII, BLOCK).astype(np.int16),
        "remote": rng.random(BLOCK) < 0.8,
        "on_site": rng.random(BLOCK) < 0.8,
        "near_budget": rng.random(BLOCK) < 0.5,
        "rate": np.where(is_priced, 50 * rng.integers(50, 110, BLOCK), UNKNOWN).astype(np.int32),
        "reliability": rng.integers(7_000_000, 9_500_000, BLOCK).astype(np.int32),
    }
    return facts, list(_texts(rng, world.words, trade, credit))


def _half_days(rng: np.random.Generator) -> Array:
    """Three quarters of the week."""
    return rng.integers(1024, size=BLOCK) | rng.integers(1024, size=BLOCK)


def _credit(rng: np.random.Generator, popularity: Array) -> Array:
    """3 to 25 skills drawn by popularity (the largest of noisy logarithms), and up to three that are only near or told."""
    order = np.argsort(-(np.log(popularity) + rng.gumbel(size=popularity.shape)), axis=1)[:, :28]
    held = rng.integers(3, 26, BLOCK)
    rank = np.arange(28)
    levels = rng.choice((1, 2, 2, 3), order.shape)
    lesser = rng.choice((0, 4, 5), order.shape)
    credit = np.zeros(popularity.shape, np.uint8)
    values = np.where(rank < held[:, None], levels, np.where(rank < held[:, None] + 3, lesser, 0))
    np.put_along_axis(credit, order, values.astype(np.uint8), axis=1)
    return credit


def _texts(rng: np.random.Generator, words: Vocabulary, trade: Array, credit: Array) -> Iterator[Array]:
    """The labels of her skills, then words of her trade and of everybody."""
    trades = words.of_trade(rng, trade, TRADE_WORDS)
    common = words.common(rng, (len(trade), COMMON_WORDS))
    for place, held in enumerate(credit):
        skills = np.flatnonzero(declared(held))
        yield np.concatenate([*(words.labels[skill] for skill in skills), trades[place], common[place]])


@dataclass(frozen=True)
class Need:
    """A mission as the engine reads it, and as a search box does."""

    facts: MissionFacts
    required: tuple[str, ...]
    """The words of the labels of its required skills."""
    told: tuple[str, ...]
    """All its words."""

    @property
    def is_remote(self) -> bool:
        return self.facts.place == Place.REMOTE


def need(world: World, number: int) -> Need:
    """2 to 6 required skills, of which up to three are musts, and 0 to 8 wished ones."""
    rng = np.random.default_rng((SEED, 1_000_000, number))
    draw = Random(f"{SEED} {number}")
    trade = draw.randrange(TRADES)
    required, wished = draw.randrange(2, 7), draw.randrange(0, 9)
    order = np.argsort(-(np.log(world.popularity[trade]) + rng.gumbel(size=SKILLS)))
    few = order[: min(12, required + wished)].tolist()
    facts = _facts(world, draw, number, _asked(draw, few, required))
    ours = [word for skill in few[:required] for word in world.words.labels[skill]]
    theirs = [word for skill in few[required:] for word in world.words.labels[skill]]
    more = [*world.words.of_trade(rng, np.array([trade]), SAID_OF_A_MISSION // 2)[0]]
    more += [*world.words.common(rng, (SAID_OF_A_MISSION // 2,))]
    return Need(facts, _distinct(world, ours), _distinct(world, [*ours, *theirs, *more]))


def _distinct(world: World, words: Sequence[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(world.words.words[word] for word in words))


def _asked(draw: Random, few: Sequence[int], required: int) -> tuple[AskedSkill, ...]:
    musts = min(required, draw.choice((0, 0, 1, 1, 2, 3)))
    importance = [Importance.MUST] * musts + [Importance.SHOULD] * (required - musts)
    importance += [Importance.COULD] * (len(few) - required)
    asked = [AskedSkill(one, how, draw.choice((1, 2))) for one, how in zip(few, importance, strict=True)]
    return tuple(sorted(asked, key=lambda skill: skill.position))


def _facts(world: World, draw: Random, number: int, asked: tuple[AskedSkill, ...]) -> MissionFacts:
    minutes = draw.choice((240, 420, 840))
    half_days = draw.choice((0, draw.getrandbits(10)))
    return MissionFacts(
        mission_id=number, as_of=AS_OF, company_id=1, skills=asked, job=draw.randrange(24), sector=draw.randrange(17),
        minutes=minutes, minimum_minutes=minutes, starts_on=AS_OF + timedelta(days=draw.randrange(0, 25)),
        weeks=draw.choice((4, 12, 26)), half_days=half_days, half_days_needed=half_days.bit_count() // 2,
        place=Place.REMOTE if draw.random() < 0.6 else draw.choice((Place.ON_SITE, Place.HYBRID)),
        point=draw.choices(world.towns, world.sizes.tolist())[0],
        ceiling=draw.randrange(3_000, 5_500, 50), has_ceiling=True,
        languages=((1, 2),) if draw.random() < 0.2 else (),
    )  # fmt: skip


def loosest(world: World) -> Need:
    """The worst case of §13e: at a distance, no must, loose dates and budget."""
    model = need(world, 1)
    facts = MissionFacts(
        mission_id=999_999, as_of=AS_OF, company_id=1, job=model.facts.job, sector=model.facts.sector,
        skills=tuple(AskedSkill(one.position, Importance.SHOULD) for one in model.facts.skills),
        minutes=240, minimum_minutes=240, starts_on=AS_OF + timedelta(days=14), tolerance_days=30, weeks=12,
        ceiling=5_500, has_ceiling=True,
    )  # fmt: skip
    return Need(facts, model.required, model.told)
