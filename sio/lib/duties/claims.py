"""Taking duties: the only place that leases rows. Every moment is the database's, never the process's."""

import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from .handlers import handlers_of
from .model import Duty, DutyStatus

D = TypeVar("D", bound=Duty)

DEFAULT_LEASE = 60

# A plain sub-select with LIMIT may be run more than once by the planner and take too many: hence MATERIALIZED.
# A suspect (two tries, or a lease that ran out in mid-act) is taken alone: it may kill its worker again, and its
# neighbours would wait for their leases to end.
CLAIM = """
WITH expired AS MATERIALIZED (
    SELECT duty.id, duty.priority, duty.next_at, duty.tries >= 1 AS is_suspect
    FROM {table} duty
    WHERE duty.status = 'leased' AND duty.lease_until < statement_timestamp() AND {condition}
    ORDER BY duty.lease_until LIMIT %(size)s
    FOR UPDATE SKIP LOCKED
), waiting AS MATERIALIZED (
    SELECT duty.id, duty.priority, duty.next_at, duty.tries >= 2 AS is_suspect
    FROM {table} duty
    WHERE duty.status = 'waiting' AND duty.next_at <= statement_timestamp() AND {condition}
    ORDER BY duty.priority, duty.next_at, duty.id LIMIT %(size)s
    FOR UPDATE SKIP LOCKED
), due AS MATERIALIZED (
    SELECT id, is_suspect, row_number() OVER (ORDER BY priority, next_at, id) AS place
    FROM (SELECT * FROM expired UNION ALL SELECT * FROM waiting) AS both_kinds
), batch AS MATERIALIZED (
    SELECT id FROM due
    WHERE place <= %(size)s
      AND (place = 1 OR NOT is_suspect)
      AND (place = 1 OR NOT (SELECT is_suspect FROM due WHERE place = 1))
)
UPDATE {table} duty
SET status = 'leased', lease_token = %(token)s,
    lease_until = statement_timestamp() + make_interval(secs => %(lease)s)
FROM batch WHERE duty.id = batch.id
RETURNING duty.id
"""

SERIAL_CONDITION = """NOT EXISTS (
    SELECT 1 FROM {table} sibling
    WHERE sibling.{column} = duty.{column} AND sibling.id <> duty.id
      AND sibling.status = 'leased' AND sibling.lease_until >= statement_timestamp()
)"""


def claim(
    model: type[D], size: int, *, only: Collection[str] | None = None, without: Collection[str] = ()
) -> list[D]:
    """Lease up to `size` due rows, in order of priority, under one fresh token, and return them.

    `only` and `without` narrow the kinds. A table with SERIAL_BY gives one row at a time, and none whose sibling
    is being acted on.
    """
    token = uuid.uuid4()
    with transaction.atomic(), connection.cursor() as cursor:
        _wait_for_siblings(model)
        size = 1 if model.SERIAL_BY else size
        cursor.execute(_claim_sql(model, only), _parameters(model, size, token, only, without))
        ids = [row[0] for row in cursor.fetchall()]
    return list(_rows(model, ids, token).order_by("priority", "next_at", "id")) if ids else []


def _rows(model: type[D], ids: Collection[int], token: uuid.UUID) -> QuerySet[D]:
    return model._default_manager.filter(pk__in=ids, lease_token=token)


def claim_one(duty: D) -> D | None:
    """Lease this very row, due or not; None when it is taken, over, or has a sibling under way."""
    token = uuid.uuid4()
    lease = _lease(type(duty))
    with transaction.atomic():
        _wait_for_siblings(type(duty))
        free = type(duty)._default_manager.filter(pk=duty.pk, status=DutyStatus.WAITING)
        if _has_leased_sibling(duty):
            return None
        free.update(status=DutyStatus.LEASED, lease_token=token, lease_until=Now() + timedelta(seconds=lease))
    return type(duty)._default_manager.filter(pk=duty.pk, lease_token=token).first()


def begin(duty: Duty, lease: int) -> bool:
    """Renew the lease and count the try, in one committed statement; False when somebody else has the row."""
    begun = held(duty).update(lease_until=Now() + timedelta(seconds=lease), tries=F("tries") + 1)
    duty.tries += begun
    return begun == 1


def release(duties: Collection[Duty]) -> None:
    """Give back rows that were leased and not begun."""
    for duty in duties:
        held(duty).update(status=DutyStatus.WAITING, lease_token=None, lease_until=None)


def held(duty: Duty) -> QuerySet[Duty]:
    """The row, as long as it is ours: no line when the lease went to somebody else."""
    return type(duty)._default_manager.filter(
        pk=duty.pk, status=DutyStatus.LEASED, lease_token=duty.lease_token
    )


def _lease(model: type[Duty]) -> int:
    return max((handler.lease for handler in handlers_of(model).values()), default=DEFAULT_LEASE)


def _claim_sql(model: type[Duty], only: Collection[str] | None) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    conditions = ["duty.kind <> ALL(%(without)s)"]
    if only is not None:
        conditions.append("duty.kind = ANY(%(only)s)")
    if model.SERIAL_BY:
        conditions.append(SERIAL_CONDITION.format(table=table, column=model.SERIAL_BY))
    return CLAIM.format(table=table, condition=" AND ".join(conditions))


def _parameters(
    model: type[Duty], size: int, token: uuid.UUID, only: Collection[str] | None, without: Collection[str]
) -> dict[str, Any]:
    return {
        "size": size,
        "token": token,
        "lease": _lease(model),
        "only": list(only or ()),
        "without": list(without),
    }


def _wait_for_siblings(model: type[Duty]) -> None:
    if model.SERIAL_BY:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [model._meta.db_table])


def _has_leased_sibling(duty: Duty) -> bool:
    if not duty.SERIAL_BY or getattr(duty, duty.SERIAL_BY) is None:
        return False
    siblings = (
        type(duty)
        ._default_manager.exclude(pk=duty.pk)
        .filter(
            status=DutyStatus.LEASED,
            lease_until__gte=Now(),
            **{duty.SERIAL_BY: getattr(duty, duty.SERIAL_BY)},
        )
    )
    return siblings.exists()
