"""Which Stripe this process speaks to: none, our double, Stripe's test mode or the real one.

`SIO_STRIPE` (setting STRIPE_MODE) says auto, double, stripe or off; `auto` looks at the key and at DEBUG.
What is unsafe is refused by `billing.gateway.checks`; this module only answers "which".
"""

from enum import Enum

from django.conf import settings

DOUBLE_KEY = "sk_test_double"
TEST_KEYS = ("sk_test_", "rk_test_")
LIVE_KEYS = ("sk_live_", "rk_live_")
ENDPOINTS = ("platform", "connected", "accounts")


class Mode(Enum):
    """Where the calls go."""

    OFF = "off"
    DOUBLE = "double"
    TEST = "test"
    LIVE = "live"


def resolve(wish: str, key: str, *, debug: bool) -> Mode:
    """The table of the decision page "The Stripe double", refusals apart. Pure."""
    if wish in {"off", "double"}:
        return Mode(wish)
    if key.startswith(LIVE_KEYS):
        return Mode.LIVE
    if key.startswith(TEST_KEYS):
        return Mode.TEST
    return Mode.DOUBLE if debug and wish == "auto" else Mode.OFF


def current() -> Mode:
    """The mode of this process, from its settings."""
    return resolve(settings.STRIPE_MODE, settings.STRIPE_SECRET_KEY, debug=settings.DEBUG)


def is_live() -> bool:
    """What `livemode` must say on every event we accept."""
    return current() is Mode.LIVE


def secret_key() -> str:
    """The key the client signs in with; the double has its own."""
    return DOUBLE_KEY if current() is Mode.DOUBLE else settings.STRIPE_SECRET_KEY


def notice() -> str:
    """The sentence shown on every page while payments are not real, else nothing."""
    return {
        Mode.DOUBLE: "Paiement simulé — aucun argent réel",
        Mode.TEST: "Environnement de test — aucun argent réel",
        Mode.OFF: "Les paiements ne sont pas configurés sur ce site.",
        Mode.LIVE: "",
    }[current()]
