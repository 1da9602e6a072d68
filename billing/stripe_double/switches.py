"""What a test or the control panel may do to the world: the other side's decisions, and the passing of time.

Each opens its own turn. `from billing.stripe_double import switches` in tests only.
"""

from billing.stripe_double import accounts, clockwork, delivery, faults, means, payments
from billing.stripe_double.handlers import payouts
from billing.stripe_double.stores import Body
from billing.stripe_double.world import DAY, World


def reset(*, fee_ppm: int | None = None, fee_fixed_cents: int = 0) -> None:
    """A new world; with `fee_ppm` Stripe's prices too (0 in the numbered scenarios)."""
    world = World()
    with world.turn():
        world.store.clear()
        if fee_ppm is not None:
            world.set_setting("fees", {"fee_ppm": fee_ppm, "fee_fixed_cents": fee_fixed_cents})


def fault(kind: faults.Kind, *, route: str = faults.ANY_WRITE, times: int = 1, seconds: float = 3.0) -> None:
    """The next calls of a route go wrong: see `faults`."""
    world = World()
    with world.turn():
        faults.arm(world, kind, route=route, times=times, seconds=seconds)


def webhooks(manner: faults.Manner, *, times: int | None = None) -> None:
    """How the next events travel; anything but `hold` lets held ones go."""
    world = World()
    with world.turn():
        faults.deliver_as(world, manner, times=times)
    if manner != "hold":
        delivery.release()


def advance(*, days: int = 0, seconds: int = 0) -> None:
    """Let time pass, and what was due happen."""
    world = World()
    with world.turn():
        world.advance(days * DAY + seconds)
        clockwork.ring(world)


def activate(account_id: str) -> Body:
    return _decide(account_id, "active")


def restrict(account_id: str, wanted: str = "identity.individual.documents.primary_verification") -> Body:
    return _decide(account_id, "restricted", [wanted])


def reject(account_id: str) -> Body:
    return _decide(account_id, "rejected")


def _decide(account_id: str, status: str, wanted: list[str] | None = None) -> Body:
    world = World()
    with world.turn():
        return accounts.set_status(world, world.fetch("v2.core.account", account_id), status, wanted)


def close(account_id: str) -> Body:
    world = World()
    with world.turn():
        return accounts.close(world, world.fetch("v2.core.account", account_id))


def give_means(customer_id: str, name: str = "pm_card_visa") -> Body:
    """A saved means of payment, as after a first Checkout page."""
    world = World()
    with world.turn():
        return means.attach(world, means.create(world, name), customer_id)


def settle_debits() -> None:
    """The banks answer every SEPA debit under way."""
    world = World()
    with world.turn():
        for intent in world.each("payment_intent"):
            if intent["status"] == "processing":
                clockwork.unwind(world, "settle_debit", intent["id"])
                payments.settle_debit(world, intent["id"])


def fail_payout(payout_id: str) -> Body:
    world = World()
    with world.turn():
        return payouts.fail(world, world.fetch("payout", payout_id))


def state() -> Body:
    """Balances, counts of objects and the sum of the platform's balance transactions, in cents."""
    world = World()
    with world.turn():
        available, pending = world.balance()
        accounts_ = world.each("v2.core.account")
        return {
            "available": available,
            "pending": pending,
            "platform": available + pending,
            "accounts": {one["id"]: sum(world.balance(one["id"])) for one in accounts_},
            "movements": sum(one["net"] for one in world.each("balance_transaction")),
            "counts": {name: len(world.each(name)) for name in COUNTED},
        }


COUNTED = ("customer", "payment_intent", "charge", "transfer", "refund", "checkout.session", "event")
