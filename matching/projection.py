"""From what an assistant says to the facts a ranking reads, and from the facts to their narrow row, and back.

`facts_of_profile` reads the tables; `row_of` and `facts_of_row` are pure and inverse of each other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts import mentions
from accounts.enums import HalfDay, LanguageLevel, ProfileStatus, SkillLevel, SlotMode
from accounts.mentions import Mentions
from accounts.models import AssistantProfile, City, OfficeJob, Skill
from matching.credit import credit_bytes
from matching.facts import LANGUAGE_SLOTS, CandidateFacts, Point
from matching.geometry import box, point
from matching.models import Candidate
from matching.proximity import PastJob, proximity_bytes
from matching.rules import Rules
from matching.scoring import reliability_points
from missions.enums import EngagementStatus
from missions.models import Engagement

WORKED = (EngagementStatus.ACTIVE, EngagementStatus.CONTESTED, EngagementStatus.ENDED)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a projection needs of the closed lists: skills, their groups, the words that name them; positions of jobs."""

    skills: Mapping[str, int]
    groups: Mapping[int, str]
    mentions: Mentions
    jobs: Mapping[str, int]

    @classmethod
    def read(cls) -> "Catalogue":
        skills = list(Skill.objects.values_list("slug", "position", "related_group"))
        return cls(
            skills={slug: position for slug, position, _ in skills},
            groups={position: group for _, position, group in skills},
            mentions=mentions.catalogue(),
            jobs=dict(OfficeJob.objects.values_list("rome_code", "position")),
        )

    def named_in(self, texts: Iterable[str]) -> set[int]:
        """Positions of the skills that these texts name."""
        return {self.skills[slug] for text in texts for slug in self.mentions.slugs(text)}


def profiles_with_facts(profiles: QuerySet[AssistantProfile]) -> QuerySet[AssistantProfile]:
    """The profiles with every table that `facts_of_profile` reads."""
    worked = Engagement.objects.filter(status__in=WORKED).select_related("mission__job", "company__sector")
    return profiles.select_related("user", "city").prefetch_related(
        "profile_skills__skill",
        "profile_languages__language",
        "slots",
        "leaves",
        "experiences__job",
        "experiences__sector",
        "sectors",
        "refused_sectors",
        Prefetch("engagements", queryset=worked, to_attr="worked"),
    )


def facts_of_profile(profile: Any, catalogue: Catalogue, rules: Rules, as_of: date) -> CandidateFacts:
    """The facts of a profile read by `profiles_with_facts`. Reviews and papers are not kept by any table yet."""
    past = _past_jobs(profile)
    remote, on_site = _half_days(profile.slots.all())
    confirmed = profile.availability_confirmed_at
    return CandidateFacts(
        profile_id=profile.pk,
        is_listed=profile.status == ProfileStatus.PUBLISHED and profile.user.is_active,
        credit=credit_bytes(
            {one.skill.position: SkillLevel(one.level).rank for one in profile.profile_skills.all()},
            catalogue.groups,
            catalogue.named_in(_texts(profile)),
        ),
        proximity=proximity_bytes(past, catalogue.jobs, as_of, rules),
        has_experience=bool(past),
        sectors=_sectors_known(profile),
        refused_sectors=mask(sector.position for sector in profile.refused_sectors.all()),
        languages=_language_bytes(profile.profile_languages.all()),
        free_minutes=profile.free_minutes_per_week,
        available_from=profile.available_from,
        available_until=profile.available_until,
        leaves=merged((leave.starts_on, leave.ends_on) for leave in profile.leaves.all()),
        half_days_remote=remote,
        half_days_on_site=on_site,
        confirmed_on=None if confirmed is None else timezone.localdate(confirmed),
        min_minutes=profile.min_minutes_per_week,
        min_weeks=profile.min_weeks,
        point=point_of(profile.city),
        radius_km=profile.radius_km,
        accepts_remote=profile.accepts_remote,
        accepts_on_site=profile.accepts_on_site,
        accepts_near_budget=profile.accepts_near_budget,
        accepts_pairs=profile.accepts_pairs,
        rate_remote=profile.rate_remote_cents,
        rate_on_site=profile.rate_on_site_cents,
        floor_remote=_floor(profile.floor_remote_cents, profile.rate_remote_cents),
        floor_on_site=_floor(profile.floor_on_site_cents, profile.rate_on_site_cents),
        reliability=reliability_points(0, 0, 0, rules),
        reviews=0,
        stars=0,
    )


