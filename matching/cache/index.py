"""The btree on `ver` exists where the cache is switched on: every update of a row then writes all its indexes.

`migrate` makes it and takes it away, as the setting says; a process whose setting is on and finds no index leaves the
floor to SQL and says so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection

INDEX = "candidate_by_ver"
STATEMENTS = {
    True: f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {INDEX} ON matching_candidate (ver)",
    False: f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX}",
}


def follow_the_setting(**kwargs: Any) -> None:
    """After `migrate`. One that was interrupted half-way is made again."""
    wanted = bool(settings.MATCHING_CACHE)
    with connection.cursor() as cursor:
        if not exists():
            cursor.execute(STATEMENTS[False])
        if wanted != exists():
            cursor.execute(STATEMENTS[wanted])


def exists() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce((SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)), false)",
            [INDEX],
        )
        return bool(cursor.fetchone()[0])


@contextmanager
def turn(lock: int) -> Iterator[bool]:
    """Hold this lock of the database while loading, or learn that another process does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])
