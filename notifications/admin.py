"""The mail log, and what was told on the site."""

from django.contrib import admin

from sio.lib.admin import DutyAdmin, ReadOnly

from .models import Delivery, Notification


@admin.register(Delivery)
class DeliveryAdmin(DutyAdmin):
    """Which mail left, to whom, when; never what it said. Replay or give up the dead ones."""

    list_display = ("kind", "user", *DutyAdmin.list_display[1:])
    list_select_related = ("user",)
    search_fields = (*DutyAdmin.search_fields, "user__email")
    exclude = (*DutyAdmin.exclude, "sealed")


@admin.register(Notification)
class NotificationAdmin(ReadOnly, admin.ModelAdmin[Notification]):
    """What a person was told, for when she asks."""

    list_display = ("title", "user", "kind", "created_at", "read_at")
    list_filter = ("kind",)
    list_select_related = ("user",)
    search_fields = ("user__email", "title")
