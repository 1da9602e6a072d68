"""Pages by large city and way of working: they exist where somebody works, and search engines read them from three people on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.text import slugify

from accounts.directory import Wish, listed, near, search, works
from accounts.enums import Place
from accounts.models import City
from accounts.models.profiles import AssistantProfileQuerySet

LARGE = 100_000
DISTRICT = r"\d(er|e)$"
INDEXED_FROM = 3
WAYS = {"a-distance": Place.REMOTE, "sur-site": Place.ON_SITE}
WORDS = {"a-distance": "à distance", "sur-site": "sur site"}


@dataclass(frozen=True)
class CityPage:
    """A page that has something to show: how many people, and when one of them last changed."""

    city: City
    way: str
    count: int
    changed_at: datetime

    @property
    def is_indexed(self) -> bool:
        return self.count >= INDEXED_FROM

    @property
    def label(self) -> str:
        return f"{self.city.name}, {WORDS[self.way]}"

    def get_absolute_url(self) -> str:
        return address(self.city, self.way)


def address(city: City, way: str) -> str:
    return reverse("pages:city", args=[slugify(city.name), way])


def large_cities() -> dict[str, City]:
    """The cities of at least a hundred thousand people by their slug; districts are parts of them, not others."""
    cities = City.objects.filter(population__gte=LARGE, latitude__isnull=False).exclude(name__regex=DISTRICT)
    return {
        slugify(city.name): city
        for city in cities.order_by("insee_code", "postal_code").distinct("insee_code")
    }


def people_of(city: City, way: str) -> AssistantProfileQuerySet:
    """Who works this way in the city and around it, in the order of the directory."""
    return search(Wish(city=city, place=WAYS[way]))


def supplied(cities: Iterable[City] | None = None) -> list[CityPage]:
    """Every page with somebody on it, counted in one query."""
    pages = [(city, way) for city in (cities or large_cities().values()) for way in WAYS]
    counts, changes = {}, {}
    for number, (city, way) in enumerate(pages):
        there = near(city) & works(WAYS[way], None)
        counts[f"count{number}"] = Count("pk", filter=there)
        changes[f"change{number}"] = Max("updated_at", filter=there)
    found = listed().aggregate(**counts, **changes)
    return [
        CityPage(city, way, found[f"count{number}"], found[f"change{number}"])
        for number, (city, way) in enumerate(pages)
        if found[f"count{number}"]
    ]


def most_supplied(limit: int) -> list[CityPage]:
    """The pages that search engines read, the fullest first."""
    indexed = [page for page in supplied() if page.is_indexed]
    return sorted(indexed, key=lambda page: (-page.count, page.label))[:limit]


def in_city(city: City) -> str:
    """« à Lyon », « au Havre »."""
    return f"au {city.name[3:]}" if city.name.startswith("Le ") else f"à {city.name}"
