from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = "Rapprochement"

    def ready(self) -> None:
        from matching import receivers  # noqa: F401 - hears the signals of accounts and missions
