"""Rate limits: one row per key and window."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from sio.lib.limits import HitCount, may_proceed, purge_hit_counts

pytestmark = pytest.mark.django_db
MINUTE = timedelta(days=30)  # a window that no test crosses


def test_a_limit_counts_each_key_apart() -> None:
    answers = [may_proceed("comment", "10.0.0.1", limit=2, every=MINUTE) for _ in range(3)]

    assert answers == [True, True, False]
    assert may_proceed("comment", "10.0.0.2", limit=2, every=MINUTE)
    assert may_proceed("search", "10.0.0.1", limit=2, every=MINUTE)


def test_a_new_window_starts_from_nothing() -> None:
    may_proceed("comment", "10.0.0.1", limit=1, every=MINUTE)
    HitCount.objects.update(starts_at=Now() - timedelta(days=60))

    assert may_proceed("comment", "10.0.0.1", limit=1, every=MINUTE)


def test_no_address_is_kept_in_clear() -> None:
    may_proceed("comment", "10.0.0.1", limit=1, every=MINUTE)

    assert "10.0.0.1" not in HitCount.objects.get().key


def test_the_night_forgets_yesterdays_windows() -> None:
    may_proceed("comment", "10.0.0.1", limit=1, every=timedelta(hours=1))
    HitCount.objects.update(starts_at=Now() - timedelta(days=2))

    purge_hit_counts()

    assert not HitCount.objects.exists()
