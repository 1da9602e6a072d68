"""Eight weeks of a large market, straight into the tables, from a seed: people, open missions, who was shown to whom.

The guards of profiles are put aside while it is written; nothing of it could be signed in to.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from django.db import connection
from django.utils import timezone

from accounts.enums import Place, ProfileStatus, Role, SkillLevel
from accounts.models import AssistantProfile, City, OfficeJob, Skill, User
from matching.enums import Bucket, Slot
from matching.geometry import point
from matching.models import Candidate, Impression
from matching.projection import row_of
from missions.enums import MissionStatus, PriceMode
from missions.models import Mission, MissionSkill
from sio.lib.dates import today
from tests.bench import people
from tests.factories.accounts import company_with_owner

TOWNS, BATCH = 40, 5_000
IMPRESSIONS_A_PERSON = 6


@dataclass(frozen=True)
class Town:
    """A market of this many people and open missions."""

    people: int
    missions: int

    def fill(self) -> None:
        """Needs a database that is migrated and empty of people."""
        world, cities = _world()
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("ALTER TABLE matching_candidate ENABLE ALWAYS TRIGGER matching_candidate_written")
        for first in range(1, self.people + 1, BATCH):
            _join(world, cities, range(first, min(first + BATCH, self.people + 1)))
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('accounts_user', 'id'), %s)", [self.people])
        _publish(world, cities, self.missions)
        _show(self.people * IMPRESSIONS_A_PERSON, self.people)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = origin")
            cursor.execute("VACUUM ANALYZE")


def _world() -> tuple[people.World, list[City]]:
    """The towns are cities of the seed, and the skills those of the catalogue."""
    cities = list(City.objects.filter(latitude__isnull=False).order_by("-population", "pk")[:TOWNS])
    positions = list(Skill.objects.order_by("position").values_list("position", flat=True))
    draw = Random(people.SEED)
    trades = [draw.sample(positions, 30) for _ in range(people.TRADES)]
    towns = [point(city.latitude, city.longitude) for city in cities]
    return replace(people.World.of(), draw=draw, trades=trades, towns=towns), cities


def _join(world: people.World, cities: list[City], numbers: range) -> None:
    late = today() - people.AS_OF
    of_town = {id(town): city for town, city in zip(world.towns, cities, strict=True)}
    drawn = [people.person(world, number) for number in numbers]
    joined = [timezone.now() - timedelta(days=world.draw.randrange(1, 400)) for _ in drawn]
    User.objects.bulk_create(
        User(pk=one.profile_id, email=f"marche{one.profile_id}@assistantes.example", role=Role.ASSISTANT)
        for one in drawn
    )
    AssistantProfile.objects.bulk_create(
        _profile(one.profile_id, of_town[id(one.point)], at) for one, at in zip(drawn, joined, strict=True)
    )
    Candidate.objects.bulk_create(
        row_of(replace(one, confirmed_on=one.confirmed_on + late), world.rules) for one in drawn
    )


def _profile(number: int, city: City, joined_at: datetime) -> AssistantProfile:
    return AssistantProfile(
        pk=number,
        user_id=number,
        slug=f"marche-{number}",
        status=ProfileStatus.PUBLISHED,
        submitted_at=joined_at,
        published_at=joined_at,
        city=city,
    )


def _publish(world: people.World, cities: list[City], count: int) -> None:
    company, owner = company_with_owner()
    jobs, skills = list(OfficeJob.objects.all()), {one.position: one for one in Skill.objects.all()}
    of_town = {id(town): city for town, city in zip(world.towns, cities, strict=True)}
    asked = [people.mission(world, number) for number in range(1, count + 1)]
    missions = Mission.objects.bulk_create(
        Mission(
            company=company,
            author=owner,
            status=MissionStatus.PUBLISHED,
            submitted_at=timezone.now(),
            published_at=timezone.now() - timedelta(days=world.draw.randrange(1, 60)),
            title="Relances et devis",
            job=world.draw.choice(jobs),
            minutes_per_week=one.minutes,
            starts_on=today() + timedelta(days=world.draw.randrange(0, 25)),
            duration_weeks=one.weeks,
            place=one.place,
            city=None if one.place == Place.REMOTE else of_town[id(one.point)],
            price_mode=PriceMode.HOUR,
            budget_cents=one.ceiling,
        )
        for one in asked
    )
    levels = {1: SkillLevel.BASIC, 2: SkillLevel.CONFIRMED}
    MissionSkill.objects.bulk_create(
        MissionSkill(
            mission=mission,
            skill=skills[skill.position],
            importance=skill.importance,
            level=levels[skill.level],
        )
        for mission, one in zip(missions, asked, strict=True)
        for skill in one.skills
    )


def _show(count: int, people: int) -> None:
    """Drawn over eight weeks, the first profiles more often than the last."""
    table = Impression._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.41)")
        cursor.execute(
            f"""INSERT INTO {table} (mission_id, profile_id, shown_on, bucket, page, rank, slot, fit, version, rule_version, explanation)
            SELECT (SELECT min(id) FROM missions_mission) + (i / 120), 1 + floor(random() * random() * %s)::int,
                   %s::date - 1 - (i %% 120) / 20 * 9, %s, 1, 1 + i %% 20, %s, 90000000 - 1000000 * (i %% 20), 'fit-1.0.0', 1, '{{}}'
            FROM generate_series(0, %s - 1) AS i
            WHERE i / 120 < (SELECT count(*) FROM missions_mission)
            ON CONFLICT DO NOTHING""",  # noqa: S608
            [people, today(), Bucket.MAIN, Slot.FIT, count],
        )
