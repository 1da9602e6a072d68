"""Every object is complete and of the right types, and the checker says so."""

from typing import Any

import pytest
import stripe

from billing.gateway import calls, types
from billing.stripe_double import contract, switches
from billing.stripe_double.world import Unsound, World
from tests.stripe_double.conftest import charge, page_of, transfer_of

# Thin events carry a reference that the package's own class does not declare.
SHELVES = (
    "balance_transaction", "charge", "checkout.session", "customer", "event", "payment_intent", "payment_method",
    "payout", "refund", "setup_intent", "transfer", "transfer_reversal", "v2.core.account",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("payment_intent", 47),
        ("checkout.session", 69),
        ("charge", 48),
        ("payout", 27),
        ("refund", 25),
        ("dispute", 19),
        ("transfer", 17),
    ],
)
def test_a_skeleton_has_every_key_and_is_sound(name: str, keys: int) -> None:
    thing = contract.skeleton(name)
    assert len(thing) == keys
    assert contract.flaws(thing) == []


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({"amount": None}, "transfer.amount"),
        ({"amount": "10800"}, "transfer.amount"),
        ({"amount": True}, "transfer.amount"),
        ({"colour": "green"}, "transfer.colour: unknown"),
        ({"reversals": []}, "transfer.reversals"),
        ({"metadata": "x"}, "transfer.metadata"),
        ({"object": "charge"}, "missing"),
        ({"object": "unicorn"}, "not a resource"),
    ],
)
def test_the_checker_finds_what_is_wrong(change: dict[str, Any], flaw: str) -> None:
    assert any(flaw in found for found in contract.flaws(contract.skeleton("transfer") | change))


def test_the_checker_finds_what_is_missing() -> None:
    transfer = contract.skeleton("transfer")
    del transfer["destination"]
    assert contract.flaws(transfer) == ["transfer.destination: missing"]


def test_the_checker_looks_inside_parts() -> None:
    account = contract.skeleton("v2.core.account")
    account["configuration"] = contract.filled(
        {"recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"status": "asleep"}}}}},
        "v2.core.account",
        "configuration",
    )
    assert any("stripe_transfers.status" in flaw for flaw in contract.flaws(account))


def test_an_unsound_object_is_never_kept() -> None:
    with pytest.raises(Unsound):
        World().create("transfer", "tr", amount="beaucoup")


def test_every_simulated_object_is_sound(
    sdk: stripe.StripeClient, customer: types.Customer, account: types.Account
) -> None:
    paid = charge(customer)
    sent = calls.create_transfer(transfer_of(account, paid.charge_id or ""), key="transfer:5f0c:1")
    sdk.v1.refunds.create({"payment_intent": paid.id, "amount": 500})
    sdk.v1.transfers.reversals.create(sent.id, {"amount": 100})
    sdk.v1.setup_intents.create({"customer": customer.id, "confirm": True, "payment_method": "pm_card_visa"})
    page_of(customer)
    switches.advance(days=7)
    sdk.v1.payouts.create({"amount": 200, "currency": "eur"}, {"stripe_account": account.id})

    world = World()
    for shelf in SHELVES:
        things = world.store.each(shelf)
        assert things, f"nothing on the shelf {shelf}"
        assert [contract.flaws(thing) for thing in things] == [[]] * len(things)
    assert contract.flaws(sdk.v1.balance.retrieve().to_dict()) == []
    assert contract.flaws(sdk.v1.balance_settings.retrieve().to_dict()) == []
