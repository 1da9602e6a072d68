from importlib import import_module

from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "billing"
    verbose_name = "Règlements et factures"
    # Importing these registers handlers, messages, receivers and checks.
    modules = ("gateway.checks", "checks", "emails", "operations", "inbox", "errands", "receivers")

    def ready(self) -> None:
        for module in self.modules:
            import_module(f"billing.{module}")
        # A web server runs no system checks: what is unsafe stops here, whoever starts the process.
        import_module("billing.gateway.checks").refuse_unsafe_start()
