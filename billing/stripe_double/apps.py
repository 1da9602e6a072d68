"""The double, and everything that keeps it away from real money."""

from collections.abc import Iterator
from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LIVE_KEYS = ("sk_live_", "rk_live_")


class StripeDoubleConfig(AppConfig):
    name = "billing.stripe_double"
    label = "stripe_double"
    verbose_name = "Répétition des paiements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        refuse_real_life()
        # Ticks deliver the webhooks.
        import_module("billing.stripe_double.delivery")


def refuse_real_life() -> None:
    """Raise ImproperlyConfigured, naming the variable, wherever somebody could take the double for Stripe."""
    for reason in _reasons():
        raise ImproperlyConfigured(f"{reason} The Stripe double only rehearses: development and tests.")


def _reasons() -> Iterator[str]:
    if not settings.STRIPE_DOUBLE_ALLOWED:
        yield "STRIPE_DOUBLE_ALLOWED is off in these settings."
    if not (settings.DEBUG or settings.STRIPE_DOUBLE_WITHOUT_DEBUG):
        yield "DEBUG is off."
    if settings.STRIPE_SECRET_KEY.startswith(LIVE_KEYS):
        yield "STRIPE_SECRET_KEY is a live key."
    if settings.SETTINGS_MODULE.endswith(".production"):
        yield "DJANGO_SETTINGS_MODULE names the production settings."
