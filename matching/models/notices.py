"""The proof that both sides were told of a change of the rules before it came into force."""

from django.conf import settings
from django.db import models


class RankingNotice(models.Model):
    """Given once per version; each person's letter is a duty `ranking:{version}:{user}`."""

    version = models.CharField("formule annoncée", max_length=20, unique=True)
    in_force_on = models.DateField("en vigueur le")
    given_on = models.DateField("annoncée le")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="annoncée par",
    )
    people = models.PositiveIntegerField("personnes prévenues")

    class Meta:
        verbose_name = "préavis de changement"
        verbose_name_plural = "préavis de changement"
        ordering = ["-in_force_on"]
        constraints = [
            models.CheckConstraint(
                name="ranking_notice_is_fifteen_days_before",
                condition=models.Q(in_force_on__gte=models.F("given_on") + 15),
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}, le {self.in_force_on:%d/%m/%Y}"
