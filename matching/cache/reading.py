"""What the cache reads of PostgreSQL: everything once, then what changed, each in one snapshot.

A transaction that a snapshot does not see has a number at or above the `xmin` of that snapshot: the rows it writes come
back in the next question « what was written from there on? », whenever it commits. No sequence, no timestamp, no listener.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from django.db import connection, transaction

from matching.cache.columns import EPOCH, FIELDS, HIGH, LOW, RECORD, Array, Columns

MOST_CHANGES = 2_000
"""Beyond, a cache that is behind loads again, and one that is held back by a long transaction leaves the floor to SQL."""
CHUNK = 20_000

XMIN = "pg_snapshot_xmin(pg_current_snapshot())::text::int8"
# Own uncommitted edits are no fact for other people; a repeatable snapshot may be older than the columns.
IS_OURS = """pg_current_xact_id_if_assigned() IS NULL AND current_setting('transaction_isolation') = 'read committed'
  AND NOT EXISTS (SELECT FROM matching_cachealarm WHERE lifted_at IS NULL)"""
WRITTEN = """SELECT profile_id, ver FROM matching_candidate WHERE ver >= '{base}'::xid8
  UNION ALL SELECT profile_id, ver FROM matching_departure WHERE ver >= '{base}'::xid8"""
SIGNS = f"""SELECT {XMIN}, {IS_OURS},
  ARRAY(SELECT profile_id || ' ' || ver FROM ({WRITTEN}) AS written LIMIT {MOST_CHANGES + 1})"""  # noqa: S608 - constants

Versions = dict[int, int]
"""The transaction that last wrote each profile."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What one glance at PostgreSQL says: the new base, whether a cache may answer, what was written since."""

    xmin: int
    may_answer: bool
    written: Versions


def read_signs(base: int) -> Signs:
    with connection.cursor() as cursor:
        cursor.execute(SIGNS.format(base=int(base)))
        xmin, may_answer, written = cursor.fetchone()
    return Signs(xmin, may_answer, dict(_pair(one) for one in written))


def _pair(words: str) -> tuple[int, int]:
    profile_id, ver = words.split()
    return int(profile_id), int(ver)


@dataclass(frozen=True, slots=True)
class Changes:
    """Every profile written since a base, as it stands in one snapshot."""

    xmin: int
    written: Versions
    gone: list[int]
    records: Array
    leaves: dict[int, list[tuple[int, int]]]
    refused: dict[int, list[int]]


EXPRESSIONS = ", ".join(field.expression for field in FIELDS)
# The last day of a period is one before its upper bound; a bound that is missing or far is held within two bytes.
PERIODS = f"""greatest({LOW + 1}, least({HIGH - 1}, lower(one) - DATE '{EPOCH}'))::int2 AS begins,
  greatest({LOW + 1}, least({HIGH - 1}, upper(one) - 1 - DATE '{EPOCH}'))::int2 AS ends"""
CHANGES = f"""SELECT {XMIN}, ARRAY(SELECT profile_id || ' ' || ver FROM matching_departure WHERE ver >= '{{base}}'::xid8),
  c.ver::text::int8, c.leaves, c.refused_companies, {EXPRESSIONS}
FROM (VALUES (1)) AS one LEFT JOIN matching_candidate AS c ON c.ver >= '{{base}}'::xid8"""  # noqa: S608 - constants


