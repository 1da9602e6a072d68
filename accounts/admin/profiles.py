"""The queue of profiles to read, and the decision: publish, or ask for changes with a reason and a text."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from accounts.admin.base import ForTheTeam
from accounts.enums import ModerationReason, ProfileStatus
from accounts.models import AssistantProfile, ProfileEvent, User
from accounts.services.profiles import clear_rule, publish_profile, request_profile_changes
from accounts.summary import sections
from accounts.wording import step_findings
from sio.lib.admin import HistoryInline, Queue, ReadOnly
from sio.lib.errors import Refusal


class ProfileHistory(ForTheTeam, HistoryInline):
    model = ProfileEvent

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The history of everything, with the moderator's reason before her words."""
        *before, why = self.fields
        return [*before, "reason", why]

    get_readonly_fields = get_fields


class ProfileQueue(Queue):
    waiting = "À vérifier"
    states = tuple(ProfileStatus.choices)

    def of(self, queryset: QuerySet[AssistantProfile]) -> QuerySet[AssistantProfile]:
        return queryset.filter(status=ProfileStatus.SUBMITTED)


class ChangesForm(ActionForm):
    """What is asked of the person; both are needed to ask for changes, neither to publish."""

    reason = forms.ChoiceField(
        label="Motif", required=False, choices=[("", "Motif…"), *ModerationReason.choices]
    )
    why = forms.CharField(label="Ce qu’il faut modifier", required=False, max_length=1000)


@admin.register(AssistantProfile)
class AssistantProfileAdmin(ReadOnly, ForTheTeam, admin.ModelAdmin[AssistantProfile]):
    """Oldest first. Facts are hers: the team reads and decides, it does not rewrite."""

    list_display = ("name", "title", "city", "status", "submitted_at", "age", "remarks")
    list_filter = (ProfileQueue, "is_demo")
    search_fields = ("user__email", "user__first_name", "user__last_name", "title", "siren", "slug")
    list_select_related = ("user", "city")
    ordering = ("submitted_at", "pk")
    fields = ("user", "slug", "status", "submitted_at", "published_at", "is_demo", "cleared_rules")
    inlines = (ProfileHistory,)
    actions = ("publish", "ask_for_changes")
    action_form = ChangesForm
    change_form_template = "admin/accounts/assistantprofile/change_form.html"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[AssistantProfile]:
        return super().get_queryset(request).prefetch_related("experiences")

    @admin.display(description="nom", ordering="user__last_name")
    def name(self, profile: AssistantProfile) -> str:
        return profile.user.full_name or profile.user.email

    @admin.display(description="attend depuis", ordering="submitted_at")
    def age(self, profile: AssistantProfile) -> str:
        if profile.status != ProfileStatus.SUBMITTED or profile.submitted_at is None:
            return "–"
        waited = timezone.now() - profile.submitted_at
        return f"{waited.days} j" if waited.days else f"{waited.seconds // 3600} h"

    @admin.display(description="à relire")
    def remarks(self, profile: AssistantProfile) -> str:
        return ", ".join(remark.rule for remark in step_findings(profile)) or "–"

    @admin.action(description="Publier", permissions=["view"])
    def publish(self, request: HttpRequest, queryset: QuerySet[AssistantProfile]) -> None:
        self._decide_all(
            request, queryset, lambda profile: publish_profile(profile, _moderator(request)), "Publié"
        )

    @admin.action(description="Demander des modifications", permissions=["view"])
    def ask_for_changes(self, request: HttpRequest, queryset: QuerySet[AssistantProfile]) -> None:
        reason, why = _reason_of(request)
        self._decide_all(
            request,
            queryset,
            lambda profile: request_profile_changes(profile, _moderator(request), reason, why),
            "Modifications demandées",
        )

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("<int:pk>/publier/", self._protected(self.publish_one), name="accounts_profile_publish"),
            path("<int:pk>/modifications/", self._protected(self.ask_one), name="accounts_profile_ask"),
            path("<int:pk>/lever/", self._protected(self.clear_one), name="accounts_profile_clear"),
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        profile = self.get_object(request, object_id)
        context = {
            "is_waiting": profile is not None and profile.status == ProfileStatus.SUBMITTED,
            "remarks": step_findings(profile) if profile else [],
            "sections": sections(profile) if profile else [],
            "reasons": ModerationReason.choices,
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def publish_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._decide_one(
            request, pk, lambda profile: publish_profile(profile, _moderator(request)), "Profil publié."
        )

    def ask_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        reason, why = _reason_of(request)

        def act(profile: AssistantProfile) -> None:
            request_profile_changes(profile, _moderator(request), reason, why)

        return self._decide_one(request, pk, act, "Modifications demandées : un e-mail part.")

    def clear_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A named person lets words stand; the page stays open for the decision itself."""

        def act(profile: AssistantProfile) -> None:
            clear_rule(profile, _moderator(request), request.POST.get("rule", ""))

        self._decide_one(request, pk, act, "Règle levée à votre nom.")
        return redirect("admin:accounts_assistantprofile_change", pk)

    def _protected(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return require_POST(self.admin_site.admin_view(view))

    def _decide_one(
        self, request: HttpRequest, pk: int, act: Callable[[AssistantProfile], Any], done: str
    ) -> HttpResponse:
        profile = get_object_or_404(AssistantProfile.objects.visible_to(_moderator(request)), pk=pk)
        try:
            act(profile)
        except Refusal as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
            return redirect("admin:accounts_assistantprofile_change", pk)
        self.message_user(request, done, messages.SUCCESS)
        return redirect("admin:accounts_assistantprofile_changelist")

    def _decide_all(
        self,
        request: HttpRequest,
        queryset: QuerySet[AssistantProfile],
        act: Callable[[AssistantProfile], Any],
        word: str,
    ) -> None:
        done = 0
        for profile in queryset:
            try:
                act(profile)
            except Refusal as refusal:
                self.message_user(request, _linked(profile, refusal.message), messages.ERROR)
            else:
                done += 1
        if done:
            self.message_user(request, f"{word} : {done}.", messages.SUCCESS)


def _moderator(request: HttpRequest) -> User:
    """The member of the team at work: the admin lets nobody else in."""
    return cast("User", request.user)


def _reason_of(request: HttpRequest) -> tuple[str, str]:
    return request.POST.get("reason", ""), request.POST.get("why", "")


def _linked(profile: AssistantProfile, sentence: str) -> str:
    address = reverse("admin:accounts_assistantprofile_change", args=[profile.pk])
    return format_html('<a href="{}">{}</a> : {}', address, profile, sentence)
