from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        from sio.lib.duties import handles

        from . import deliver, gateway
        from .models import Delivery

        handles(Delivery, deliver.SEALED_KIND, channel=gateway.CHANNEL, timeout=deliver.SECONDS)(
            deliver.send_sealed
        )
