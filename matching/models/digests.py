"""What a night found before it decided: kept until the letters are shared out, so that a crash loses nothing."""

from django.db import models


class DigestPair(models.Model):
    """A mission that may stand in the morning letter of a person; fit in micro-points."""

    day = models.DateField("matin")
    mission = models.ForeignKey(
        "missions.Mission", on_delete=models.CASCADE, related_name="digest_pairs", db_index=False
    )
    profile = models.ForeignKey(
        "accounts.AssistantProfile", on_delete=models.CASCADE, related_name="digest_pairs"
    )
    fit = models.PositiveIntegerField("adéquation (micro-points)")

    class Meta:
        verbose_name = "paire de la nuit"
        verbose_name_plural = "paires de la nuit"
        indexes = [models.Index(fields=["mission"], name="digest_pair_by_mission")]
        constraints = [
            models.UniqueConstraint(fields=["day", "mission", "profile"], name="digest_pair_once_a_night")
        ]

    def __str__(self) -> str:
        return f"{self.mission_id} → {self.profile_id}, {self.day}"
