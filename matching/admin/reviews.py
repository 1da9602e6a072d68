"""The queue of contested results, the latest deadline first, and the answer with its reasons."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from accounts.admin.base import ForTheTeam
from accounts.models import User
from matching import presentation
from matching.enums import ReviewStatus
from matching.models import ReviewRequest, ReviewRequestEvent
from matching.services import answer_review
from sio.lib.admin import HistoryInline, Queue, ReadOnly
from sio.lib.dates import day
from sio.lib.errors import Refusal

OVERDUE = "retard"


class ReviewHistory(ForTheTeam, HistoryInline):
    model = ReviewRequestEvent


class ReviewQueue(Queue):
    waiting = "À répondre"
    everything = "Toutes"
    states = (
        (OVERDUE, "En retard"),
        *(choice for choice in ReviewStatus.choices if choice[0] != ReviewStatus.RECEIVED),
    )

    def of(self, queryset: QuerySet[ReviewRequest]) -> QuerySet[ReviewRequest]:
        return queryset.filter(status=ReviewStatus.RECEIVED)

    def in_state(self, queryset: QuerySet[ReviewRequest], state: str) -> QuerySet[ReviewRequest]:
        overdue = ReviewRequest.objects.overdue().values("pk")
        return queryset.filter(pk__in=overdue) if state == OVERDUE else super().in_state(queryset, state)


@admin.register(ReviewRequest)
class ReviewRequestAdmin(ReadOnly, ForTheTeam, admin.ModelAdmin[ReviewRequest]):
    """Oldest first. An answer is written one request at a time: there is no action on several."""

    list_display = ("reference", "mission", "side", "status", "received_at", "deadline", "decided_by")
    list_filter = (ReviewQueue, "side")
    list_select_related = ("mission", "decided_by")
    search_fields = ("details", "mission__title", "profile__user__email", "asked_by__email", "public_id")
    exclude = ("explanation",)
    ordering = ("received_at", "pk")
    inlines = (ReviewHistory,)
    change_form_template = "admin/matching/reviewrequest/change_form.html"
    list_per_page = 50
    actions = None

    @admin.display(description="référence")
    def reference(self, review: ReviewRequest) -> str:
        return review.reference

    @admin.display(description="réponse due", ordering="received_at")
    def deadline(self, review: ReviewRequest) -> str:
        if review.is_answered:
            return "–"
        return f"en retard, {day(review.due_on)}" if review.is_overdue else day(review.due_on)

    def get_urls(self) -> list[URLPattern]:
        answer = require_POST(self.admin_site.admin_view(self.answer))
        return [path("<int:pk>/repondre/", answer, name="matching_reviewrequest_answer"), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        review = self.get_object(request, object_id)
        told = {**presentation.review(review), "is_overdue": review.is_overdue} if review else {}
        return super().change_view(request, object_id, form_url, told | (extra_context or {}))

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What was written stays on the page when the answer is refused."""
        review, why = get_object_or_404(ReviewRequest, pk=pk), request.POST.get("why", "")
        try:
            answer_review(review, cast("User", request.user), request.POST.get("outcome", ""), why)
        except Refusal as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
            request.method = "GET"
            return self.change_view(request, str(pk), extra_context={"why": why})
        self.message_user(request, "Réponse envoyée\u00a0: les deux côtés sont prévenus.", messages.SUCCESS)
        return redirect("admin:matching_reviewrequest_changelist")
