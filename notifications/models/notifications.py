"""What a person reads on the site."""

import uuid

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> "NotificationQuerySet":
        """One's own, and nobody else's."""
        return self.filter(user=user.pk)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at__isnull=True)

    def unread_first(self) -> "NotificationQuerySet":
        return self.order_by(F("read_at").desc(nulls_first=True), "-created_at", "-id")

    def mark_read(self) -> int:
        return self.unread().update(read_at=Now())


class Notification(models.Model):
    """One message, in the words it had when the fact happened, and the page where it leads."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    dedupe_key = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=150)
    text = models.CharField(max_length=500)
    path = models.CharField(max_length=300)
    button = models.CharField(max_length=60)
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "notification"
        indexes = [
            models.Index("user", F("created_at").desc(), name="notification_of_user"),
            models.Index("user", condition=Q(read_at__isnull=True), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unread(self) -> bool:
        return self.read_at is None
