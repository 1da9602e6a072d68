"""What we tell the world about the trade."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from blog import markdown


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> "ArticleQuerySet":
        """Those whose moment has come; a draft has no moment."""
        return self.filter(published_at__lte=timezone.now())


class Article(models.Model):
    """A text written in Markdown. The founding one tells what an office manager does."""

    slug = models.SlugField("adresse", max_length=100, unique=True)
    title = models.CharField("titre", max_length=120)
    summary = models.TextField("résumé", max_length=400)
    body = models.TextField("texte (Markdown)")
    author_name = models.CharField("signature", max_length=80, default="L’équipe SIO")
    is_founding = models.BooleanField("article fondateur", default=False)
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    updated_at = models.DateTimeField("mis à jour le", auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "article"
        ordering = ["-is_founding", "-published_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_founding"],
                condition=models.Q(is_founding=True),
                name="article_only_one_is_founding",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("blog:article", args=[self.slug])

    @property
    def page(self) -> markdown.Page:
        """The text as clean HTML with its contents list."""
        return markdown.render(self.body)

    @property
    def reading_minutes(self) -> int:
        """At 220 words a minute, never less than one."""
        return max(1, round(len(self.body.split()) / 220))
