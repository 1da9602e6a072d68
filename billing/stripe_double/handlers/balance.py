"""Balances, their movements and the payout settings (docs.stripe.com/api/balance)."""

from billing.stripe_double import contract, refusals
from billing.stripe_double.handlers.registry import Call, page, serves
from billing.stripe_double.stores import Body
from billing.stripe_double.world import World


@serves("get /v1/balance")
def retrieve(world: World, call: Call) -> Body:
    available, pending = world.balance(call.account)
    return contract.skeleton("balance") | {
        "available": [_amount("available", available)],
        "pending": [_amount("pending", pending)],
        "connect_reserved": [_amount("connect_reserved", 0)],
    }


def _amount(name: str, cents: int) -> Body:
    return contract.part("balance", name) | {"amount": cents, "currency": "eur"}


@serves("get /v1/balance_transactions")
def transactions(world: World, call: Call) -> Body:
    wanted = {name: call.params[name] for name in ("currency", "type", "source") if name in call.params}
    if "payout" in call.params:
        raise refusals.not_simulated("balance transactions of one payout")
    moves = [_at(world, one) for one in world.each("balance_transaction", call.account)]
    return page(call, [one for one in moves if all(one[name] == value for name, value in wanted.items())])


@serves("get /v1/balance_transactions/{id}")
def transaction(world: World, call: Call) -> Body:
    return _at(world, world.fetch("balance_transaction", call.id))


def _at(world: World, movement: Body) -> Body:
    """Money becomes available by the mere passing of time."""
    return movement | {"status": "available" if movement["available_on"] <= world.now else "pending"}


@serves("get /v1/balance_settings")
def settings(world: World, call: Call) -> Body:
    # The SDK stumbles over a null here: a mapping of currencies is absent or filled.
    payouts = {
        "status": "enabled",
        "schedule": {"interval": "manual"},
        "automatic_transfer_rules_by_currency": {},
    }
    default = contract.filled(
        {"object": "balance_settings", "payments": {"payouts": payouts}}, "balance_settings"
    )
    return world.setting(f"balance_settings:{call.account}", default)


@serves("post /v1/balance_settings")
def change_settings(world: World, call: Call) -> Body:
    now = settings(world, call)
    for name, value in call.get("payments", {}).items():
        if name != "payouts":
            raise refusals.not_simulated(f"balance settings payments[{name}]")
        now["payments"]["payouts"]["schedule"] |= value.pop("schedule", {})
        now["payments"]["payouts"] |= value
    world.set_setting(f"balance_settings:{call.account}", now)
    world.tell("balance_settings.updated", now, call.account)
    return now
