"""Rows 5 to 11, 16 to 18, 27, 28, 42 and 43: answers lost, late, refused. One effect each time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.db.models.functions import Now

from billing.enums import BillState
from billing.gateway import calls
from billing.models import Bill, ConnectedAccount, Errand, HumanTask, LedgerTx, StripeOperation
from billing.stripe_double import switches
from notifications.models import Notification
from sio.lib.duties import drain
from tests.billing.books import check_books, check_settled
from tests.billing.conftest import Pair, make_pair
from tests.factories.billing import hurry, keep_means, signed_assistant, work

pytestmark = pytest.mark.django_db


def operation(kind: str, attempt: int = 1) -> StripeOperation:
    return StripeOperation.objects.get(kind=kind, attempt=attempt)


def state_of(bill: Bill) -> str:
    return Bill.objects.get(pk=bill.pk).state


def work_hard() -> None:
    for _ in range(12):
        work()
        hurry()
    work()


@pytest.mark.parametrize("kind", ["drop_after", "500_after", "slow_after"])
def test_a_charge_whose_answer_is_lost_is_made_once(pair: Pair, kind: str) -> None:
    bill = pair.bill()
    switches.fault(kind, route="post /v1/payment_intents", seconds=0)  # type: ignore[arg-type]
    switches.webhooks("hold")
    drain(StripeOperation)
    switches.webhooks("deliver")
    work_hard()
    check_settled(bill)


def test_an_unanswered_operation_waits_with_the_same_key(pair: Pair) -> None:
    pair.bill()
    switches.fault("drop_after", route="post /v1/payment_intents", times=3)  # the SDK's own two retries too
    switches.webhooks("hold")
    drain(StripeOperation)
    waiting = operation("charge")
    assert (waiting.status, waiting.outcome) == ("waiting", "")
    assert "Indeterminate" in waiting.last_error
    assert waiting.first_sent_at is not None
    assert switches.state()["counts"]["charge"] == 1


def test_a_transfer_whose_answer_is_lost_is_made_once(pair: Pair) -> None:
    bill = pair.bill()
    switches.fault("drop_after", route="post /v1/transfers", times=3)
    work_hard()
    check_settled(bill)


def test_five_hundreds_and_too_many_requests_end_with_one_charge(pair: Pair) -> None:
    bill = pair.bill()
    switches.fault("500_before", route="post /v1/payment_intents", times=2)
    switches.fault("429", route="post /v1/payment_intents", times=1)
    work_hard()
    check_settled(bill)
    assert operation("charge").dedupe_key == f"charge:{bill.public_id}:1"


def test_a_failure_that_is_stored_and_replayed_is_looked_up_and_adopted(pair: Pair) -> None:
    bill = pair.bill()
    switches.fault("500_after", route="post /v1/payment_intents")
    switches.webhooks("drop")
    for _ in range(8):
        drain(StripeOperation)
        hurry()
    switches.webhooks("deliver")
    work_hard()
    check_settled(bill)
    assert operation("charge").outcome == "done"


def test_an_operation_lost_for_a_day_is_looked_up_never_sent_again(pair: Pair) -> None:
    bill = pair.bill()
    switches.fault("drop_after", route="post /v1/payment_intents", times=3)
    switches.webhooks("drop")
    drain(StripeOperation)
    StripeOperation.objects.update(first_sent_at=Now() - timedelta(hours=21))
    switches.fault("500_before", route="post /v1/payment_intents", times=9)
    hurry()
    drain(StripeOperation)
    assert operation("charge").outcome == "done"
    assert state_of(bill) in {"transferring", "transferred"}


def test_an_operation_lost_for_a_day_without_trace_is_put_before_a_person(pair: Pair) -> None:
    pair.bill()
    switches.fault("500_before", route="post /v1/payment_intents", times=3)
    drain(StripeOperation)
    StripeOperation.objects.update(first_sent_at=Now() - timedelta(hours=21))
    hurry()
    drain(StripeOperation)
    assert operation("charge").outcome == "unknown"
    hurry()
    drain(StripeOperation)
    assert (operation("charge").status, operation("charge").outcome) == ("dead", "stuck")
    assert HumanTask.objects.open().filter(kind="operation_unknown").count() == 1
    assert switches.state()["counts"]["payment_intent"] == 0


def test_a_configuration_mistake_pauses_everything_and_counts_no_try(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    from billing.gateway.errors import Detail, GatewayBug

    bill = pair.bill()

    def refuse(*args: object, **kwargs: object) -> None:
        raise GatewayBug(Detail(message="", http_status=401), is_configuration=True)

    with monkeypatch.context() as patch:
        patch.setattr(calls, "create_payment_intent", refuse)
        drain(StripeOperation)
    assert (operation("charge").status, operation("charge").tries) == ("waiting", 0)
    assert state_of(bill) == "charging"


def test_the_same_key_with_other_parameters_is_never_sent_again(pair: Pair) -> None:
    """Row 10: a bug of ours, seen by Stripe."""
    from billing.gateway import types

    bill = pair.bill()
    frozen = operation("charge")
    calls.create_payment_intent(
        types.NewPaymentIntent(**frozen.params | {"amount_cents": 501}), key=frozen.dedupe_key
    )
    switches.webhooks("drop")
    drain(StripeOperation)
    assert (operation("charge").status, operation("charge").outcome) == ("dead", "stuck")
    assert HumanTask.objects.open().count() >= 1
    assert state_of(bill) == "charging"


def test_frozen_parameters_cannot_be_changed(pair: Pair) -> None:
    pair.bill()
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        StripeOperation.objects.filter(kind="charge").update(params={"amount_cents": 1})


def test_a_declined_card_fails_the_payment_and_tells_the_company(db: None) -> None:
    pair = make_pair("pm_card_chargeCustomerFail")
    bill = pair.bill()
    work()
    assert state_of(bill) == "payment_failed"
    assert (operation("charge").outcome, operation("charge").error_code) == ("declined", "card_declined")
    assert Notification.objects.filter(kind="payment_failed", user=pair.owner).count() == 1
    assert not LedgerTx.objects.exists()
    check_books()


def test_a_declined_card_is_presented_again_on_the_days_of_dunning(db: None) -> None:
    pair = make_pair("pm_card_chargeCustomerFail")
    bill = pair.bill()
    work()
    keep_means(pair.company)
    Errand.objects.filter(kind="retry_charge").update(next_at=Now())
    work()
    bill.refresh_from_db()
    assert bill.state == BillState.TRANSFERRED
    assert operation("charge", attempt=2).outcome == "done"
    assert switches.state()["counts"]["transfer"] == 1
    check_books()


def test_after_four_refusals_a_person_looks(db: None) -> None:
    pair = make_pair("pm_card_chargeCustomerFail")
    bill = pair.bill()
    for _ in range(4):
        work()
        Errand.objects.filter(kind="retry_charge").update(next_at=Now())
    work()
    assert state_of(bill) == "payment_failed"
    assert StripeOperation.objects.filter(kind="charge").count() == 4
    assert HumanTask.objects.open().filter(subject=f"unpaid:{bill.public_id}").count() == 1


def test_a_bank_that_wants_a_confirmation_asks_the_company(db: None) -> None:
    pair = make_pair("pm_card_authenticationRequired")
    bill = pair.bill()
    work()
    assert state_of(bill) == "needs_action"
    assert operation("charge").outcome == "declined"
    assert Notification.objects.filter(kind="payment_needs_action", user=pair.owner).count() == 1


def test_a_debit_that_fails_after_days_leaves_no_trace_in_the_ledger(db: None) -> None:
    """Row 16."""
    pair = make_pair("pm_sepaDebit_fails")
    bill = pair.bill()
    work()
    assert state_of(bill) == "processing"
    switches.settle_debits()
    work()
    assert state_of(bill) == "payment_failed"
    assert not LedgerTx.objects.exists()
    assert not StripeOperation.objects.filter(kind="transfer").exists()
    check_books()


def test_nobody_is_charged_while_she_cannot_receive(pair: Pair) -> None:
    """Row 27, first half."""
    pair.assistant = signed_assistant()
    bill = pair.bill()
    work()
    assert state_of(bill) == "due"
    assert not StripeOperation.objects.filter(bill=bill).exists()
    assert Notification.objects.filter(kind="onboarding_needed", user=pair.assistant.user).count() == 1


def test_the_charge_leaves_as_soon_as_she_can_receive(pair: Pair) -> None:
    from tests.factories.billing import register_with_stripe

    pair.assistant = signed_assistant()
    bill = pair.bill()
    register_with_stripe(pair.assistant)
    work()
    assert state_of(bill) == "transferred"
    check_books()


def test_an_old_reading_is_asked_again_before_the_charge(pair: Pair) -> None:
    ConnectedAccount.objects.update(synced_at=Now() - timedelta(hours=25))
    bill = pair.bill()
    assert state_of(bill) == "due"
    work()
    check_settled(bill)


def test_an_account_restricted_between_charge_and_transfer_puts_the_bill_on_hold(pair: Pair) -> None:
    """Row 27, second half: the same key would replay the refusal for ever; attempt 2 passes."""
    bill = pair.bill()
    account = ConnectedAccount.objects.get()
    switches.webhooks("hold")
    switches.restrict(account.account_id)
    work()
    assert state_of(bill) == "on_hold"
    assert operation("transfer").outcome == "declined"
    assert Notification.objects.filter(kind="transfer_on_hold", user=pair.assistant.user).count() == 1
    switches.activate(account.account_id)
    switches.webhooks("deliver")
    work_hard()
    assert operation("transfer", attempt=2).outcome == "done"
    check_settled(bill)


def test_an_account_closed_between_charge_and_transfer_is_put_before_a_person(pair: Pair) -> None:
    """Row 28: the money stays owed to her in the ledger."""
    from billing import ledger

    bill = pair.bill()
    switches.webhooks("hold")
    switches.close(ConnectedAccount.objects.get().account_id)
    work()
    assert state_of(bill) == "on_hold"
    assert operation("transfer").status == "dead"
    assert ledger.balance(ledger.payable(pair.assistant.pk)) == -10800
    assert HumanTask.objects.open().count() == 1
    check_books()


def test_a_transfer_names_its_charge_and_its_bill(pair: Pair) -> None:
    bill = pair.bill()
    work()
    bill.refresh_from_db()
    params = operation("transfer").params
    assert (params["charge_id"], params["transfer_group"]) == (bill.charge_id, bill.transfer_group)
    assert params["metadata"]["bill"] == str(bill.public_id)
    assert params["amount_cents"] == bill.net_cents


def test_a_reminder_follows_a_bill_on_hold_until_a_person_looks(pair: Pair) -> None:
    bill = pair.bill()
    switches.restrict(ConnectedAccount.objects.get().account_id)
    work()
    assert state_of(bill) == "on_hold"
    for _ in range(4):
        Errand.objects.filter(kind="remind_hold").update(next_at=Now())
        drain(Errand)
    assert HumanTask.objects.open().filter(subject=f"hold:{bill.public_id}").count() == 1
