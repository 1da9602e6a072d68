"""Keys replay what happened, refuse other parameters, and end after a day."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import stripe

from billing.gateway import calls, errors, types
from billing.stripe_double import switches
from billing.stripe_double.world import World
from tests.stripe_double.conftest import charge, intent_of, transfer_of


def test_the_same_key_replays_the_same_answer(customer: types.Customer) -> None:
    method = switches.give_means(customer.id)
    new = intent_of(customer, method["id"])
    first = calls.create_payment_intent(new, key="charge:5f0c:1")
    second = calls.create_payment_intent(new, key="charge:5f0c:1")
    assert (first.id, first.is_replayed) == (second.id, False)
    assert second.is_replayed
    assert switches.state()["counts"]["charge"] == 1


def test_the_same_key_with_other_parameters_is_our_bug(customer: types.Customer) -> None:
    method = switches.give_means(customer.id)
    calls.create_payment_intent(intent_of(customer, method["id"], 500), key="charge:5f0c:1")
    with pytest.raises(errors.GatewayBug) as bug:
        calls.create_payment_intent(intent_of(customer, method["id"], 501), key="charge:5f0c:1")
    assert not bug.value.is_configuration
    assert switches.state()["counts"]["charge"] == 1


def test_a_key_in_flight_is_a_conflict_until_its_process_must_be_dead() -> None:
    new = types.NewCustomer(email="b@example.fr", name="B")
    calls.create_customer(new, key="customer:13:1")
    world = World()
    with world.turn():
        mark = world.store.get("~key", "customer:13:1") or {}
        world.store.put("~key", "customer:13:1", mark | {"status": None})
    with pytest.raises(errors.Indeterminate) as conflict:
        calls.create_customer(new, key="customer:13:1")
    assert (conflict.value.detail.http_status, conflict.value.detail.code) == (409, "idempotency_key_in_use")
    switches.advance(seconds=30)
    assert not calls.create_customer(new, key="customer:13:1").is_replayed


def test_threads_with_one_key_make_one_charge(customer: types.Customer) -> None:
    new = intent_of(customer, switches.give_means(customer.id)["id"])

    def attempt(number: int) -> str:
        try:
            return calls.create_payment_intent(new, key="charge:5f0c:1").id
        except errors.Indeterminate:  # 409 while another thread holds the key
            return attempt(number)

    with ThreadPoolExecutor(8) as threads:
        made = set(threads.map(attempt, range(8)))
    assert len(made) == 1
    assert switches.state()["counts"]["charge"] == 1


def test_a_refusal_of_the_work_is_kept_even_when_the_cause_is_gone(
    customer: types.Customer, new_account: types.Account
) -> None:
    new = transfer_of(new_account, charge(customer).charge_id or "")
    for _ in range(2):
        with pytest.raises(errors.Definitive) as refusal:
            calls.create_transfer(new, key="transfer:5f0c:1")
        switches.activate(new_account.id)
    assert refusal.value.detail.is_replayed
    assert refusal.value.detail.code == "insufficient_capabilities_for_transfer"
    assert calls.create_transfer(new, key="transfer:5f0c:2").amount_cents == 10800


def test_a_refusal_of_the_parameters_is_not_kept(sdk: stripe.StripeClient) -> None:
    wrong: Any = {"amount": 12355, "currency": "eur", "foo": "bar"}
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.payment_intents.create(wrong, {"idempotency_key": "charge:5f0c:1"})
    intent = sdk.v1.payment_intents.create(
        {"amount": 12355, "currency": "eur"}, {"idempotency_key": "charge:5f0c:1"}
    )
    assert intent.amount == 12355


def test_a_refused_card_is_kept(customer: types.Customer) -> None:
    new = intent_of(customer, switches.give_means(customer.id, "pm_card_visa_chargeDeclined")["id"])
    details = []
    for _ in range(2):
        with pytest.raises(errors.Definitive) as refusal:
            calls.create_payment_intent(new, key="charge:5f0c:1")
        details.append(refusal.value.detail)
    assert [detail.is_replayed for detail in details] == [False, True]
    assert details[0].intent_id == details[1].intent_id != ""


def test_a_key_ends_after_a_day_of_the_worlds_clock(customer: types.Customer) -> None:
    new = intent_of(customer, switches.give_means(customer.id)["id"])
    first = calls.create_payment_intent(new, key="charge:5f0c:1")
    switches.advance(seconds=86_399)
    assert calls.create_payment_intent(new, key="charge:5f0c:1").id == first.id
    switches.advance(seconds=1)
    assert calls.create_payment_intent(new, key="charge:5f0c:1").id != first.id


def test_failed_work_of_version_2_is_done_again(sdk: stripe.StripeClient) -> None:
    params: Any = {
        "dashboard": "express",
        "defaults": {"responsibilities": {"fees_collector": "stripe", "losses_collector": "stripe"}},
    }
    for _ in range(2):
        with pytest.raises(stripe.StripeError) as refusal:
            sdk.v2.core.accounts.create(params, {"idempotency_key": "account:8:1"})
        assert "idempotent-replayed" not in (refusal.value.headers or {})


def test_a_key_longer_than_255_is_refused(customer: types.Customer) -> None:
    with pytest.raises(errors.Definitive):
        calls.cancel_payment_intent("pi_1", key="k" * 256)
