"""Keeping the slim table true: one profile after its change, many after bulk work."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import transaction

from accounts.models import AssistantProfile
from matching.models import Candidate, RuleVersion
from matching.projection import COLUMNS, Catalogue, facts_of_profile, profiles_with_facts, row_of
from sio.lib.dates import today
from sio.lib.services import service

BATCH = 1_000


@service
def project_profile(profile: AssistantProfile) -> None:
    """Write the row of one profile from its facts, in the transaction of the change."""
    _project([profile.pk])


@service
def project_profiles(profiles: Iterable[AssistantProfile]) -> int:
    """Write the rows of these profiles; how many were written."""
    return _project(profile.pk for profile in profiles)


def _project(ids: Iterable[int]) -> int:
    """By ascending id, so that two batches never wait for each other in a circle."""
    waiting = sorted(ids)
    if not waiting:
        return 0
    catalogue, rules, as_of = Catalogue.read(), RuleVersion.objects.in_force(), today()
    written = 0
    for batch in batches(waiting):
        profiles = profiles_with_facts(AssistantProfile.objects.filter(pk__in=batch).order_by("pk"))
        written += write([row_of(facts_of_profile(one, catalogue, rules, as_of), rules) for one in profiles])
    return written


def batches(ids: Iterable[int], size: int = BATCH) -> Iterator[list[int]]:
    waiting = iter(ids)
    while batch := list(islice(waiting, size)):
        yield batch


def write(rows: list[Candidate]) -> int:
    """Insert these rows, or bring them up to date; never deletes."""
    Candidate.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["profile"], update_fields=COLUMNS
    )
    return len(rows)


@service
def project_stale() -> int:
    """Write every row that is behind its facts."""
    return _project(Candidate.objects.filter(is_stale=True).values_list("pk", flat=True))


@service
def project_all() -> int:
    """Write every row again: a changed catalogue, new rules, the years that pass."""
    return _project(AssistantProfile.objects.values_list("pk", flat=True))


@contextmanager
def projecting() -> Iterator[None]:
    """Bulk work on profiles: one transaction, at the end of which the rows left behind are written.

    with projecting():
        AssistantProfile.objects.filter(…).update(…)
    """
    with transaction.atomic():
        yield
        project_stale()
