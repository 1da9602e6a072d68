"""The queue of reports, oldest first, and the decision: facts, rule and reasons, read by both sides."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.admin.base import ForTheTeam
from accounts.enums import ReportStatus
from accounts.models import Report, ReportEvent, User
from accounts.services.reports import appeal_report, decide_report
from sio.lib.admin import HistoryInline, Queue, ReadOnly
from sio.lib.errors import Refusal


class ReportHistory(ForTheTeam, HistoryInline):
    model = ReportEvent


class ReportQueue(Queue):
    waiting = "À décider"
    states = ((ReportStatus.UPHELD, "Fondés"), (ReportStatus.REJECTED, "Non fondés"))

    def of(self, queryset: QuerySet[Report]) -> QuerySet[Report]:
        return queryset.filter(status=ReportStatus.RECEIVED)


@admin.register(Report)
class ReportAdmin(ReadOnly, ForTheTeam, admin.ModelAdmin[Report]):
    """A decision is written one report at a time: there is no action on several."""

    list_display = ("reference", "label", "reason", "status", "received_at", "age")
    list_filter = (ReportQueue, "reason", "kind")
    search_fields = ("label", "details", "key", "notifier_email", "notifier__email", "author__email")
    ordering = ("received_at", "pk")
    inlines = (ReportHistory,)
    change_form_template = "admin/accounts/report/change_form.html"
    list_per_page = 50
    actions = None

    @admin.display(description="référence")
    def reference(self, report: Report) -> str:
        return report.reference

    @admin.display(description="attend depuis", ordering="received_at")
    def age(self, report: Report) -> str:
        if report.is_decided:
            return "–"
        waited = timezone.now() - report.received_at
        return f"{waited.days} j" if waited.days else f"{waited.seconds // 3600} h"

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("<int:pk>/decider/", self._protected(self.decide_one), name="accounts_report_decide"),
            path("<int:pk>/reprendre/", self._protected(self.appeal_one), name="accounts_report_appeal"),
        ]
        return [*own, *super().get_urls()]

    def decide_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What was written stays on the page when a part is missing."""
        written = {part: request.POST.get(part, "") for part in ("decision", "facts", "rule", "why")}
        return self._act(
            request,
            pk,
            lambda report: decide_report(report, _moderator(request), **written),
            "Décision enregistrée : les deux côtés sont prévenus.",
            written,
        )

    def appeal_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(
            request,
            pk,
            lambda report: appeal_report(report, _moderator(request), request.POST.get("why", "")),
            "Signalement rouvert : il attend une nouvelle décision.",
        )

    def _protected(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return require_POST(self.admin_site.admin_view(view))

    def _act(
        self,
        request: HttpRequest,
        pk: int,
        act: Callable[[Report], Any],
        done: str,
        written: dict[str, str] | None = None,
    ) -> HttpResponse:
        report = get_object_or_404(Report, pk=pk)
        try:
            act(report)
        except Refusal as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
            request.method = "GET"
            return self.change_view(request, str(pk), extra_context={"written": written or {}})
        self.message_user(request, done, messages.SUCCESS)
        return redirect("admin:accounts_report_changelist")


def _moderator(request: HttpRequest) -> User:
    """The member of the team at work: the admin lets nobody else in."""
    return cast("User", request.user)
