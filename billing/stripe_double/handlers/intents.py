"""Payments and saved means (docs.stripe.com/api/payment_intents, /setup_intents)."""

from billing.stripe_double import means, payments, refusals
from billing.stripe_double.handlers.registry import Call, must_exist, serves, serves_reading
from billing.stripe_double.stores import Body
from billing.stripe_double.world import World

serves_reading(
    "payment_intent",
    one="get /v1/payment_intents/{intent}",
    many="get /v1/payment_intents",
    filters=("customer",),
)
serves_reading(
    "setup_intent", one="get /v1/setup_intents/{intent}", many="get /v1/setup_intents", filters=("customer",)
)

COPIED = (
    "customer",
    "description",
    "metadata",
    "setup_future_usage",
    "transfer_group",
    "receipt_email",
    "capture_method",
)


@serves("post /v1/payment_intents")
def create(world: World, call: Call) -> Body:
    if call.get("off_session") and not call.get("confirm"):
        raise _needs_confirm("off_session")
    must_exist(world, "customer", call.get("customer"), param="customer")
    known = {name: call.params[name] for name in COPIED if name in call.params}
    intent = payments.open_intent(
        world, amount=call.params["amount"], currency=call.params["currency"], **known
    )
    return _try(world, call, intent) if call.get("confirm") else intent


@serves("post /v1/payment_intents/{intent}/confirm")
def confirm(world: World, call: Call) -> Body:
    intent = world.fetch("payment_intent", call.id)
    if intent["status"] not in payments.OPEN_STATES:
        raise payments.unexpected_state(intent, "confirm")
    return _try(world, call, intent)


@serves("post /v1/payment_intents/{intent}/cancel")
def cancel(world: World, call: Call) -> Body:
    return payments.cancel(world, world.fetch("payment_intent", call.id), call.get("cancellation_reason"))


def _try(world: World, call: Call, intent: Body) -> Body:
    name = call.get("payment_method") or intent["payment_method"]
    if not name:
        raise refusals.invalid(
            "parameter_missing", "You cannot confirm without a payment method.", param="payment_method"
        )
    method = payments.usable_method(world, name, intent["customer"])
    return payments.confirm(world, intent, method, is_off_session=bool(call.get("off_session")))


def _needs_confirm(param: str) -> refusals.Refusal:
    return refusals.invalid(
        "parameter_missing", f"{param} can only be used with confirm=true.", param=param, is_stored=False
    )


@serves("post /v1/setup_intents")
def create_setup(world: World, call: Call) -> Body:
    must_exist(world, "customer", call.get("customer"), param="customer")
    known = {
        name: call.params[name] for name in ("customer", "description", "metadata") if name in call.params
    }
    setup = world.create(
        "setup_intent",
        "seti",
        usage=call.get("usage", "off_session"),
        status="requires_payment_method",
        payment_method_types=["card", "sepa_debit"],
        **known,
    )
    return _set_up(world, call, setup) if call.get("confirm") else setup


@serves("post /v1/setup_intents/{intent}/confirm")
def confirm_setup(world: World, call: Call) -> Body:
    return _set_up(world, call, world.fetch("setup_intent", call.id))


def _set_up(world: World, call: Call, setup: Body) -> Body:
    method = means.take(world, call.get("payment_method") or "")
    if setup["customer"]:
        method = means.attach(world, method, setup["customer"])
    setup = world.keep(setup | {"status": "succeeded", "payment_method": method["id"]})
    world.tell("setup_intent.succeeded", setup)
    return setup
