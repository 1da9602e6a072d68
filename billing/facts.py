"""Reading Stripe: the state of things as they are now, gathered outside any transaction for the projections."""

from dataclasses import dataclass

from billing.gateway import calls, types
from billing.gateway.client import Profile
from sio.lib.guards import is_serving_request

SUCCEEDED = "succeeded"


@dataclass(frozen=True)
class Payment:
    """A payment intent with, once it succeeded, its charge and the means it was paid with."""

    intent: types.PaymentIntent
    charge: types.Charge | None = None
    method: types.PaymentMethod | None = None


def profile() -> Profile:
    """A page has less patience than a worker."""
    return Profile.WEB if is_serving_request() else Profile.WORKER


def payment(intent_id: str) -> Payment:
    """Read a payment again, never trusting what an event said of it."""
    return complete(calls.retrieve_payment_intent(intent_id, profile=profile()))


def complete(intent: types.PaymentIntent) -> Payment:
    """Add what only a succeeded payment has."""
    if intent.status != SUCCEEDED or not intent.charge_id:
        return Payment(intent)
    charge = calls.retrieve_charge(intent.charge_id, profile=profile())
    method_id = intent.payment_method_id
    method = calls.retrieve_payment_method(method_id, profile=profile()) if method_id else None
    return Payment(intent, charge, method)
