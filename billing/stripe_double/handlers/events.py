"""The list of events, where a platform finds what its webhooks missed (docs.stripe.com/api/events)."""

from billing.stripe_double.handlers.registry import Call, page, serves, serves_reading
from billing.stripe_double.stores import Body
from billing.stripe_double.world import World

serves_reading("event", one="get /v1/events/{id}")


@serves("get /v1/events")
def listing(world: World, call: Call) -> Body:
    events = world.each("event", call.account)
    types = call.get("types") or ([call.params["type"]] if "type" in call.params else None)
    events = [event for event in events if types is None or event["type"] in types]
    if "delivery_success" in call.params:
        events = [one for one in events if _is_delivered(world, one) == call.params["delivery_success"]]
    return page(call, events)


def _is_delivered(world: World, event: Body) -> bool:
    """An event nobody subscribed to counts as delivered; a pending one does not."""
    delivery = world.store.get("~delivery", event["id"])
    return delivery is None or delivery["state"] == "delivered"
