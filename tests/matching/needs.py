"""Many published missions in the tables, drawn from a seed: what feeds, alerts and digests are compared on."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from accounts.enums import HalfDay, Place, SkillLevel
from accounts.models import City, Company, Language, Pillar, Sector, Skill
from missions.enums import BudgetReason, EngagementFormat, Importance, MissionStatus, PriceMode
from missions.models import Mission, MissionSkill
from sio.lib.dates import today
from tests.factories.accounts import company_with_owner
from tests.matching.crowd import RATES, SKILLS

PRICES = {
    PriceMode.HOUR: 1,
    PriceMode.DAY: 7,
    PriceMode.HALF_DAY: 3.5,
    PriceMode.MONTHLY_PACK: 10,
    PriceMode.PROJECT: 26,
    PriceMode.ACT: 0.1,
}


def publish_many(draw: Random, count: int) -> list[Mission]:
    """From loose to strict, of four firms in as many sectors."""
    firms = [company_with_owner(sector=sector)[0] for sector in Sector.objects.all()[:4]]
    cities = list(City.objects.order_by("pk"))
    drawn = [_mission(draw, draw.choice(firms), draw.choice(cities)) for _ in range(count)]
    missions = Mission.objects.bulk_create(drawn)
    skills = list(Skill.objects.filter(position__lt=SKILLS).order_by("position"))
    MissionSkill.objects.bulk_create(row for mission in missions for row in _asked(draw, mission, skills))
    return missions


def _mission(draw: Random, company: Company, city: City) -> Mission:
    mode = draw.choice([PriceMode.HOUR] * 5 + list(PriceMode))
    budget = int(draw.choice(RATES) * PRICES[mode]) if draw.random() < 0.9 else None
    minutes = draw.choice((240, 300, 420, 840)) if draw.random() < 0.9 else None
    half_days = draw.sample(HalfDay.values, draw.choice((0, 0, 0, 3)))
    place = draw.choice((Place.REMOTE, Place.REMOTE, Place.HYBRID, Place.ON_SITE))
    return Mission(
        company=company,
        author=company.memberships.all()[0].user,
        status=MissionStatus.PUBLISHED,
        submitted_at=timezone.now(),
        published_at=timezone.now(),
        title="Relances et devis",
        pillar=Pillar.objects.first(),
        format=EngagementFormat.RECURRING,
        minutes_per_week=minutes,
        minutes_per_month=None if minutes else 600,
        minimum_minutes_per_week=minutes // 2 if minutes and draw.random() < 0.3 else None,
        starts_on=draw.choice((None, today(), today() + timedelta(days=20))),
        tolerance_days=draw.choice((0, 14, 30)),
        duration_weeks=draw.choice((None, 2, 12)),
        half_days=half_days,
        half_days_needed=len(half_days) // 2,
        place=place,
        city=None if place == Place.REMOTE else city,
        radius_km=draw.choice((None, 20)),
        price_mode=mode,
        budget_cents=budget,
        budget_minutes=26 * 60 if mode == PriceMode.PROJECT else None,
        budget_reason="" if budget else BudgetReason.UNKNOWN,
        language=Language.objects.first() if draw.random() < 0.2 else None,
        language_level="B2",
    )


def _asked(draw: Random, mission: Mission, skills: list[Skill]) -> list[MissionSkill]:
    """At most one must, so that somebody fits."""
    chosen = draw.sample(skills, draw.randrange(1, 7))
    musts = draw.choice((0, 1, 1))
    return [
        MissionSkill(
            mission=mission,
            skill=skill,
            importance=Importance.MUST
            if rank < musts
            else draw.choice([Importance.SHOULD, Importance.COULD]),
            level=draw.choice(SkillLevel.values),
        )
        for rank, skill in enumerate(chosen)
    ]
