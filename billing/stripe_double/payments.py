"""The life of a payment, whoever asks for it: a call, a hosted page or the clock."""

from billing.stripe_double import clockwork, contract, means, refusals
from billing.stripe_double.stores import Body
from billing.stripe_double.world import AVAILABLE_AFTER, DAY, World

SEPA_SETTLES_AFTER = 5 * DAY
MINIMUM_CENTS = 50
REFUSALS = {
    "declined": ("card_declined", "generic_decline", "Your card was declined."),
    "insufficient_funds": ("card_declined", "insufficient_funds", "Your card has insufficient funds."),
    "authentication": (
        "authentication_required",
        "authentication_required",
        "This payment requires authentication to proceed.",
    ),
}
OPEN_STATES = ("requires_payment_method", "requires_confirmation", "requires_action")


def open_intent(world: World, *, amount: int, currency: str, **values: object) -> Body:
    """A payment that nobody has tried yet (docs.stripe.com/api/payment_intents/create)."""
    if amount < MINIMUM_CENTS:
        raise refusals.invalid(
            "amount_too_small", "Amount must be at least €0.50 eur.", param="amount", is_stored=False
        )
    if currency != "eur":
        raise refusals.invalid(
            "parameter_invalid_enum",
            f"The double speaks euros, not {currency}.",
            param="currency",
            is_stored=False,
        )
    intent = world.create(
        "payment_intent",
        "pi",
        **{
            "amount": amount,
            "currency": currency,
            "status": "requires_payment_method",
            "capture_method": "automatic_async",
            "confirmation_method": "automatic",
            "payment_method_types": ["card", "sepa_debit"],
            **values,
        },
    )
    return world.keep(intent | {"client_secret": f"{intent['id']}_secret_double"})


def confirm(world: World, intent: Body, method: Body, *, is_off_session: bool) -> Body:
    """Try the payment; raises the 402 of a refused card, the intent having kept why."""
    intent = intent | {"payment_method": method["id"], "last_payment_error": None}
    does = world.behaviour(method["id"]).get("does", "ok")
    if does == "authentication" and not is_off_session:
        return ask_for_authentication(world, intent)
    if does in REFUSALS:
        raise refuse(world, intent, method, does)
    if does.startswith("sepa"):
        return process(world, intent, does)
    return succeed(world, intent, method)


def succeed(world: World, intent: Body, method: Body) -> Body:
    """The money is ours: a charge, a movement of the balance, the events."""
    charge = _charge(
        world, intent, method, status="succeeded", paid=True, captured=True, amount_captured=intent["amount"]
    )
    charge = _book(world, charge, "charge")
    return _succeeded(world, intent, charge)


def _succeeded(world: World, intent: Body, charge: Body) -> Body:
    intent = world.keep(
        intent
        | {
            "status": "succeeded",
            "amount_received": intent["amount"],
            "latest_charge": charge["id"],
            "next_action": None,
            "last_payment_error": None,
        }
    )
    world.tell("payment_intent.succeeded", intent)
    world.tell("charge.succeeded", charge)
    world.tell("charge.updated", charge)
    return intent


def _charge(world: World, intent: Body, method: Body, **values: object) -> Body:
    is_card = method["type"] == "card"
    shown = contract.part("charge", "payment_method_details")
    return world.create(
        "charge",
        "ch" if is_card else "py",
        amount=intent["amount"],
        currency=intent["currency"],
        customer=intent["customer"],
        description=intent["description"],
        metadata=intent["metadata"],
        payment_intent=intent["id"],
        payment_method=method["id"],
        payment_method_details=shown | {"type": method["type"]},
        transfer_group=intent["transfer_group"] or f"group_{intent['id']}",
        **values,
    )


def _book(world: World, charge: Body, kind: str) -> Body:
    movement = world.move(
        kind,
        charge["amount"],
        fee=world.fee(charge["amount"]),
        source=charge["id"],
        available_at=world.now + AVAILABLE_AFTER,
        category="charge",
    )
    return world.keep(charge | {"balance_transaction": movement["id"]})