def read_changes(base: int) -> Changes:
    """Raises nothing: the caller has seen in the signs that there are few."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGES.format(base=int(base)))
        rows = cursor.fetchall()
    xmin, departures = rows[0][:2]
    gone = dict(_pair(one) for one in departures)
    present = [row[2:] for row in rows if row[2] is not None]
    written = gone | {row[3]: row[0] for row in present}
    return Changes(
        xmin=xmin,
        written=written,
        gone=list(gone),
        records=np.array([_record(row[3:]) for row in present], RECORD),
        leaves={row[3]: [_period(one) for one in row[1]] for row in present},
        refused={row[3]: row[2] for row in present},
    )


def _record(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in values)


def _period(one: Any) -> tuple[int, int]:
    begins, ends = one.lower - EPOCH, one.upper - timedelta(days=1) - EPOCH
    return _held(begins.days), _held(ends.days)


def _held(day: int) -> int:
    return max(LOW + 1, min(HIGH - 1, day))


# Everything.

ALL = f"COPY (SELECT {EXPRESSIONS} FROM matching_candidate AS c ORDER BY c.profile_id) TO STDOUT (FORMAT BINARY)"  # noqa: S608
ALL_LEAVES = (
    f"COPY (SELECT c.profile_id, {PERIODS} FROM matching_candidate AS c, unnest(c.leaves) AS one"  # noqa: S608
    " ORDER BY c.profile_id, begins) TO STDOUT (FORMAT BINARY)"
)
ALL_REFUSALS = (
    "COPY (SELECT c.profile_id, unnest(c.refused_companies) FROM matching_candidate AS c"
    " WHERE c.refused_companies <> '{}') TO STDOUT (FORMAT BINARY)"
)
LEAVE = np.dtype([("profile_id", "i8"), ("begins", "i2"), ("ends", "i2")])
REFUSAL = np.dtype([("profile_id", "i8"), ("company", "i8")])


class TooLarge(Exception):
    """The columns would not fit in the memory that the settings give them."""


def read_everything(most_bytes: int) -> tuple[int, Columns]:
    """The whole table in one snapshot, with its xmin. Raises TooLarge."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(f"SELECT {XMIN}, count(*) FROM matching_candidate")  # noqa: S608 - a constant
        xmin, profiles = cursor.fetchone()
        columns = Columns(profiles)
        for records in _copied(cursor, ALL, RECORD):
            columns.append(records)
            if columns.nbytes > most_bytes:
                raise TooLarge
        _read_the_rest(cursor, columns)
    return xmin, columns


def _read_the_rest(cursor: Any, columns: Columns) -> None:
    """Leave and refused companies, of those who have any."""
    leaves: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for records in _copied(cursor, ALL_LEAVES, LEAVE):
        places = columns.places_of(records["profile_id"].tolist()).tolist()
        for place, begins, ends in zip(
            places, records["begins"].tolist(), records["ends"].tolist(), strict=True
        ):
            leaves[place].append((begins, ends))
    columns.leaves.write(leaves)
    refused: dict[int, list[int]] = defaultdict(list)
    for records in _copied(cursor, ALL_REFUSALS, REFUSAL):
        places = columns.places_of(records["profile_id"].tolist()).tolist()
        for place, company in zip(places, records["company"].tolist(), strict=True):
            refused[place].append(company)
    columns.refusals.write(refused)


def _copied(cursor: Any, statement: str, record: np.dtype[Any]) -> Iterator[Array]:
    """The rows of a binary COPY: its fields never are NULL and have one width each, so that its bytes are an array.

    Layout (PostgreSQL's documentation of COPY): a header of 19 bytes; per row the number of fields in two bytes, then
    per field its length in four and its value, most significant byte first; -1 in two bytes at the end.
    """
    wire = _on_the_wire(record)
    waiting = bytearray()
    header = 19
    with cursor.copy(statement) as copy:
        for block in copy:
            waiting += block
            if header and len(waiting) >= header:
                del waiting[:header]
                header = 0
            if len(waiting) >= CHUNK * wire.itemsize:
                yield _taken(waiting, wire, record)
    if header:
        del waiting[:header]
    yield _taken(waiting, wire, record)


def _on_the_wire(record: np.dtype[Any]) -> np.dtype[Any]:
    fields: list[tuple[str, str]] = [("fields", ">i2")]
    for name in record.names or ():
        fields += [(f"length of {name}", ">i4"), (name, record[name].newbyteorder(">").str)]
    return np.dtype(fields)


def _taken(waiting: bytearray, wire: np.dtype[Any], record: np.dtype[Any]) -> Array:
    """The whole rows that wait, taken off."""
    rows = len(waiting) // wire.itemsize
    found = np.frombuffer(bytes(waiting[: rows * wire.itemsize]), wire) if rows else np.empty(0, wire)
    del waiting[: rows * wire.itemsize]
    native = np.empty(rows, record)
    for name in record.names or ():
        native[name] = found[name]
    return native
