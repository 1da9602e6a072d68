"""Pages by large city and way of working: they exist where somebody works, and search engines read them from three people on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.text import slugify

from accounts.directory import Wish, listed, search, square, works
from accounts.enums import Place
from accounts.models import City
from accounts.models.profiles import AssistantProfileQuerySet

LARGE = 100_000
DISTRICT = r"\d(er|e)$"
INDEXED_FROM = 3
WAYS = {"a-distance": Place.REMOTE, "sur-site": Place.ON_SITE}
WORDS = {"a-distance": "à distance", "sur-site": "sur site"}


COLUMNS = {"remote": Place.REMOTE, "on_site": Place.ON_SITE}


class Town(NamedTuple):
    """The people of a town; without coordinates it is near itself only."""

    insee_code: str
    latitude: float | None
    longitude: float
    remote: int
    on_site: int
    remote_changed_at: datetime
    on_site_changed_at: datetime

    def count(self, way: str) -> int:
        return self.remote if way == "a-distance" else self.on_site

    def changed_at(self, way: str) -> datetime:
        return self.remote_changed_at if way == "a-distance" else self.on_site_changed_at


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
    """Every page with somebody on it: people counted by town in one query, towns gathered around each city."""
    towns = [Town(*row) for row in _people_by_town()]
    wanted = large_cities().values() if cities is None else cities
    pages = (_page(city, way, towns) for city in wanted for way in WAYS)
    return [page for page in pages if page]


def _people_by_town() -> Iterable[tuple[Any, ...]]:
    """Where people are, how many work in each way, and when one of them last changed."""
    counts = {f"count_{key}": Count("pk", filter=works(way, None)) for key, way in COLUMNS.items()}
    changes = {f"change_{key}": Max("updated_at", filter=works(way, None)) for key, way in COLUMNS.items()}
    names = ("city__insee_code", "city__latitude", "city__longitude")
    return listed().filter(city__isnull=False).order_by().values_list(*names).annotate(**counts, **changes)


def _page(city: City, way: str, towns: Iterable[Town]) -> CityPage | None:
    around = [town for town in _near(city, towns) if town.count(way)]
    changed_at = max((town.changed_at(way) for town in around), default=None)
    return CityPage(city, way, sum(town.count(way) for town in around), changed_at) if changed_at else None


def _near(city: City, towns: Iterable[Town]) -> list[Town]:
    """The rule of the directory, `directory.near`, on towns already read."""
    (south, north), (west, east) = square(city.latitude or 0, city.longitude or 0)
    return [
        town
        for town in towns
        if town.insee_code == city.insee_code
        or (town.latitude is not None and south <= town.latitude <= north and west <= town.longitude <= east)
    ]


def most_supplied(limit: int) -> list[CityPage]:
    """The pages that search engines read, the fullest first."""
    indexed = [page for page in supplied() if page.is_indexed]
    return sorted(indexed, key=lambda page: (-page.count, page.label))[:limit]


def in_city(city: City) -> str:
    """« à Lyon », « au Havre »."""
    return f"au {city.name[3:]}" if city.name.startswith("Le ") else f"à {city.name}"
