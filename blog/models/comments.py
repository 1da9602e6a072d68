"""« Donnez votre avis constructif »: what readers answer, read by a person before it shows."""

import uuid

from django.db import models
from django.db.models import Q

from blog.enums import CommentStatus
from blog.models.articles import Article
from sio.lib.lives import Event


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> "CommentQuerySet":
        return self.filter(status=CommentStatus.PUBLISHED)

    def awaiting_moderation(self) -> "CommentQuerySet":
        return self.filter(status=CommentStatus.SUBMITTED).order_by("created_at")


class Comment(models.Model):
    """A reader's words under an article, or one level below as an answer. The e-mail is never shown."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    name = models.CharField("nom", max_length=80)
    email = models.EmailField("e-mail")
    website = models.URLField("site web", blank=True)
    body = models.TextField("commentaire", max_length=3000)
    status = models.CharField("état", max_length=12, choices=CommentStatus, default=CommentStatus.SUBMITTED)
    is_by_team = models.BooleanField("réponse de l’équipe", default=False)
    ip_address = models.GenericIPAddressField(null=True, blank=True, editable=False)
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
        ]

    def __str__(self) -> str:
        return f"{self.name} : {self.body[:40]}"


class CommentEvent(Event):
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="events")
