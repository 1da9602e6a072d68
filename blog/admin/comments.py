"""What readers answered: the queue, oldest first, each comment whole with its decisions beside it, one click each."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from blog.admin.team import WrittenByTheTeam
from blog.enums import COMMENT_MOVES, CommentStatus
from blog.models import Comment, CommentEvent
from blog.plain_text import as_html, clean
from blog.services.comments import (
    mark_spam,
    publish_comment,
    reject_comment,
    reply_as_team,
    requeue_comment,
)
from sio.lib.admin import HistoryInline, Queue, ReadOnly
from sio.lib.errors import Refusal

Act = Callable[[Comment, Any], Comment]
# Address of the decision → where it leads, its verb, what is said once done, and what does it.
DECISIONS: dict[str, tuple[CommentStatus, str, str, Act]] = {
    "publier": (CommentStatus.PUBLISHED, "Publier", "Publié", publish_comment),
    "refuser": (CommentStatus.REJECTED, "Refuser", "Refusé", reject_comment),
    "indesirable": (CommentStatus.SPAM, "Indésirable", "Marqué indésirable", mark_spam),
    "relire": (CommentStatus.SUBMITTED, "Remettre à relire", "Remis à relire", requeue_comment),
}


class CommentHistory(WrittenByTheTeam, HistoryInline):
    model = CommentEvent
    has_add_permission = ReadOnly.has_add_permission
    has_change_permission = ReadOnly.has_change_permission


class CommentQueue(Queue):
    waiting = "À relire"
    states = tuple(choice for choice in CommentStatus.choices if choice[0] != CommentStatus.SUBMITTED)

    def of(self, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        return queryset.filter(status=CommentStatus.SUBMITTED)


@admin.register(Comment)
class CommentAdmin(ReadOnly, WrittenByTheTeam, admin.ModelAdmin[Comment]):
    """Words are the reader's: the team reads, decides and answers, it does not rewrite."""

    list_display = ("who", "words", "age", "status", "decisions")
    list_display_links = ("who",)
    list_filter = (CommentQueue, "is_by_team")
    list_select_related = ("article", "parent")
    search_fields = ("name", "email", "body", "article__title")
    ordering = ("created_at", "pk")
    fields = (
        "article", "parent", "name", "email", "website", "body", "status", "created_at", "published_at", "ip_address",
    )  # fmt: skip
    readonly_fields = fields
    inlines = (CommentHistory,)
    actions = ("publish_all", "reject_all", "mark_all_spam", "requeue_all")
    change_form_template = "admin/blog/comment/change_form.html"
    list_per_page = 50
    view_on_site = False

    @admin.display(description="nom", ordering="name")
    def who(self, comment: Comment) -> str:
        return comment.name or "–"

    @admin.display(description="commentaire")
    def words(self, comment: Comment) -> SafeString:
        """All of them, and what they answer: nobody decides on an excerpt."""
        answered = f", en réponse à {comment.parent.name}" if comment.parent else ""
        where = format_html('<p class="help">Sous «\u00a0{}\u00a0»{}</p>', comment.article.title, answered)
        return as_html(comment.body) + where

    @admin.display(description="attend depuis", ordering="created_at")
    def age(self, comment: Comment) -> str:
        if comment.status != CommentStatus.SUBMITTED:
            return "–"
        waited = timezone.now() - comment.created_at
        return f"{waited.days}\u00a0j" if waited.days else f"{waited.seconds // 3600}\u00a0h"

    @admin.display(description="décision")
    def decisions(self, comment: Comment) -> SafeString:
        """Buttons of the list's own form, each with an address of its own: one click decides."""
        return format_html_join(
            " ", '<button class="button" type="submit" formaction="{}">{}</button>', _buttons(comment)
        )

    @admin.action(description="Publier", permissions=["view"])
    def publish_all(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._decide_all(request, queryset, "publier")

    @admin.action(description="Refuser", permissions=["view"])
    def reject_all(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._decide_all(request, queryset, "refuser")

    @admin.action(description="Marquer indésirables", permissions=["view"])
    def mark_all_spam(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._decide_all(request, queryset, "indesirable")

    @admin.action(description="Remettre à relire", permissions=["view"])
    def requeue_all(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._decide_all(request, queryset, "relire")

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("<int:pk>/repondre/", self._protected(self.answer_one), name="blog_comment_answer"),
            path("<int:pk>/<slug:decision>/", self._protected(self.decide_one), name="blog_comment_decide"),
        ]
        given = super().get_urls()
        # Django's own addresses (« 7/change/ ») come first: a decision is any other word.
        return [*given[:-1], *own, given[-1]]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        comment = self.get_object(request, object_id)
        context = {
            "decisions": _buttons(comment) if comment else [],
            "can_be_answered": comment is not None and comment.is_published and comment.parent_id is None,
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def decide_one(self, request: HttpRequest, pk: int, decision: str) -> HttpResponse:
        """Decide, say it with the way to undo it, and back to what waits."""
        comment = get_object_or_404(Comment, pk=pk)
        if decision not in DECISIONS:
            return redirect("admin:blog_comment_change", pk)
        _, _, done, act = DECISIONS[decision]
        try:
            act(comment, request.user)
        except Refusal as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        else:
            undo = reverse("admin:blog_comment_change", args=[pk])
            sentence = format_html(
                '{}\u00a0: {}. <a href="{}">Revoir ou annuler</a>', done, comment.name, undo
            )
            self.message_user(request, sentence, messages.SUCCESS)
        return redirect("admin:blog_comment_changelist")

    def answer_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        comment = get_object_or_404(Comment.objects.select_related("article"), pk=pk)
        try:
            reply_as_team(comment, request.user, clean(request.POST.get("body", ""))[:3000])
        except Refusal as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        else:
            self.message_user(request, "Réponse publiée\u00a0: la personne est prévenue.", messages.SUCCESS)
        return redirect("admin:blog_comment_change", pk)

    def _protected(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return require_POST(self.admin_site.admin_view(view))

    def _decide_all(self, request: HttpRequest, queryset: QuerySet[Comment], decision: str) -> None:
        _, _, done, act = DECISIONS[decision]
        decided = 0
        for comment in queryset:
            try:
                act(comment, request.user)
                decided += 1
            except Refusal as refusal:
                self.message_user(request, f"{comment.name}\u00a0: {refusal.message}", messages.ERROR)
        self.message_user(request, f"{done}\u00a0: {decided} sur {queryset.count()}.", messages.SUCCESS)


def _buttons(comment: Comment) -> list[tuple[str, str]]:
    """(address, verb) of each decision that this comment's life allows."""
    return [
        (reverse("admin:blog_comment_decide", args=[comment.pk, decision]), verb)
        for decision, (target, verb, _, _) in DECISIONS.items()
        if target in COMMENT_MOVES[comment.status]
    ]
