"""Who was told of which mission."""

from django.db import models
from django.db.models.functions import Now

from matching.enums import Bucket, Way


class Telling(models.Model):
    """One person told once of one mission, whatever the way: it suits her, or her availability is to be confirmed."""

    mission = models.ForeignKey("missions.Mission", on_delete=models.CASCADE, related_name="tellings")
    profile = models.ForeignKey(
        "accounts.AssistantProfile", on_delete=models.CASCADE, related_name="tellings"
    )
    bucket = models.CharField("liste", max_length=10, choices=Bucket)
    way = models.CharField("voie", max_length=10, choices=Way, default=Way.BATCH)
    batch = models.PositiveSmallIntegerField("envoi", default=0)
    """Which batch of the mission; 0 when she was told by an alert or in the morning."""
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
