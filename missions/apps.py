from django.apps import AppConfig


class MissionsConfig(AppConfig):
    name = "missions"
    verbose_name = "Missions"

    def ready(self) -> None:
        # Registers the deadlines, the messages, and what may be reported.
        from missions import duties, emails, reportables  # noqa: F401
