from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "sio.lib"
    label = "lib"
    verbose_name = "Rouages"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers the system checks
