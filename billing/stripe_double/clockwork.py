"""What happens by itself when time passes: a debit settles, a page expires, a payout arrives."""

from collections.abc import Callable

from billing.stripe_double.world import World

Act = Callable[[World, str], None]
_acts: dict[str, Act] = {}


def act(name: str) -> Callable[[Act], Act]:
    """Register what a timer of this name does with the id it was given."""

    def register(function: Act) -> Act:
        _acts[name] = function
        return function

    return register


def wind(world: World, name: str, key: str, *, at: int) -> None:
    """Let `name` happen to the object `key` at a moment of the world's clock."""
    world.store.put("~timer", f"{name}:{key}", {"name": name, "key": key, "at": at})


def unwind(world: World, name: str, key: str) -> None:
    world.store.drop("~timer", f"{name}:{key}")


def ring(world: World) -> None:
    """Everything due by now, in order."""
    due = [timer for timer in world.store.each("~timer") if timer["at"] <= world.now]
    for timer in sorted(due, key=lambda timer: timer["at"]):
        unwind(world, timer["name"], timer["key"])
        _acts[timer["name"]](world, timer["key"])
