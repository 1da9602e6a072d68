"""Ten thousand published profiles and a few missions, drawn from a seed: every run meets the same people."""

from datetime import date
from random import Random

from django.utils import timezone
from stdnum import luhn

from accounts.directory import INDEXED_FROM
from accounts.enums import (
    HalfDay,
    LanguageLevel,
    LegalForm,
    ProfileStatus,
    Role,
    SkillKind,
    SkillLevel,
    VatRegime,
)
from accounts.models import AssistantProfile, City, Language, ProfileSkill, Sector, Skill, User
from accounts.steps import SKILLS_MIN, completeness
from matching.services import projecting
from missions.models import Mission
from sio.demo.crowd import FIRST_NAMES, LAST_NAMES, TRADES
from tests.factories.accounts import company_with_owner, give_half_days
from tests.factories.missions import MissionFactory

BATCH = 2_000
FIRST_SIREN = 40_000_000


def fill(people: int, missions: int) -> None:
    """Needs a database that is migrated and empty of people."""
    random = Random(17)
    for start in range(0, people, BATCH):
        _join(random, range(start, min(start + BATCH, people)))
    company, owner = company_with_owner()
    MissionFactory.create_batch(missions, published=True, company=company, author=owner)


@projecting()
def _join(random: Random, numbers: range) -> None:
    users = User.objects.bulk_create(
        User(
            email=f"banc{number}@assistantes.example",
            first_name=random.choice(FIRST_NAMES),
            last_name=random.choice(LAST_NAMES),
            role=Role.ASSISTANT,
        )
        for number in numbers
    )
    cities = list(City.objects.order_by("-population")[:200])
    profiles = AssistantProfile.objects.bulk_create(
        _profile(random, user, number, random.choice(cities))
        for user, number in zip(users, numbers, strict=True)
    )
    _learn(random, profiles)


def _profile(random: Random, user: User, number: int, city: City) -> AssistantProfile:
    trade = random.choice(TRADES)
    base = f"{FIRST_SIREN + number:08d}"
    cents = trade.base_cents + 100 * random.randrange(-6, 12)
    return AssistantProfile(
        user=user,
        slug=f"banc-{number}",
        status=ProfileStatus.PUBLISHED,
        submitted_at=timezone.now(),
        published_at=timezone.now(),
        title=trade.title,
        presentation=" ".join([trade.words] * 3),
        city=city,
        radius_km=random.choice((10, 20, 30)),
        accepts_remote=random.random() < 0.8,
        accepts_on_site=True,
        free_minutes_per_week=60 * random.randrange(4, 36),
        available_from=date(2026, 1, 5),
        availability_confirmed_at=timezone.now(),
        rate_remote_cents=cents,
        rate_on_site_cents=cents + 300,
        legal_name=user.full_name,
        legal_form=LegalForm.MICRO,
        siren=base + luhn.calc_check_digit(base),
        vat_regime=VatRegime.FRANCHISE,
        street="12 rue de la Paix",
        postal_code=city.postal_code,
        town=city.name,
    )


def _learn(random: Random, profiles: list[AssistantProfile]) -> None:
    skills, sectors = list(Skill.objects.filter(kind=SkillKind.TASK)), list(Sector.objects.all())
    ProfileSkill.objects.bulk_create(
        ProfileSkill(profile=profile, skill=skill, level=random.choice(SkillLevel.values))
        for profile in profiles
        for skill in random.sample(skills, random.randrange(SKILLS_MIN, 12))
    )
    through = AssistantProfile.sectors.through
    through.objects.bulk_create(
        through(assistantprofile=profile, sector=random.choice(sectors)) for profile in profiles
    )


def an_open_mission() -> Mission:
    return Mission.objects.published().order_by("pk")[0]


@projecting()
def a_profile() -> AssistantProfile:
    """One that tells enough to be indexed."""
    profile = AssistantProfile.objects.published().order_by("pk")[0]
    give_half_days(profile, dict.fromkeys(HalfDay.values, "either"))
    profile.profile_languages.create(language=Language.objects.first(), level=LanguageLevel.NATIVE)
    assert completeness(profile) >= INDEXED_FROM
    return profile
