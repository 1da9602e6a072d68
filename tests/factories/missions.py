"""Missions, applications, contracts and weeks for tests. Traits are named after situations."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.enums import Place
from accounts.models import City, Company, Pillar, Skill, User
from matching.services import projecting
from missions import contracts
from missions.enums import (
    ApplicationStatus,
    DeclineReason,
    EngagementFormat,
    EngagementStatus,
    Importance,
    InvitationStatus,
    MissionStatus,
    Side,
    TimesheetStatus,
)
from missions.models import (
    Application,
    Conversation,
    Engagement,
    Invitation,
    Mission,
    MissionSkill,
    Signature,
    Timesheet,
    TimesheetLine,
)
from tests.factories.accounts import AssistantProfileFactory, MembershipFactory

now = factory.LazyFunction(timezone.now)
SIGNED_BY = {
    EngagementStatus.SIGNED: [Side.COMPANY],
    EngagementStatus.ACTIVE: list(Side),
    EngagementStatus.ENDED: list(Side),
}


def monday(*, weeks_ago: int = 0) -> date:
    """The Monday of this week, or of an earlier one."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday(), weeks=weeks_ago)


def _company() -> Company:
    return MembershipFactory().company


class MissionFactory(DjangoModelFactory[Mission]):
    """An empty draft of a company with its owner; `complete=True` answers every step."""

    class Meta:
        model = Mission
        skip_postgeneration_save = True

    class Params:
        complete = factory.Trait(
            title="Relances et devis",
            pillar=factory.LazyFunction(lambda: Pillar.objects.get(slug="sales_admin")),
            format=EngagementFormat.RECURRING,
            minutes_per_week=5 * 60,
            starts_on=factory.LazyFunction(timezone.localdate),
            place=Place.REMOTE,
            budget_cents=3500,
            brief="Environ trente devis par mois, à établir puis à relancer.",
            deliverable="Chaque devis part sous deux jours et reçoit deux relances.",
        )
        on_site = factory.Trait(
            complete=True,
            place=Place.ON_SITE,
            city=factory.LazyFunction(lambda: City.objects.get(insee_code="69387")),
            radius_km=20,
            on_site_half_days=2,
        )
        submitted = factory.Trait(complete=True, status=MissionStatus.SUBMITTED, submitted_at=now)
        changes_requested = factory.Trait(
            complete=True, status=MissionStatus.CHANGES_REQUESTED, submitted_at=now
        )
        published = factory.Trait(
            complete=True, status=MissionStatus.PUBLISHED, submitted_at=now, published_at=now
        )
        paused = factory.Trait(complete=True, status=MissionStatus.PAUSED, submitted_at=now, published_at=now)
        filled = factory.Trait(
            complete=True, status=MissionStatus.FILLED, submitted_at=now, published_at=now, filled_at=now
        )

    company = factory.LazyFunction(_company)
    author = factory.LazyAttribute(lambda mission: owner_of(mission.company))

    @factory.post_generation
    def asked(self, create: bool, extracted: dict[str, str] | None, **kwargs: Any) -> None:
        """`asked={"quotes": "must"}`; a complete mission asks for quotes and reminders unless told otherwise."""
        wished = extracted if extracted is not None else _usual_skills(self)
        if create:
            ask_skills(self, wished)


def _usual_skills(mission: Mission) -> dict[str, str]:
    return {"quotes": Importance.MUST, "quote-follow-up": Importance.SHOULD} if mission.brief else {}


def ask_skills(mission: Mission, importances: dict[str, str]) -> None:
    skills = {skill.slug: skill for skill in Skill.objects.filter(slug__in=importances)}
    MissionSkill.objects.bulk_create(
        MissionSkill(mission=mission, skill=skills[slug], importance=importance)
        for slug, importance in importances.items()
    )


def owner_of(company: Company) -> User:
    return company.memberships.order_by("pk")[0].user


class ApplicationFactory(DjangoModelFactory[Application]):
    """Sent by a published assistant to a published mission, with its conversation."""

    class Meta:
        model = Application
        skip_postgeneration_save = True

    class Params:
        seen = factory.Trait(status=ApplicationStatus.SEEN, seen_at=now)
        shortlisted = factory.Trait(status=ApplicationStatus.SHORTLISTED, seen_at=now, shortlisted_at=now)
        accepted = factory.Trait(
            status=ApplicationStatus.ACCEPTED,
            seen_at=now,
            decided_at=now,
            mission=factory.SubFactory(MissionFactory, filled=True),
        )
        declined = factory.Trait(
            status=ApplicationStatus.DECLINED,
            seen_at=now,
            decided_at=now,
            decline_reason=DeclineReason.AVAILABILITY,
        )
        withdrawn = factory.Trait(status=ApplicationStatus.WITHDRAWN, decided_at=now)
        lapsed = factory.Trait(status=ApplicationStatus.LAPSED, decided_at=now)

    mission = factory.SubFactory(MissionFactory, published=True)
    profile = factory.LazyFunction(lambda: AssistantProfileFactory(published=True))
    message = "Je suis disponible deux matinées par semaine et j’utilise déjà ces outils."
    rate_cents = 3500

    @factory.post_generation
    def conversation(self, create: bool, extracted: None, **kwargs: Any) -> None:
        if create:
            Conversation.objects.create(application=self)


