"""The factory of Stripe clients: two profiles, patience always given, one client per process and profile.

The SDK's own defaults are a trap: no retry at all and 80 s of waiting. The global style (`stripe.api_key = …`) is
never used.
"""

import logging
import os
from dataclasses import dataclass
from enum import Enum
from functools import cache

import stripe
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from billing.gateway import mode
from billing.gateway.mode import Mode

REAL_HTTP_CLIENT = "stripe.RequestsClient"

# What our machine is, and how long Stripe took, is nobody's business; addresses asked for may hold an e-mail.
stripe.enable_telemetry = False
logging.getLogger("stripe").setLevel(logging.WARNING)


class Profile(Enum):
    """Who waits for the answer: a worker under a lease of 120 s, or a person in front of a page."""

    WORKER = "worker"
    WEB = "web"


@dataclass(frozen=True)
class Patience:
    """Seconds to connect, seconds to read, and how many times the SDK tries again by itself."""

    connect: float
    read: float
    retries: int

    @property
    def worst_seconds(self) -> float:
        """The longest a call can last, the SDK's pauses (at most 1 s after these retries) included."""
        return (self.retries + 1) * (self.connect + self.read) + self.retries * 1.0


PATIENCE = {Profile.WORKER: Patience(3, 15, 2), Profile.WEB: Patience(3, 8, 0)}


def client(profile: Profile) -> stripe.StripeClient:
    """The process's client for this profile; raises ImproperlyConfigured when payments are off or mispinned."""
    if mode.current() is Mode.OFF:
        raise ImproperlyConfigured("Payments are off: STRIPE_SECRET_KEY is missing (or SIO_STRIPE is off).")
    _check_pin()
    return _build(os.getpid(), profile, mode.secret_key(), _http_client_path())


def _check_pin() -> None:
    if stripe.api_version != settings.STRIPE_API_VERSION:
        raise ImproperlyConfigured(
            f"STRIPE_API_VERSION says {settings.STRIPE_API_VERSION}, "
            f"the installed stripe package speaks {stripe.api_version}."
        )


def _http_client_path() -> str:
    """The double's transport comes from the settings, so that no production code names it."""
    if mode.current() is not Mode.DOUBLE:
        return REAL_HTTP_CLIENT
    if not settings.STRIPE_HTTP_CLIENT:
        raise ImproperlyConfigured("SIO_STRIPE=double needs STRIPE_HTTP_CLIENT, the double's transport.")
    return settings.STRIPE_HTTP_CLIENT


@cache
def _build(pid: int, profile: Profile, key: str, http_client_path: str) -> stripe.StripeClient:
    """One client per process: a connection pool must not be shared with a forked child."""
    patience = PATIENCE[profile]
    http_client = import_string(http_client_path)(timeout=(patience.connect, patience.read))
    return stripe.StripeClient(key, http_client=http_client, max_network_retries=patience.retries)
