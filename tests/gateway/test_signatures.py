"""Who signed, and when: both ages, several secrets, snapshots and thin events."""

import json
import time
from typing import Any

import pytest
import stripe

from billing.gateway import signatures
from billing.gateway.client import Profile, client
from billing.gateway.signatures import RejectedWebhook

SNAPSHOT: dict[str, Any] = {
    "id": "evt_1",
    "object": "event",
    "type": "payment_intent.succeeded",
    "api_version": stripe.api_version,
    "created": 1_793_000_000,
    "livemode": False,
    "pending_webhooks": 1,
    "request": None,
    "data": {"object": {"id": "pi_1", "object": "payment_intent", "metadata": {"bill": "5f0c"}}},
}
THIN: dict[str, Any] = {
    "id": "evt_2",
    "object": "v2.core.event",
    "type": "v2.core.account[requirements].updated",
    "created": "2026-11-02T08:00:00.000Z",
    "livemode": False,
    "related_object": {"id": "acct_1", "type": "v2.core.account", "url": "/v2/core/accounts/acct_1"},
}


NEW = "whsec_new"


@pytest.fixture(autouse=True)
def secrets(settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = {
        "platform": ["whsec_new", "whsec_old"],
        "connected": [],
        "accounts": ["whsec_thin"],
    }


def read(payload: dict[str, Any], signer: str = NEW, *, endpoint: str = "platform", age: int = 0) -> Any:
    body = json.dumps(payload)
    header = stripe.WebhookSignature.generate_signature_header(body, signer, int(time.time()) - age)
    return signatures.read_event(endpoint, body.encode(), header)


def test_a_snapshot_is_read() -> None:
    event = read(SNAPSHOT)
    assert (event.id, event.type, event.object_id) == ("evt_1", "payment_intent.succeeded", "pi_1")
    assert (event.metadata, event.account, event.api_version) == ({"bill": "5f0c"}, "", stripe.api_version)
    assert event.payload["data"]["object"]["id"] == "pi_1"


def test_a_thin_event_is_read() -> None:
    event = read(THIN, "whsec_thin", endpoint="accounts")
    assert (event.object_id, event.account, event.api_version) == ("acct_1", "acct_1", "")


@pytest.mark.parametrize("age", [0, 290, -290])
def test_a_fresh_signature_is_accepted(age: int) -> None:
    assert read(SNAPSHOT, age=age).id == "evt_1"


@pytest.mark.parametrize("age", [301, 86_400, -302, -3_600, -86_400])
def test_an_old_or_future_signature_is_refused(age: int) -> None:
    with pytest.raises(RejectedWebhook):
        read(SNAPSHOT, age=age)


def test_the_sdk_alone_would_accept_the_future() -> None:
    """Kept so that we notice when it changes."""
    body = json.dumps(SNAPSHOT)
    header = stripe.WebhookSignature.generate_signature_header(body, "whsec_new", int(time.time()) + 86_400)
    assert client(Profile.WEB).construct_event(body, header, "whsec_new").id == "evt_1"


def test_both_secrets_of_a_roll_are_accepted_until_the_old_one_goes(settings: Any) -> None:
    assert read(SNAPSHOT, "whsec_old").id == "evt_1"
    settings.STRIPE_WEBHOOK_SECRETS = {"platform": ["whsec_new"]}
    with pytest.raises(RejectedWebhook):
        read(SNAPSHOT, "whsec_old")


@pytest.mark.parametrize("header", [None, "", "t=", "v1=abc", "t=abc,v1=abc", "t=1,v1=abc", "nonsense"])
def test_a_header_that_is_none_is_refused(header: str | None) -> None:
    with pytest.raises(RejectedWebhook):
        signatures.read_event("platform", json.dumps(SNAPSHOT).encode(), header)


def test_a_changed_body_is_refused() -> None:
    body = json.dumps(SNAPSHOT)
    header = stripe.WebhookSignature.generate_signature_header(body, "whsec_new")
    with pytest.raises(RejectedWebhook):
        signatures.read_event("platform", body.replace("pi_1", "pi_2").encode(), header)
    with pytest.raises(RejectedWebhook):
        signatures.read_event("platform", b"\xff\xfe", header)


def test_an_endpoint_without_secret_or_unknown_accepts_nothing() -> None:
    for endpoint in ("connected", "elsewhere"):
        with pytest.raises(RejectedWebhook):
            read(SNAPSHOT, endpoint=endpoint)


def test_an_endpoint_accepts_its_own_kind_of_event_only() -> None:
    with pytest.raises(RejectedWebhook):
        read(THIN)
    with pytest.raises(RejectedWebhook):
        read({"object": "event"})


def test_the_sdk_refuses_a_thin_event_as_a_snapshot() -> None:
    body = json.dumps(THIN)
    header = stripe.WebhookSignature.generate_signature_header(body, NEW)
    with pytest.raises(ValueError, match="thin event"):
        client(Profile.WEB).construct_event(body, header, NEW)


def test_the_clock_is_never_switched_off() -> None:
    assert signatures.TOLERANCE_SECONDS == 300
