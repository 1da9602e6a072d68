"""Means of payment, under the names of Stripe's own sandbox, and what each does when it is asked."""

from typing import Any

from billing.stripe_double import contract, refusals
from billing.stripe_double.stores import Body
from billing.stripe_double.world import World

# name → (type, what happens, last four digits)
SANDBOX: dict[str, tuple[str, str, str]] = {
    "pm_card_visa": ("card", "ok", "4242"),
    "pm_card_authenticationRequired": ("card", "authentication", "3184"),
    "pm_card_chargeCustomerFail": ("card", "declined", "0341"),
    "pm_card_visa_chargeDeclined": ("card", "declined", "0002"),
    "pm_card_chargeDeclinedInsufficientFunds": ("card", "insufficient_funds", "9995"),
    "pm_sepaDebit_ok": ("sepa_debit", "sepa_ok", "2606"),
    "pm_sepaDebit_fails": ("sepa_debit", "sepa_failed", "3434"),
}


def take(world: World, name: str) -> Body:
    """The means of this id, or a fresh one when it is a name of the sandbox."""
    return (
        create(world, name)
        if name in SANDBOX
        else world.fetch("payment_method", name, param="payment_method")
    )


def create(world: World, name: str) -> Body:
    kind, behaviour, last4 = SANDBOX[name]
    method = world.create("payment_method", "pm", type=kind, **{kind: details(kind, last4)})
    world.behave(method["id"], does=behaviour)
    return method


def details(kind: str, last4: str) -> Body:
    """What a screen may show of a means."""
    shown: dict[str, Any] = {"last4": last4}
    if kind == "card":
        shown |= {"brand": "visa", "funding": "credit", "country": "FR", "exp_month": 12, "exp_year": 2034}
    return contract.part("payment_method", kind) | shown


def attach(world: World, method: Body, customer: str) -> Body:
    world.fetch("customer", customer, param="customer")
    if method["customer"] not in (None, customer):
        raise refusals.invalid(
            "payment_method_unexpected_state", "The payment method belongs to another customer."
        )
    return world.keep(method | {"customer": customer})
