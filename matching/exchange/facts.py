"""From the JSON of a market to the facts a ranking reads; what is not said takes the default written beside it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from statistics import median
from typing import Any

from accounts.enums import LanguageLevel, Place, SkillLevel
from matching.credit import credit_bytes
from matching.exchange.reading import BadRequest, Fields, Key, key_of
from matching.facts import JOB_SLOTS, AskedSkill, CandidateFacts, MissionFacts, Point
from matching.geometry import point
from matching.order import Seen, exposure_of
from matching.rules import RARITY_RANGE, Rules
from matching.scoring import reliability_points
from missions.enums import Importance

SLOTS = 1_024
LANGUAGES = 64
HOURS_A_DAY = 7
STAR = 100
UNITS = {"hour": 1, "day": HOURS_A_DAY}
PLACES = {place.value: place for place in Place}
IMPORTANCES = {importance.value: importance for importance in Importance}
LEVELS = {level.value: level.rank for level in SkillLevel}
LANGUAGE_LEVELS = {level.value: level.rank for level in LanguageLevel}
ALWAYS = date.max


def number_of(value: object) -> int:
    """A number that stands for an id or an object, the same in every run: draws must not depend on arrival."""
    return int.from_bytes(sha256(json.dumps(value, sort_keys=True).encode()).digest()[:7])


@dataclass
class Positions:
    """A place for each thing that is named, in the order of first mention."""

    limit: int
    known: dict[Key, int] = field(default_factory=dict)

    def of(self, key: Key) -> int:
        """JSON names the fields of an object by strings: 7 and "7" are one thing."""
        position = self.known.setdefault(str(key), len(self.known))
        if position >= self.limit:
            raise BadRequest(f"At most {self.limit} of these can be named.")
        return position


@dataclass
class Catalogue:
    """The skills: `idf`, `macro` (related group), `soft` (a quality). One never listed has the median idf."""

    skills: Positions = field(default_factory=lambda: Positions(SLOTS))
    languages: Positions = field(default_factory=lambda: Positions(LANGUAGES))
    groups: dict[int, str] = field(default_factory=dict)
    qualities: set[int] = field(default_factory=set)
    rules: Rules = field(default_factory=Rules)

    def list_skills(self, listed: list[Any]) -> None:
        said = [Fields.of(one, "A skill") for one in listed]
        rows = [(self.skills.of(one.key()), one, one.number("idf", None)) for one in said]
        low, high = RARITY_RANGE
        rarity = {position: min(max(idf, low), high) for position, _, idf in rows if idf is not None}
        middle = median(rarity.values()) if rarity else Rules().median_rarity
        qualities = {at for at, one, _ in rows if one.boolean("soft", default=False)}
        self.groups = {at: str(one.said["macro"]) for at, one, _ in rows if one.said.get("macro") is not None}
        self.qualities = qualities
        self.rules = Rules(rarity=rarity, median_rarity=middle)


def candidate_of(said: Mapping[str, Any], catalogue: Catalogue, day_remainder: int = 0) -> CandidateFacts:
    """The facts of a profile: on line, confirmed, without experience, half-days or minimum unless it says otherwise.

    `day_remainder`: what is left of the mission's ceiling a day beyond its whole cents an hour, so that two prices by
    the day are compared to the cent.
    """
    fields = Fields(said)
    unit, asked = fields.choice("rate_unit", UNITS, "hour"), fields.integer("rate_asked_cents", None)
    floor = fields.integer("rate_floor_cents", asked)
    rate = None if asked is None else asked // unit
    floor = None if floor is None else -((day_remainder * (unit > 1) - floor) // unit)
    reviews = fields.integer("reviews", 0)
    stars = _stars(fields.number("stars_sum", 0), reviews)
    return CandidateFacts(
        profile_id=number_of(fields.key()),
        credit=credit_bytes(_held(fields, catalogue), catalogue.groups, slots=SLOTS),
        proximity=bytes([catalogue.rules.prudent_percent]) * JOB_SLOTS,
        has_experience=False,
        languages=_spoken(fields, catalogue),
        free_minutes=fields.integer("free_minutes_per_week", None),
        available_from=fields.day("available_from", None),
        confirmed_on=ALWAYS,
        point=_point(fields),
        radius_km=fields.integer("radius_km", None),
        accepts_remote=fields.boolean("remote", default=True),
        accepts_on_site=fields.boolean("on_site", default=False),
        rate_remote=rate,
        rate_on_site=rate,
        floor_remote=floor,
        floor_on_site=floor,
        reliability=reliability_points(reviews, stars, 0, catalogue.rules),
        reviews=reviews,
        stars=stars,
    )


def _stars(total: float, reviews: int) -> int:
    """Hundredths of a star; a sum that reviews of 5 stars can reach is said in stars."""
    hundredths = round(total * STAR) if total <= 5 * reviews else round(total)
    if not reviews * STAR <= hundredths <= reviews * 5 * STAR:
        raise BadRequest("stars_sum must be 1 to 5 stars a review.")
    return hundredths


def _held(fields: Fields, catalogue: Catalogue) -> dict[int, int]:
    return {
        catalogue.skills.of(skill): _level(level, LEVELS, 3, "A skill level")
        for skill, level in fields.mapping("skills").items()
    }


def _level(value: object, words: Mapping[str, int], highest: int, what: str) -> int:
    level = words.get(value) if isinstance(value, str) else value
    if isinstance(level, bool) or not isinstance(level, int) or not 1 <= level <= highest:
        raise BadRequest(f"{what} must be 1 to {highest}, or one of {', '.join(words)}.")
    return level


def _languages(fields: Fields, catalogue: Catalogue, default: int) -> dict[int, int]:
    """A list of languages, or an object with their levels (1, A2, to 6, first language)."""
    said = fields.said.get("languages") or {}
    if not isinstance(said, dict | list):
        raise BadRequest("languages must be a list or an object.")
    levels = said if isinstance(said, dict) else {key_of(one, "A language"): default for one in said}
    return {
        catalogue.languages.of(one): _level(level, LANGUAGE_LEVELS, 6, "A language level")
        for one, level in levels.items()
    }


def _spoken(fields: Fields, catalogue: Catalogue) -> bytes | None:
    levels = _languages(fields, catalogue, default=6)
    return bytes(levels.get(position, 0) for position in range(LANGUAGES)) if levels else None


def _point(fields: Fields) -> Point | None:
    latitude, longitude = fields.number("lat", None), fields.number("lng", None)
    return None if latitude is None or longitude is None else point(latitude, longitude)


def seen_of(said: Mapping[str, Any]) -> Seen:
    """What the display order reads: `exposure_28d`, and new while `missions_done` is 0."""
    fields = Fields(said)
    exposure = exposure_of(fields.number("exposure_28d", 0), fields.integer("free_minutes_per_week", None))
    return Seen(exposure, is_new=fields.integer("missions_done", 0) == 0)


def mission_of(
    said: Mapping[str, Any], as_of: date, catalogue: Catalogue, excluded: frozenset[int]
) -> tuple[MissionFacts, int]:
    """The facts of a mission, and the remainder of its ceiling by the day. Remote, from today, 14 days of tolerance."""
    fields = Fields(said)
    minutes = fields.integer("minutes_per_week", 0)
    ceiling, unit = fields.integer("rate_ceiling_cents", None), fields.choice("rate_unit", UNITS, "hour")
    facts = MissionFacts(
        mission_id=number_of(said.get("id") if said.get("id") is not None else said),
        as_of=as_of,
        skills=_asked(fields, catalogue),
        minutes=minutes,
        minimum_minutes=minutes,
        starts_on=max(fields.day("start_on", as_of), as_of),
        weeks=fields.integer("weeks", None),
        place=fields.choice("mode", PLACES, Place.REMOTE.value),
        point=_point(fields),
        radius_km=fields.integer("radius_km", None),
        ceiling=None if ceiling is None else ceiling // unit or None,
        has_ceiling=ceiling is not None,
        languages=tuple(sorted(_languages(fields, catalogue, default=1).items())),
        excluded_profiles=excluded,
    )
    return facts, 0 if ceiling is None else ceiling % unit


def _asked(fields: Fields, catalogue: Catalogue) -> tuple[AskedSkill, ...]:
    asked = [_asked_skill(Fields.of(one, "A skill"), catalogue) for one in fields.items("skills")]
    if len({skill.position for skill in asked}) < len(asked):
        raise BadRequest("A mission asks each skill once.")
    return tuple(sorted(asked, key=lambda skill: skill.position))


def _asked_skill(fields: Fields, catalogue: Catalogue) -> AskedSkill:
    position = catalogue.skills.of(fields.key())
    return AskedSkill(
        position=position,
        importance=fields.choice("importance", IMPORTANCES, Importance.SHOULD.value),
        level=_level(fields.said.get("level") or 1, LEVELS, 3, "A skill level"),
        is_quality=position in catalogue.qualities,
    )
