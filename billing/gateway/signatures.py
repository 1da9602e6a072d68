"""Webhooks: who signed, when, and what they say. Verifies and reads; stores and calls nothing."""

import json
import time

import stripe
from django.conf import settings

from billing.gateway import readings, types
from billing.gateway.client import Profile, client

TOLERANCE_SECONDS = 300
THIN_ENDPOINTS = frozenset({"accounts"})


class RejectedWebhook(Exception):
    """The body cannot be trusted or read: the view answers 400 and stores nothing."""


def read_event(endpoint: str, body: bytes, header: str | None) -> types.Event:
    """The event of a signed webhook body.

    `endpoint` is platform, connected (snapshots) or accounts (thin events). Any of the endpoint's secrets may have
    signed: during a roll Stripe signs with both. Raises RejectedWebhook for a missing or wrong signature, a
    timestamp more than 300 s old or more than 300 s in the future (the SDK accepts the future), or another kind
    of event than this endpoint receives.
    """
    _refuse_the_future(header)
    secret = _signing_secret(endpoint, body, header)
    try:
        return _read(endpoint, body, header, secret)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RejectedWebhook(f"A signed body that is not an event for {endpoint}.") from error


def _refuse_the_future(header: str | None) -> None:
    if _timestamp(header) > time.time() + TOLERANCE_SECONDS:
        raise RejectedWebhook("Signed in the future.")


def _timestamp(header: str | None) -> int:
    parts = dict(part.split("=", 1) for part in (header or "").split(",") if "=" in part)
    try:
        return int(parts["t"])
    except (KeyError, ValueError) as error:
        raise RejectedWebhook("No timestamp in the signature header.") from error


def _signing_secret(endpoint: str, body: bytes, header: str | None) -> str:
    for secret in settings.STRIPE_WEBHOOK_SECRETS.get(endpoint, []):
        try:
            stripe.WebhookSignature.verify_header(body, header, secret, TOLERANCE_SECONDS)
        except (stripe.SignatureVerificationError, UnicodeDecodeError):
            continue
        return secret
    raise RejectedWebhook(f"No secret of {endpoint} made this signature, or it is too old.")


def _read(endpoint: str, body: bytes, header: str | None, secret: str) -> types.Event:
    sdk = client(Profile.WEB)
    if endpoint in THIN_ENDPOINTS:
        notification = sdk.parse_event_notification(body, header, secret, TOLERANCE_SECONDS)
        return readings.notification(notification, json.loads(body))
    return readings.event(sdk.construct_event(body, header, secret, TOLERANCE_SECONDS))
