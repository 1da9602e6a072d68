"""Pairs of people with the same work and another life, written in bulk and projected as any change is.

Another name, gender of the words, age, origin, school, past leave, sign-ins, refusals, silence.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.enums import (
    HalfDay,
    LanguageLevel,
    LegalForm,
    ProfileStatus,
    Qualification,
    SkillLevel,
    SlotMode,
)
from accounts.models import (
    AssistantProfile,
    AvailabilitySlot,
    City,
    Experience,
    Language,
    Leave,
    OfficeJob,
    ProfileLanguage,
    ProfileQualification,
    ProfileSkill,
    Sector,
    Skill,
    User,
)
from matching.services import projecting
from missions.enums import ApplicationStatus, DeclineReason, InvitationStatus
from missions.models import Application, Invitation
from sio.lib.dates import today
from tests.factories.missions import MissionFactory

BATCH = 500
FEMININE = ("Jeanne", "Amandine", "Fatoumata", "Linh", "Ioana", "Yasmine", "Marie-Laure")
MASCULINE = ("Jean", "Amadou", "Karim", "Duc", "Ion", "Pierre", "Mehdi")
SURNAMES = ("Durand", "Diallo", "Nguyen", "Popescu", "Benali", "Le Goff", "O’Connor", "Da Silva")
TITLES = (
    ("Assistante administrative", "Assistant administratif"),
    ("Assistante de direction expérimentée", "Assistant de direction expérimenté"),
    ("Comptable indépendante", "Comptable indépendant"),
)
STORIES = (
    ("Organisée et discrète, je suis la collaboratrice des artisans.", "Organisé et discret, je suis le collaborateur des artisans."),
    ("Ancienne secrétaire médicale, je suis rigoureuse et à l’écoute.", "Ancien secrétaire médical, je suis rigoureux et à l’écoute."),
)  # fmt: skip

Pair = tuple[int, int]


def born(count: int, seed: int = 7) -> list[Pair]:
    """`count` pairs of published profiles: ids of her and of him."""
    draw = Random(seed)
    closed = MissionFactory(filled=True)
    pairs: list[Pair] = []
    for numbers in batches(count):
        with projecting():
            pairs += _pairs(draw, numbers, closed)
    return pairs


def batches(count: int) -> list[list[int]]:
    return [list(range(start, min(start + BATCH, count))) for start in range(0, count, BATCH)]


def _pairs(draw: Random, numbers: list[int], closed: Any) -> list[Pair]:
    cities = list(City.objects.order_by("-population")[:30])
    works = [_work(draw, cities) for _ in numbers]
    hers = _people(draw, works, numbers, "f")
    his = _people(draw, works, numbers, "m")
    for people in (hers, his):
        _do_the_same_work(people, works)
    _live_another_life(draw, his, closed)
    return [(one.pk, other.pk) for one, other in zip(hers, his, strict=True)]


def _work(draw: Random, cities: list[City]) -> dict[str, Any]:
    """All that a ranking may read, and which twin text to use."""
    rate = draw.choice((2800, 3000, 3500, 3500, 4200))
    return {
        "profile": {
            "city": draw.choice([None, *cities]),
            "radius_km": draw.choice((None, 5, 25, 50)),
            "accepts_remote": draw.random() < 0.9,
            "accepts_on_site": draw.random() < 0.7,
            "free_minutes_per_week": draw.choice((None, 300, 420, 600, 1200)),
            "min_minutes_per_week": draw.choice((0, 0, 240)),
            "available_from": today() + timedelta(days=draw.randrange(-30, 20)),
            "availability_confirmed_at": timezone.now() - timedelta(days=draw.choice((0, 3, 12))),
            "rate_remote_cents": rate,
            "floor_remote_cents": draw.choice((None, rate - 300)),
            "rate_on_site_cents": rate + 300,
            "accepts_near_budget": draw.random() < 0.5,
        },
        "skills": dict.fromkeys(draw.sample(range(40), draw.randrange(3, 9)), draw.choice(SkillLevel.values)),
        "half_days": draw.sample(HalfDay.values, draw.randrange(0, 8)),
        "job": draw.randrange(20) if draw.random() < 0.7 else None,
        "ended_on": draw.choice((None, date(2025, 6, 30), date(2021, 6, 30))),
        "text": draw.randrange(6),
    }


def _people(
    draw: Random, works: list[dict[str, Any]], numbers: list[int], sort: str
) -> list[AssistantProfile]:
    first_names = FEMININE if sort == "f" else MASCULINE
    users = User.objects.bulk_create(
        User(
            email=f"jumelle{number}{sort}@x.example",
            first_name=draw.choice(first_names),
            last_name=draw.choice(SURNAMES),
            last_login=draw.choice((None, timezone.now())),
            date_joined=timezone.now() - timedelta(days=draw.randrange(900)),
        )
        for number in numbers
    )
    return AssistantProfile.objects.bulk_create(
        _profile(draw, user, work, sort) for user, work in zip(users, works, strict=True)
    )


def _profile(draw: Random, user: User, work: dict[str, Any], sort: str) -> AssistantProfile:
    word = 0 if sort == "f" else 1
    return AssistantProfile(
        user=user,
        slug=user.email.partition("@")[0],
        status=ProfileStatus.PUBLISHED,
        submitted_at=timezone.now(),
        published_at=timezone.now() - timedelta(days=draw.randrange(400)),
        title=TITLES[work["text"] % 3][word],
        presentation=STORIES[work["text"] % 2][word],
        freelance_since=date(draw.randrange(1990, 2026), 1, 1),
        street=f"{draw.randrange(90)} rue de la Paix",
        legal_form=draw.choice(LegalForm.values),
        **work["profile"],
    )


def _do_the_same_work(people: list[AssistantProfile], works: list[dict[str, Any]]) -> None:
    skills = {skill.position: skill for skill in Skill.objects.all()}
    jobs, sectors, english = (
        list(OfficeJob.objects.all()),
        list(Sector.objects.all()),
        Language.objects.get(code="en"),
    )
    lives = list(zip(people, works, strict=True))
    ProfileSkill.objects.bulk_create(
        ProfileSkill(profile=one, skill=skills[position], level=level)
        for one, work in lives
        for position, level in work["skills"].items()
    )
    AvailabilitySlot.objects.bulk_create(
        AvailabilitySlot(profile=one, half_day=half_day, mode=SlotMode.EITHER)
        for one, work in lives
        for half_day in work["half_days"]
    )
    Experience.objects.bulk_create(
        Experience(
            profile=one,
            job=jobs[work["job"]],
            sector=sectors[work["job"] % len(sectors)],
            title="Suivi des dossiers",
            organisation=f"Structure {one.pk}",
            started_on=date(1985 + one.pk % 30, 1, 1),
            ended_on=work["ended_on"],
        )
        for one, work in lives
        if work["job"] is not None
    )
    ProfileLanguage.objects.bulk_create(
        ProfileLanguage(profile=one, language=english, level=LanguageLevel.B2)
        for one, work in lives
        if work["text"] % 2
    )


def _live_another_life(draw: Random, people: list[AssistantProfile], closed: Any) -> None:
    """Schools and their years, a leave that is over, applications and invitations that came to nothing."""
    ProfileQualification.objects.bulk_create(
        ProfileQualification(
            profile=one,
            qualification=draw.choice(Qualification.values),
            detail="Lycée",
            year=draw.randrange(1975, 2024),
        )
        for one in people
    )
    Leave.objects.bulk_create(
        Leave(profile=one, starts_on=today() - timedelta(days=200), ends_on=today() - timedelta(days=60))
        for one in people
    )
    moment = timezone.now()
    Application.objects.bulk_create(
        Application(
            mission=closed, profile=one, message="Bonjour.", rate_cents=3500, decided_at=moment,
            status=ApplicationStatus.DECLINED, decline_reason=DeclineReason.values[0],
        )
        for one in people
    )  # fmt: skip
    Invitation.objects.bulk_create(
        Invitation(mission=closed, profile=one, status=status, answered_at=moment)
        for one in people
        for status in (InvitationStatus.DECLINED, InvitationStatus.LAPSED, InvitationStatus.LAPSED)
    )


def differences(pairs: list[Pair], places: dict[int, tuple[object, ...]]) -> list[Pair]:
    """The pairs whose two people are not in the same list with the same fit."""
    return [(one, other) for one, other in pairs if places.get(one) != places.get(other)]
