"""People put straight into the slim table and a table of texts, by COPY: no accounts, and triggers kept quiet."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from itertools import islice

from django.db import connection

from matching.facts import CandidateFacts, Point
from matching.fields import BoxField
from matching.geometry import box
from matching.rules import Rules
from tests.bench.population import People, World

TEXTS = """
CREATE TABLE IF NOT EXISTS bench_text (profile_id bigint PRIMARY KEY, words text NOT NULL, vector tsvector);
CREATE TEMPORARY TABLE IF NOT EXISTS bench_said (profile_id bigint, words text);
TRUNCATE bench_text, bench_said;
DROP INDEX IF EXISTS bench_words;
"""


FIRST_REAL = 10_000_000


def leave_room() -> None:
    """People of the product are numbered far from the drawn ones."""
    for sequence in ("accounts_user_id_seq", "accounts_assistantprofile_id_seq"):
        execute(f"SELECT setval('{sequence}', greatest(last_value, {FIRST_REAL})) FROM {sequence}")  # noqa: S608 - constants


@contextmanager
def without_guards() -> Iterator[None]:
    """Neither foreign keys nor the triggers of the tables, but for the one that says which transaction wrote."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("ALTER TABLE matching_candidate ENABLE ALWAYS TRIGGER matching_candidate_written")
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")


def settle(world: World, people: People) -> float:
    """Write their rows in place of all others; the seconds it took, their making included."""
    lines = (line_of(one, world.rules) for one in people.everybody())
    began = time.perf_counter()
    with without_guards():
        execute("TRUNCATE matching_candidate, matching_departure")
        copy("matching_candidate", COLUMNS, lines)
    execute("VACUUM ANALYZE matching_candidate")
    return time.perf_counter() - began


COLUMNS = (
    "profile_id", "is_listed", "accepts_remote", "accepts_on_site", "accepts_near_budget", "has_experience",
    "rule_version", "reliability", "sectors", "free_minutes", "radius_km", "half_days_remote", "half_days_on_site",
    "available_from", "confirmed_on", "rate_remote", "rate_on_site", "floor_remote", "floor_on_site", "x", "y", "z",
    "area", "credit", "proximity", "languages", "leaves", "refused_sectors", "min_minutes", "min_weeks",
)  # fmt: skip
BOX = BoxField()


def line_of(she: CandidateFacts, rules: Rules) -> str:
    """Her row as COPY reads it; a test holds it against the row of the product. Other columns keep their defaults."""
    assert she.point is not None
    assert she.radius_km is not None
    assert she.languages is not None
    values = (
        she.profile_id, she.is_listed, she.accepts_remote, she.accepts_on_site, she.accepts_near_budget,
        she.has_experience, rules.number, she.reliability, she.sectors, she.free_minutes, she.radius_km,
        she.half_days_remote, she.half_days_on_site, she.available_from, she.confirmed_on, she.rate_remote,
        she.rate_on_site, she.floor_remote, she.floor_on_site, she.point.x, she.point.y, she.point.z,
        _area(she.point, she.radius_km), _hex(she.credit), _hex(she.proximity), _hex(she.languages),
        _periods(she.leaves), she.refused_sectors, she.min_minutes, she.min_weeks,
    )  # fmt: skip
    return "\t".join("\\N" if value is None else str(value) for value in values) + "\n"


@lru_cache
def _area(place: Point, radius_km: int) -> str | None:
    return BOX.get_prep_value(box(place, radius_km))


def _hex(value: bytes) -> str:
    return f"\\\\x{value.hex()}"


def _periods(leaves: Iterable[tuple[date, date]]) -> str:
    return "{" + ",".join(f"[{begins},{ends}]" for begins, ends in leaves) + "}"


def write_texts(world: World, people: People) -> float:
    """What each one says, with its vector and its index, as Django's documentation advises; the seconds it took."""
    words = world.words.words
    texts = (
        f"{place + 1}\t{' '.join([words[one] for one in people.words_of(place)])}\n"
        for place in range(len(people))
    )
    execute(TEXTS)
    copy("bench_said", ("profile_id", "words"), texts)
    began = time.perf_counter()
    execute("INSERT INTO bench_text SELECT profile_id, words, to_tsvector('french', words) FROM bench_said")
    execute("CREATE INDEX bench_words ON bench_text USING gin (vector)")
    execute("VACUUM ANALYZE bench_text")
    return time.perf_counter() - began


def copy(table: str, columns: Sequence[str], lines: Iterable[str]) -> None:
    """Lines in the text format of COPY."""
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as into:
        for some in batched(lines, 1_000):
            into.write("".join(some))


def batched(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    waiting = iter(lines)
    while some := list(islice(waiting, size)):
        yield some


def execute(statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements)


def size_of(*tables: str) -> int:
    """Bytes of these tables with their indexes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(one::regclass)) FROM unnest(%s::text[]) AS one", [list(tables)]
        )
        return int(cursor.fetchone()[0])


def distinct_lexemes(people: int = 10_000) -> int:
    """In the vectors of the first people."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM ts_stat(%s)",
            [f"SELECT vector FROM bench_text WHERE profile_id <= {int(people)}"],  # noqa: S608 - a number
        )
        return int(cursor.fetchone()[0])
