from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Personnes et entreprises"

    def ready(self) -> None:
        from accounts import emails, report_letters  # noqa: F401 - registers the messages of this app
