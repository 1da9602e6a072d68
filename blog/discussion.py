"""What stands around the text of an article: the share bar, and what readers answered, ready to be printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from blog.models import Article, Comment
from blog.plain_text import as_html, lies
from blog.services.shares import shares_shown
from blog.sharing import share_links


@dataclass(frozen=True)
class Voice:
    """A comment as it is read. Its e-mail is not here, so that no template can print it."""

    name: str
    anchor: str
    at: datetime
    body: SafeString
    seed: int
    website: str = ""
    is_by_team: bool = False
    is_withdrawn: bool = False
    reply_href: str = ""
    report_href: str = ""
    replies: Sequence["Voice"] = ()


@dataclass(frozen=True)
class Discussion:
    """The comments of an article: first ones in order, each with its replies."""

    voices: Sequence[Voice]
    comment_href: str

    @property
    def count(self) -> int:
        """What a reader can read: the withdrawn ones are not counted."""
        shown = [voice for voice in self.voices if not voice.is_withdrawn]
        return len(shown) + sum(len(voice.replies) for voice in self.voices)


def surroundings_of(article: Article) -> dict[str, Any]:
    """The context of `blog/_share.html` and `blog/_comments.html`: three queries, however many readers spoke."""
    return {
        "share_links": share_links(article),
        "share_count": shares_shown(article),
        "discussion": discussion_of(article),
    }


def discussion_of(article: Article) -> Discussion:
    comment_href = reverse("blog:comment", args=[article.slug])
    threads = article.comments.threads()
    return Discussion([_thread(comment, comment_href) for comment in threads], comment_href)


def voice_of(comment: Comment) -> Voice:
    """A comment alone, without its replies nor the ways to answer or report it."""
    return Voice(
        name=comment.name,
        anchor=comment.anchor,
        at=comment.published_at or comment.created_at,
        body=as_html(comment.body),
        seed=comment.pk,
        website="" if lies(comment.website) else comment.website,
        is_by_team=comment.is_by_team,
    )


def _thread(comment: Comment, comment_href: str) -> Voice:
    replies = [_shown(reply) for reply in comment.shown_replies]  # type: ignore[attr-defined]  # prefetched
    if not comment.is_published:
        return Voice(
            "", comment.anchor, comment.created_at, SafeString(), 0, is_withdrawn=True, replies=replies
        )
    return _shown(comment, f"{comment_href}?reponse={comment.public_id}", replies)


def _shown(comment: Comment, reply_href: str = "", replies: Sequence[Voice] = ()) -> Voice:
    report_href = "" if comment.is_by_team else f"/signaler/comment/{comment.public_id}/"
    return replace(voice_of(comment), reply_href=reply_href, report_href=report_href, replies=replies)
