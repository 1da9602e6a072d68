from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = "Rapprochement"

    def ready(self) -> None:
        from matching import checks, duties, emails, receivers, report_letters, review_letters  # noqa: F401 - each registers itself
        from matching.cache import index

        post_migrate.connect(index.follow_the_setting, sender=self)