class InvitationFactory(DjangoModelFactory[Invitation]):
    """Open, from a published mission to a published assistant, on its first free seat."""

    class Meta:
        model = Invitation

    class Params:
        declined = factory.Trait(status=InvitationStatus.DECLINED, seat=None, answered_at=now)
        lapsed = factory.Trait(status=InvitationStatus.LAPSED, seat=None, answered_at=now)

    mission = factory.SubFactory(MissionFactory, published=True)
    profile = factory.LazyFunction(lambda: AssistantProfileFactory(published=True))
    message = "Vos relances et vos devis nous intéressent."
    seat = factory.LazyAttribute(lambda invitation: invitation.mission.invitations.open().count() + 1)


class EngagementFactory(DjangoModelFactory[Engagement]):
    """A contract to sign; `active=True` is signed by both and began four weeks ago."""

    class Meta:
        model = Engagement
        skip_postgeneration_save = True

    class Params:
        signed = factory.Trait(status=EngagementStatus.SIGNED)
        active = factory.Trait(
            status=EngagementStatus.ACTIVE,
            activated_at=now,
            starts_on=factory.LazyFunction(lambda: monday(weeks_ago=4)),
        )
        ended = factory.Trait(active=True, status=EngagementStatus.ENDED, ended_at=now)

    @classmethod
    def _create(cls, model_class: type[Engagement], *args: Any, **kwargs: Any) -> Engagement:
        """A contract in force is an experience: the row in matching follows in the same transaction."""
        with projecting():
            engagement: Engagement = super()._create(model_class, *args, **kwargs)
        return engagement

    application = factory.SubFactory(ApplicationFactory, accepted=True)
    mission = factory.SelfAttribute("application.mission")
    company = factory.SelfAttribute("mission.company")
    profile = factory.SelfAttribute("application.profile")
    rate_cents = factory.SelfAttribute("application.rate_cents")
    minutes_per_week = 5 * 60
    starts_on = factory.LazyFunction(timezone.localdate)
    contract_version = "2026-11"
    contract_text = "Contrat de prestation"
    contract_sha256 = factory.LazyAttribute(lambda engagement: contracts.digest(engagement.contract_text))

    @factory.post_generation
    def signatures_of(self, create: bool, extracted: list[Side] | None, **kwargs: Any) -> None:
        for side in SIGNED_BY.get(self.status, []) if extracted is None else extracted:
            signer = self.profile.user if side == Side.ASSISTANT else owner_of(self.company)
            Signature.objects.create(
                engagement=self,
                side=side,
                user=signer,
                text_sha256=self.contract_sha256,
                ip_address="192.0.2.1",
            )


class TimesheetFactory(DjangoModelFactory[Timesheet]):
    """Last week of an active contract, with two lines (6 h 30); `lines_of=[]` leaves it empty."""

    class Meta:
        model = Timesheet
        skip_postgeneration_save = True

    class Params:
        submitted = factory.Trait(status=TimesheetStatus.SUBMITTED, submitted_at=now)
        contested = factory.Trait(
            status=TimesheetStatus.CONTESTED,
            submitted_at=now,
            decided_at=now,
            contest_reason="Mardi compte double.",
        )

    engagement = factory.SubFactory(EngagementFactory, active=True)
    week_starts_on = factory.LazyFunction(lambda: monday(weeks_ago=1))

    @factory.post_generation
    def lines_of(self, create: bool, extracted: list[tuple[int, str, int]] | None, **kwargs: Any) -> None:
        """`lines_of=[(0, "Devis", 240)]`: day of the week (0 is Monday), task, minutes."""
        usual = [(0, "Devis du mois", 240), (2, "Relances", 150)]
        TimesheetLine.objects.bulk_create(
            TimesheetLine(
                timesheet=self, day=self.week_starts_on + timedelta(days=day), task=task, minutes=minutes
            )
            for day, task, minutes in (usual if extracted is None else extracted)
        )
