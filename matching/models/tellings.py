"""Who was told of which mission."""

from django.db import models
from django.db.models.functions import Now

from matching.enums import Bucket


class Telling(models.Model):
    """One person told once of one mission: that it suits her, or that her availability is to be confirmed for it."""

    mission = models.ForeignKey("missions.Mission", on_delete=models.CASCADE, related_name="tellings")
    profile = models.ForeignKey(
        "accounts.AssistantProfile", on_delete=models.CASCADE, related_name="tellings"
    )
    bucket = models.CharField("liste", max_length=10, choices=Bucket)
    batch = models.PositiveSmallIntegerField("envoi")
    told_at = models.DateTimeField("envoyé le", db_default=Now())

    class Meta:
        verbose_name = "personne prévenue"
        verbose_name_plural = "personnes prévenues"
        ordering = ["told_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "profile"], name="telling_once_per_mission_and_profile"
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile} ← {self.mission}"
