"""The blog for feed readers: the whole text of the latest articles, in Atom."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Max
from django.db.models.functions import Greatest
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from blog.models import Article
from sio.lib.structured import absolute

LATEST = 20


class FullTextAtom(Atom1Feed):
    """Atom with the text beside the summary; its addresses are read from the site's own."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["text"], {"type": "html", "xml:base": absolute("/")})


class ArticleFeed(Feed):  # type: ignore[type-arg]  # the item is named by each method
    feed_type = FullTextAtom
    title = "SIO, le blog"
    subtitle = "Le métier d’office manager, ses règles et ses bonnes pratiques."
    language = "fr"

    def link(self) -> str:
        return absolute("/blog/")

    def feed_url(self) -> str:
        return absolute("/blog/feed.atom")

    def feed_guid(self) -> str:
        return absolute("/blog/")

    def items(self) -> list[Article]:
        articles = Article.objects.published().with_lines()
        return list(articles.order_by("-published_at", "-pk")[:LATEST])

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return item.summary

    def item_link(self, item: Article) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Article) -> str:
        """It must outlive a change of address."""
        return f"{absolute('/blog/')}#{item.pk}"

    def item_author_name(self, item: Article) -> str:
        return item.author.name

    def item_author_link(self, item: Article) -> str:
        return absolute(item.author.get_absolute_url())

    def item_categories(self, item: Article) -> list[str]:
        return [tag.name for tag in item.tags.all()]

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Article) -> datetime:
        return item.updated_at

    def item_extra_kwargs(self, item: Article) -> dict[str, Any]:
        return {"text": item.page.html}


def last_change(request: HttpRequest) -> datetime | None:
    """When the feed last became another: an article was mended, or its moment came."""
    moments = Article.objects.published().aggregate(at=Max(Greatest("published_at", "updated_at")))
    at: datetime | None = moments["at"]
    return at
