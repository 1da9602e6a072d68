"""The slim table: one narrow row per profile, all that a ranking reads (matching.md §10.1)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from matching.facts import JOB_SLOTS, LANGUAGE_SLOTS, SKILL_SLOTS
from matching.fields import BoxField, CurrentTransaction, PeriodsField, TransactionField


class Candidate(models.Model):
    """The facts of one profile, as `matching.facts.CandidateFacts`, projected in the transaction of any change.

    Triggers mark the row stale when a source changes; a stale row that is or should be listed cannot be committed
    (migration 0002). NULL means unknown and nothing else: the filters of the engine rely on it. A row leaves with
    its profile, and leaves a `Departure` behind.
    """

    profile = models.OneToOneField(
        "accounts.AssistantProfile", on_delete=models.CASCADE, primary_key=True, related_name="candidate"
    )
    is_listed = models.BooleanField(db_default=False)
    is_stale = models.BooleanField(db_default=False)
    accepts_remote = models.BooleanField(db_default=False)
    accepts_on_site = models.BooleanField(db_default=False)
    accepts_near_budget = models.BooleanField(db_default=False)
    accepts_pairs = models.BooleanField(db_default=False)
    has_experience = models.BooleanField(db_default=False)
    min_minutes = models.SmallIntegerField(db_default=0)
    min_weeks = models.SmallIntegerField(db_default=0)
    reviews = models.SmallIntegerField(db_default=0)
    stars = models.IntegerField(db_default=0)
    rule_version = models.IntegerField(db_default=0)
    reliability = models.IntegerField(db_default=0)
    sectors = models.BigIntegerField(db_default=0)
    refused_sectors = models.BigIntegerField(db_default=0)

    free_minutes = models.SmallIntegerField(null=True)
    radius_km = models.SmallIntegerField(null=True)
    half_days_remote = models.SmallIntegerField(null=True)
    half_days_on_site = models.SmallIntegerField(null=True)
    available_from = models.DateField(null=True)
    available_until = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    certified_until = models.DateField(null=True)
    insured_until = models.DateField(null=True)
    rate_remote = models.IntegerField(null=True)
    rate_on_site = models.IntegerField(null=True)
    floor_remote = models.IntegerField(null=True)
    floor_on_site = models.IntegerField(null=True)
    x = models.FloatField(null=True)
    y = models.FloatField(null=True)
    z = models.FloatField(null=True)
    area = BoxField(null=True)

    credit = models.BinaryField(db_default=bytes(SKILL_SLOTS))
    proximity = models.BinaryField(db_default=bytes(JOB_SLOTS))
    languages = models.BinaryField(null=True)
    leaves = PeriodsField(db_default=())
    refused_companies = ArrayField(models.BigIntegerField(), db_default=[])

    ver = TransactionField(db_default=CurrentTransaction(), editable=False)
    """The transaction that wrote the row, set by a trigger: what tells the cache that it changed."""

    class Meta:
        verbose_name = "profil à classer"
        verbose_name_plural = "profils à classer"
        indexes = [
            GistIndex(fields=["area"], condition=Q(is_listed=True), name="candidate_by_area"),
        ]
        constraints = [
            models.CheckConstraint(
                name="candidate_town_is_whole_or_unknown",
                condition=Q(x__isnull=True, y__isnull=True, z__isnull=True)
                | Q(x__isnull=False, y__isnull=False, z__isnull=False),
            ),
            models.CheckConstraint(
                name="candidate_half_days_are_whole_or_unknown",
                condition=Q(half_days_remote__isnull=True, half_days_on_site__isnull=True)
                | Q(half_days_remote__range=(0, 1023), half_days_on_site__range=(0, 1023)),
            ),
            models.CheckConstraint(
                name="candidate_has_one_byte_per_slot",
                condition=Q(Exact(Length("credit"), SKILL_SLOTS))
                & Q(Exact(Length("proximity"), JOB_SLOTS))
                & (Q(languages__isnull=True) | Q(Exact(Length("languages"), LANGUAGE_SLOTS))),
            ),
        ]

    def __str__(self) -> str:
        return f"Profil {self.pk}"


class Departure(models.Model):
    """A row that was deleted, and by which transaction: a cache could not learn it from the table itself."""

    profile_id = models.BigIntegerField(primary_key=True)
    ver = TransactionField(db_default=CurrentTransaction(), editable=False)

    class Meta:
        verbose_name = "départ"
        verbose_name_plural = "départs"

    def __str__(self) -> str:
        return f"Profil {self.pk}, parti"
