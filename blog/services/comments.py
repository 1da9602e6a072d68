"""The life of a comment: sent by a reader, read by the team, published or not, taken back by its author."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models.functions import Now
from django.utils import timezone

from blog import letters
from blog.enums import COMMENT_MOVES, CommentStatus
from blog.models import Article, Comment, CommentEvent
from blog.permissions import can_moderate
from notifications.messages import Message
from notifications.services import send_later, tell
from sio.lib.errors import Refusal
from sio.lib.limits import may_proceed
from sio.lib.lives import check_move
from sio.lib.services import service

NOT_A_MODERATOR = "Cette décision revient à l’équipe SIO."
NOT_ANSWERABLE = "Ce commentaire n’est plus en ligne\u00a0: votre réponse n’aurait plus de sens."
ONE_LEVEL = "On répond au premier commentaire d’un échange."
ALREADY_GONE = "Ce commentaire est déjà supprimé."
TEAM = "L’équipe SIO"
LETTER_LIFE = timedelta(days=7)
# Anybody can type anybody's address: it is not written to more often than this.
LETTERS_A_DAY = 3
# What identifies the connection is kept for the investigations of that time, then dropped (legal.md, R4.8).
ADDRESS_KEPT = timedelta(days=365)


@dataclass(frozen=True)
class Words:
    """What a reader typed, cleaned by the form."""

    name: str
    email: str
    body: str
    website: str = ""


@service
def send_comment(
    article: Article,
    words: Words,
    *,
    public_id: uuid.UUID,
    parent: Comment | None = None,
    ip_address: str = "",
) -> Comment:
    """Put a reader's words in the queue and write to her; the same form sent again is the comment it made.

    Raises Refusal when what she answers is no longer in public, or is itself an answer.
    """
    _refuse_unless_answerable(article, parent)
    facts = {
        "article": article,
        "parent": parent,
        "name": words.name,
        "email": words.email,
        "website": words.website,
        "body": words.body,
        "ip_address": ip_address or None,
    }
    comment, is_new = Comment.objects.get_or_create(public_id=public_id, defaults=facts)
    if is_new:
        _log(comment, "", None)
        _write(comment, letters.received)
    return comment


@service
def reply_as_team(comment: Comment, by: Any, body: str) -> Comment:
    """Answer in the name of the team, at once in public; whoever is answered is told."""
    _refuse_unless_moderator(by)
    _refuse_unless_answerable(comment.article, comment)
    if not body.strip():
        raise Refusal("Écrivez votre réponse.", field="body")
    reply = Comment.objects.create(
        article=comment.article,
        parent=comment,
        name=TEAM,
        body=body.strip(),
        is_by_team=True,
        status=CommentStatus.PUBLISHED,
        published_at=timezone.now(),
    )
    _log(reply, "", by)
    _write(comment, letters.answered)
    return reply


@service
def publish_comment(comment: Comment, by: Any) -> Comment:
    """Show the comment. Its author and the author of the article are told, the first time."""
    comment = _lock_for_moderator(comment, by)
    is_first = comment.published_at is None
    _move(comment, CommentStatus.PUBLISHED, by, published_at=comment.published_at or timezone.now())
    if is_first:
        _write(comment, letters.published)
        _tell_author_of(comment.article, comment)
    return comment


@service
def reject_comment(comment: Comment, by: Any, why: str = "") -> Comment:
    """Not for this page: off topic, not constructive. Silent, and can be undone."""
    return _move(_lock_for_moderator(comment, by), CommentStatus.REJECTED, by, why=why)


@service
def mark_spam(comment: Comment, by: Any) -> Comment:
    return _move(_lock_for_moderator(comment, by), CommentStatus.SPAM, by)


@service
def requeue_comment(comment: Comment, by: Any) -> Comment:
    """Undo a decision: the comment waits again."""
    return _move(_lock_for_moderator(comment, by), CommentStatus.SUBMITTED, by)


@service
def delete_own_comment(comment: Comment) -> Comment:
    """Its author takes it back, whatever became of it: nothing of hers is kept. Raises Refusal the second time."""
    return _move(
        _lock(comment),
        CommentStatus.DELETED,
        None,
        message=ALREADY_GONE,
        name="",
        email="",
        website="",
        body="",
        ip_address=None,
    )


@service
def forget_addresses() -> None:
    """Every night: after a year, drop where comments came from, and those that were never shown."""
    old = Comment.objects.filter(created_at__lt=Now() - ADDRESS_KEPT)
    old.filter(status__in=[CommentStatus.REJECTED, CommentStatus.SPAM]).delete()
    old.exclude(ip_address=None).update(ip_address=None)


def _refuse_unless_answerable(article: Article, parent: Comment | None) -> None:
    if parent is None:
        return
    if parent.article_id != article.pk or not parent.is_published:
        raise Refusal(NOT_ANSWERABLE)
    if parent.parent_id:
        raise Refusal(ONE_LEVEL)


def _refuse_unless_moderator(by: Any) -> None:
    if not can_moderate(by):
        raise Refusal(NOT_A_MODERATOR)


def _lock(comment: Comment) -> Comment:
    return (
        Comment.objects.select_for_update(of=("self",)).select_related("article__author").get(pk=comment.pk)
    )


def _lock_for_moderator(comment: Comment, by: Any) -> Comment:
    _refuse_unless_moderator(by)
    return _lock(comment)


def _move(
    comment: Comment, target: CommentStatus, by: Any, *, why: str = "", message: str = "", **facts: Any
) -> Comment:
    check_move(COMMENT_MOVES, comment.status, target, thing="comment", message=message)
    origin, comment.status = comment.status, target
    for name, value in facts.items():
        setattr(comment, name, value)
    comment.save(update_fields=["status", *facts])
    _log(comment, origin, by, why)
    return comment


def _log(comment: Comment, origin: str, by: Any, why: str = "") -> None:
    CommentEvent.objects.create(
        comment=comment, actor=by, from_status=origin, to_status=comment.status, why=why
    )


def _write(comment: Comment, letter: Callable[[Comment], Message]) -> None:
    """To the reader who commented, if she left an address and was not written to too often today."""
    if comment.email and may_proceed(
        "comment-letter", comment.email.lower(), limit=LETTERS_A_DAY, every=timedelta(days=1)
    ):
        send_later(letter(comment), address=comment.email, expires_in=LETTER_LIFE)


def _tell_author_of(article: Article, comment: Comment) -> None:
    if article.author.user:
        tell(
            article.author.user,
            "comment_published",
            dedupe_key=str(comment.public_id),
            payload={"comment": comment.pk},
        )
