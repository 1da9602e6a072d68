"""The opening dates, and how many people wait for them."""

from django.contrib import admin
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin.base import ForTheTeam
from accounts.models import OpeningDate, WaitingListEntry
from accounts.permissions import can_moderate
from sio.lib.admin import ReadOnly


def _waiting(**which: object) -> Coalesce:
    found = WaitingListEntry.objects.filter(role=OuterRef("role"), **which).order_by().values("role")
    return Coalesce(Subquery(found.annotate(count=Count("pk")).values("count")), 0)


@admin.register(OpeningDate)
class OpeningDateAdmin(ForTheTeam, admin.ModelAdmin[OpeningDate]):
    """One line a side. Emptying a date opens that side: those who wait are told within the hour, once."""

    list_display = ("__str__", "opens_at", "state", "confirmed", "unconfirmed")
    readonly_fields = ("role", "confirmed", "unconfirmed")
    fields = ("role", "opens_at", "confirmed", "unconfirmed")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OpeningDate]:
        counted = {
            "confirmed": _waiting(confirmed_at__isnull=False),
            "unconfirmed": _waiting(confirmed_at__isnull=True),
        }
        return super().get_queryset(request).annotate(**counted)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return can_moderate(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description="état")
    def state(self, date: OpeningDate) -> str:
        return "À venir" if date.opens_at and date.opens_at > timezone.now() else "Ouvert"

    @admin.display(description="à prévenir")
    def confirmed(self, date: OpeningDate) -> int:
        return date.confirmed  # type: ignore[attr-defined, no-any-return]  # counted by the query

    @admin.display(description="adresses à confirmer")
    def unconfirmed(self, date: OpeningDate) -> int:
        return date.unconfirmed  # type: ignore[attr-defined, no-any-return]  # counted by the query


@admin.register(WaitingListEntry)
class WaitingListEntryAdmin(ReadOnly, ForTheTeam, admin.ModelAdmin[WaitingListEntry]):
    """Who waits. Read to answer « Suis-je inscrit ? »; nobody writes to this list by hand."""

    list_display = ("email", "role", "created_at", "confirmed_at")
    list_filter = ("role", ("confirmed_at", admin.EmptyFieldListFilter))
    search_fields = ("email",)
    ordering = ("-created_at",)
    fields = ("email", "role", "created_at", "confirmed_at")
    list_per_page = 50
