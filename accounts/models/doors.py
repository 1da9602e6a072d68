"""When each side may sign up, and who asked to be told of that day."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import Role


class OpeningDateQuerySet(models.QuerySet["OpeningDate"]):
    def to_come(self) -> "OpeningDateQuerySet":
        """Those the database's own clock has not reached: no process decides with its watch (reliability, C16)."""
        return self.filter(opens_at__gt=Now())


class OpeningDate(models.Model):
    """The moment a side opens. Without a moment, or without a row, it is open."""

    role = models.CharField("côté", max_length=10, choices=Role, unique=True)
    opens_at = models.DateTimeField(
        "ouvre le", null=True, blank=True, help_text="Heure de Paris. Vide : l’inscription est ouverte."
    )

    objects = OpeningDateQuerySet.as_manager()

    class Meta:
        verbose_name = "date d’ouverture"
        verbose_name_plural = "dates d’ouverture"
        ordering = ["role"]
        constraints = [
            models.CheckConstraint(name="opening_date_role_is_known", condition=Q(role__in=Role.values))
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class WaitingListEntry(models.Model):
    """An address to write to once, on the opening day. The row leaves in the transaction that owes that message."""

    role = models.CharField("côté", max_length=10, choices=Role)
    email = models.EmailField("adresse e-mail")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField("inscription", db_default=Now())
    confirmed_at = models.DateTimeField("adresse confirmée", null=True, blank=True)

    class Meta:
        verbose_name = "inscription à la liste d’attente"
        verbose_name_plural = "liste d’attente"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["role", "email"], name="waiting_once_per_role"),
            models.CheckConstraint(name="waiting_role_is_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return self.email
