"""From a mission to the facts a ranking reads."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache, reduce
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from accounts.enums import HalfDay, LanguageLevel, Place, SkillKind, SkillLevel
from accounts.models import AssistantProfile
from matching.facts import AskedSkill, MissionFacts, Point
from matching.geometry import point
from matching.models import RuleVersion, rules_of
from matching.rules import Rules
from missions.enums import ApplicationStatus, Importance, PriceMode
from missions.models import Application, Invitation, Mission, MissionSkill
from missions.pricing import hourly_ceiling_cents, weekly_minutes

# Whoever ended her application, or saw it ended, is not proposed again for the same mission.
ENDED = (ApplicationStatus.DECLINED, ApplicationStatus.WITHDRAWN)


def missions_with_facts(missions: QuerySet[Mission]) -> QuerySet[Mission]:
    """The missions with every table that `facts_of_mission` reads."""
    asked = MissionSkill.objects.select_related("skill")
    return missions.select_related("company__sector", "job", "city", "language").prefetch_related(
        Prefetch("mission_skills", queryset=asked)
    )


def missions_to_rank(missions: QuerySet[Mission]) -> QuerySet[Mission]:
    """The missions with their facts, the people left out of each, and the version of the rules in force.

    Read here, they cost no query of their own.
    """
    left_out = _left_out(OuterRef("company_id"), OuterRef("pk"))
    people = {name: ArraySubquery(profiles) for name, profiles in left_out.items()}
    last = RuleVersion.objects.order_by("-number").values("pk")[:1]
    return missions_with_facts(missions).annotate(**people, rules_in_force=Subquery(last))


def _left_out(company: Any, mission: Any) -> dict[str, QuerySet[Any, Any]]:
    """The company's own people, those whose application for the mission is over, and those who declined it."""
    own_people = AssistantProfile.objects.filter(user__memberships__company=company)
    over = Application.objects.filter(mission=mission, status__in=ENDED)
    said_no = Invitation.objects.declined().filter(mission=mission)
    return {
        "own_people": own_people.order_by().values_list("pk"),
        "over": over.order_by().values_list("profile_id"),
        "said_no": said_no.order_by().values_list("profile_id"),
    }


class Need(NamedTuple):
    """What a mission says, in plain values: `COLUMNS` reads many at once, `need_of` one that is in hand."""

    mission_id: int
    company_id: int
    job: int | None
    sector: int | None
    minutes_per_week: int | None
    minutes_per_month: int | None
    minimum_minutes: int | None
    starts_on: date | None
    tolerance_days: int
    weeks: int | None
    half_days: list[str]
    half_days_needed: int
    on_site_half_days: int
    place: str
    latitude: float | None
    longitude: float | None
    radius_km: int | None
    price_mode: str
    budget_cents: int | None
    budget_minutes: int | None
    language: int | None
    language_level: str


COLUMNS = (
    "pk", "company_id", "job__position", "company__sector__position", "minutes_per_week", "minutes_per_month",
    "minimum_minutes_per_week", "starts_on", "tolerance_days", "duration_weeks", "half_days", "half_days_needed",
    "on_site_half_days", "place", "city__latitude", "city__longitude", "radius_km", "price_mode", "budget_cents",
    "budget_minutes", "language__position", "language_level",
)  # fmt: skip


def need_of(mission: Mission) -> Need:
    said: Iterable[Any] = (reduce(_step, column.split("__"), mission) for column in COLUMNS)
    return Need(*said)


def _step(thing: Any, name: str) -> Any:
    return None if thing is None else getattr(thing, name)


def facts_of_mission(
    mission: Mission, as_of: date, *, excluded: frozenset[int] | None = None
) -> MissionFacts:
    """The facts of a mission on this day. `excluded` spares the query when the caller knows it."""
    left_out = excluded_profiles(mission) if excluded is None else excluded
    return facts_of_need(need_of(mission), asked_skills(mission), as_of, excluded=left_out)


