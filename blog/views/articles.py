"""The public pages of the blog: lists, an article, a draft shown by its private link, the search."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from blog import previews, search
from blog.discussion import surroundings_of
from blog.models import Article, ArticleQuerySet, Author, Series, Tag
from blog.presentation import article_context
from sio.lib.http import public_page
from sio.lib.structured import breadcrumbs
from sio.lib.text import shorten, squeeze

A_PAGE = 12
BLOG = ("Blog", "/blog/")


@method_decorator([login_not_required, public_page, require_safe], name="dispatch")
class ArticleList(ListView[Article]):
    template_name = "blog/list.html"
    context_object_name = "articles"
    paginate_by = A_PAGE

    def get_queryset(self) -> ArticleQuerySet:
        return Article.objects.published().with_lines()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tags = Tag.objects.filter(articles__in=Article.objects.published()).distinct()
        return super().get_context_data(tags=tags, **kwargs)


class FiledUnder(ArticleList):
    """The articles of one thing that has a name and a description; it is not indexed while it holds none."""

    def described(self) -> tuple[str, str, str]:
        """(kind in words, title, description)"""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind, title, description = self.described()
        context = super().get_context_data(**kwargs)
        trail = breadcrumbs([("Accueil", "/"), BLOG, (title, self.request.path)])
        return context | {
            "kind": kind,
            "filed_under": title,
            "description": description,
            "structured": trail,
        }


class TagArticles(FiledUnder):
    template_name = "blog/tag.html"

    def get_queryset(self) -> ArticleQuerySet:
        self.tag = get_object_or_404(Tag, slug=self.kwargs["slug"])
        return super().get_queryset().filter(tags=self.tag).order_by("-published_at")

    def described(self) -> tuple[str, str, str]:
        return "Étiquette", self.tag.name, ""


class AuthorArticles(FiledUnder):
    template_name = "blog/author.html"

    def get_queryset(self) -> ArticleQuerySet:
        self.author = get_object_or_404(Author, slug=self.kwargs["slug"])
        return super().get_queryset().filter(author=self.author).order_by("-published_at")

    def described(self) -> tuple[str, str, str]:
        return "Signature", self.author.name, self.author.biography

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(author=self.author, **kwargs)


class SeriesArticles(FiledUnder):
    """To be read from the first to the last."""

    template_name = "blog/series.html"

    def get_queryset(self) -> ArticleQuerySet:
        self.series = get_object_or_404(Series, slug=self.kwargs["slug"])
        return super().get_queryset().filter(series=self.series).order_by("series_position", "published_at")

    def described(self) -> tuple[str, str, str]:
        return "Série", self.series.title, self.series.summary


@login_not_required
@public_page
@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """An article, or the way to its new address."""
    articles = Article.objects.published().with_lines().select_related("author", "series", "cover")
    found = articles.filter(slug=slug).first()
    if found is None:
        return _moved(slug)
    return render(request, "blog/article.html", article_context(found) | surroundings_of(found))


def _moved(slug: str) -> HttpResponse:
    there = get_object_or_404(Article.objects.published(), former_slugs__slug=slug)
    return HttpResponsePermanentRedirect(there.get_absolute_url())


@login_not_required
@never_cache
@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """A draft by its private link."""
    found = previews.article_of(token)
    if found is None:
        raise Http404
    return render(request, "blog/article.html", article_context(found) | {"is_preview": True})


@login_not_required
@public_page
@require_safe
def search_articles(request: HttpRequest) -> HttpResponse:
    """What the blog says of a few words; one page that search engines leave alone."""
    words = shorten(squeeze(request.GET.get("q", "").replace("\0", "")), search.LONGEST)
    found = search.find(Article.objects.published().with_lines(), words) if words else Article.objects.none()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    excerpts = search.excerpts(page.object_list, words) if words else {}
    results = [(each, excerpts[each.pk]) for each in page.object_list]
    return render(
        request,
        "blog/search.html",
        {"words": words, "page_obj": page, "results": results, "hides_search": True},
    )
