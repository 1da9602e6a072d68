"""What payments must never start with: each refusal names the variable to change.

Django runs the checks before its commands; a web server does not, so `refuse_unsafe_start()` is called when the
`billing` app is ready.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import stripe
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.core.exceptions import ImproperlyConfigured

from billing.gateway import mode
from billing.gateway.mode import Mode

WISHES = ("auto", "double", "stripe", "off")


@register(Tags.security)
def check_stripe(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Every problem of the payment settings; errors stop the start, warnings are told."""
    return [*_errors(), *_warnings()]


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured for the first error, whoever starts the process."""
    for error in _errors():
        raise ImproperlyConfigured(str(error.msg))


def _errors() -> Iterator[CheckMessage]:
    yield from _wish_errors()
    yield from _key_errors()
    yield from _double_errors()
    yield from _secret_errors()
    if stripe.api_version != settings.STRIPE_API_VERSION:
        yield Error(
            f"STRIPE_API_VERSION is {settings.STRIPE_API_VERSION} but the installed stripe package speaks "
            f"{stripe.api_version}.",
            id="billing.E006",
        )


def _wish_errors() -> Iterator[CheckMessage]:
    wish, key = settings.STRIPE_MODE, settings.STRIPE_SECRET_KEY
    if wish not in WISHES:
        yield Error(f"SIO_STRIPE is {wish!r}; it must be one of {', '.join(WISHES)}.", id="billing.E001")
    if wish == "stripe" and not key:
        yield Error("SIO_STRIPE=stripe needs STRIPE_SECRET_KEY.", id="billing.E002")


def _key_errors() -> Iterator[CheckMessage]:
    key = settings.STRIPE_SECRET_KEY
    if key and not key.startswith((*mode.TEST_KEYS, *mode.LIVE_KEYS)):
        yield Error(
            "STRIPE_SECRET_KEY must begin with sk_test_, rk_test_, sk_live_ or rk_live_.", id="billing.E002"
        )
    if key.startswith(mode.LIVE_KEYS) and settings.DEBUG:
        yield Error("STRIPE_SECRET_KEY is a live key while DEBUG is on: real money.", id="billing.E003")


def _double_errors() -> Iterator[CheckMessage]:
    """The tests run without DEBUG: their settings say so by name."""
    if mode.current() is not Mode.DOUBLE:
        return
    if not (settings.DEBUG or settings.STRIPE_DOUBLE_WITHOUT_DEBUG):
        yield Error("SIO_STRIPE=double while DEBUG is off: nobody would be paid.", id="billing.E004")
    if not settings.STRIPE_DOUBLE_ALLOWED or not settings.STRIPE_HTTP_CLIENT:
        yield Error("SIO_STRIPE=double is refused by these settings.", id="billing.E004")
    if settings.STRIPE_SECRET_KEY.startswith(mode.LIVE_KEYS):
        yield Error("STRIPE_SECRET_KEY is a live key beside SIO_STRIPE=double.", id="billing.E003")


def _secret_errors() -> Iterator[CheckMessage]:
    if mode.current() is Mode.LIVE:
        yield from (
            Error(f"{name} is missing: webhooks could not be trusted.", id="billing.E005")
            for name in _missing_secrets()
        )


def _missing_secrets() -> list[str]:
    return [
        f"STRIPE_WEBHOOK_SECRET_{endpoint.upper()}"
        for endpoint in mode.ENDPOINTS
        if not settings.STRIPE_WEBHOOK_SECRETS.get(endpoint)
    ]


def _warnings() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        return
    if mode.current() is Mode.OFF:
        yield Info("Payments are off: STRIPE_SECRET_KEY is missing or SIO_STRIPE is off.", id="billing.I001")
    if mode.current() is Mode.TEST:
        yield checks.Warning("STRIPE_SECRET_KEY is a test key: no real money.", id="billing.W002")
        yield from (
            checks.Warning(f"{name} is missing: its webhooks will be refused.", id="billing.W003")
            for name in _missing_secrets()
        )
