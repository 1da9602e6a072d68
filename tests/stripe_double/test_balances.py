"""Money moves only through balance transactions, and each kind of movement goes where Stripe sends it."""

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import stripe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.gateway import calls, errors, types
from billing.gateway.client import Profile, client
from billing.stripe_double import switches
from billing.stripe_double.world import World
from tests.stripe_double.conftest import an_hour_ago, charge, transfer_of


def test_the_standard_bill_leaves_the_fee_here_and_the_rest_there(
    customer: types.Customer, account: types.Account
) -> None:
    paid = charge(customer)
    calls.create_transfer(transfer_of(account, paid.charge_id or ""), key="transfer:5f0c:1")
    state = switches.state()
    assert (state["platform"], state["accounts"]) == (1555, {account.id: 10800})
    assert calls.retrieve_balance().total_cents == 1555


def test_money_becomes_available_with_time(customer: types.Customer, account: types.Account) -> None:
    calls.create_transfer(transfer_of(account, charge(customer).charge_id or ""), key="transfer:5f0c:1")
    before = calls.retrieve_balance()
    switches.advance(days=3)
    after = calls.retrieve_balance()
    assert (before.available_cents, before.pending_cents) == (0, 1555)
    assert (after.available_cents, after.pending_cents) == (1555, 0)
    assert {one.status for one in calls.list_balance_transactions(since=an_hour_ago())} == {"available"}


def test_stripes_fee_is_taken_from_the_charge(customer: types.Customer) -> None:
    switches.reset(fee_ppm=15_000, fee_fixed_cents=25)
    customer = calls.create_customer(types.NewCustomer(email="a@example.fr", name="A"), key="customer:1:1")
    movement = calls.retrieve_charge(charge(customer).charge_id or "").balance_transaction
    assert movement
    assert (movement.amount_cents, movement.fee_cents, movement.net_cents) == (12355, 210, 12145)
    assert calls.retrieve_balance().total_cents == 12145


def test_a_transfer_without_its_charge_needs_available_money(
    sdk: stripe.StripeClient, customer: types.Customer, account: types.Account
) -> None:
    charge(customer)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        sdk.v1.transfers.create({"amount": 10800, "currency": "eur", "destination": account.id})
    assert refusal.value.code == "balance_insufficient"
    switches.advance(days=3)
    assert sdk.v1.transfers.create({"amount": 10800, "currency": "eur", "destination": account.id}).id


def test_transfers_of_a_charge_never_exceed_it(customer: types.Customer, account: types.Account) -> None:
    paid = charge(customer)
    calls.create_transfer(transfer_of(account, paid.charge_id or "", 12000), key="transfer:5f0c:1")
    with pytest.raises(errors.Definitive) as refusal:
        calls.create_transfer(transfer_of(account, paid.charge_id or "", 356), key="transfer:5f0c:2")
    assert refusal.value.detail.code == "transfer_source_balance_insufficient"


@pytest.mark.parametrize("cents", [0, -1])
def test_a_transfer_of_nothing_is_refused(
    customer: types.Customer, account: types.Account, cents: int
) -> None:
    with pytest.raises(errors.Definitive):
        calls.create_transfer(
            transfer_of(account, charge(customer).charge_id or "", cents), key="transfer:5f0c:1"
        )


def test_nothing_is_sent_to_an_account_that_may_not_receive(
    customer: types.Customer, new_account: types.Account
) -> None:
    new = transfer_of(new_account, charge(customer).charge_id or "")
    changes: list[Callable[[str], Any]] = [str, switches.restrict, switches.reject, switches.close]
    codes = []
    for attempt, change in enumerate(changes):
        change(new_account.id)
        with pytest.raises(errors.Definitive) as refusal:
            calls.create_transfer(new, key=f"transfer:5f0c:{attempt}")
        codes.append(refusal.value.detail.code)
    assert codes == ["insufficient_capabilities_for_transfer"] * 3 + ["account_closed"]
    assert switches.state()["counts"]["transfer"] == 0


