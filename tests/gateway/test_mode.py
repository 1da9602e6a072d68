"""Which Stripe, and what is refused: the eight rows of the table, with the variable's name in the message."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from billing.gateway import checks, mode
from billing.gateway.mode import Mode
from billing.stripe_double.apps import refuse_real_life

SECRETS = {"platform": ["whsec_a"], "connected": ["whsec_b"], "accounts": ["whsec_c"]}


@pytest.fixture
def site(settings: Any) -> Any:
    """Production-like settings: nothing configured, no double."""
    settings.DEBUG = False
    settings.STRIPE_MODE = "auto"
    settings.STRIPE_SECRET_KEY = ""
    settings.STRIPE_WEBHOOK_SECRETS = {"platform": [], "connected": [], "accounts": []}
    settings.STRIPE_DOUBLE_ALLOWED = False
    settings.STRIPE_DOUBLE_WITHOUT_DEBUG = False
    settings.STRIPE_HTTP_CLIENT = None
    return settings


@pytest.mark.parametrize(
    ("wish", "key", "debug", "expected"),
    [
        ("auto", "", True, Mode.DOUBLE),
        ("auto", "", False, Mode.OFF),
        ("auto", "sk_test_1", True, Mode.TEST),
        ("auto", "rk_test_1", False, Mode.TEST),
        ("auto", "sk_live_1", False, Mode.LIVE),
        ("auto", "rk_live_1", True, Mode.LIVE),
        ("stripe", "", True, Mode.OFF),
        ("off", "sk_live_1", False, Mode.OFF),
        ("double", "sk_test_1", True, Mode.DOUBLE),
    ],
)
def test_the_mode_follows_the_wish_then_the_key(wish: str, key: str, *, debug: bool, expected: Mode) -> None:
    assert mode.resolve(wish, key, debug=debug) is expected


def test_no_key_and_no_debug_starts_without_payments(site: Any) -> None:
    checks.refuse_unsafe_start()
    assert [one.id for one in checks.check_stripe()] == ["billing.I001"]
    assert mode.notice() == "Les paiements ne sont pas configurés sur ce site."


def test_a_test_key_without_debug_starts_with_a_warning(site: Any) -> None:
    site.STRIPE_SECRET_KEY = "sk_test_1"
    site.STRIPE_WEBHOOK_SECRETS = SECRETS
    checks.refuse_unsafe_start()
    assert [one.id for one in checks.check_stripe()] == ["billing.W002"]
    assert mode.notice() == "Environnement de test — aucun argent réel"


@pytest.mark.parametrize("key", ["sk_live_1", "rk_live_1"])
def test_a_live_key_with_debug_refuses_to_start(site: Any, key: str) -> None:
    site.DEBUG, site.STRIPE_SECRET_KEY, site.STRIPE_WEBHOOK_SECRETS = True, key, SECRETS
    with pytest.raises(ImproperlyConfigured, match=r"STRIPE_SECRET_KEY.*DEBUG"):
        checks.refuse_unsafe_start()


@pytest.mark.parametrize("endpoint", ["platform", "connected", "accounts"])
def test_a_live_key_with_a_missing_secret_refuses_to_start(site: Any, endpoint: str) -> None:
    site.STRIPE_SECRET_KEY = "sk_live_1"
    site.STRIPE_WEBHOOK_SECRETS = SECRETS | {endpoint: []}
    with pytest.raises(ImproperlyConfigured, match=f"STRIPE_WEBHOOK_SECRET_{endpoint.upper()}"):
        checks.refuse_unsafe_start()


def test_a_live_key_with_its_three_secrets_starts(site: Any) -> None:
    site.STRIPE_SECRET_KEY, site.STRIPE_WEBHOOK_SECRETS = "rk_live_1", SECRETS
    checks.refuse_unsafe_start()
    assert checks.check_stripe() == []
    assert mode.is_live()
    assert mode.notice() == ""


def test_the_double_without_debug_refuses_to_start(site: Any) -> None:
    site.STRIPE_MODE = "double"
    site.STRIPE_DOUBLE_ALLOWED, site.STRIPE_HTTP_CLIENT = True, "somewhere.Transport"
    with pytest.raises(ImproperlyConfigured, match="SIO_STRIPE=double while DEBUG is off"):
        checks.refuse_unsafe_start()


def test_the_double_beside_a_live_key_refuses_to_start(site: Any) -> None:
    site.STRIPE_MODE, site.STRIPE_SECRET_KEY = "double", "sk_live_1"
    assert "billing.E003" in [one.id for one in checks.check_stripe()]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("STRIPE_MODE", "maybe", "SIO_STRIPE"),
        ("STRIPE_MODE", "stripe", "STRIPE_SECRET_KEY"),
        ("STRIPE_SECRET_KEY", "pk_test_1", "STRIPE_SECRET_KEY"),
        ("STRIPE_API_VERSION", "2023-10-16", "STRIPE_API_VERSION"),
    ],
)
def test_a_wrong_setting_is_named(site: Any, name: str, value: str, told: str) -> None:
    setattr(site, name, value)
    with pytest.raises(ImproperlyConfigured, match=told):
        checks.refuse_unsafe_start()


# --- the double's own wall ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("STRIPE_DOUBLE_WITHOUT_DEBUG", False, "DEBUG is off"),
        ("STRIPE_DOUBLE_ALLOWED", False, "STRIPE_DOUBLE_ALLOWED"),
        ("STRIPE_SECRET_KEY", "rk_live_1", "STRIPE_SECRET_KEY"),
        ("SETTINGS_MODULE", "sio.settings.production", "DJANGO_SETTINGS_MODULE"),
    ],
)
def test_the_double_refuses_to_load(settings: Any, name: str, value: Any, told: str) -> None:
    refuse_real_life()
    setattr(settings, name, value)
    with pytest.raises(ImproperlyConfigured, match=told):
        refuse_real_life()
