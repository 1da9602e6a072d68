"""What must still happen because of a published mission."""

from django.db import models

from sio.lib.duties import Duty


class Kind(models.TextChoices):
    TELL_ASSISTANTS = "tell_assistants", "Prévenir les personnes qui conviennent"


class MatchingDuty(Duty):
    """People to tell of a mission."""

    class Meta(Duty.Meta):
        verbose_name = "envoi de missions"
        verbose_name_plural = "envois de missions"
