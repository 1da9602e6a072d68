"""What the engine noticed about itself, until a person has looked at it."""

from django.db import models


class CacheAlarm(models.Model):
    """The cache and PostgreSQL disagreed: every process answers by SQL until somebody lifts the alarm."""

    mission_id = models.BigIntegerField("mission")
    difference = models.TextField("différence")
    raised_at = models.DateTimeField("relevé le", auto_now_add=True)
    lifted_at = models.DateTimeField("levé le", null=True, blank=True)

    class Meta:
        verbose_name = "écart entre mémoire et base"
        verbose_name_plural = "écarts entre mémoire et base"
        ordering = ["-raised_at"]

    def __str__(self) -> str:
        return f"Écart du {self.raised_at:%d/%m/%Y %H:%M}"