def refuse(world: World, intent: Body, method: Body, why: str) -> refusals.Refusal:
    """A refused card leaves an intent one may try again, a failed charge, and its events."""
    code, decline_code, message = REFUSALS[why]
    charge = _charge(world, intent, method, status="failed", failure_code=code, failure_message=message)
    error = contract.part("payment_intent", "last_payment_error") | {
        "type": "card_error",
        "code": code,
        "decline_code": decline_code,
        "message": message,
        "charge": charge["id"],
    }
    intent = world.keep(
        intent
        | {
            "status": "requires_payment_method",
            "payment_method": None,
            "latest_charge": charge["id"],
            "last_payment_error": error,
            "next_action": None,
        }
    )
    world.tell("payment_intent.payment_failed", intent)
    return refusals.declined(code, decline_code, message, charge=charge["id"], payment_intent=intent)


def ask_for_authentication(world: World, intent: Body) -> Body:
    """The company is there: its bank asks it to confirm (3-D Secure)."""
    step = contract.part("payment_intent", "next_action") | {"type": "redirect_to_url"}
    intent = world.keep(intent | {"status": "requires_action", "next_action": step})
    world.tell("payment_intent.requires_action", intent)
    return intent


def process(world: World, intent: Body, does: str) -> Body:
    """A SEPA debit: accepted today, certain in days (docs.stripe.com/payments/sepa-debit)."""
    method = world.fetch("payment_method", intent["payment_method"])
    charge = _charge(world, intent, method, status="pending")
    intent = world.keep(intent | {"status": "processing", "latest_charge": charge["id"]})
    world.behave(intent["id"], does=does)
    clockwork.wind(world, "settle_debit", intent["id"], at=world.now + SEPA_SETTLES_AFTER)
    world.tell("payment_intent.processing", intent)
    return intent


@clockwork.act("settle_debit")
def settle_debit(world: World, intent_id: str) -> None:
    """The bank answered: paid, or refused."""
    intent = world.fetch("payment_intent", intent_id)
    charge = world.fetch("charge", intent["latest_charge"])
    if world.behaviour(intent_id).get("does") == "sepa_failed":
        _fail_debit(world, intent, charge)
        return
    charge = world.keep(
        charge | {"status": "succeeded", "paid": True, "captured": True, "amount_captured": charge["amount"]}
    )
    _succeeded(world, intent, _book(world, charge, "payment"))
    _tell_checkout(world, intent_id, "checkout.session.async_payment_succeeded", payment_status="paid")


def _fail_debit(world: World, intent: Body, charge: Body) -> None:
    message = "The bank refused the debit."
    world.keep(
        charge | {"status": "failed", "failure_code": "debit_not_authorized", "failure_message": message}
    )
    error = contract.part("payment_intent", "last_payment_error") | {
        "type": "card_error",
        "code": "debit_not_authorized",
        "message": message,
        "charge": charge["id"],
    }
    intent = world.keep(
        intent | {"status": "requires_payment_method", "payment_method": None, "last_payment_error": error}
    )
    world.tell("payment_intent.payment_failed", intent)
    _tell_checkout(world, intent["id"], "checkout.session.async_payment_failed")


def _tell_checkout(world: World, intent_id: str, event: str, **values: object) -> None:
    if session_id := world.behaviour(intent_id).get("session"):
        world.tell(event, world.keep(world.fetch("checkout.session", session_id) | values))


def cancel(world: World, intent: Body, reason: str | None) -> Body:
    """Nothing can come of this payment any more (docs.stripe.com/api/payment_intents/cancel)."""
    if intent["status"] not in (*OPEN_STATES, "requires_capture"):
        raise unexpected_state(intent, "canceled")
    values = {
        "status": "canceled",
        "canceled_at": world.now,
        "cancellation_reason": reason,
        "next_action": None,
    }
    intent = world.keep(intent | values)
    world.tell("payment_intent.canceled", intent)
    return intent


def unexpected_state(intent: Body, wish: str) -> refusals.Refusal:
    refusal = refusals.invalid(
        "payment_intent_unexpected_state",
        f"You cannot {wish} this PaymentIntent because it has a status of {intent['status']}.",
    )
    refusal.error["payment_intent"] = intent
    return refusal


def usable_method(world: World, name: str, customer: str | None) -> Body:
    """The means asked for; one that belongs to somebody else is refused."""
    method = means.take(world, name)
    if method["customer"] not in (None, customer):
        raise refusals.invalid(
            "payment_method_unexpected_state",
            "The payment method belongs to another customer.",
            param="payment_method",
        )
    return method
