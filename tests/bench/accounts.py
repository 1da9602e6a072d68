"""Accounts, open missions and saved searches behind the drawn people: what alerts, watches and letters read."""

from collections.abc import Iterator
from random import Random
from uuid import uuid4

from accounts.enums import HalfDay, Place, SkillLevel
from accounts.models import AssistantProfile, City, OfficeJob, Skill
from matching.geometry import longitude_latitude
from matching.models import Watch
from matching.percolation import rarest
from missions.models import Mission, MissionSkill
from tests.bench import settling
from tests.bench.population import SEED, SKILLS, Need, World, need
from tests.factories.accounts import published_assistant
from tests.factories.missions import MissionFactory

FIRST_NUMBER = 100_000
LEVELS = {level.rank: level for level in SkillLevel}
COPIES = """INSERT INTO {table} SELECT copy.* FROM {table} AS model, generate_series(1, {count}) AS number,
  LATERAL jsonb_populate_record(model, {changes}) AS copy WHERE model.id = {model}"""


def open_accounts(count: int) -> None:
    """A user and a published profile for each drawn person: copies of one, with her number. Needs `leave_room`."""
    model: AssistantProfile = published_assistant()
    user = "jsonb_build_object('id', number, 'email', 'banc' || number || '@assistantes.example')"
    profile = """jsonb_build_object('id', number, 'user_id', number, 'slug', 'banc-' || number,
      'siren', lpad(number::text, 9, '0'), 'public_id', gen_random_uuid())"""
    with settling.without_guards():
        for table in ("accounts_user", "accounts_assistantprofile"):
            settling.execute(f"DELETE FROM {table} WHERE id <= {count}")  # noqa: S608 - constants and a number
        for table, changes, pk in (
            ("accounts_user", user, model.user_id),
            ("accounts_assistantprofile", profile, model.pk),
        ):
            settling.execute(COPIES.format(table=table, count=count, changes=changes, model=pk))
    settling.execute("ANALYZE accounts_user; ANALYZE accounts_assistantprofile")


def towns_of(world: World) -> list[City]:
    """The towns of the world as rows."""
    City.objects.filter(department="99").delete()
    return City.objects.bulk_create(
        City(
            insee_code=f"99{number:03d}", postal_code=f"99{number:03d}", name=f"Banc {number}", normalised=f"banc {number}",
            department="99", longitude=place[0], latitude=place[1],
        )
        for number, place in enumerate(map(longitude_latitude, world.towns))
    )  # fmt: skip


def open_missions(world: World, cities: list[City], count: int) -> list[Mission]:
    """Published missions with the facts of the drawn ones, their skills those of the catalogue."""
    model = MissionFactory(published=True, asked={})
    skills = list(Skill.objects.order_by("position"))
    jobs = list(OfficeJob.objects.order_by("position"))
    needs = [need(world, FIRST_NUMBER + number) for number in range(count)]
    with settling.without_guards():
        missions = Mission.objects.bulk_create(
            [_mission(model, one, world, cities, jobs) for one in needs], batch_size=1_000
        )
        MissionSkill.objects.bulk_create(
            (
                MissionSkill(
                    mission=mission,
                    skill=skills[asked.position],
                    importance=asked.importance,
                    level=LEVELS[asked.level],
                )
                for mission, one in zip(missions, needs, strict=True)
                for asked in one.facts.skills
                if asked.position < len(skills)
            ),
            batch_size=5_000,
        )
    settling.execute("ANALYZE missions_mission; ANALYZE missions_missionskill")
    return missions


def _mission(model: Mission, one: Need, world: World, cities: list[City], jobs: list[OfficeJob]) -> Mission:
    asked = one.facts
    values = {field.attname: getattr(model, field.attname) for field in Mission._meta.concrete_fields}
    return Mission(
        **values
        | {
            "id": None,
            "public_id": uuid4(),
            "job_id": jobs[(asked.job or 0) % len(jobs)].pk,
            "minutes_per_week": asked.minutes,
            "minimum_minutes_per_week": asked.minimum_minutes,
            "starts_on": asked.starts_on,
            "duration_weeks": asked.weeks,
            "half_days": [half.value for half in HalfDay if asked.half_days & half.bit],
            "half_days_needed": asked.half_days_needed,
            "place": asked.place,
            "city_id": None
            if one.is_remote or asked.point is None
            else cities[world.towns.index(asked.point)].pk,
            "radius_km": None,
            "budget_cents": asked.ceiling,
        }
    )


def save_searches(world: World, cities: list[City], count: int) -> None:
    """One search a person: one to four skills of a trade, and now and then a wish of each other kind."""
    settling.execute("TRUNCATE matching_alert")
    columns = (
        "id", "public_id", "profile_id", "name", "skills", "key", "least_ceiling_cents", "most_minutes", "languages",
        "place", "city_id", "radius_km", "least_fit", "is_paused", "created_at",
    )  # fmt: skip
    with settling.without_guards():
        settling.copy("matching_alert", columns, _searches(world, cities, count))
    settling.execute("ANALYZE matching_alert")


def _searches(world: World, cities: list[City], count: int) -> Iterator[str]:
    draw = Random(SEED)
    trades = [trade.tolist() for trade in world.popularity]
    for number in range(1, count + 1):
        skills = sorted(set(draw.choices(range(SKILLS), draw.choice(trades), k=draw.randint(1, 4))))
        wishes = [draw.randrange(3_000, 5_000, 100), draw.choice((420, 840)), 2, draw.choice(Place.values)]
        ceiling, minutes, languages, place = (wish if draw.random() < 0.3 else None for wish in wishes)
        city = draw.choice(cities).pk if draw.random() < 0.3 else None
        values = (
            number, uuid4(), number, "Recherche", "{" + ",".join(map(str, skills)) + "}", rarest(skills, world.rules),
            ceiling, minutes, languages or 0, place or "", city, None if city is None else draw.choice((20, 50)),
            draw.choice((0, 60)), draw.random() < 0.05, "2026-11-01",
        )  # fmt: skip
        yield "\t".join("\\N" if value is None else str(value) for value in values) + "\n"


def watch(missions: list[Mission]) -> None:
    """Somebody waits for people on every open mission."""
    Watch.objects.all().delete()
    Watch.objects.bulk_create(Watch(mission=one, user_id=one.author_id) for one in missions)
    settling.execute("ANALYZE matching_watch")
