"""Accounts for the bench of the page of matches: people with names and firms with missions, from one seed.

The facts are those of `people.py`, in towns of the catalogue and brought to today; every table that the page reads is
filled, and nothing else. Signals and triggers are put aside: 100,000 people join in about two minutes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from accounts.enums import HalfDay, Place, ProfileStatus, Role, SkillLevel
from accounts.models import AssistantProfile, City, Experience, OfficeJob, Sector, Skill, User
from matching.facts import CandidateFacts, MissionFacts, Point
from matching.models import Candidate, Exposure
from matching.projection import point_of, row_of
from missions.models import Mission, MissionSkill
from sio.demo.crowd import FIRST_NAMES, LAST_NAMES, TRADES
from sio.lib.dates import today
from tests.bench import people
from tests.factories.accounts import company_with_owner
from tests.factories.missions import MissionFactory

BATCH = 5_000
LEVELS = {level.rank: level for level in SkillLevel}


@dataclass(frozen=True)
class Country:
    """What people and firms are drawn from, and the rows of the catalogue that they point to."""

    world: people.World
    cities: dict[Point, City]
    jobs: Sequence[OfficeJob]
    sectors: Sequence[Sector]

    @classmethod
    def found(cls) -> "Country":
        """The drawn world, with the largest towns of the catalogue in the place of its own."""
        world = people.World.of()
        known = City.objects.exclude(latitude=None).exclude(longitude=None).order_by("-population", "pk")
        by_point = {point: city for city in known[:500] if (point := point_of(city))}
        cities = dict(list(by_point.items())[: len(world.towns)])
        jobs, sectors = list(OfficeJob.objects.all()), list(Sector.objects.all())
        return cls(replace(world, towns=list(cities)), cities, jobs, sectors)


def join(country: Country, count: int) -> None:
    """Fill the tables of people; they must be empty."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    for first in range(1, count + 1, BATCH):
        numbers = range(first, min(first + BATCH, count + 1))
        _join(country, [_today(people.person(country.world, number)) for number in numbers])
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SELECT setval('accounts_user_id_seq', %s)", [count])
        cursor.execute("VACUUM ANALYZE")


def _join(country: Country, crowd: Sequence[CandidateFacts]) -> None:
    draw = country.world.draw
    User.objects.bulk_create(_user(country, she) for she in crowd)
    AssistantProfile.objects.bulk_create(_profile(country, she) for she in crowd)
    Experience.objects.bulk_create(chain.from_iterable(_past(country, she) for she in crowd))
    Candidate.objects.bulk_create(row_of(she, country.world.rules) for she in crowd)
    Exposure.objects.bulk_create(
        Exposure(
            profile_id=she.profile_id,
            impressions=(times := draw.choice((0, 0, 1, 4, 9, 20))),
            exposure=1_000 * times,
            is_new=draw.random() < 0.3,
        )
        for she in crowd
    )


def _today(she: CandidateFacts) -> CandidateFacts:
    """The same person, as many days from today as she was from the day of the drawn world."""
    return replace(
        she,
        available_from=_moved(she.available_from),
        confirmed_on=_moved(she.confirmed_on),
        leaves=tuple((begins + _distance(), ends + _distance()) for begins, ends in she.leaves),
    )


def _distance() -> timedelta:
    return today() - people.AS_OF


def _moved(day: date | None) -> date | None:
    return None if day is None else day + _distance()


def _user(country: Country, she: CandidateFacts) -> User:
    draw = country.world.draw
    return User(
        pk=she.profile_id,
        email=f"banc{she.profile_id}@assistantes.example",
        first_name=draw.choice(FIRST_NAMES),
        last_name=draw.choice(LAST_NAMES),
        role=Role.ASSISTANT,
    )


def _profile(country: Country, she: CandidateFacts) -> AssistantProfile:
    return AssistantProfile(
        pk=she.profile_id,
        user_id=she.profile_id,
        slug=f"banc-{she.profile_id}",
        status=ProfileStatus.PUBLISHED,
        published_at=timezone.now(),
        title=country.world.draw.choice(TRADES).title,
        city=country.cities[she.point] if she.point else None,
        radius_km=she.radius_km,
        free_minutes_per_week=she.free_minutes,
        available_from=she.available_from,
        rate_remote_cents=she.rate_remote,
        rate_on_site_cents=she.rate_on_site,
    )


def _past(country: Country, she: CandidateFacts) -> Iterator[Experience]:
    """One to three jobs."""
    draw = country.world.draw
    for years in range(draw.randrange(1, 4)):
        job = draw.choice(country.jobs)
        begins = today() - timedelta(days=365 * (2 * years + 2))
        ends = begins + timedelta(days=600)
        sector = draw.choice(country.sectors)
        yield Experience(
            profile_id=she.profile_id,
            job=job,
            title=job.name,
            sector=sector,
            started_on=begins,
            ended_on=ends,
        )


# Firms.


@dataclass(frozen=True)
class Owner:
    """Somebody signed in, and the missions of her firm."""

    cookie: str
    missions: Sequence[Mission]


def open_firms(country: Country, firms: int, missions: int) -> list[Owner]:
    """So many firms, each with its owner and so many published missions."""
    return [_owner(country, number, missions) for number in range(firms)]


def _owner(country: Country, number: int, missions: int) -> Owner:
    company, owner = company_with_owner(sector=country.sectors[number % len(country.sectors)])
    drawn = (people.mission(country.world, number * missions + one) for one in range(missions))
    return Owner(
        _session_of(owner), [_mission(country, asked, company=company, author=owner) for asked in drawn]
    )


def _mission(country: Country, asked: MissionFacts, **whose: object) -> Mission:
    """The mission whose facts are these."""
    city = country.cities[asked.point] if asked.point and asked.place != Place.REMOTE else None
    mission = MissionFactory(
        published=True, asked={}, **whose,
        job=None if asked.job is None else country.jobs[asked.job % len(country.jobs)],
        minutes_per_week=asked.minutes, starts_on=_moved(asked.starts_on), duration_weeks=asked.weeks,
        half_days=[one for one in HalfDay if asked.half_days & one.bit], half_days_needed=asked.half_days_needed,
        place=asked.place, city=city, budget_cents=asked.ceiling,
    )  # fmt: skip
    skills = {skill.position: skill for skill in Skill.objects.all()}
    MissionSkill.objects.bulk_create(
        MissionSkill(
            mission=mission, skill=skills[one.position], importance=one.importance, level=LEVELS[one.level]
        )
        for one in asked.skills
        if one.position in skills
    )
    return mission


def _session_of(user: User) -> str:
    """The cookie of a browser in which she signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
