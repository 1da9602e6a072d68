"""The duty "send this e-mail", which is also the mail log."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from sio.lib.duties import Duty, Queue


class Delivery(Duty):
    """One e-mail to one person. It holds no text: the words are built from the facts when it leaves.

    The exception is `sealed`: messages that exist only at the moment they are asked for (a sign-in code) wait
    encrypted, with an end, and are wiped as soon as they left or can serve no more. See `notifications.sealing`.
    """

    QUEUE: ClassVar[Queue] = Queue.MAIL
    IS_A_LOG: ClassVar[bool] = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="deliveries"
    )
    sealed = models.BinaryField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta(Duty.Meta):
        verbose_name = "e-mail"
        constraints = [
            *Duty.Meta.constraints,
            models.CheckConstraint(
                name="delivery_sealed_has_an_end",
                condition=models.Q(sealed__isnull=True) | models.Q(expires_at__isnull=False),
            ),
        ]

    @property
    def message_id(self) -> str:
        """The same for each copy, so that mail readers show one."""
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
        return f"<{self.public_id}@{domain}>"


def wipe_expired() -> None:
    """Every hour: forget the sealed messages that can serve no more."""
    Delivery.objects.filter(sealed__isnull=False, expires_at__lt=Now()).update(sealed=None)
