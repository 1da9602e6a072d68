"""Companies that pay, and their means of payment (docs.stripe.com/api/customers, /payment_methods)."""

from billing.stripe_double import means
from billing.stripe_double.handlers.registry import Call, page, serves, serves_reading
from billing.stripe_double.stores import Body
from billing.stripe_double.world import World

serves_reading("customer", one="get /v1/customers/{customer}", many="get /v1/customers", filters=("email",))
serves_reading("payment_method", one="get /v1/payment_methods/{payment_method}")


@serves("post /v1/customers")
def create(world: World, call: Call) -> Body:
    known = {
        name: call.params[name] for name in ("email", "name", "description", "phone") if name in call.params
    }
    return world.create("customer", "cus", **known, metadata=call.get("metadata", {}))


@serves("post /v1/customers/{customer}")
def update(world: World, call: Call) -> Body:
    customer = world.fetch("customer", call.id)
    known = {
        name: call.params[name] for name in ("email", "name", "description", "phone") if name in call.params
    }
    metadata = customer["metadata"] | call.get("metadata", {})
    return world.keep(customer | known | {"metadata": metadata})


@serves("get /v1/customers/{customer}/payment_methods")
def methods(world: World, call: Call) -> Body:
    world.fetch("customer", call.id)
    kept = [one for one in world.each("payment_method") if one["customer"] == call.id]
    return page(call, [one for one in kept if call.get("type") in (None, one["type"])])


@serves("post /v1/payment_methods/{payment_method}/attach")
def attach(world: World, call: Call) -> Body:
    method = means.take(world, call.id)
    return means.attach(world, method, call.params["customer"])


@serves("post /v1/payment_methods/{payment_method}/detach")
def detach(world: World, call: Call) -> Body:
    method = world.keep(world.fetch("payment_method", call.id) | {"customer": None})
    world.tell("payment_method.detached", method)
    return method
