from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = "Rapprochement"

    def ready(self) -> None:
        from matching import duties, emails, receivers  # noqa: F401 - registers acts, messages and what is heard
