"""What must still happen because of a fact of this app, at its hour."""

from sio.lib.duties import Duty


class MissionDuty(Duty):
    """A silence that will speak (tacit approval), an end that will come."""

    class Meta(Duty.Meta):
        verbose_name = "échéance"
