"""The rows about to be shown and the people behind them, in one statement.

Written out: making it from models, with two more for the past of each person, cost Django ten times what it costs to read
it. What is left out of a person is read from the base when somebody asks for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Model

from accounts.models import AssistantProfile, City, User
from matching.explanations import Best
from matching.facts import CandidateFacts
from matching.models import Candidate
from matching.projection import FACTS_IN_ROW, WORKED, facts_of_values
from matching.proximity import PastJob

M = TypeVar("M", bound=Model)


def _columns(model: type[Model], *names: str) -> tuple[str, ...]:
    """In the order of the model, as `from_db` takes them."""
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname in names)


PROFILE = _columns(
    AssistantProfile,
    *(
        "id",
        "user_id",
        "city_id",
        "public_id",
        "slug",
        "status",
        "title",
        "rate_remote_cents",
        "rate_on_site_cents",
    ),
)
USER = _columns(User, "id", "email", "first_name", "last_name", "role", "is_active", "is_staff")
CITY = _columns(City, "id", "name", "postal_code")
COLUMNS = [
    f"{alias}.{name}"
    for alias, names in {"c": FACTS_IN_ROW, "p": PROFILE, "u": USER, "y": CITY}.items()
    for name in names
]

# Past jobs as [ROME code, title, sector, last day]; of an engagement its job and sector, never the name of the firm.
STATEMENT = f"""SELECT {", ".join(COLUMNS)},
  (SELECT json_agg(json_build_array(j.rome_code, e.title, s.name, e.ended_on) ORDER BY e.started_on DESC)
   FROM accounts_experience e JOIN accounts_officejob j ON j.id = e.job_id LEFT JOIN accounts_sector s ON s.id = e.sector_id
   WHERE e.profile_id = c.profile_id),
  (SELECT json_agg(json_build_array(j.rome_code, j.name, s.name, (w.ended_at AT TIME ZONE %s)::date) ORDER BY w.created_at DESC)
   FROM missions_engagement w JOIN missions_mission m ON m.id = w.mission_id JOIN accounts_officejob j ON j.id = m.job_id
     JOIN accounts_company f ON f.id = w.company_id JOIN accounts_sector s ON s.id = f.sector_id
   WHERE w.profile_id = c.profile_id AND w.status = ANY(%s))
FROM matching_candidate c JOIN accounts_assistantprofile p ON p.id = c.profile_id
  JOIN accounts_user u ON u.id = p.user_id LEFT JOIN accounts_city y ON y.id = p.city_id
WHERE c.profile_id = ANY(%s)"""  # noqa: S608 - names of columns


@dataclass(frozen=True, slots=True)
class Shown:
    """One person: the facts that rank her, who she is, and each past job with the words for it."""

    facts: CandidateFacts
    profile: AssistantProfile
    past: Sequence[tuple[PastJob, Best]]


def read_shown(ids: Iterable[int]) -> Iterator[Shown]:
    """Those of these profiles that have a row, in no order."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [settings.TIME_ZONE, [*map(str, WORKED)], list(set(ids))])
        rows = cursor.fetchall()
    for row in rows:
        values = iter(row)
        yield Shown(
            facts=facts_of_values(_facts(values)),
            profile=_person(values),
            past=[*_past(next(values)), *_past(next(values))],
        )


def _facts(values: Iterator[Any]) -> dict[str, Any]:
    facts = _named(FACTS_IN_ROW, values)
    leaves: Any = Candidate._meta.get_field("leaves")
    return facts | {"leaves": leaves.from_db_value(facts["leaves"], None, connection)}


def _person(values: Iterator[Any]) -> AssistantProfile:
    profile = _instance(AssistantProfile, _named(PROFILE, values))
    profile.user = _instance(User, _named(USER, values))
    city = _named(CITY, values)
    profile.city = _instance(City, city) if profile.city_id else None
    return profile


def _named(names: Sequence[str], values: Iterator[Any]) -> dict[str, Any]:
    return {name: next(values) for name in names}


def _instance(model: type[M], found: Mapping[str, Any]) -> M:
    """As the ORM would make it with `only`."""
    return model.from_db(connection.alias, [*found], [*found.values()])


def _past(told: Any) -> Iterator[tuple[PastJob, Best]]:
    for job, title, sector, last in told or ():
        ended = None if last is None else date.fromisoformat(last)
        yield PastJob(job, ended), Best(title, sector or "", None if ended is None else ended.year)
