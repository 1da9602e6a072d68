"""A profile as others read it: what a page prints, already in words."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse

from accounts.directory import Wish
from accounts.enums import HalfDay, SkillKind, SkillLevel
from accounts.models import AssistantProfile, ProfileSkill
from accounts.summary import ways
from sio.lib.components import Column, Row
from sio.lib.dates import day
from sio.lib.durations import hours

Skills = list[ProfileSkill]
SKILLS_SHOWN = 4
PEOPLE = "Assistantes et assistants indépendants"


@dataclass(frozen=True)
class Card:
    """A person in a list: what is said of her before one opens her page."""

    name: str
    title: str
    href: str
    place: str
    prices: list[tuple[int, str]]
    confirmed_at: datetime | None
    skills: list[str]
    seed: int


def card_of(profile: AssistantProfile) -> Card:
    tasks = [row for row in profile.profile_skills.all() if row.skill.kind == SkillKind.TASK]
    tasks.sort(key=lambda row: (-SkillLevel(row.level).rank, row.skill.position))
    return Card(
        name=profile.user.short_name,
        title=profile.title,
        href=profile.get_absolute_url(),
        place=f"{profile.city.name} · {ways(profile).lower()}" if profile.city else ways(profile),
        prices=_prices(profile),
        confirmed_at=profile.availability_confirmed_at if profile.is_availability_confirmed else None,
        skills=[row.skill.name for row in tasks[:SKILLS_SHOWN]],
        seed=profile.pk,
    )


def counted(people: int) -> str:
    return f"{people}\u00a0profil{'s' if people > 1 else ''}" if people else "Aucun profil"


def list_heading(wish: Wish) -> str:
    """« Support RH : assistantes et assistants indépendants autour de Lyon »."""
    subject = f"{wish.pillar}\u00a0: {PEOPLE[0].lower()}{PEOPLE[1:]}" if wish.pillar else PEOPLE
    return f"{subject} autour de {wish.city.name}" if wish.city else subject


def trail_of(profile: AssistantProfile) -> list[tuple[str, str]]:
    """From the home page to this person."""
    return [
        ("Accueil", "/"),
        ("Assistantes et assistants", reverse("accounts:directory")),
        (profile.user.short_name, profile.get_absolute_url()),
    ]


def of_profile(profile: AssistantProfile) -> dict[str, Any]:
    """The context of `accounts/assistant.html`, for the public page and for her own preview."""
    rows = sorted(profile.profile_skills.all(), key=lambda row: row.skill.position)
    return {
        "profile": profile,
        "name": profile.user.short_name,
        "folders": _folders([row for row in rows if row.skill.kind == SkillKind.TASK]),
        "tools": [row for row in rows if row.skill.kind == SkillKind.TOOL],
        "qualities": [row for row in rows if row.skill.kind == SkillKind.QUALITY],
        "prices": _prices(profile),
        "facts": _facts(profile),
        "week": _week(profile),
        "week_columns": [Column("Jour"), Column("Matin"), Column("Après-midi")],
    }


def _folders(rows: Skills) -> list[tuple[object, Skills]]:
    """Her skills by pillar, in the order of the trade."""
    return [(pillar, list(found)) for pillar, found in groupby(rows, key=lambda row: row.skill.pillar)]


def _facts(profile: AssistantProfile) -> list[Row]:
    facts = [
        Row("Ville", profile.city.name if profile.city else ""),
        Row("Façon de travailler", _ways(profile)),
        Row(
            "Temps libre",
            f"{hours(profile.free_minutes_per_week)} par semaine" if profile.free_minutes_per_week else "",
        ),
        Row("À partir du", day(profile.available_from) if profile.available_from else ""),
    ]
    if profile.availability_confirmed_at:
        facts.append(Row("Confirmé le", day(profile.availability_confirmed_at)))
    if profile.available_until:
        facts.append(Row("Jusqu’au", day(profile.available_until)))
    if profile.freelance_since:
        facts.append(Row("Indépendance", f"depuis {profile.freelance_since.year}"))
    return facts


def _prices(profile: AssistantProfile) -> list[tuple[int, str]]:
    """Her rate in cents for each way she works."""
    rates = []
    if profile.accepts_remote and profile.rate_remote_cents:
        rates.append((profile.rate_remote_cents, "à distance"))
    if profile.accepts_on_site and profile.rate_on_site_cents:
        rates.append((profile.rate_on_site_cents, "sur site"))
    return rates


def _ways(profile: AssistantProfile) -> str:
    distance = f", jusqu’à {profile.radius_km} km" if profile.accepts_on_site and profile.radius_km else ""
    return ways(profile) + distance


def _week(profile: AssistantProfile) -> list[tuple[str, str, str]]:
    """Day, morning, afternoon: how each half-day may be worked, in words."""
    modes = {slot.half_day: slot.get_mode_display() for slot in profile.slots.all()}
    halves = list(HalfDay)
    return [
        (str(morning.label).split()[0], modes.get(morning, "–"), modes.get(afternoon, "–"))
        for morning, afternoon in zip(halves[::2], halves[1::2], strict=True)
    ]