def facts_of_need(
    need: Need, skills: tuple[AskedSkill, ...], as_of: date, *, excluded: frozenset[int]
) -> MissionFacts:
    half_days = mask_of(need.half_days)
    minutes = minutes_per_week(need)
    return MissionFacts(
        mission_id=need.mission_id,
        as_of=as_of,
        company_id=need.company_id,
        skills=skills,
        job=need.job,
        sector=need.sector,
        minutes=minutes,
        minimum_minutes=minutes if need.minimum_minutes is None else need.minimum_minutes,
        starts_on=max(need.starts_on or as_of, as_of),
        tolerance_days=need.tolerance_days,
        weeks=need.weeks,
        half_days=half_days,
        half_days_needed=min(need.half_days_needed, half_days.bit_count()),
        on_site_half_days=need.on_site_half_days,
        place=Place(need.place or Place.REMOTE),
        point=_point(need.latitude, need.longitude),
        radius_km=need.radius_km,
        ceiling=_ceiling(need) or None,
        has_ceiling=need.budget_cents is not None,
        languages=_languages(need),
        excluded_profiles=excluded,
    )


@lru_cache(maxsize=4096)
def _point(latitude: float | None, longitude: float | None) -> Point | None:
    """A town is asked of by many missions."""
    return None if latitude is None or longitude is None else point(latitude, longitude)


def _ceiling(need: Need) -> int | None:
    return hourly_ceiling_cents(
        PriceMode(need.price_mode), need.budget_cents, need.minutes_per_month, need.budget_minutes
    )


def asked_skills(mission: Mission) -> tuple[AskedSkill, ...]:
    """By position, each with its importance and level."""
    asked = sorted(mission.mission_skills.all(), key=lambda one: one.skill.position)
    return tuple(asked_skill(one.skill.position, one.importance, one.level, one.skill.kind) for one in asked)


def skills_asked_by(missions: Iterable[int]) -> dict[int, tuple[AskedSkill, ...]]:
    """What `asked_skills` tells of each, in one statement for them all."""
    rows = MissionSkill.objects.filter(mission__in=RawSQL("SELECT unnest(%s::bigint[])", [list(missions)]))
    found: dict[int, list[AskedSkill]] = defaultdict(list)
    for mission, *said in rows.order_by("skill__position").values_list(
        "mission_id", "skill__position", "importance", "level", "skill__kind"
    ):
        found[mission].append(asked_skill(*said))
    return {mission: tuple(asked) for mission, asked in found.items()}


def facts_of_needs(missions: QuerySet[Mission], as_of: date) -> Iterator[MissionFacts]:
    """The facts of many missions in two statements, nobody excluded yet: rows of the ORM would cost ten times as much."""
    needs = [Need(*values) for values in missions.order_by().values_list(*COLUMNS)]
    skills = skills_asked_by(need.mission_id for need in needs)
    for need in needs:
        yield facts_of_need(need, skills.get(need.mission_id, ()), as_of, excluded=frozenset())


@lru_cache(maxsize=4096)
def asked_skill(position: int, importance: str, level: str, kind: str) -> AskedSkill:
    """The same skill is asked in the same way by many missions."""
    return AskedSkill(position, Importance(importance), SkillLevel(level).rank, kind == SkillKind.QUALITY)


def minutes_per_week(need: Need) -> int:
    """Asked a week; a project's hours spread over its weeks, rounded up; 0 when nobody can say."""
    weekly = weekly_minutes(need.minutes_per_week, need.minutes_per_month)
    if weekly is not None:
        return weekly
    if need.budget_minutes and need.weeks:
        return -(-need.budget_minutes // need.weeks)
    return 0


BITS = {half_day: 1 << place for place, half_day in enumerate(HalfDay.values)}


def mask_of(half_days: list[str]) -> int:
    return sum(BITS[half_day] for half_day in set(half_days))


def _languages(need: Need) -> tuple[tuple[int, int], ...]:
    if need.language is None or not need.language_level:
        return ()
    return ((need.language, LanguageLevel(need.language_level).rank),)


def rules_for(mission: Mission) -> Rules:
    """The rules in force; asked of the base unless `missions_to_rank` read the mission."""
    read: Any = mission
    return (
        rules_of(read.rules_in_force) if hasattr(read, "rules_in_force") else RuleVersion.objects.in_force()
    )


def excluded_profiles(mission: Mission) -> frozenset[int]:
    """Everybody left out; asked of the base unless `missions_to_rank` read the mission."""
    read: Any = mission
    if hasattr(read, "own_people"):
        return frozenset([*read.own_people, *read.over, *read.said_no])
    first, *others = _left_out(mission.company_id, mission.pk).values()
    return frozenset(pk for (pk,) in first.union(*others))
