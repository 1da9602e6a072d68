"""What the engine noticed about itself."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin.base import ForTheTeam
from matching.models import CacheAlarm
from sio.lib.admin import ReadOnly


@admin.register(CacheAlarm)
class CacheAlarmAdmin(ForTheTeam, ReadOnly, admin.ModelAdmin[CacheAlarm]):
    """While one is open, every ranking comes from SQL."""

    list_display = ("raised_at", "mission_id", "lifted_at")
    list_filter = (("lifted_at", admin.EmptyFieldListFilter),)
    actions = ("lift",)

    @admin.action(description="Lever\u00a0: la mémoire répond à nouveau")
    def lift(self, request: HttpRequest, alarms: QuerySet[CacheAlarm]) -> None:
        alarms.filter(lifted_at=None).update(lifted_at=timezone.now())
