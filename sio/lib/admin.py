"""Staff screens: what is only read, the history of a thing, and duties that ended badly.

Moderators decide through services; the admin shows, and its actions call them.
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from .duties import Duty, DutyStatus, replay, withdraw

Move = Callable[[Duty], bool]
ALL = "all"


class ReadOnly:
    """Nobody adds, changes or deletes here."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class HistoryInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]  # its subclasses name the event
    """The events of a thing, oldest first: set `model` to the event."""

    fields = ("at", "actor", "from_status", "to_status", "why")
    readonly_fields = fields
    extra = 0
    can_delete = False
    verbose_name = "étape"
    verbose_name_plural = "historique"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("actor")


class Queue(admin.SimpleListFilter):
    """What waits for the team, unless one asks for something else: `waiting` stands first and is what no choice means.

    Set `waiting` (its words), `everything` (« Tous »), `states`, and `of(queryset)` for what waits.
    """

    title = "état"
    parameter_name = "etat"
    waiting: ClassVar[str]
    everything: ClassVar[str] = "Tous"
    states: ClassVar[Sequence[tuple[str, str]]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(ALL, self.everything), *self.states]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [{**first, "display": self.waiting}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        if chosen == ALL:
            return queryset
        return self.in_state(queryset, chosen) if chosen else self.of(queryset)

    def of(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        raise NotImplementedError

    def in_state(self, queryset: QuerySet[Any], state: str) -> QuerySet[Any]:
        return queryset.filter(status=state)


class ReasonForm(ActionForm):
    """An action that is logged with its reason."""

    reason = forms.CharField(label="Raison", required=False, max_length=300)


class DutyAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # its subclasses name the table
    """What was owed and what became of it; a dead duty can be replayed or given up, with a reason."""

    list_display: tuple[str, ...] = (
        "kind",
        "status",
        "tries",
        "created_at",
        "next_at",
        "done_at",
        "last_error",
    )
    list_filter: ClassVar[tuple[Any, ...]] = ("status", "kind")
    search_fields: ClassVar[tuple[str, ...]] = ("dedupe_key", "request_id")
    ordering = ("-created_at",)
    exclude: ClassVar[tuple[str, ...]] = ("lease_token",)
    list_per_page = 50
    action_form = ReasonForm
    actions = ("replay_dead", "withdraw_dead")

    @admin.action(description="Rejouer", permissions=["view"])
    def replay_dead(self, request: HttpRequest, queryset: QuerySet[Duty]) -> None:
        self._move(request, queryset, replay, "Rejouée")

    @admin.action(description="Abandonner", permissions=["view"])
    def withdraw_dead(self, request: HttpRequest, queryset: QuerySet[Duty]) -> None:
        self._move(request, queryset, withdraw, "Abandonnée")

    def _move(self, request: HttpRequest, queryset: QuerySet[Duty], move: Move, word: str) -> None:
        reason = request.POST.get("reason", "").strip()
        if not reason:
            return self.message_user(request, "Indiquez la raison de votre geste.", messages.ERROR)
        moved = [duty for duty in queryset.filter(status=DutyStatus.DEAD) if move(duty)]
        for duty in moved:
            self.log_change(request, duty, f"{word}\u00a0: {reason}")
        self.message_user(request, f"{word}\u00a0: {len(moved)} sur {queryset.count()}.", messages.SUCCESS)
        return None
