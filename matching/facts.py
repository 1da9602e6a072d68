"""The only inputs of a ranking: what the mission asks, what the candidate offers.

Frozen, without a name, a text or anything of `FORBIDDEN_INPUTS`; a test holds it. Units: minutes a week, cents an hour
excluding VAT, kilometres, dates of Europe/Paris. None means unknown, never « no ».
"""

from dataclasses import dataclass, field
from datetime import date

from accounts.enums import Place
from missions.enums import Importance

# matching.md §2: never an input, whatever it is called. Sought in the names of fields and columns.
FORBIDDEN_INPUTS = (
    "name", "title", "gender", "sex", "photo", "age", "birth", "nationality", "health", "family", "motive",
    "disability", "street", "address", "school", "message", "login", "seen", "response", "refusal", "silence", "paid",
)  # fmt: skip

SKILL_SLOTS = 256
JOB_SLOTS = 32
LANGUAGE_SLOTS = 32

NO_BYTES = bytes(SKILL_SLOTS)


@dataclass(frozen=True, slots=True)
class Point:
    """A town, as a unit vector: X to the meridian of Greenwich, Z to the North Pole."""

    x: float
    y: float
    z: float


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """What is known of a published profile; the columns of `Candidate`, one for one."""

    profile_id: int
    is_listed: bool = True

    credit: bytes = NO_BYTES
    """One byte per skill position: 1–3 declared at that level, 4 related, 5 found in her text, 0 nothing."""
    proximity: bytes = bytes(JOB_SLOTS)
    """One byte per office job: hundredths of her nearest experience, recency included."""
    has_experience: bool = True
    """False: no experience was given, and `proximity` holds the prudent value of the rules."""
    sectors: int = 0
    refused_sectors: int = 0
    refused_companies: tuple[int, ...] = ()
    languages: bytes | None = None
    """One byte per language position: 0 not spoken, 1 (A2) to 6 (first language). None: no language given."""

    free_minutes: int | None = None
    available_from: date | None = None
    available_until: date | None = None
    leaves: tuple[tuple[date, date], ...] = ()
    """Closed periods, in order, without overlap."""
    half_days_remote: int | None = None
    half_days_on_site: int | None = None
    """Ten bits each, Monday morning first. None for both: no half-day was given."""
    confirmed_on: date | None = None
    min_minutes: int = 0
    min_weeks: int = 0

    point: Point | None = None
    radius_km: int | None = None
    accepts_remote: bool = False
    accepts_on_site: bool = False
    accepts_near_budget: bool = False
    accepts_pairs: bool = False
    """She agrees to share a mission with somebody else."""

    rate_remote: int | None = None
    rate_on_site: int | None = None
    floor_remote: int | None = None
    floor_on_site: int | None = None
    """The floor is private: an input of the price filter alone, never shown, never explained."""

    certified_until: date | None = None
    insured_until: date | None = None

    reliability: int = 0
    """Micro-points of the reliability term, from reviews and broken engagements (§4.6)."""
    reviews: int = 0
    stars: int = 0
    """How many reviews stand behind it and the sum of their stars in hundredths; shown, never scored again."""


@dataclass(frozen=True, slots=True)
class AskedSkill:
    position: int
    importance: Importance
    level: int = 1
    is_quality: bool = False


@dataclass(frozen=True, slots=True)
class MissionFacts:
    """What a mission asks, on the day it is asked."""

    mission_id: int
    as_of: date
    company_id: int = 0
    skills: tuple[AskedSkill, ...] = ()
    job: int | None = None
    sector: int | None = None
    """Positions in the catalogue; the sector is that of the company."""

    minutes: int = 0
    """Minutes a week asked; 0 when the need is not counted by the week."""
    minimum_minutes: int = 0
    starts_on: date = field(default=date.min)
    """The wished start, or `as_of` when that day has passed."""
    tolerance_days: int = 14
    weeks: int | None = None
    half_days: int = 0
    half_days_needed: int = 0
    on_site_half_days: int = 0

    place: Place = Place.REMOTE
    point: Point | None = None
    radius_km: int | None = None

    ceiling: int | None = None
    has_ceiling: bool = False
    """True with `ceiling` None: a budget that cannot be brought to the hour."""

    languages: tuple[tuple[int, int], ...] = ()
    """(position, level 1 to 6) of each language asked."""
    asks_certificate: bool = False
    asks_insurance: bool = False
    excluded_profiles: frozenset[int] = frozenset()
    """The company's own people, and those who were declined or withdrew."""
