"""« Donnez votre avis constructif »: what readers answer, read by a person before it shows."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from blog.enums import CommentStatus
from blog.models.articles import Article
from sio.lib.lives import Event
from sio.lib.text import shorten


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> "CommentQuerySet":
        return self.filter(status=CommentStatus.PUBLISHED)

    def awaiting_moderation(self) -> "CommentQuerySet":
        return self.filter(status=CommentStatus.SUBMITTED).order_by("created_at")

    def threads(self) -> "CommentQuerySet":
        """First comments, oldest first, each with its published replies: two queries, however many there are.

        One that was withdrawn stays as long as somebody answered it; its words are not shown.
        """
        replies = Comment.objects.published()
        is_answered = Exists(replies.filter(parent=OuterRef("pk")))
        shown = self.filter(Q(status=CommentStatus.PUBLISHED) | Q(is_answered), parent=None)
        return shown.prefetch_related(Prefetch("replies", replies, to_attr="shown_replies"))


class Comment(models.Model):
    """A reader's words under an article, or one level below as an answer. The e-mail is never shown.

    The form is stamped with the public id its comment will have: one form, one comment, by the constraint.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="comments", verbose_name="article"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name="en réponse à",
    )
    name = models.CharField("nom", max_length=80)
    email = models.EmailField("e-mail", blank=True)
    website = models.URLField("site web", blank=True)
    body = models.TextField("commentaire", max_length=3000)
    status = models.CharField("état", max_length=12, choices=CommentStatus, default=CommentStatus.SUBMITTED)
    is_by_team = models.BooleanField("réponse de l’équipe", default=False)
    ip_address = models.GenericIPAddressField("adresse IP", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("reçu le", auto_now_add=True)
    published_at = models.DateTimeField("publié le", null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "commentaire"
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["article", "status", "created_at"], name="comment_of_article")]
        constraints = [
            models.CheckConstraint(
                name="comment_status_is_known", condition=Q(status__in=CommentStatus.values)
            ),
            models.CheckConstraint(
                name="comment_published_has_published_at",
                condition=~Q(status=CommentStatus.PUBLISHED) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="comment_of_a_reader_has_an_address",
                condition=Q(is_by_team=True) | Q(status=CommentStatus.DELETED) | ~Q(email=""),
            ),
            models.CheckConstraint(
                name="comment_deleted_keeps_nothing_of_its_author",
                condition=~Q(status=CommentStatus.DELETED)
                | Q(name="", email="", website="", body="", ip_address__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}\u00a0: {shorten(self.body, 40)}" if self.body else "commentaire supprimé"

    def get_absolute_url(self) -> str:
        return f"{self.article.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"avis-{self.public_id}"

    @property
    def is_published(self) -> bool:
        return self.status == CommentStatus.PUBLISHED


class CommentEvent(Event):
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="events")
