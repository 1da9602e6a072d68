"""What of the blog search engines may visit."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap

from blog.models import Article, ArticleQuerySet


class ArticleSitemap(Sitemap[Article]):
    """Published articles, with the moment of their last real change."""

    def items(self) -> ArticleQuerySet:
        return Article.objects.published().defer("body", "search").order_by("-published_at")

    def lastmod(self, item: Article) -> datetime | None:
        return max(filter(None, (item.published_at, item.revised_at)), default=None)
