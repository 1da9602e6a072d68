"""What must still happen because of a published mission."""

from sio.lib.duties import Duty


class MatchingDuty(Duty):
    """People to tell of a mission."""

    class Meta(Duty.Meta):
        verbose_name = "envoi de missions"
        verbose_name_plural = "envois de missions"
