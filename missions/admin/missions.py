"""The queue of missions to read, and the decision: publish, ask for changes, refuse, let words stand."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from accounts.admin.base import ForTheTeam
from accounts.enums import ModerationReason
from accounts.models import User
from missions import wording
from missions.enums import MissionStatus
from missions.models import Mission, MissionEvent, MissionSkill
from missions.services.missions import clear_rule, publish_mission, reject_mission, request_mission_changes
from sio.lib.admin import HistoryInline, Queue, ReadOnly
from sio.lib.errors import Refusal

LIST = "admin:missions_mission_changelist"
PAGE = "admin:missions_mission_change"

Act = Callable[[Mission], Any]


class MissionHistory(ForTheTeam, HistoryInline):
    model = MissionEvent

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The history of everything, with the moderator's reason before her words."""
        *before, why = self.fields
        return [*before, "reason", why]

    get_readonly_fields = get_fields


class AskedSkills(ReadOnly, ForTheTeam, admin.TabularInline[MissionSkill, Mission]):
    model = MissionSkill
    fields = ("skill", "importance", "level")
    readonly_fields = fields
    extra = 0
    can_delete = False


class MissionQueue(Queue):
    """Missions sent, and drafts whose words the team was asked to read."""

    waiting = "À lire"
    everything = "Toutes"
    states = tuple(MissionStatus.choices)

    def of(self, queryset: QuerySet[Mission]) -> QuerySet[Mission]:
        return queryset.filter(Q(status=MissionStatus.SUBMITTED) | Q(review_requested_at__isnull=False))


class DecisionForm(ActionForm):
    """What is asked of the company; both are needed to ask for changes or refuse, neither to publish."""

    reason = forms.ChoiceField(
        label="Motif", required=False, choices=[("", "Motif…"), *ModerationReason.choices]
    )
    why = forms.CharField(label="Explication", required=False, max_length=1000)


@admin.register(Mission)
class MissionAdmin(ReadOnly, ForTheTeam, admin.ModelAdmin[Mission]):
    """Oldest first. The words are the company's: the team reads and decides, it does not rewrite."""

    list_display = ("__str__", "company", "status", "submitted_at", "age", "remarks")
    list_filter = (MissionQueue, "format", "place")
    search_fields = ("title", "brief", "company__name", "company__siren", "public_id")
    list_select_related = ("company",)
    ordering = ("submitted_at", "pk")
    exclude: ClassVar[tuple[str, ...]] = ("skills",)
    inlines = (AskedSkills, MissionHistory)
    actions = ("publish", "ask_for_changes", "reject")
    action_form = DecisionForm
    change_form_template = "admin/missions/mission/change_form.html"
    list_per_page = 50

    @admin.display(description="attend depuis", ordering="submitted_at")
    def age(self, mission: Mission) -> str:
        since = (
            mission.submitted_at if mission.status == MissionStatus.SUBMITTED else mission.review_requested_at
        )
        if since is None:
            return "–"
        waited = timezone.now() - since
        return f"{waited.days} j" if waited.days else f"{waited.seconds // 3600} h"

    @admin.display(description="à relire")
    def remarks(self, mission: Mission) -> str:
        return ", ".join(dict.fromkeys(reading.rule for reading in wording.findings(mission))) or "–"

    @admin.action(description="Publier", permissions=["view"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Mission]) -> None:
        self._decide_all(request, queryset, _publishing(request))

    @admin.action(description="Demander des modifications", permissions=["view"])
    def ask_for_changes(self, request: HttpRequest, queryset: QuerySet[Mission]) -> None:
        self._decide_all(request, queryset, _asking(request))

    @admin.action(description="Ne pas publier", permissions=["view"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Mission]) -> None:
        self._decide_all(request, queryset, _rejecting(request))

    def get_urls(self) -> list[URLPattern]:
        decisions = {
            "publier": ("publish", _publishing),
            "modifications": ("ask", _asking),
            "refuser": ("reject", _rejecting),
            "lever": ("clear", _clearing),
        }
        own = [
            path(f"<int:pk>/{word}/", self._decision(acting), name=f"missions_mission_{name}")
            for word, (name, acting) in decisions.items()
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        mission = self.get_object(request, object_id)
        context = {
            "is_waiting": mission is not None and mission.status == MissionStatus.SUBMITTED,
            "readings": wording.findings(mission) if mission else [],
            "reasons": ModerationReason.choices,
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def _decision(self, acting: Callable[[HttpRequest], Act]) -> Callable[..., HttpResponse]:
        """One click on the page of a mission; what is refused is said there."""

        def decide(request: HttpRequest, pk: int) -> HttpResponse:
            mission = get_object_or_404(Mission.objects.visible_to(_moderator(request)), pk=pk)
            try:
                acting(request)(mission)
            except Refusal as refusal:
                self.message_user(request, refusal.message, messages.ERROR)
                return redirect(PAGE, pk)
            self.message_user(
                request, f"C’est fait : {mission.get_status_display().lower()}.", messages.SUCCESS
            )
            return redirect(PAGE, pk) if acting is _clearing else redirect(LIST)

        return require_POST(self.admin_site.admin_view(decide))

    def _decide_all(self, request: HttpRequest, queryset: QuerySet[Mission], act: Act) -> None:
        done = 0
        for mission in queryset:
            try:
                act(mission)
            except Refusal as refusal:
                self.message_user(request, _linked(mission, refusal.message), messages.ERROR)
            else:
                done += 1
        if done:
            self.message_user(request, f"Décisions prises : {done}.", messages.SUCCESS)


def _publishing(request: HttpRequest) -> Act:
    return lambda mission: publish_mission(mission, _moderator(request))


def _asking(request: HttpRequest) -> Act:
    return lambda mission: request_mission_changes(mission, _moderator(request), *_reason_of(request))


def _rejecting(request: HttpRequest) -> Act:
    return lambda mission: reject_mission(mission, _moderator(request), *_reason_of(request))


def _clearing(request: HttpRequest) -> Act:
    return lambda mission: clear_rule(mission, _moderator(request), request.POST.get("rule", ""))


def _moderator(request: HttpRequest) -> User:
    """The member of the team at work: the admin lets nobody else in."""
    return cast("User", request.user)


def _reason_of(request: HttpRequest) -> tuple[str, str]:
    return request.POST.get("reason", ""), request.POST.get("why", "")


def _linked(mission: Mission, sentence: str) -> str:
    return format_html('<a href="{}">{}</a> : {}', reverse(PAGE, args=[mission.pk]), mission, sentence)
