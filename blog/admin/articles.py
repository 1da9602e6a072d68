"""Writing: what is published, what is a draft, what waits for its day; a draft is shown before it is kept."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from blog import previews
from blog.admin.team import WrittenByTheTeam
from blog.models import Article, Author, Series, Tag
from blog.pillars import FOLDERS
from blog.presentation import contents_of
from blog.services.articles import check_address, save_article
from sio.lib.errors import Refusal
from sio.lib.structured import absolute

MARKDOWN_HELP = (
    "Markdown\u00a0: ## pour une partie, ### pour une sous-partie, **gras**, [mots](adresse), tableaux, listes. "
    "Une image\u00a0: le code donné par la page Images, seul sur sa ligne."
)


class ArticleForm(forms.ModelForm[Article]):
    pillar = forms.ChoiceField(
        label="pilier",
        required=False,
        choices=[("", "Aucun"), *FOLDERS.items()],
        help_text="Les missions et les profils de ce domaine suivent le texte\u202f; il donne sa couleur à l’article.",
    )

    class Meta:
        model = Article
        fields = (
            "title", "slug", "summary", "body", "author", "published_at", "revised_at", "pillar", "audience",
            "tags", "series", "series_position", "cover", "is_founding",
        )  # fmt: skip
        widgets = {
            "title": forms.TextInput(attrs={"size": 90}),
            "summary": forms.Textarea(attrs={"rows": 3, "cols": 90}),
            "body": forms.Textarea(attrs={"rows": 36, "cols": 90}),
        }
        help_texts = {
            "body": MARKDOWN_HELP,
            "slug": "Si vous la changez après la publication, l’ancienne adresse mène à la nouvelle.",
            "published_at": "Vide\u00a0: brouillon. Dans le futur\u00a0: l’article paraît tout seul ce jour-là, à cette heure.",
            "revised_at": "À remplir quand le sens change, pas pour une faute de frappe.",
        }

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        try:
            check_address(Article(pk=self.instance.pk, slug=slug))
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return slug

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or {}
        published, revised = said.get("published_at"), said.get("revised_at")
        if revised and not (published and revised >= published):
            self.add_error("revised_at", "La révision vient après la publication.")
        return said


@admin.register(Article)
class ArticleAdmin(WrittenByTheTeam, admin.ModelAdmin[Article]):
    form = ArticleForm
    list_display = ("title", "state", "published_at", "author", "series", "is_founding")
    list_filter = ("tags", "series", "audience", "author")
    list_select_related = ("author", "series")
    search_fields = ("title", "summary", "body")
    prepopulated_fields = {"slug": ("title",)}
    date_hierarchy = "published_at"
    filter_horizontal = ("tags",)
    readonly_fields = ("private_link", "former_addresses")
    save_on_top = True
    fieldsets = (
        (None, {"fields": ("title", "slug", "former_addresses", "summary", "body")}),
        ("Parution", {"fields": ("author", "published_at", "revised_at", "private_link")}),
        (
            "Classement",
            {"fields": ("pillar", "audience", "tags", "series", "series_position", "cover", "is_founding")},
        ),
    )

    class Media:
        js = (Script("js/copy.js", defer=True),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).defer("search")

    def get_urls(self) -> list[URLPattern]:
        preview = path(
            "previsualiser/", self.admin_site.admin_view(self.preview), name="blog_article_preview"
        )
        return [preview, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        save_article(obj)

    @admin.display(description="état")
    def state(self, article: Article) -> str:
        if article.published_at is None:
            return "Brouillon"
        return "Publié" if article.published_at <= timezone.now() else "Prévu"

    @admin.display(description="lien privé")
    def private_link(self, article: Article) -> SafeString | str:
        """Shown to somebody outside before the text is public; each look at this page makes a fresh one."""
        if not article.pk:
            return "Il apparaît une fois l’article enregistré."
        link = absolute(previews.path_of(article))
        return format_html(
            '<a href="{}">Ouvrir l’aperçu</a> <button type="button" hidden data-copy="{}"><span class="button__label">'
            "Copier le lien</span></button><br><code>{}</code><br>Valable quatorze jours.",
            link,
            link,
            link,
        )

    @admin.display(description="anciennes adresses")
    def former_addresses(self, article: Article) -> str:
        return ", ".join(f"/blog/{each.slug}/" for each in article.former_slugs.all()) if article.pk else ""

    def preview(self, request: HttpRequest) -> HttpResponse:
        """The text as its readers will see it, from what stands in the form: nothing is kept."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        words = {name: request.POST.get(name, "") for name in ("title", "summary", "body")}
        article = Article(**words)
        page = article.page
        context = {"article": article, "page": page, "contents": contents_of(page)}
        return render(request, "blog/draft.html", context)


class Filed(WrittenByTheTeam, admin.ModelAdmin):  # type: ignore[type-arg]  # its subclasses name the table
    """What articles are filed under, and how many there are."""

    @admin.display(description="articles", ordering="article_count")
    def article_count(self, thing: Any) -> int:
        return int(thing.article_count)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        things = super().get_queryset(request)
        return cast("QuerySet[Any]", things.annotate(article_count=Count("articles")))


@admin.register(Author)
class AuthorAdmin(Filed):
    list_display = ("name", "occupation", "article_count")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    raw_id_fields = ("user",)


@admin.register(Tag)
class TagAdmin(Filed):
    list_display = ("name", "article_count")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Series)
class SeriesAdmin(Filed):
    list_display = ("title", "article_count")
    search_fields = ("title",)
    prepopulated_fields = {"slug": ("title",)}
