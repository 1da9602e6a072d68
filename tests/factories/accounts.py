"""People and firms for tests. Traits are named after situations; the catalogue is the seeded one."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.enums import HalfDay, LegalForm, MembershipRole, ProfileStatus, Role, SkillLevel, VatRegime
from accounts.models import (
    AssistantProfile,
    AvailabilitySlot,
    City,
    Company,
    Membership,
    ProfileSkill,
    Sector,
    Skill,
    User,
)
from matching.services import projecting

PASSWORD = "une phrase assez longue"


def siren(number: int) -> str:
    """A SIREN with a right key (Luhn), in the range of the demo that is never given out."""
    body = f"{number:08d}"
    total = sum(sum(divmod(int(digit) * (1 + index % 2), 10)) for index, digit in enumerate(body))
    return f"{body}{-total % 10}"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        company_side = factory.Trait(role=Role.COMPANY)
        assistant_side = factory.Trait(role=Role.ASSISTANT)
        moderator = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda n: f"personne{n}@exemple.example")
    first_name = "Camille"
    last_name = "Durand"

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(
            kwargs.pop("email"), kwargs.pop("password", PASSWORD), **kwargs
        )


class CompanyFactory(DjangoModelFactory[Company]):
    """A small firm and, unless `owner=None`, the person who acts for it."""

    class Meta:
        model = Company
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Plomberie Rivoire {n}")
    siren = factory.Sequence(lambda n: siren(200_000 + n))
    street = "3 rue des Lilas"
    postal_code = "69100"
    town = "Villeurbanne"
    headcount = 6

    @factory.lazy_attribute
    def sector(self) -> Sector:
        return Sector.objects.get(slug="construction")

    @factory.lazy_attribute
    def city(self) -> City | None:
        return City.objects.filter(postal_code=self.postal_code).first()

    @factory.post_generation
    def owner(self, create: bool, extracted: User | None, **kwargs: Any) -> None:
        if create and extracted is not None:
            MembershipFactory(company=self, user=extracted)


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory, company_side=True)
    company = factory.SubFactory(CompanyFactory)
    role = MembershipRole.OWNER


class AssistantProfileFactory(DjangoModelFactory[AssistantProfile]):
    """A draft with nothing in it yet; `complete=True` fills every step, `published=True` is on line."""

    class Meta:
        model = AssistantProfile
        skip_postgeneration_save = True

    class Params:
        complete = factory.Trait(
            title="Assistante administrative",
            presentation="Je tiens vos devis, vos factures et vos relances à jour, à distance, depuis neuf ans.",
            radius_km=25,
            accepts_remote=True,
            accepts_on_site=True,
            free_minutes_per_week=20 * 60,
            available_from=date(2026, 1, 5),
            rate_remote_cents=3500,
            rate_on_site_cents=3900,
            legal_name="Camille Durand",
            legal_form=LegalForm.MICRO,
            siren=factory.Sequence(lambda n: siren(300_000 + n)),
            vat_regime=VatRegime.FRANCHISE,
            street="12 rue de la Paix",
            postal_code="69007",
            town="Lyon",
            city=factory.LazyFunction(lambda: City.objects.get(insee_code="69387")),
            availability_confirmed_at=factory.LazyFunction(timezone.now),
        )
        submitted = factory.Trait(
            complete=True, status=ProfileStatus.SUBMITTED, submitted_at=factory.LazyFunction(timezone.now)
        )
        published = factory.Trait(
            complete=True,
            status=ProfileStatus.PUBLISHED,
            submitted_at=factory.LazyFunction(timezone.now),
            published_at=factory.LazyFunction(timezone.now),
        )

    @classmethod
    def _generate(cls, strategy: str, params: dict[str, Any]) -> AssistantProfile:
        """As services do: profile, skills, half-days and the row of matching in one transaction."""
        with projecting():
            profile: AssistantProfile = super()._generate(strategy, params)
        return profile

    user = factory.SubFactory(UserFactory, assistant_side=True)
    slug = factory.Sequence(lambda n: f"camille-d-{n}")

    @factory.post_generation
    def skill_levels(self, create: bool, extracted: dict[str, str] | list[str] | None, **kwargs: Any) -> None:
        """`skill_levels={"quotes": "expert"}` or a list of slugs, all « Confirmé »."""
        if create and extracted:
            levels = (
                extracted if isinstance(extracted, dict) else dict.fromkeys(extracted, SkillLevel.CONFIRMED)
            )
            _give_skills(self, levels)

    @factory.post_generation
    def half_days(self, create: bool, extracted: dict[str, str] | list[str] | None, **kwargs: Any) -> None:
        """`half_days={"mon_am": "remote"}` or a list of half-days, all « L’un ou l’autre »."""
        if create and extracted:
            modes = extracted if isinstance(extracted, dict) else dict.fromkeys(extracted, "either")
            _give_half_days(self, modes)


def _give_half_days(profile: AssistantProfile, modes: dict[str, str]) -> None:
    AvailabilitySlot.objects.bulk_create(
        AvailabilitySlot(profile=profile, half_day=half_day, mode=mode) for half_day, mode in modes.items()
    )


def _give_skills(profile: AssistantProfile, levels: dict[str, str]) -> None:
    skills = {skill.slug: skill for skill in Skill.objects.filter(slug__in=levels)}
    ProfileSkill.objects.bulk_create(
        ProfileSkill(profile=profile, skill=skills[slug], level=level) for slug, level in levels.items()
    )


give_half_days = projecting()(_give_half_days)
give_skills = projecting()(_give_skills)


def published_assistant(**facts: Any) -> AssistantProfile:
    """A published profile, free all week, with four skills unless told otherwise."""
    facts.setdefault("skill_levels", ["quotes", "quote-follow-up", "invoicing", "overdue-reminders"])
    facts.setdefault("half_days", HalfDay.values)
    return AssistantProfileFactory(published=True, **facts)


def company_with_owner(**facts: Any) -> tuple[Company, User]:
    """A company and the person who acts for it."""
    membership = MembershipFactory(company=CompanyFactory(**facts))
    return membership.company, membership.user


def moderator(**facts: Any) -> User:
    return UserFactory(moderator=True, **facts)
