"""Payouts to a bank account (docs.stripe.com/api/payouts)."""

from billing.stripe_double import clockwork, refusals
from billing.stripe_double.handlers.registry import Call, serves, serves_reading
from billing.stripe_double.stores import Body
from billing.stripe_double.world import DAY, World

serves_reading("payout", one="get /v1/payouts/{payout}", many="get /v1/payouts", filters=("status",))
ARRIVES_AFTER = 2 * DAY


@serves("post /v1/payouts")
def create(world: World, call: Call) -> Body:
    amount = call.params["amount"]
    if amount < 1:
        raise refusals.invalid(
            "parameter_invalid_integer", "Invalid positive integer", param="amount", is_stored=False
        )
    if amount > world.balance(call.account)[0]:
        raise refusals.invalid(
            "balance_insufficient", "You have insufficient funds in your account for this payout."
        )
    payout = world.create(
        "payout",
        "po",
        call.account,
        amount=amount,
        arrival_date=world.now + ARRIVES_AFTER,
        currency=call.params["currency"],
        metadata=call.get("metadata", {}),
        method="standard",
        source_type="card",
        status="in_transit",
        type="bank_account",
    )
    movement = world.move("payout", -amount, source=payout["id"], owner=call.account)
    payout = world.keep(payout | {"balance_transaction": movement["id"]}, call.account)
    world.behave(payout["id"], owner=call.account)
    clockwork.wind(world, "payout_arrives", payout["id"], at=payout["arrival_date"])
    world.tell("payout.created", payout, call.account)
    return payout


@clockwork.act("payout_arrives")
def arrive(world: World, payout_id: str) -> None:
    owner = world.behaviour(payout_id)["owner"]
    payout = world.keep(world.fetch("payout", payout_id) | {"status": "paid"}, owner)
    world.tell("payout.paid", payout, owner)


def fail(world: World, payout: Body) -> Body:
    """The bank sends the money back; it may do so after `paid`."""
    owner = world.behaviour(payout["id"])["owner"]
    clockwork.unwind(world, "payout_arrives", payout["id"])
    back = world.move(
        "payout_failure", payout["amount"], source=payout["id"], owner=owner, category="payout_reversal"
    )
    values = {
        "status": "failed",
        "failure_code": "account_closed",
        "failure_message": "The bank account has been closed.",
        "failure_balance_transaction": back["id"],
    }
    payout = world.keep(payout | values, owner)
    world.tell("payout.failed", payout, owner)
    return payout
