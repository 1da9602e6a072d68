"""From a mission to the facts a ranking reads."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet

from accounts.enums import HalfDay, LanguageLevel, Place, SkillKind, SkillLevel
from accounts.models import AssistantProfile
from matching.facts import AskedSkill, MissionFacts
from matching.projection import mask, point_of
from missions.enums import ApplicationStatus, Importance
from missions.models import Application, Invitation, Mission, MissionSkill

# Whoever ended her application, or saw it ended, is not proposed again for the same mission.
ENDED = (ApplicationStatus.DECLINED, ApplicationStatus.WITHDRAWN)


def missions_with_facts(missions: QuerySet[Mission]) -> QuerySet[Mission]:
    """The missions with every table that `facts_of_mission` reads."""
    asked = MissionSkill.objects.select_related("skill")
    return missions.select_related("company__sector", "job", "city", "language").prefetch_related(
        Prefetch("mission_skills", queryset=asked)
    )


def missions_to_rank(missions: QuerySet[Mission]) -> QuerySet[Mission]:
    """The missions with their facts, and the people left out of each: read here, they cost no query of their own."""
    left_out = _left_out(OuterRef("company_id"), OuterRef("pk"))
    people = {name: ArraySubquery(profiles) for name, profiles in left_out.items()}
    return missions_with_facts(missions).annotate(**people)


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


def facts_of_mission(
    mission: Mission, as_of: date, *, excluded: frozenset[int] | None = None
) -> MissionFacts:
    """The facts of a mission on this day. `excluded` spares the query when the caller knows it."""
    half_days = mask_of(mission.half_days)
    minutes = minutes_per_week(mission)
    return MissionFacts(
        mission_id=mission.pk,
        as_of=as_of,
        company_id=mission.company_id,
        skills=asked_skills(mission),
        job=mission.job.position if mission.job else None,
        sector=mission.company.sector.position,
        minutes=minutes,
        minimum_minutes=minutes
        if mission.minimum_minutes_per_week is None
        else mission.minimum_minutes_per_week,
        starts_on=max(mission.starts_on or as_of, as_of),
        tolerance_days=mission.tolerance_days,
        weeks=mission.duration_weeks,
        half_days=half_days,
        half_days_needed=min(mission.half_days_needed, half_days.bit_count()),
        on_site_half_days=mission.on_site_half_days,
        place=Place(mission.place or Place.REMOTE),
        point=point_of(mission.city),
        radius_km=mission.radius_km,
        ceiling=mission.hourly_ceiling_cents or None,
        has_ceiling=mission.budget_cents is not None,
        languages=_languages(mission),
        excluded_profiles=excluded_profiles(mission) if excluded is None else excluded,
    )


def asked_skills(mission: Mission) -> tuple[AskedSkill, ...]:
    """By position, each with its importance and level."""
    asked = sorted(mission.mission_skills.all(), key=lambda one: one.skill.position)
    return tuple(
        AskedSkill(
            position=one.skill.position,
            importance=Importance(one.importance),
            level=SkillLevel(one.level).rank,
            is_quality=one.skill.kind == SkillKind.QUALITY,
        )
        for one in asked
    )


def minutes_per_week(mission: Mission) -> int:
    """Asked a week; a project's hours spread over its weeks, rounded up; 0 when nobody can say."""
    if mission.weekly_minutes is not None:
        return mission.weekly_minutes
    if mission.budget_minutes and mission.duration_weeks:
        return -(-mission.budget_minutes // mission.duration_weeks)
    return 0


def mask_of(half_days: list[str]) -> int:
    return mask(HalfDay.values.index(half_day) for half_day in half_days)


def _languages(mission: Mission) -> tuple[tuple[int, int], ...]:
    if mission.language is None or not mission.language_level:
        return ()
    return ((mission.language.position, LanguageLevel(mission.language_level).rank),)


def excluded_profiles(mission: Mission) -> frozenset[int]:
    """Everybody left out; asked of the base unless `missions_to_rank` read the mission."""
    read: Any = mission
    if hasattr(read, "own_people"):
        return frozenset([*read.own_people, *read.over, *read.said_no])
    first, *others = _left_out(mission.company_id, mission.pk).values()
    return frozenset(pk for (pk,) in first.union(*others))
