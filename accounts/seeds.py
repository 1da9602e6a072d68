"""Reads the small tables of `accounts/data/`: the catalogue as it is on the first day.

The migrations call these functions with historical models; afterwards the admin and `import_communes` extend the tables.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from accounts.words import search_key

DATA = Path(__file__).parent / "data"

Row = dict[str, str]


def rows(name: str) -> Iterator[Row]:
    """The rows of one table, values as written."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def seed_pillars(pillar: Any) -> None:
    pillar.objects.bulk_create(pillar(**row) for row in rows("pillars"))


def seed_skills(pillar: Any, skill: Any, synonym: Any) -> None:
    pillars = {found.slug: found for found in pillar.objects.all()}
    for row in rows("skills"):
        words = row.pop("synonyms").split("|")
        folder = pillars.get(row.pop("pillar"))
        created = skill.objects.create(**row, pillar=folder, normalised=search_key(row["name"]))
        synonym.objects.bulk_create(
            synonym(skill=created, text=text, normalised=search_key(text)) for text in words
        )


def seed_jobs(job: Any, title: Any) -> None:
    jobs = {row["rome_code"]: job.objects.create(**row) for row in rows("jobs")}
    for row in rows("job_titles"):
        for text in dict.fromkeys((row["feminine"], row["masculine"])):
            title.objects.create(job=jobs[row["rome_code"]], text=text, normalised=search_key(text))


def seed_sectors(sector: Any) -> None:
    sector.objects.bulk_create(sector(**row) for row in rows("sectors"))


def seed_languages(language: Any) -> None:
    language.objects.bulk_create(language(**row) for row in rows("languages"))


def seed_cities(city: Any) -> None:
    city.objects.bulk_create(city(**row, normalised=search_key(row["name"])) for row in rows("cities"))


def seed(model_named: Callable[[str], Any]) -> None:
    """Fill every table of the catalogue; `model_named("Skill")` gives the class to fill."""
    seed_pillars(model_named("Pillar"))
    seed_skills(model_named("Pillar"), model_named("Skill"), model_named("SkillSynonym"))
    seed_jobs(model_named("OfficeJob"), model_named("JobTitle"))
    seed_sectors(model_named("Sector"))
    seed_languages(model_named("Language"))
    seed_cities(model_named("City"))
