"""How often an article is passed on: once a person and day, and nothing that says who."""

from django.db import models

from blog.enums import Network
from blog.models.articles import Article


class ShareKey(models.Model):
    """The key that hashes the addresses of one day; thrown away the day after, and with it the way back."""

    day = models.DateField(primary_key=True)
    secret = models.BinaryField()

    def __str__(self) -> str:
        return self.day.isoformat()


class Share(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="shares")
    network = models.CharField("réseau", max_length=10, choices=Network)
    day = models.DateField("jour")
    person = models.CharField("empreinte du jour", max_length=64)

    class Meta:
        verbose_name = "partage"
        constraints = [
            models.UniqueConstraint(fields=["article", "day", "person"], name="share_is_one_a_person_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.network} {self.day}"