def test_a_refund_comes_from_the_platform_and_leaves_the_transfer_alone(
    sdk: stripe.StripeClient, customer: types.Customer, account: types.Account
) -> None:
    paid = charge(customer)
    sent = calls.create_transfer(transfer_of(account, paid.charge_id or ""), key="transfer:5f0c:1")
    sdk.v1.refunds.create({"payment_intent": paid.id})
    assert switches.state()["platform"] == 1555 - 12355
    sdk.v1.transfers.reversals.create(sent.id)
    state = switches.state()
    assert (state["platform"], state["accounts"][account.id]) == (0, 0)
    assert calls.retrieve_transfer(sent.id).amount_reversed_cents == 10800


def test_more_than_the_charge_is_never_refunded(sdk: stripe.StripeClient, customer: types.Customer) -> None:
    paid = charge(customer)
    with pytest.raises(stripe.InvalidRequestError) as too_large:
        sdk.v1.refunds.create({"payment_intent": paid.id, "amount": 12356})
    sdk.v1.refunds.create({"payment_intent": paid.id})
    with pytest.raises(stripe.InvalidRequestError) as again:
        sdk.v1.refunds.create({"payment_intent": paid.id, "amount": 1})
    assert (too_large.value.code, again.value.code) == ("amount_too_large", "charge_already_refunded")


def test_a_reversal_needs_the_money_to_be_there_still(
    sdk: stripe.StripeClient, customer: types.Customer, account: types.Account
) -> None:
    sent = calls.create_transfer(
        transfer_of(account, charge(customer).charge_id or ""), key="transfer:5f0c:1"
    )
    switches.advance(days=3)
    sdk.v1.payouts.create({"amount": 10800, "currency": "eur"}, {"stripe_account": account.id})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        sdk.v1.transfers.reversals.create(sent.id, {"amount": 100})
    assert refusal.value.code == "balance_insufficient"
    with pytest.raises(stripe.InvalidRequestError) as too_large:
        sdk.v1.transfers.reversals.create(sent.id, {"amount": 10801})
    assert too_large.value.code == "transfer_reversal_too_large"


def test_a_failed_payout_comes_back(
    sdk: stripe.StripeClient, customer: types.Customer, account: types.Account
) -> None:
    calls.create_transfer(transfer_of(account, charge(customer).charge_id or ""), key="transfer:5f0c:1")
    with pytest.raises(stripe.InvalidRequestError, match="insufficient"):
        sdk.v1.payouts.create({"amount": 1, "currency": "eur"}, {"stripe_account": account.id})
    switches.advance(days=3)
    payout = sdk.v1.payouts.create({"amount": 10800, "currency": "eur"}, {"stripe_account": account.id})
    assert switches.state()["accounts"][account.id] == 0
    switches.fail_payout(payout.id)
    assert switches.state()["accounts"][account.id] == 10800


def test_a_debit_is_certain_only_after_days(customer: types.Customer, account: types.Account) -> None:
    paid = charge(customer, means="pm_sepaDebit_ok")
    assert (paid.status, calls.retrieve_balance().total_cents) == ("processing", 0)
    with pytest.raises(errors.Definitive):
        calls.create_transfer(transfer_of(account, paid.charge_id or ""), key="transfer:5f0c:1")
    switches.advance(days=5)
    assert calls.retrieve_payment_intent(paid.id).status == "succeeded"
    assert calls.retrieve_balance().total_cents == 12355
    assert calls.create_transfer(transfer_of(account, paid.charge_id or ""), key="transfer:5f0c:2").id


def test_a_refused_debit_moves_nothing(customer: types.Customer) -> None:
    paid = charge(customer, means="pm_sepaDebit_fails")
    switches.settle_debits()
    after = calls.retrieve_payment_intent(paid.id)
    assert after.status == "requires_payment_method"
    assert after.last_error
    assert after.last_error.code == "debit_not_authorized"
    assert calls.retrieve_balance().total_cents == 0


def test_a_payment_that_succeeded_is_not_cancelled(customer: types.Customer) -> None:
    with pytest.raises(errors.Definitive) as refusal:
        calls.cancel_payment_intent(charge(customer).id, key="cancel:5f0c:1")
    assert refusal.value.detail.code == "payment_intent_unexpected_state"


