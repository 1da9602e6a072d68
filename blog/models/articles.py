"""What is written: articles, who signs them, how they are filed, and their pictures."""

import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Case, Count, F, Q, When
from django.urls import reverse
from django.utils import timezone

from blog import markdown
from blog.enums import Audience
from blog.pillars import FOLDERS, tone
from blog.search import vector

WORDS_A_MINUTE = 220


class Author(models.Model):
    """Who signs. A member of the team may have an account, by which she is told of the comments."""

    slug = models.SlugField("adresse", max_length=80, unique=True)
    name = models.CharField("nom", max_length=80)
    occupation = models.CharField("fonction", max_length=120, blank=True)
    biography = models.TextField("présentation", max_length=800, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="compte",
    )

    class Meta:
        verbose_name = "auteur"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("blog:author", args=[self.slug])


class Tag(models.Model):
    slug = models.SlugField("adresse", max_length=60, unique=True)
    name = models.CharField("nom", max_length=60, unique=True)

    class Meta:
        verbose_name = "étiquette"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("blog:tag", args=[self.slug])


class Series(models.Model):
    """Articles to be read one after the other."""

    slug = models.SlugField("adresse", max_length=80, unique=True)
    title = models.CharField("titre", max_length=120)
    summary = models.TextField("résumé", max_length=400, blank=True)

    class Meta:
        verbose_name = "série"
        verbose_name_plural = "séries"
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("blog:series", args=[self.slug])


class Picture(models.Model):
    """An image of ours, with the words that replace it; its smaller sizes are made when it is added."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField("image", upload_to="blog/pictures")
    alt = models.CharField("texte de remplacement", max_length=200)
    credit = models.CharField("crédit", max_length=120, blank=True)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "image"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.alt

    @property
    def illustration(self) -> markdown.Illustration:
        """What a text needs to show it."""
        return markdown.Illustration(self.public_id, self.alt, self.credit, self.width, self.height)

    @property
    def markdown(self) -> str:
        """What one writes in a text to show this picture there."""
        return f"![]({self.public_id})"


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> "ArticleQuerySet":
        """Those whose moment has come; a draft has no moment."""
        return self.filter(published_at__lte=timezone.now())

    def with_lines(self) -> "ArticleQuerySet":
        """Ready to be listed: who signs and how they are filed, without the words one searches in."""
        return self.select_related("author", "series").prefetch_related("tags").defer("search")

    def related_to(self, article: "Article") -> "ArticleQuerySet":
        """The others that share a tag, a folder or a series with it, those that share most first."""
        shared = (
            Count("tags", filter=Q(tags__in=article.tags.all()), distinct=True)
            + _one_if(pillar=article.pillar, is_asked=bool(article.pillar))
            + _one_if(series=article.series_id, is_asked=bool(article.series_id))
        )
        others = self.exclude(pk=article.pk).annotate(shared=shared)
        return others.filter(shared__gt=0).order_by("-shared", "-published_at")


def _one_if(*, is_asked: bool, **condition: object) -> Case:
    return Case(When(Q(**condition) if is_asked else Q(pk=None), then=1), default=0)


class Article(models.Model):
    """A text written in Markdown. The founding one tells what an office manager does."""

    slug = models.SlugField("adresse", max_length=100, unique=True)
    title = models.CharField("titre", max_length=120)
    summary = models.TextField("résumé", max_length=400)
    body = models.TextField("texte (Markdown)")
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, related_name="articles", verbose_name="auteur"
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="articles", verbose_name="étiquettes")
    series = models.ForeignKey(
        Series,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="série",
    )
    series_position = models.PositiveSmallIntegerField("place dans la série", default=0)
    pillar = models.SlugField(
        "pilier",
        max_length=40,
        blank=True,
        help_text="Les missions et les profils de ce pilier suivent le texte.",
    )
    audience = models.CharField(
        "s’adresse à", max_length=10, choices=Audience, blank=True, default=Audience.EVERYONE
    )
    cover = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="image"
    )
    social_image = models.FileField(upload_to="blog/social", blank=True, editable=False)
    is_founding = models.BooleanField("article fondateur", default=False)
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    revised_at = models.DateTimeField("texte révisé le", null=True, blank=True)
    updated_at = models.DateTimeField("modifié le", auto_now=True)
    search = models.GeneratedField(
        expression=vector("title", "A") + vector("summary", "B") + vector("body", "C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "article"
        ordering = ["-is_founding", "-published_at"]
        indexes = [GinIndex(fields=["search"], name="article_search")]
        constraints = [
            models.UniqueConstraint(
                fields=["is_founding"],
                condition=Q(is_founding=True),
                name="article_only_one_is_founding",
            ),
            models.CheckConstraint(
                name="article_revised_after_its_publication",
                condition=Q(revised_at__isnull=True) | Q(revised_at__gte=F("published_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("blog:article", args=[self.slug])

    @property
    def page(self) -> markdown.Page:
        """The text as clean HTML with its contents list."""
        named = markdown.picture_ids(self.body)
        pictures = Picture.objects.filter(public_id__in=named) if named else []
        return markdown.render(self.body, frozenset(picture.illustration for picture in pictures))

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_revised(self) -> bool:
        """Whether the text was mended on a later day than it was published."""
        if not (self.revised_at and self.published_at):
            return False
        return timezone.localdate(self.revised_at) > timezone.localdate(self.published_at)

    @property
    def pillar_name(self) -> str:
        return FOLDERS.get(self.pillar, "")

    @property
    def tone(self) -> str:
        """The colour of its folder."""
        return tone(self.pillar)

    @property
    def social_image_path(self) -> str:
        """Where networks find its picture; empty until one is drawn."""
        name = PurePosixPath(self.social_image.name or "").stem
        return reverse("pictures:social", args=[name]) if name else ""

    @property
    def reading_minutes(self) -> int:
        """At 220 words a minute, never less than one."""
        return max(1, round(len(self.body.split()) / WORDS_A_MINUTE))


class FormerSlug(models.Model):
    """An address an article had: it leads to the new one for ever."""

    slug = models.SlugField("ancienne adresse", max_length=100, unique=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="former_slugs")

    class Meta:
        verbose_name = "ancienne adresse"
        verbose_name_plural = "anciennes adresses"

    def __str__(self) -> str:
        return self.slug
