"""A draft shown to whoever holds its link, for two weeks, and to nobody else."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from blog.models import Article

SALT = "blog.preview"
LASTS = timedelta(days=14)


def path_of(article: Article) -> str:
    """A private address of this draft, good for two weeks from now."""
    return reverse("blog:preview", args=[signing.dumps(article.pk, salt=SALT)])


def article_of(token: str) -> Article | None:
    """The draft a link leads to; None when the link is older than two weeks, or was never ours."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return Article.objects.select_related("author", "series").filter(pk=pk).first()
