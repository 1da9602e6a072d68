from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = "Rapprochement"

    def ready(self) -> None:
        from matching import checks, duties, emails, receivers, review_letters  # noqa: F401 - each registers itself
