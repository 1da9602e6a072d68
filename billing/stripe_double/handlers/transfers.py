"""Transfers to connected accounts and their reversals (docs.stripe.com/connect/separate-charges-and-transfers)."""

from billing.stripe_double import accounts, refusals
from billing.stripe_double.handlers.registry import Call, page, serves, serves_reading
from billing.stripe_double.stores import Body
from billing.stripe_double.world import World

serves_reading(
    "transfer",
    one="get /v1/transfers/{transfer}",
    many="get /v1/transfers",
    filters=("destination", "transfer_group"),
)


@serves("post /v1/transfers")
def create(world: World, call: Call) -> Body:
    amount = call.get("amount")
    if not amount or amount < 1:
        raise refusals.invalid(
            "parameter_invalid_integer", "Invalid positive integer", param="amount", is_stored=False
        )
    accounts.must_receive(world, call.params["destination"])
    charge = _source(world, call, amount)
    transfer = world.create(
        "transfer",
        "tr",
        amount=amount,
        currency=call.params["currency"],
        destination=call.params["destination"],
        description=call.get("description"),
        metadata=call.get("metadata", {}),
        source_transaction=call.get("source_transaction"),
        source_type="card",
        transfer_group=call.get("transfer_group") or (charge or {}).get("transfer_group"),
    )
    transfer = _pay(world, transfer, charge)
    world.tell("transfer.created", transfer)
    return transfer


def _source(world: World, call: Call, amount: int) -> Body | None:
    """The charge the money comes from, with enough left; else the available balance must be large enough."""
    key = call.get("source_transaction")
    if key is None:
        if world.balance()[0] < amount:
            raise refusals.invalid(
                "balance_insufficient", "You have insufficient available funds in your account."
            )
        return None
    charge = world.fetch("charge", key, param="source_transaction")
    if charge["currency"] != call.params["currency"]:
        raise refusals.invalid(
            "parameter_invalid_enum", "The transfer must be in the currency of the charge.", param="currency"
        )
    sent = world.behaviour(key).get("sent", 0)
    if amount > charge["amount_captured"] - sent:
        raise refusals.invalid(
            "transfer_source_balance_insufficient",
            "Transfers using this transaction as a source must not exceed the source amount.",
        )
    world.behave(key, sent=sent + amount)
    return charge


def _pay(world: World, transfer: Body, charge: Body | None) -> Body:
    """The money leaves us and reaches the account when the charge becomes available."""
    when = world.now
    if charge and charge["balance_transaction"]:
        when = max(when, world.fetch("balance_transaction", charge["balance_transaction"])["available_on"])
    account = transfer["destination"]
    payment = world.create(
        "charge",
        "py",
        account,
        amount=transfer["amount"],
        amount_captured=transfer["amount"],
        captured=True,
        currency=transfer["currency"],
        paid=True,
        source_transfer=transfer["id"],
        status="succeeded",
    )
    received = world.move(
        "payment",
        transfer["amount"],
        source=payment["id"],
        owner=account,
        available_at=when,
        category="charge",
    )
    world.keep(payment | {"balance_transaction": received["id"]}, account)
    left = world.move("transfer", -transfer["amount"], source=transfer["id"], available_at=when)
    values = {"balance_transaction": left["id"], "destination_payment": payment["id"]}
    reversals = transfer["reversals"] | {"url": f"/v1/transfers/{transfer['id']}/reversals"}
    return world.keep(transfer | values | {"reversals": reversals})


@serves("post /v1/transfers/{id}/reversals")
def reverse(world: World, call: Call) -> Body:
    """At most what is left of the transfer, and only while the account still has it."""
    transfer = world.fetch("transfer", call.id)
    left = transfer["amount"] - transfer["amount_reversed"]
    amount = call.get("amount", left)
    if not 1 <= amount <= left:
        raise refusals.invalid(
            "transfer_reversal_too_large", f"At most {left} can be reversed.", param="amount"
        )
    if amount > sum(world.balance(transfer["destination"])):
        raise refusals.invalid(
            "balance_insufficient", "The account does not have enough funds for this reversal."
        )
    reversal = world.create(
        "transfer_reversal",
        "trr",
        amount=amount,
        currency=transfer["currency"],
        metadata=call.get("metadata", {}),
        transfer=transfer["id"],
    )
    return _give_back(world, transfer, reversal)


def _give_back(world: World, transfer: Body, reversal: Body) -> Body:
    amount, account = reversal["amount"], transfer["destination"]
    when = _available_at(world, transfer)
    world.move(
        "payment_refund",
        -amount,
        source=transfer["destination_payment"],
        owner=account,
        available_at=when,
        category="refund",
    )
    back = world.move(
        "transfer_refund", amount, source=reversal["id"], available_at=when, category="transfer_reversal"
    )
    reversal = world.keep(reversal | {"balance_transaction": back["id"]})
    reversed_cents = transfer["amount_reversed"] + amount
    listed = transfer["reversals"] | {"data": [reversal, *transfer["reversals"]["data"]][:10]}
    values = {
        "amount_reversed": reversed_cents,
        "reversed": reversed_cents == transfer["amount"],
        "reversals": listed,
    }
    world.tell("transfer.reversed", world.keep(transfer | values))
    return reversal


def _available_at(world: World, transfer: Body) -> int:
    movement = world.fetch("balance_transaction", transfer["balance_transaction"])
    return max(world.now, int(movement["available_on"]))


@serves("get /v1/transfers/{id}/reversals")
def reversals(world: World, call: Call) -> Body:
    world.fetch("transfer", call.id)
    return page(call, [one for one in world.each("transfer_reversal") if one["transfer"] == call.id])


@serves("get /v1/transfers/{transfer}/reversals/{id}")
def reversal(world: World, call: Call) -> Body:
    return world.fetch("transfer_reversal", call.id)
