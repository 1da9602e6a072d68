"""Seats the people of the demo: accounts, firms, profiles. Facts are written in bulk, then projected once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.enums import MembershipRole, ProfileStatus, Role, SkillLevel
from accounts.models import (
    AssistantProfile,
    AvailabilitySlot,
    City,
    Company,
    Experience,
    Language,
    Membership,
    OfficeJob,
    ProfileEvent,
    ProfileLanguage,
    ProfileQualification,
    ProfileSkill,
    Sector,
    Skill,
    User,
)
from accounts.services.profiles import slug_for
from matching.services import project_profiles
from sio.demo.cast import Assistant
from sio.demo.needs import Firm

PASSWORD = "une visite de SIO"  # noqa: S105 - printed by the command, development only
MODERATOR = "moderation@sio.example"
WAITING = 4


@dataclass
class Catalogue:
    """The seeded lists, by the names the demo uses."""

    skills: dict[str, Skill] = field(
        default_factory=lambda: {skill.slug: skill for skill in Skill.objects.all()}
    )
    jobs: dict[str, OfficeJob] = field(
        default_factory=lambda: {job.rome_code: job for job in OfficeJob.objects.all()}
    )
    sectors: dict[str, Sector] = field(
        default_factory=lambda: {one.slug: one for one in Sector.objects.all()}
    )
    languages: dict[str, Language] = field(
        default_factory=lambda: {one.code: one for one in Language.objects.all()}
    )
    cities: dict[tuple[str, str], City] = field(
        default_factory=lambda: {(city.postal_code, city.name): city for city in City.objects.all()}
    )


class Door:
    """Makes accounts that can sign in at once; the password is hashed a single time."""

    def __init__(self) -> None:
        self.hash = make_password(PASSWORD)
        self.taken: set[str] = set()

    def open(self, email: str, first_name: str, last_name: str, **fields: object) -> User:
        user = User.objects.create(
            email=self._free(email), first_name=first_name, last_name=last_name, password=self.hash, **fields
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def _free(self, email: str) -> str:
        """Two people of the crowd may share a name: the second gets a number."""
        name, _, host = email.partition("@")
        number = 1
        while email in self.taken:
            number += 1
            email = f"{name}{number}@{host}"
        self.taken.add(email)
        return email


def seat_moderator(door: Door) -> User:
    return door.open(MODERATOR, "Camille", "Aubert", is_staff=True, is_superuser=True)


def seat_firms(firms: Iterable[Firm], door: Door, catalogue: Catalogue) -> dict[str, Company]:
    """Companies by their SIREN, each with the person who acts for it."""
    seated: dict[str, Company] = {}
    for firm in firms:
        company = Company.objects.create(
            name=firm.name,
            siren=firm.siren,
            street=firm.street,
            postal_code=firm.postal_code,
            town=firm.town,
            city=catalogue.cities[firm.postal_code, firm.town],
            headcount=firm.headcount,
            sector=catalogue.sectors[firm.sector],
            is_demo=True,
        )
        owner = door.open(firm.email, *firm.owner, role=Role.COMPANY)
        Membership.objects.create(user=owner, company=company, role=MembershipRole.OWNER)
        seated[firm.siren] = company
    return seated


@transaction.atomic
def seat_assistants(
    people: Iterable[Assistant], door: Door, catalogue: Catalogue, random: Random
) -> list[AssistantProfile]:
    """Published profiles, in the order given; the last few wait for the SIO team.

    Bulk writes: the table of matching is projected before the commit.
    """
    profiles = [_seat(person, door, catalogue, random) for person in people]
    for profile in profiles[-WAITING:]:
        _leave_waiting(profile)
    project_profiles(profiles)
    return profiles


def _seat(person: Assistant, door: Door, catalogue: Catalogue, random: Random) -> AssistantProfile:
    now = timezone.now()
    joined = now - timedelta(days=random.randint(15, 300))
    user = door.open(
        person.email, person.first_name, person.last_name, role=Role.ASSISTANT, date_joined=joined
    )
    profile = AssistantProfile(
        user=user,
        status=ProfileStatus.PUBLISHED,
        submitted_at=joined + timedelta(days=1),
        published_at=joined + timedelta(days=2),
        is_demo=True,
        title=person.title,
        presentation=person.presentation,
        city=catalogue.cities[person.postal_code, person.town],
        radius_km=person.radius_km,
        accepts_remote=person.accepts_remote and person.remote_cents is not None,
        accepts_on_site=person.on_site_cents is not None,
        free_minutes_per_week=person.hours * 60,
        available_from=(joined + timedelta(days=2)).date(),
        availability_confirmed_at=now - person.confirmed_ago,
        rate_remote_cents=person.remote_cents,
        rate_on_site_cents=person.on_site_cents,
        legal_name=f"{person.first_name} {person.last_name}",
        legal_form=person.form,
        siren=person.siren,
        vat_regime=person.vat,
        vat_number=f"FR{(12 + 3 * (int(person.siren) % 97)) % 97:02d}{person.siren}"
        if person.vat == "registered"
        else "",
        street=person.street,
        postal_code=person.postal_code,
        town=person.town,
        freelance_since=(now - timedelta(days=round(person.freelance_years * 365))).date(),
    )
    profile.slug = slug_for(profile, user)
    profile.save()
    _furnish(profile, person, catalogue)
    ProfileEvent.objects.create(
        profile=profile, from_status=ProfileStatus.SUBMITTED, to_status=ProfileStatus.PUBLISHED
    )
    return profile


def _leave_waiting(profile: AssistantProfile) -> None:
    profile.status, profile.published_at = ProfileStatus.SUBMITTED, None
    profile.submitted_at = timezone.now() - timedelta(hours=5)
    profile.save(update_fields=["status", "published_at", "submitted_at"])
    profile.events.update(from_status=ProfileStatus.DRAFT, to_status=ProfileStatus.SUBMITTED)


def _furnish(profile: AssistantProfile, person: Assistant, catalogue: Catalogue) -> None:
    """Skills (the first two as an expert), languages, half-days, sector, one experience, one qualification."""
    levels = [SkillLevel.EXPERT] * 2 + [SkillLevel.CONFIRMED] * 60
    slugs = [*person.skills, *person.tools, *person.qualities]
    ProfileSkill.objects.bulk_create(
        ProfileSkill(profile=profile, skill=catalogue.skills[slug], level=level)
        for slug, level in zip(slugs, levels, strict=False)
    )
    ProfileLanguage.objects.bulk_create(
        ProfileLanguage(profile=profile, language=catalogue.languages[code], level=level)
        for code, level in person.languages
    )
    AvailabilitySlot.objects.bulk_create(
        AvailabilitySlot(profile=profile, half_day=half_day, mode=person.slot_mode)
        for half_day in person.half_days
    )
    sector = catalogue.sectors[person.sector]
    profile.sectors.add(sector)
    Experience.objects.create(
        profile=profile,
        job=catalogue.jobs[person.job],
        title=person.title,
        sector=sector,
        started_on=(timezone.now() - timedelta(days=365 * person.years)).date(),
    )
    ProfileQualification.objects.create(profile=profile, qualification=person.qualification)
