from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Personnes et entreprises"

    def ready(self) -> None:
        from accounts import emails, report_letters, reportables  # noqa: F401 - registers messages, and what is reported
