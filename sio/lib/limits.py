"""Rate limits: one row per key and window in PostgreSQL, counted in one statement."""

import hashlib
from datetime import timedelta

from django.db import connection, models
from django.db.models.functions import Now

KEPT = timedelta(days=1)

# The window is the database's clock cut into slices of the period.
COUNT = """
INSERT INTO lib_hitcount (key, starts_at, hits)
VALUES (%(key)s,
        to_timestamp(floor(extract(epoch FROM statement_timestamp()) / %(seconds)s) * %(seconds)s), 1)
ON CONFLICT (key, starts_at) DO UPDATE SET hits = lib_hitcount.hits + 1
RETURNING hits
"""


class HitCount(models.Model):
    """How often a key came in one window. Keys are hashed: no address is kept in clear."""

    key = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    hits = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("key", "starts_at", name="hit_count_has_one_row_per_window")]

    def __str__(self) -> str:
        return f"{self.hits} × {self.key[:8]}"


def may_proceed(name: str, who: str, *, limit: int, every: timedelta) -> bool:
    """Count one hit of `who` on `name` and say whether it is within `limit` for the current window."""
    key = hashlib.sha256(f"{name}:{who}:{every.total_seconds()}".encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": key, "seconds": int(every.total_seconds())})
        hits: int = cursor.fetchone()[0]
    return hits <= limit


def purge_hit_counts() -> None:
    """Every night: forget the windows older than a day."""
    HitCount.objects.filter(starts_at__lt=Now() - KEPT).delete()
