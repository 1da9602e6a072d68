"""Refunds of a charge; transfers are never touched by them (docs.stripe.com/api/refunds)."""

from billing.stripe_double import refusals
from billing.stripe_double.handlers.registry import Call, serves, serves_reading
from billing.stripe_double.stores import Body
from billing.stripe_double.world import World

serves_reading(
    "refund", one="get /v1/refunds/{refund}", many="get /v1/refunds", filters=("charge", "payment_intent")
)


@serves("post /v1/refunds")
def create(world: World, call: Call) -> Body:
    charge = _charge(world, call)
    left = charge["amount_captured"] - charge["amount_refunded"]
    if left == 0:
        raise refusals.invalid("charge_already_refunded", f"Charge {charge['id']} has already been refunded.")
    amount = call.get("amount", left)
    if amount < 1:
        raise refusals.invalid(
            "parameter_invalid_integer", "Invalid positive integer", param="amount", is_stored=False
        )
    if amount > left:
        raise refusals.invalid(
            "amount_too_large", f"Refund amount ({amount}) is greater than {left}.", param="amount"
        )
    return _refund(world, call, charge, amount)


def _charge(world: World, call: Call) -> Body:
    if key := call.get("payment_intent"):
        key = world.fetch("payment_intent", key, param="payment_intent")["latest_charge"]
    else:
        key = call.get("charge")
    if not key:
        raise refusals.invalid(
            "parameter_missing", "One of charge or payment_intent is needed.", is_stored=False
        )
    charge = world.fetch("charge", key, param="charge")
    if charge["status"] != "succeeded":
        raise refusals.invalid("charge_not_refundable", f"Charge {key} cannot be refunded.")
    return charge


def _refund(world: World, call: Call, charge: Body, amount: int) -> Body:
    refund = world.create(
        "refund",
        "re",
        amount=amount,
        charge=charge["id"],
        currency=charge["currency"],
        metadata=call.get("metadata", {}),
        payment_intent=charge["payment_intent"],
        reason=call.get("reason"),
        status="succeeded",
    )
    kind = "refund" if charge["balance_transaction"] and _is_card(charge) else "payment_refund"
    movement = world.move(kind, -amount, source=refund["id"], category="refund")
    refund = world.keep(refund | {"balance_transaction": movement["id"]})
    refunded = charge["amount_refunded"] + amount
    charge = world.keep(charge | {"amount_refunded": refunded, "refunded": refunded == charge["amount"]})
    world.tell("charge.refunded", charge)
    world.tell("refund.created", refund)
    return refund


def _is_card(charge: Body) -> bool:
    return bool(charge["payment_method_details"]["type"] == "card")
