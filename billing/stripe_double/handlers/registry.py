"""Which function answers which route, and what they share: pages of lists and expanded fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from billing.stripe_double import refusals
from billing.stripe_double.contract import Route
from billing.stripe_double.stores import Body
from billing.stripe_double.world import PLATFORM, World


@dataclass(frozen=True)
class Call:
    """A request that passed the contract: its route, path arguments, checked parameters, connected account."""

    route: Route
    path: str
    args: Mapping[str, str]
    params: Mapping[str, Any]
    account: str = PLATFORM

    @property
    def id(self) -> str:
        """The last path argument: the object the call is about."""
        return list(self.args.values())[-1]

    def get(self, name: str, default: Any = None) -> Any:
        return self.params.get(name, default)


Handler = Callable[[World, Call], Body]
_handlers: dict[str, Handler] = {}


def serves(route: str) -> Callable[[Handler], Handler]:
    """Register the function that answers `post /v1/transfers`."""

    def register(handler: Handler) -> Handler:
        _handlers[route] = handler
        return handler

    return register


def handler_of(route: Route) -> Handler:
    """The function that answers a route; a real route that is not simulated is refused with 501."""
    try:
        return _handlers[route.name]
    except KeyError:
        raise refusals.not_simulated(route.name) from None


def simulated() -> frozenset[str]:
    """The names of the routes the double answers."""
    return frozenset(_handlers)


def serves_reading(name: str, *, one: str = "", many: str = "", filters: tuple[str, ...] = ()) -> None:
    """Register plain retrieving and listing of a resource; `filters` are compared with the object's fields."""

    def retrieve(world: World, call: Call) -> Body:
        return world.fetch(name, call.id)

    def listing(world: World, call: Call) -> Body:
        things = world.each(name, call.account)
        wanted = {field: call.params[field] for field in filters if field in call.params}
        return page(call, [thing for thing in things if all(thing[f] == v for f, v in wanted.items())])

    if one:
        serves(one)(retrieve)
    if many:
        serves(many)(listing)


def page(call: Call, things: list[Body]) -> Body:
    """A page of a v1 list (docs.stripe.com/api/pagination): newest first, 1 to 100, 10 by default."""
    limit = call.get("limit", 10)
    if not 1 <= limit <= 100:
        raise refusals.invalid(
            "parameter_invalid_integer", "limit must be between 1 and 100.", param="limit", is_stored=False
        )
    things = _after(
        call.get("starting_after"), [one for one in things if _is_created_within(one, call.get("created"))]
    )
    return {"object": "list", "url": call.path, "data": things[:limit], "has_more": len(things) > limit}


def _after(key: str | None, things: list[Body]) -> list[Body]:
    ids = [thing["id"] for thing in things]
    if key is None:
        return things
    if key not in ids:
        raise refusals.missing("object", key, param="starting_after")
    return things[ids.index(key) + 1 :]


def _is_created_within(thing: Body, created: Any) -> bool:
    if created is None:
        return True
    at, bounds = thing["created"], created if isinstance(created, dict) else {"gte": created, "lte": created}
    return bool(
        at >= bounds.get("gte", at)
        and at <= bounds.get("lte", at)
        and at > bounds.get("gt", at - 1)
        and at < bounds.get("lt", at + 1)
    )


def expand(world: World, answer: Body, paths: list[str]) -> Body:
    """Replace ids by objects, as asked (docs.stripe.com/api/expanding_objects)."""
    for path in paths:
        _expand(world, answer, path.split("."))
    return answer


def _expand(world: World, thing: Any, steps: list[str]) -> None:
    if isinstance(thing, list):
        for one in thing:
            _expand(world, one, steps)
        return
    if not isinstance(thing, dict) or steps[0] not in thing:
        raise refusals.invalid(
            "parameter_unknown",
            f"This property cannot be expanded ({steps[0]}).",
            param="expand",
            is_stored=False,
        )
    value = thing[steps[0]]
    if isinstance(value, str):
        thing[steps[0]] = value = world.store.find(value) or value
    if len(steps) > 1 and value is not None:
        _expand(world, value, steps[1:])


def must_exist(world: World, name: str, key: str | None, *, param: str) -> None:
    """Refuse a reference to nothing."""
    if key is not None:
        world.fetch(name, key, param=param)
