"""Rows 1 to 4, 20, 22 to 26, 45, 49, 55 and 58: what Stripe tells, twice, reversed, lost, forged or foreign."""

import json
import time
from typing import Any

import pytest
import stripe
from django.db import OperationalError, transaction
from django.test import Client

from billing import inbox, jobs, ledger, reconciliation
from billing.gateway import calls, types
from billing.gateway.signatures import TOLERANCE_SECONDS
from billing.models import Bill, CompanyPayment, HumanTask, StripeEvent, StripeOperation
from billing.stripe_double import delivery, switches
from sio.lib.duties import drain
from tests.billing.books import check_books, check_settled
from tests.billing.conftest import Pair, make_pair
from tests.factories.billing import hurry, work

pytestmark = pytest.mark.django_db

SECRET = "whsec_test"


def state_of(bill: Bill) -> str:
    return Bill.objects.get(pk=bill.pk).state


def test_each_event_is_stored_once_and_worked_on_once(pair: Pair) -> None:
    bill = pair.bill()
    switches.webhooks("twice")
    work()
    ids = list(StripeEvent.objects.values_list("dedupe_key", flat=True))
    assert len(ids) == len(set(ids))
    for event in ids:
        assert delivery.post(event) == 200
    work()
    check_settled(bill)


def test_the_order_of_events_does_not_matter(db: None) -> None:
    pair = make_pair("pm_sepaDebit_ok")
    bill = pair.bill()
    switches.webhooks("hold")
    work()
    switches.settle_debits()
    switches.webhooks("reversed")
    work()
    check_settled(bill)


def test_an_event_that_comes_before_our_own_commit_finds_its_bill(pair: Pair) -> None:
    """Row 3: the worker died after the call; the webhook projects, the replay finds it done."""
    bill = pair.bill()
    charge = StripeOperation.objects.get(kind="charge")
    calls.create_payment_intent(types.NewPaymentIntent(**charge.params), key=charge.dedupe_key)
    delivery.deliver_due()
    drain(StripeEvent)
    assert state_of(bill) == "transferring"
    work()
    check_settled(bill)
    charge.refresh_from_db()
    assert charge.outcome == "done"


def test_events_delivered_before_the_answer_returns_change_nothing(pair: Pair) -> None:
    bill = pair.bill()
    switches.webhooks("inline")
    work()
    check_settled(bill)


def test_lost_webhooks_are_found_by_the_pull(db: None) -> None:
    pair = make_pair("pm_sepaDebit_ok")
    bill = pair.bill()
    switches.webhooks("drop")
    work()
    switches.settle_debits()
    work()
    assert state_of(bill) == "processing"
    switches.webhooks("deliver")
    assert reconciliation.pull_events(reconciliation.THE_BEGINNING) > 0
    work()
    check_settled(bill)
    seen = StripeEvent.objects.count()
    reconciliation.pull_events(reconciliation.THE_BEGINNING)
    work()
    assert StripeEvent.objects.count() == seen
    check_settled(bill)


def test_a_payment_that_nobody_told_about_is_read_again(db: None) -> None:
    pair = make_pair("pm_sepaDebit_ok")
    bill = pair.bill()
    switches.webhooks("drop")
    work()
    switches.settle_debits()
    with transaction.atomic():
        jobs.refresh_stale()
    work()
    check_settled(bill)


def test_a_wrong_amount_is_set_aside_and_nothing_is_passed_on(pair: Pair) -> None:
    """Row 20: 110,00 € came instead of 123,55 €."""
    bill = pair.bill()
    charge = StripeOperation.objects.get(kind="charge")
    calls.create_payment_intent(
        types.NewPaymentIntent(**charge.params | {"amount_cents": 11_000}), key="other:1"
    )
    delivery.deliver_due()
    drain(StripeEvent)
    bill.refresh_from_db()
    assert bill.state == "quarantined"
    thing = HumanTask.objects.open().get(kind="unmatched").subject
    assert ledger.trial_balance() == {"stripe:platform": 11_000, ledger.clearing(thing): -11_000}
    assert not StripeOperation.objects.filter(kind="transfer").exists()
    check_books()


def test_a_second_payment_of_one_bill_is_set_aside(pair: Pair) -> None:
    """Row 45: whatever the path, one transfer."""
    bill = pair.bill()
    work()
    charge = StripeOperation.objects.get(kind="charge")
    calls.create_payment_intent(types.NewPaymentIntent(**charge.params), key="other:1")
    work()
    assert state_of(bill) == "transferred"
    assert switches.state()["counts"]["transfer"] == 1
    assert HumanTask.objects.open().filter(kind="unmatched").count() == 1
    check_books()


def test_the_payment_of_another_customer_is_set_aside(pair: Pair) -> None:
    other = make_pair()
    bill = pair.bill()
    params = StripeOperation.objects.get(kind="charge").params
    stranger = CompanyPayment.objects.get(company=other.company).customer_id
    means = switches.give_means(stranger)["id"]
    wrong = types.NewPaymentIntent(**params | {"customer_id": stranger, "payment_method_id": means})
    calls.create_payment_intent(wrong, key="other:1")
    delivery.deliver_due()
    drain(StripeEvent)
    assert state_of(bill) == "quarantined"


