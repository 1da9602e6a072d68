from django.apps import AppConfig


class SioConfig(AppConfig):
    name = "sio"
    verbose_name = "SIO"

    def ready(self) -> None:
        from sio.pages import checks  # noqa: F401 - registers what a deployment must say of itself