ACTS = (
    "charge",
    "decline",
    "debit",
    "transfer",
    "reverse",
    "refund",
    "payout",
    "fail_payout",
    "advance",
    "settle",
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(ACTS), min_size=3, max_size=25), seed=st.integers(0, 10_000))
def test_the_sum_of_the_movements_is_the_balance_whatever_happens(steps: list[str], seed: int) -> None:
    switches.reset(fee_ppm=15_000, fee_fixed_cents=25)
    story = Story(random.Random(seed))
    for step in steps:
        story.play(step)
    world = World()
    for owner in ("", story.account.id):
        moves = world.store.each("balance_transaction", owner)
        assert sum(world.balance(owner)) == sum(one["net"] for one in moves)
        assert all(one["net"] == one["amount"] - one["fee"] for one in moves)
    assert sum(world.balance()) == story.expected_platform()
    assert sum(world.balance(story.account.id)) == story.expected_account() >= 0


class Story:
    """Random acts, and the balances that plain arithmetic on the objects expects."""

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.count = dice, 0
        self.customer = calls.create_customer(
            types.NewCustomer(email="a@example.fr", name="A"), key="customer:1:1"
        )
        new = types.NewAccount(contact_email="c@example.fr", display_name="C")
        self.account = calls.create_account(new, key="account:1:1")
        switches.activate(self.account.id)
        self.sdk = client(Profile.WORKER)

    def play(self, step: str) -> None:
        """An act that Stripe refuses is part of the story."""
        self.count += 1
        with suppress(errors.GatewayError, stripe.StripeError, IndexError):
            getattr(self, step)()

    def charge(self) -> None:
        charge(self.customer, cents=self.dice.randint(50, 90_000), attempt=self.count)

    def decline(self) -> None:
        charge(self.customer, means="pm_card_visa_chargeDeclined", attempt=self.count)

    def debit(self) -> None:
        name = self.dice.choice(["pm_sepaDebit_ok", "pm_sepaDebit_fails"])
        charge(self.customer, means=name, cents=self.dice.randint(50, 90_000), attempt=self.count)

    def transfer(self) -> None:
        paid = self.dice.choice(World().each("charge"))
        cents = self.dice.randint(1, paid["amount"])
        calls.create_transfer(transfer_of(self.account, paid["id"], cents), key=f"transfer:{self.count}:1")

    def reverse(self) -> None:
        sent = self.dice.choice(World().each("transfer"))
        self.sdk.v1.transfers.reversals.create(sent["id"], {"amount": self.dice.randint(1, sent["amount"])})

    def refund(self) -> None:
        paid = self.dice.choice(World().each("charge"))
        self.sdk.v1.refunds.create({"charge": paid["id"], "amount": self.dice.randint(1, paid["amount"])})

    def payout(self) -> None:
        available = World().balance(self.account.id)[0]
        params: stripe.params.PayoutCreateParams = {
            "amount": self.dice.randint(1, available + 1),
            "currency": "eur",
        }
        self.sdk.v1.payouts.create(params, {"stripe_account": self.account.id})

    def fail_payout(self) -> None:
        under_way = [one for one in World().each("payout", self.account.id) if one["status"] != "failed"]
        switches.fail_payout(self.dice.choice(under_way)["id"])

    def advance(self) -> None:
        switches.advance(days=self.dice.randint(1, 8))

    def settle(self) -> None:
        switches.settle_debits()

    def expected_platform(self) -> int:
        world = World()
        paid = [one for one in world.each("charge") if one["status"] == "succeeded"]
        charged: int = sum(one["amount"] - world.fee(one["amount"]) for one in paid)
        refunded: int = sum(one["amount"] for one in world.each("refund"))
        return charged - refunded - self.sent()

    def sent(self) -> int:
        total: int = sum(one["amount"] - one["amount_reversed"] for one in World().each("transfer"))
        return total

    def expected_account(self) -> int:
        payouts = World().each("payout", self.account.id)
        paid_out: int = sum(one["amount"] for one in payouts if one["status"] != "failed")
        return self.sent() - paid_out