def test_an_object_of_another_site_is_ignored(pair: Pair) -> None:
    bill = pair.bill()
    params = StripeOperation.objects.get(kind="charge").params
    theirs = params | {"metadata": {"site": "another", "bill": str(bill.public_id)}, "transfer_group": "x"}
    calls.create_payment_intent(types.NewPaymentIntent(**theirs), key="other:1")
    delivery.deliver_due()
    drain(StripeEvent)
    assert set(StripeEvent.objects.exclude(kind="accounts").values_list("verdict", flat=True)) == {"ignored"}
    assert state_of(bill) == "charging"


def test_an_event_about_an_unknown_bill_is_tried_again_then_put_before_a_person(pair: Pair) -> None:
    pair.bill()
    params = StripeOperation.objects.get(kind="charge").params
    lost = "5e0c1f7a-0000-4000-8000-000000000000"
    theirs = params | {"metadata": {"site": "sio", "bill": lost}, "transfer_group": f"bill_{lost}"}
    calls.create_payment_intent(types.NewPaymentIntent(**theirs), key="other:1")
    delivery.deliver_due()
    for _ in range(9):
        drain(StripeEvent)
        hurry()
    dead = StripeEvent.objects.filter(status="dead")
    assert dead.exists()
    assert set(dead.values_list("verdict", flat=True)) == {"quarantined"}
    assert HumanTask.objects.open().filter(kind="event").count() == dead.count()


# --- the door -----------------------------------------------------------------------------------------------------


def body_of(**changes: Any) -> str:
    about = {"id": "pi_1", "object": "payment_intent", "metadata": {"site": "sio"}}
    event = {
        "id": "evt_1",
        "object": "event",
        "type": "payment_intent.succeeded",
        "api_version": "2026-10-28.endive",
        "livemode": False,
        "created": 1_795_000_000,
        "data": {"object": about},
        "pending_webhooks": 1,
        "request": None,
    }
    return json.dumps(event | changes)


def knock(body: str, *, secret: str = SECRET, at: float | None = None, header: str | None = None) -> int:
    signed = (
        header
        if header is not None
        else stripe.WebhookSignature.generate_signature_header(body, secret, int(at or time.time()))
    )
    headers = {"Stripe-Signature": signed} if signed else {}
    answer = Client().post(
        "/webhooks/stripe/platform/", body, content_type="application/json", headers=headers
    )
    return answer.status_code


@pytest.fixture(autouse=True)
def known_secret(settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = settings.STRIPE_WEBHOOK_SECRETS | {
        "platform": [SECRET, *settings.STRIPE_WEBHOOK_SECRETS["platform"]]
    }


def test_a_signed_event_is_kept(db: None) -> None:
    assert knock(body_of()) == 200
    event = StripeEvent.objects.get()
    assert (event.type, event.object_id, event.metadata) == (
        "payment_intent.succeeded",
        "pi_1",
        {"site": "sio"},
    )


def test_the_same_event_twice_is_kept_once(db: None) -> None:
    assert [knock(body_of()), knock(body_of())] == [200, 200]
    assert StripeEvent.objects.count() == 1


def test_a_forged_event_is_refused_and_not_kept(db: None) -> None:
    assert knock(body_of(), secret="whsec_other") == 400
    assert knock(body_of(), header="") == 400
    signed = stripe.WebhookSignature.generate_signature_header(body_of(), SECRET, int(time.time()))
    assert knock(body_of(id="evt_2"), header=signed) == 400
    assert not StripeEvent.objects.exists()


@pytest.mark.parametrize(
    ("age", "status"), [(290, 200), (TOLERANCE_SECONDS + 2, 400), (-290, 200), (-TOLERANCE_SECONDS - 5, 400)]
)
def test_an_event_signed_too_early_or_too_late_is_refused(db: None, age: int, status: int) -> None:
    assert knock(body_of(), at=time.time() - age) == status


def test_both_secrets_are_good_during_a_roll_and_the_old_one_not_after(db: None, settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = {"platform": ["whsec_new", SECRET]}
    assert [knock(body_of()), knock(body_of(), secret="whsec_new")] == [200, 200]
    settings.STRIPE_WEBHOOK_SECRETS = {"platform": ["whsec_new"]}
    assert knock(body_of()) == 400


@pytest.mark.parametrize("change", [{"livemode": True}, {"api_version": "2023-10-16"}])
def test_an_event_of_another_mode_or_version_is_set_aside(db: None, change: dict[str, Any]) -> None:
    assert knock(body_of(**change)) == 200
    event = StripeEvent.objects.get()
    assert (event.status, event.verdict) == ("done", "quarantined")


def test_an_event_of_an_unknown_account_is_looked_at_again_before_it_is_set_aside(db: None) -> None:
    """Row 49: our own row for a new account may commit after its first event."""
    assert knock(body_of(account="acct_stranger")) == 200
    drain(StripeEvent)
    assert StripeEvent.objects.get().status == "waiting"
    hurry()
    drain(StripeEvent)
    assert StripeEvent.objects.get().verdict == "quarantined"


def test_stripe_comes_back_when_the_database_is_away(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object) -> None:
        raise OperationalError

    monkeypatch.setattr(inbox, "store", away)
    assert knock(body_of()) == 503


def test_the_door_only_takes_posts(db: None) -> None:
    assert Client().get("/webhooks/stripe/platform/").status_code == 405


def test_facts_that_sio_does_not_handle_are_put_before_a_person(db: None) -> None:
    assert knock(body_of(type="charge.dispute.created")) == 200
    drain(StripeEvent)
    assert HumanTask.objects.open().filter(kind="event").count() == 1
