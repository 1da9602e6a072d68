"""What we tell the world about the trade."""

from .articles import Article, ArticleQuerySet, Author, FormerSlug, Picture, Series, Tag
from .comments import Comment, CommentEvent
from .shares import Share, ShareKey
from .site import Announcement, Partner, SiteIdentity

__all__ = [
    "Announcement",
    "Article",
    "ArticleQuerySet",
    "Author",
    "Comment",
    "CommentEvent",
    "FormerSlug",
    "Partner",
    "Picture",
    "Series",
    "Share",
    "ShareKey",
    "SiteIdentity",
    "Tag",
]
