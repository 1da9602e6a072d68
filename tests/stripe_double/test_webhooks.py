"""Signed events reach the real request path, once the world has committed, in every manner a network knows."""

import time

import pytest

from billing.gateway import calls, types
from billing.gateway.client import Profile, client
from billing.stripe_double import delivery, switches
from billing.stripe_double.world import World
from tests.stripe_double import site
from tests.stripe_double.conftest import an_hour_ago, charge, transfer_of


def told() -> list[str]:
    return [event.type for event in site.received]


def test_a_payment_tells_its_events_in_order(customer: types.Customer) -> None:
    paid = charge(customer)
    assert delivery.deliver_due() == 2
    assert told() == ["payment_intent.succeeded", "charge.updated"]
    event = site.received[0]
    assert (event.object_id, event.object_type, event.metadata["bill"]) == (paid.id, "payment_intent", "5f0c")
    assert (event.livemode, event.account) == (False, "")
    assert delivery.deliver_due() == 0


def test_a_thin_event_names_its_account_and_says_nothing_of_it(new_account: types.Account) -> None:
    switches.activate(new_account.id)
    delivery.deliver_due()
    assert told() == [
        "v2.core.account[requirements].updated",
        "v2.core.account[configuration.recipient].capability_status_updated",
    ]
    event = site.received[0]
    assert (event.object_id, event.account, event.api_version) == (new_account.id, new_account.id, "")
    assert dict(event.metadata) == {}


def test_an_accounts_own_events_go_to_the_connected_endpoint(
    customer: types.Customer, account: types.Account
) -> None:
    calls.create_transfer(transfer_of(account, charge(customer).charge_id or ""), key="transfer:5f0c:1")
    switches.advance(days=3)
    params = {"amount": 10800, "currency": "eur"}
    client(Profile.WORKER).v1.payouts.create(params, {"stripe_account": account.id})  # type: ignore[arg-type]
    switches.advance(days=2)
    delivery.deliver_due()
    payouts = [event for event in site.received if event.type.startswith("payout.")]
    assert [event.type for event in payouts] == ["payout.created", "payout.paid"]
    assert {event.account for event in payouts} == {account.id}


def test_held_events_travel_when_they_are_released(customer: types.Customer) -> None:
    switches.webhooks("hold")
    charge(customer)
    assert delivery.deliver_due() == 0
    switches.webhooks("deliver")
    assert delivery.deliver_due() == 2


def test_a_lost_webhook_is_still_in_the_list_of_events(customer: types.Customer) -> None:
    switches.webhooks("drop", times=1)
    charge(customer)
    delivery.deliver_due()
    assert told() == ["charge.updated"]
    undelivered = calls.list_events(since=an_hour_ago(), is_undelivered=True)
    assert [event.type for event in undelivered] == ["payment_intent.succeeded"]
    assert {event.type for event in calls.list_events(since=an_hour_ago())} >= {
        "payment_intent.succeeded",
        "charge.updated",
    }


def test_an_event_may_arrive_twice(customer: types.Customer) -> None:
    switches.webhooks("twice")
    charge(customer)
    delivery.deliver_due()
    assert told() == ["payment_intent.succeeded"] * 2 + ["charge.updated"] * 2
    assert len({event.id for event in site.received}) == 2


def test_events_may_arrive_in_reverse(customer: types.Customer) -> None:
    switches.webhooks("reversed")
    charge(customer)
    delivery.deliver_due()
    assert told() == ["charge.updated", "payment_intent.succeeded"]


def test_an_event_may_arrive_before_the_answer(customer: types.Customer) -> None:
    switches.webhooks("inline")
    charge(customer)
    assert told() == ["payment_intent.succeeded", "charge.updated"]


def test_a_site_that_fails_is_told_again_three_times_then_never(customer: types.Customer) -> None:
    switches.webhooks("drop")
    paid = charge(customer)
    switches.webhooks("deliver")
    site.answers.extend([500] * 20)
    calls.cancel_payment_intent(charge_waiting(paid.customer_id or ""), key="cancel:5f0c:1")
    posts = [delivery.deliver_due()]
    for seconds in (10, 60, 300, 900):
        switches.advance(seconds=seconds)
        posts.append(delivery.deliver_due())
    assert posts == [1, 1, 1, 1, 0]


def charge_waiting(customer_id: str) -> str:
    """An intent nobody has tried to pay."""
    sdk = client(Profile.WORKER)
    return sdk.v1.payment_intents.create({"amount": 5000, "currency": "eur", "customer": customer_id}).id


def test_an_event_may_be_posted_by_hand_with_a_wrong_secret_or_an_old_moment(
    customer: types.Customer,
) -> None:
    charge(customer)
    with World().turn():
        event_id = World().each("event")[0]["id"]
    assert delivery.post(event_id) == 200
    assert delivery.post(event_id, secret="whsec_other") == 400
    assert delivery.post(event_id, body="{}") == 400
    now = int(time.time())
    assert delivery.post(event_id, timestamp=now - 301) == 400
    assert delivery.post(event_id, timestamp=now - 290) == 200


@pytest.mark.parametrize("manner", ["deliver", "inline"])
def test_a_webhook_needs_no_login_and_no_csrf_token(customer: types.Customer, manner: str) -> None:
    switches.webhooks(manner)  # type: ignore[arg-type]
    charge(customer)
    delivery.deliver_due()
    assert len(site.received) == 2
