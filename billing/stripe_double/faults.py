"""Switches that make Stripe behave badly, armed by tests and by the control panel.

Call faults (`arm`): 500_before (nothing happened), 500_after (done; the 500 is stored and replayed), drop_after
(done, the answer is cut), slow_after (done, the answer is late), 429, 409. Delivery (`deliver_as`): deliver, inline
(before the API answer returns), hold, drop, twice, reversed.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from billing.stripe_double.world import World

Kind = Literal["500_before", "500_after", "drop_after", "slow_after", "429", "409"]
Manner = Literal["deliver", "inline", "hold", "drop", "twice", "reversed"]
ANY_WRITE = "post *"
SLOW_SECONDS = 3.0


def arm(
    world: "World", kind: Kind, *, route: str = ANY_WRITE, times: int = 1, seconds: float = SLOW_SECONDS
) -> None:
    """The next `times` calls of a route (`post /v1/transfers`, or any write) go wrong."""
    faults = world.setting("faults", {"armed": []})["armed"]
    fault = {"kind": kind, "route": route, "times": times, "seconds": seconds}
    world.set_setting("faults", {"armed": [*faults, fault]})


@dataclass(frozen=True)
class Fault:
    """What goes wrong with this call; `seconds` of delay for a slow one."""

    kind: Kind
    seconds: float


def take(world: "World", route: str) -> Fault | None:
    """The fault of this call, if one is armed; it is used up."""
    armed = world.setting("faults", {"armed": []})["armed"]
    for fault in armed:
        if fault["route"] == route or (fault["route"] == ANY_WRITE and route.startswith("post ")):
            fault["times"] -= 1
            world.set_setting("faults", {"armed": [one for one in armed if one["times"] > 0]})
            return Fault(fault["kind"], fault["seconds"])
    return None


def deliver_as(world: "World", manner: Manner, *, times: int | None = None) -> None:
    """How webhooks travel from now on, or for the next `times` events."""
    world.set_setting("delivery", {"manner": manner, "times": times})


def count_event(world: "World") -> str:
    """The manner for one more event; a limited one is used up."""
    switch = world.setting("delivery", {"manner": "deliver", "times": None})
    if switch["times"] is not None:
        left = switch["times"] - 1
        world.set_setting(
            "delivery", switch | {"times": left} if left else {"manner": "deliver", "times": None}
        )
    return str(switch["manner"])
