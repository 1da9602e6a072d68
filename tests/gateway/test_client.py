"""The factory: patience always given, one client per profile, the right Stripe."""

import logging
from typing import Any

import pytest
import stripe
from django.core.exceptions import ImproperlyConfigured

from billing.gateway.client import PATIENCE, Profile, client
from billing.stripe_double.transport import InProcessTransport

STRIPE_LEASE_SECONDS = 120


@pytest.mark.parametrize("profile", Profile)
def test_timeout_and_retries_are_both_given(settings: Any, profile: Profile) -> None:
    settings.STRIPE_MODE, settings.STRIPE_SECRET_KEY = "stripe", "sk_test_1"
    sdk = client(profile)
    http_client: Any = sdk._requestor._client
    assert isinstance(http_client, stripe.RequestsClient)
    assert vars(http_client)["_timeout"] == {"worker": (3, 15), "web": (3, 8)}[profile.value]
    assert sdk._requestor._options.max_network_retries == {"worker": 2, "web": 0}[profile.value]


def test_the_worst_call_is_shorter_than_its_lease() -> None:
    assert PATIENCE[Profile.WORKER].worst_seconds + 10 < STRIPE_LEASE_SECONDS
    assert PATIENCE[Profile.WEB].worst_seconds < 12


def test_a_process_has_one_client_per_profile() -> None:
    assert client(Profile.WORKER) is client(Profile.WORKER)
    assert client(Profile.WORKER) is not client(Profile.WEB)


def test_the_double_comes_from_the_settings(settings: Any) -> None:
    assert type(client(Profile.WORKER)._requestor._client) is InProcessTransport
    settings.STRIPE_HTTP_CLIENT = None
    with pytest.raises(ImproperlyConfigured, match="STRIPE_HTTP_CLIENT"):
        client(Profile.WORKER)


def test_without_a_key_there_is_no_client(settings: Any) -> None:
    settings.STRIPE_MODE = "off"
    with pytest.raises(ImproperlyConfigured, match="STRIPE_SECRET_KEY"):
        client(Profile.WORKER)


def test_another_version_of_the_package_is_refused(settings: Any) -> None:
    settings.STRIPE_API_VERSION = "2023-10-16"
    with pytest.raises(ImproperlyConfigured, match="STRIPE_API_VERSION"):
        client(Profile.WORKER)


def test_nothing_is_told_about_us_and_addresses_are_not_logged() -> None:
    assert stripe.enable_telemetry is False
    assert not logging.getLogger("stripe").isEnabledFor(logging.INFO)
