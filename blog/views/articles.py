"""The public pages of the blog."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import DetailView, ListView

from blog.models import Article, ArticleQuerySet
from sio.lib.components import Link
from sio.lib.http import public_page


@method_decorator([login_not_required, public_page], name="dispatch")
class ArticleList(ListView[Article]):
    template_name = "blog/list.html"
    context_object_name = "articles"
    paginate_by = 12

    def get_queryset(self) -> ArticleQuerySet:
        return Article.objects.published().select_related("author")


@method_decorator([login_not_required, public_page], name="dispatch")
class ArticleDetail(DetailView[Article]):
    template_name = "blog/article.html"
    context_object_name = "article"

    def get_queryset(self) -> ArticleQuerySet:
        return Article.objects.published().select_related("author")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.object.page
        contents = [
            Link(heading.text, f"#{heading.anchor}") for heading in page.headings if heading.level == 2
        ]
        return super().get_context_data(page=page, contents=contents, **kwargs)
