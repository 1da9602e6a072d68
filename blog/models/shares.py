"""How often an article is passed on: once a person and day, and nothing that says who."""

from django.db import models
from django.db.models import Q

from blog.enums import Network
from blog.models.articles import Article


class ShareKey(models.Model):
    """The key that hashes the addresses of one day; thrown away the night after, and with it the way back."""

    day = models.DateField(primary_key=True)
    secret = models.BinaryField()

    def __str__(self) -> str:
        return self.day.isoformat()


class Share(models.Model):
    """One person passed one article on, that day. `person` tells two people apart for that day, then is blanked."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="shares")
    network = models.CharField("réseau", max_length=10, choices=Network)
    day = models.DateField("jour")
    person = models.CharField("empreinte du jour", max_length=64, blank=True)

    class Meta:
        verbose_name = "partage"
        constraints = [
            models.UniqueConstraint(
                fields=["article", "day", "person"],
                condition=~Q(person=""),
                name="share_is_one_a_person_and_day",
            ),
            models.CheckConstraint(name="share_network_is_known", condition=Q(network__in=Network.values)),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.network} {self.day}"
