"""Writing: an article is saved, gets an address, loses one, and is given the picture that networks show."""

import hashlib

from django.core.files.base import ContentFile

from blog.models import Article, FormerSlug
from blog.social_images import draw
from sio.lib.errors import Refusal
from sio.lib.services import service

# What stands at /blog/<word>/ and is no article.
RESERVED = frozenset({"apercu", "auteurs", "commentaires", "etiquettes", "recherche", "series"})


@service
def save_article(article: Article) -> Article:
    """Keep what was written; a published article takes its former address along and has its picture drawn."""
    check_address(article)
    before = _as_it_was(article)
    if article.published_at and _needs_picture(article, before):
        _draw(article)
    article.save()
    if before and before.slug != article.slug and before.is_published:
        _leave_address(article, before.slug)
    FormerSlug.objects.filter(slug=article.slug).delete()
    return article


@service
def rename_article(article: Article, slug: str) -> Article:
    """Give an article another address: the one it had leads to it for ever."""
    article.slug = slug
    return save_article(article)


@service
def draw_missing_images() -> None:
    """A picture for each article that came without one: those of the first day, those whose text was loaded."""
    for article in Article.objects.filter(social_image="", published_at__isnull=False):
        _draw(article)
        article.save(update_fields=["social_image"])


def check_address(article: Article) -> None:
    """Raises Refusal when its address is taken by a page, or was another article's and still leads there."""
    if article.slug in RESERVED:
        raise Refusal("Cette adresse est celle d’une page du blog. Choisissez-en une autre.", field="slug")
    if FormerSlug.objects.filter(slug=article.slug).exclude(article=article.pk).exists():
        raise Refusal("Un autre article a porté cette adresse. Choisissez-en une autre.", field="slug")


def _as_it_was(article: Article) -> Article | None:
    """What is kept now, locked until the new version is."""
    return Article.objects.select_for_update(of=["self"]).filter(pk=article.pk).first()


def _needs_picture(article: Article, before: Article | None) -> bool:
    shown = (article.title, article.pillar)
    return not article.social_image or before is None or (before.title, before.pillar) != shown


def _draw(article: Article) -> None:
    """The name of the file says its content, so that it can be kept for ever wherever it was read."""
    png = draw(article.title, pillar=article.pillar)
    digest = hashlib.sha256(png).hexdigest()[:12]
    article.social_image.save(f"{article.slug[:60]}-{digest}.png", ContentFile(png), save=False)


def _leave_address(article: Article, slug: str) -> None:
    FormerSlug.objects.get_or_create(slug=slug, defaults={"article": article})
