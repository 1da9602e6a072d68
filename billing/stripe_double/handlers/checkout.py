"""Hosted payment pages (docs.stripe.com/api/checkout/sessions)."""

from billing.stripe_double import hosted
from billing.stripe_double.handlers.registry import Call, must_exist, serves, serves_reading
from billing.stripe_double.stores import Body
from billing.stripe_double.world import World

serves_reading(
    "checkout.session",
    one="get /v1/checkout/sessions/{session}",
    many="get /v1/checkout/sessions",
    filters=("customer", "payment_intent"),
)


@serves("post /v1/checkout/sessions")
def create(world: World, call: Call) -> Body:
    must_exist(world, "customer", call.get("customer"), param="customer")
    return hosted.open_session(world, call.params)


@serves("post /v1/checkout/sessions/{session}/expire")
def expire(world: World, call: Call) -> Body:
    return hosted.close_session(world, world.fetch("checkout.session", call.id))
