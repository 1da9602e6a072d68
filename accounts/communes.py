"""Reads the official list of towns and brings the table in line with it.

One row of the file per town and postal code. The key is (INSEE code, postal code) among towns (COM) and municipal
districts (ARM); merged villages (COMD) are only names under which the town they joined is found. Paris, Lyon and
Marseille have no row of their own: they are made from their districts.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from accounts.models import City, CityAlias
from accounts.words import search_key
from sio.lib.errors import Refusal

Row = dict[str, str]
Key = tuple[str, str]
Progress = Callable[[int], None]

COLUMNS = {
    "insee_com", "insee_dep", "commune", "commune_article", "code_postal", "commune_type", "lat", "lng",
    "population_2021",
}  # fmt: skip
# Name, INSEE code, and the postal code people write for the whole city.
CITIES_OF_DISTRICTS = {
    "Paris": ("75056", "75000"),
    "Lyon": ("69123", "69000"),
    "Marseille": ("13055", "13000"),
}
BATCH = 2_000
UPDATED = ["name", "normalised", "department", "latitude", "longitude", "population"]


@dataclass
class Towns:
    """What the file says, before anything is written. Aliases are kept by INSEE code."""

    cities: dict[Key, City] = field(default_factory=dict)
    aliases: dict[str, set[str]] = field(default_factory=dict)
    districts: dict[str, dict[str, City]] = field(default_factory=dict)

    def alias(self, insee_code: str, text: str) -> None:
        self.aliases.setdefault(insee_code, set()).add(text)


@dataclass(frozen=True)
class Report:
    created: int
    updated: int
    unchanged: int
    aliases: int


def read_towns(path: Path) -> Towns:
    """Read the whole file; raises Refusal, naming the line or the columns, when it is not the official format."""
    towns = Towns()
    for number, row in enumerate(_rows(path), start=2):
        try:
            _read(row, towns)
        except (ValueError, TypeError) as error:
            raise Refusal(f"Ligne {number} illisible : {error}") from error
    for name, parts in towns.districts.items():
        whole = _whole_city(name, list(parts.values()))
        towns.cities[whole.insee_code, whole.postal_code] = whole
    return towns


def import_towns(towns: Towns, *, dry_run: bool, progress: Progress = lambda done: None) -> Report:
    """Create, update and alias in one transaction; a second run changes nothing. No town is ever deleted."""
    with transaction.atomic():
        report = _write(towns, progress)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        absent = COLUMNS - set(reader.fieldnames or ())
        if absent:
            raise Refusal(f"Colonnes absentes du fichier : {', '.join(sorted(absent))}.")
        yield from reader


def _read(row: Row, towns: Towns) -> None:
    name = row["commune_article"].replace("'", "’")
    if row["commune_type"] == "COMD":
        towns.alias(row["insee_com"], name)
        return
    city = _city(row, name.removesuffix(" Arrondissement"))
    towns.cities[city.insee_code, city.postal_code] = city
    if row["commune_type"] == "ARM":
        towns.districts.setdefault(city.name.split(" ")[0], {})[city.insee_code] = city
    elif row["commune"] != row["commune_article"]:
        towns.alias(city.insee_code, row["commune"].replace("'", "’"))


def _city(row: Row, name: str) -> City:
    has_place = bool(row["lat"] and row["lng"])
    return City(
        insee_code=row["insee_com"],
        postal_code=row["code_postal"].zfill(5),
        name=name,
        normalised=search_key(name),
        department=row["insee_dep"],
        latitude=float(row["lat"]) if has_place else None,
        longitude=float(row["lng"]) if has_place else None,
        population=int(row["population_2021"] or 0),
    )


def _whole_city(name: str, districts: list[City]) -> City:
    """The city is where its people are: the mean of its districts, weighted by their population."""
    insee_code, postal_code = CITIES_OF_DISTRICTS[name]
    placed = [district for district in districts if district.latitude is not None]
    people = sum(district.population for district in placed)
    return City(
        insee_code=insee_code,
        postal_code=postal_code,
        name=name,
        normalised=search_key(name),
        department=districts[0].department,
        latitude=_mean(placed, "latitude", people),
        longitude=_mean(placed, "longitude", people),
        population=sum(district.population for district in districts),
    )


def _mean(districts: list[City], axis: str, people: int) -> float | None:
    total: float = sum(getattr(district, axis) * district.population for district in districts)
    return round(total / people, 5) if people else None


def _write(towns: Towns, progress: Progress) -> Report:
    known = {(city.insee_code, city.postal_code): city for city in City.objects.all()}
    new = [city for key, city in towns.cities.items() if key not in known]
    changed = [
        _updated(known[key], city) for key, city in towns.cities.items() if _differs(known.get(key), city)
    ]
    for start in range(0, len(new), BATCH):
        City.objects.bulk_create(new[start : start + BATCH])
        progress(min(start + BATCH, len(new)))
    City.objects.bulk_update(changed, UPDATED, batch_size=BATCH)
    aliases = _write_aliases(towns)
    return Report(len(new), len(changed), len(towns.cities) - len(new) - len(changed), aliases)


def _differs(known: City | None, read: City) -> bool:
    return known is not None and any(getattr(known, name) != getattr(read, name) for name in UPDATED)


def _updated(known: City, read: City) -> City:
    for name in UPDATED:
        setattr(known, name, getattr(read, name))
    return known


def _write_aliases(towns: Towns) -> int:
    """Each other name points at one row of the town, the first of its postal codes; returns how many are new."""
    first: dict[str, int] = {}
    for city in City.objects.order_by("insee_code", "postal_code"):
        first.setdefault(city.insee_code, city.pk)
    wanted = [
        CityAlias(city_id=first[insee_code], text=text, normalised=search_key(text))
        for insee_code, texts in towns.aliases.items()
        if insee_code in first
        for text in sorted(texts)
    ]
    before = CityAlias.objects.count()
    CityAlias.objects.bulk_create(wanted, batch_size=BATCH, ignore_conflicts=True)
    return CityAlias.objects.count() - before