def _texts(profile: Any) -> list[str]:
    """What she wrote freely: her title, her presentation, the titles of her experiences."""
    return [profile.title, profile.presentation, *(one.title for one in profile.experiences.all())]


def _past_jobs(profile: Any) -> list[PastJob]:
    said = [PastJob(one.job.rome_code, one.ended_on) for one in profile.experiences.all()]
    done = [PastJob(one.mission.job.rome_code, last_day_of(one)) for one in profile.worked if one.mission.job]
    return said + done


def last_day_of(engagement: Engagement) -> date | None:
    ended = engagement.ended_at
    return None if ended is None else timezone.localdate(ended)


def _sectors_known(profile: Any) -> int:
    said = {sector.position for sector in profile.sectors.all()}
    lived = {one.sector.position for one in profile.experiences.all() if one.sector}
    return mask(said | lived | {one.company.sector.position for one in profile.worked})


def _half_days(slots: Iterable[Any]) -> tuple[int | None, int | None]:
    given = list(slots)
    if not given:
        return None, None
    remote = (HalfDay(slot.half_day).bit for slot in given if slot.mode != SlotMode.ON_SITE)
    on_site = (HalfDay(slot.half_day).bit for slot in given if slot.mode != SlotMode.REMOTE)
    return sum(remote), sum(on_site)


def _language_bytes(spoken: Iterable[Any]) -> bytes | None:
    levels = {one.language.position: LanguageLevel(one.level).rank for one in spoken}
    if not levels:
        return None
    return bytes(levels.get(position, 0) for position in range(LANGUAGE_SLOTS))


def _floor(floor: int | None, rate: int | None) -> int | None:
    return rate if floor is None else floor


def mask(positions: Iterable[int]) -> int:
    return sum(1 << position for position in set(positions))


def merged(periods: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Closed periods in order, those that touch or overlap made one, as PostgreSQL stores them."""
    found: list[tuple[date, date]] = []
    for begins, ends in sorted(periods):
        if found and (begins - found[-1][1]).days <= 1:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return tuple(found)


def point_of(city: City | None) -> Point | None:
    if city is None or city.latitude is None or city.longitude is None:
        return None
    return point(city.latitude, city.longitude)


# Facts under the same name in the row; `point` and the place of its circle are spread over four columns.
SAME_NAME = tuple(name for name in CandidateFacts.__dataclass_fields__ if name not in {"profile_id", "point"})
COLUMNS = (*SAME_NAME, "x", "y", "z", "area", "is_stale", "rule_version")


def row_of(facts: CandidateFacts, rules: Rules) -> Candidate:
    """The fresh row of these facts, not saved."""
    row = Candidate(profile_id=facts.profile_id, is_stale=False, rule_version=rules.number)
    for name in SAME_NAME:
        setattr(row, name, getattr(facts, name))
    row.refused_companies = list(facts.refused_companies)
    if facts.point is not None:
        row.x, row.y, row.z = facts.point.x, facts.point.y, facts.point.z
        row.area = None if facts.radius_km is None else box(facts.point, facts.radius_km)
    return row


# What the facts are read from: every column but the circle, which is made of two others.
FACTS_IN_ROW = ("profile_id", *SAME_NAME, "x", "y", "z")


def facts_of_row(row: Candidate) -> CandidateFacts:
    """The facts a row was made from."""
    return facts_of_values({name: getattr(row, name) for name in FACTS_IN_ROW})


def facts_of_values(row: Mapping[str, Any]) -> CandidateFacts:
    """The same from the values of `FACTS_IN_ROW` by name."""
    x, y, z = row["x"], row["y"], row["z"]
    facts = {name: row[name] for name in SAME_NAME}
    facts |= {
        "credit": bytes(row["credit"]),
        "proximity": bytes(row["proximity"]),
        "languages": None if row["languages"] is None else bytes(row["languages"]),
        "refused_companies": tuple(row["refused_companies"]),
        "point": None if x is None or y is None or z is None else Point(x, y, z),
    }
    return CandidateFacts(profile_id=row["profile_id"], **facts)
