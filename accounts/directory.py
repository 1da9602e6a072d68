"""The public list of assistants: what a visitor may ask, and in which order people stand.

The order is the same for all and is said on the page: those who confirmed their availability first, then a draw made
anew each day from the person and the date. It holds all day long, whatever page one is on; neither price, nor
seniority, nor number of missions moves anybody.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import cos, radians

from django.conf import settings
from django.db.models import BigIntegerField, Case, Exists, F, Func, IntegerField, OuterRef, Q, Value, When
from django.utils import timezone

from accounts.enums import Place
from accounts.models import (
    AssistantProfile,
    City,
    Experience,
    Pillar,
    ProfileLanguage,
    ProfileQualification,
    ProfileSkill,
)
from accounts.models.profiles import AVAILABILITY_LIFE, AssistantProfileQuerySet
from accounts.search import search_jobs, search_skills
from sio.lib.dates import today

NEARBY_KM = 30
KM_PER_DEGREE = 111.2
Span = tuple[float, float]
WORDS_FOUND = 30
INDEXED_FROM = 80  # out of 100: thinner profiles are read, not indexed


@dataclass(frozen=True)
class Wish:
    """What is asked; nothing asked is everybody. `max_cents` is an hour, excluding VAT."""

    words: str = ""
    city: City | None = None
    pillar: Pillar | None = None
    place: str = ""
    max_cents: int | None = None

    @property
    def is_worth_an_index(self) -> bool:
        """Search engines read the list by town and by pillar; every other narrowing would be the same page again."""
        return not (self.words or self.place or self.max_cents is not None)


def listed() -> AssistantProfileQuerySet:
    """Published people. Those of the demonstration appear only where payments are played too."""
    published = AssistantProfile.objects.published()
    return published if settings.STRIPE_DOUBLE_ALLOWED else published.filter(is_demo=False)


def worth_an_index() -> AssistantProfileQuerySet:
    """Listed people whose profile says more than the needed steps: see `steps.completeness`."""
    own = {"profile": OuterRef("pk")}
    has_tool = Exists(ProfileSkill.objects.filter(~Q(skill__kind="task"), **own))
    speaks = Exists(ProfileLanguage.objects.filter(**own))
    worked = Exists(Experience.objects.filter(**own))
    learned = Exists(ProfileQualification.objects.filter(**own))
    in_sector = Exists(AssistantProfile.sectors.through.objects.filter(assistantprofile=OuterRef("pk")))
    return listed().filter(Q(has_tool) | Q(speaks) | Q(worked) | Q(learned) | Q(in_sector))


def search(wish: Wish) -> AssistantProfileQuerySet:
    """Who answers a wish, in the order of the day."""
    found = listed()
    if wish.words:
        found = found.filter(_answers(wish.words))
    if wish.city:
        found = found.filter(near(wish.city))
    if wish.pillar:
        skills = ProfileSkill.objects.filter(skill__pillar=wish.pillar)
        found = found.filter(pk__in=skills.values("profile"))
    if wish.place or wish.max_cents is not None:
        found = found.filter(works(wish.place, wish.max_cents))
    return in_the_order_of_the_day(found)


def in_the_order_of_the_day(profiles: AssistantProfileQuerySet) -> AssistantProfileQuerySet:
    """Confirmed first, counted in whole days so that nobody moves at the hour her week ends; then the draw."""
    fresh_since = _midnight() - AVAILABILITY_LIFE + timedelta(days=1)
    is_stale = Case(
        When(availability_confirmed_at__gte=fresh_since, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return profiles.order_by(is_stale, _draw_of_the_day(), "pk")


def _draw_of_the_day() -> Func:
    """A number for each person and day, spread evenly; PostgreSQL mixes the two."""
    return Func(
        F("pk"), Value(today().toordinal()), function="hashint8extended", output_field=BigIntegerField()
    )


def _midnight() -> datetime:
    return timezone.make_aware(datetime.combine(today(), time()))


def _answers(words: str) -> Q:
    """A word means skills of the catalogue, jobs one has held, or a part of the title."""
    skills = [skill.pk for skill in search_skills(words, WORDS_FOUND)]
    jobs = {title.job_id for title in search_jobs(words, WORDS_FOUND)}
    knows = ProfileSkill.objects.filter(skill__in=skills).values("profile")
    held = Experience.objects.filter(job__in=jobs).values("profile")
    return Q(pk__in=knows) | Q(pk__in=held) | Q(title__icontains=words)


def near(city: City) -> Q:
    """In the town, or in the square of 30 km on each side of it."""
    there = Q(city__insee_code=city.insee_code)
    if city.latitude is None or city.longitude is None:
        return there
    latitudes, longitudes = square(city.latitude, city.longitude)
    return there | Q(city__latitude__range=latitudes, city__longitude__range=longitudes)


def square(latitude: float, longitude: float) -> tuple[Span, Span]:
    """The latitudes and the longitudes that are near a point, in degrees: 30 km on each side of it."""
    north = NEARBY_KM / KM_PER_DEGREE
    east = north / cos(radians(latitude))
    return (latitude - north, latitude + north), (longitude - east, longitude + east)


def works(place: str, max_cents: int | None) -> Q:
    """Works in one of the ways asked, at a rate within the limit. Her private floor is never read."""
    ways = Q()
    for way, accepts, rate in (
        (Place.REMOTE, "accepts_remote", "rate_remote_cents"),
        (Place.ON_SITE, "accepts_on_site", "rate_on_site_cents"),
    ):
        if place in {"", way}:
            ways |= Q(**{accepts: True}) & (Q() if max_cents is None else Q(**{f"{rate}__lte": max_cents}))
    return ways
