"""What of the blog may be reported."""

import uuid

from blog.models import Article, Comment
from sio.lib.reportables import Reportable, reportable


@reportable("comment")
def find_comment(key: str) -> Reportable | None:
    """By its public id, while it is shown. Its author has no account: she is written to at the address she left."""
    try:
        public_id = uuid.UUID(key)
    except ValueError:
        return None
    comment = Comment.objects.published().select_related("article").filter(public_id=public_id).first()
    if comment is None:
        return None
    return Reportable(
        label=f"Commentaire de {comment.name} sous «\u00a0{comment.article.title}\u00a0»",
        path=comment.get_absolute_url(),
        author_email=comment.email,
    )


@reportable("article")
def find_article(key: str) -> Reportable | None:
    """By its address, once published. The house answers for it."""
    article = Article.objects.published().filter(slug=key).first()
    if article is None:
        return None
    return Reportable(label=f"Article «\u00a0{article.title}\u00a0»", path=article.get_absolute_url())
