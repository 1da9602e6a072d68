"""What billing owes besides writes at Stripe: readings, documents, reminders. One small act per kind."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import AssistantProfile
from billing import facts, projections, reconciliation
from billing.enums import BillState, ErrandKind
from billing.gateway import calls
from billing.invoicing import documents
from billing.models import Bill, ConnectedAccount, Errand, Invoice
from billing.services import dunning, transfers
from billing.services.bills import start_payment
from sio.lib import duties
from sio.lib.duties import handles


@handles(Errand, ErrandKind.READ_ACCOUNT, lease=120, timeout=18, retries=2)
def read_account(errand: Errand) -> duties.Outcome:
    known = ConnectedAccount.objects.get(pk=errand.payload["account"])
    fact = calls.retrieve_account(known.account_id)
    return duties.done(lambda: projections.account(known, fact))


@handles(Errand, ErrandKind.READ_BILL, lease=120, timeout=18, retries=2)
def read_bill(errand: Errand) -> duties.Outcome:
    """Where a payment stands, when no event told."""
    bill = Bill.objects.get(pk=errand.payload["bill"])
    session = calls.retrieve_checkout_session(bill.checkout_id) if bill.checkout_id else None
    intent_id = bill.payment_intent_id or (
        session and session.status == "complete" and session.payment_intent_id
    )
    payment = facts.payment(intent_id) if intent_id else None

    def effect() -> None:
        if session is not None:
            projections.checkout(bill, session)
        if payment is not None:
            projections.payment(bill, payment)

    return duties.done(effect)


@handles(Errand, ErrandKind.RESUME)
def resume(errand: Errand) -> None:
    """She can receive again: charge what was due, pass on what was on hold. Each bill in its own transaction."""
    profile = AssistantProfile.objects.get(pk=errand.payload["assistant"])
    for bill in Bill.objects.filter(assistant=profile, state=BillState.ON_HOLD).order_by("pk"):
        transfers.resume_transfer(bill)
    for bill in Bill.objects.filter(assistant=profile, state=BillState.DUE, route="").order_by("pk"):
        start_payment(bill)


@handles(Errand, ErrandKind.RETRY_CHARGE)
def retry_charge(errand: Errand) -> None:
    dunning.retry_charge(Bill.objects.get(pk=errand.payload["bill"]))


@handles(Errand, ErrandKind.REMIND_HOLD)
def remind_hold(errand: Errand) -> None:
    transfers.remind_hold(Bill.objects.get(pk=errand.payload["bill"]), errand.payload["step"])


@handles(Errand, ErrandKind.RENDER_INVOICE)
def render_invoice(errand: Errand) -> None:
    documents.store_pdf(Invoice.objects.get(pk=errand.payload["invoice"]))


@handles(Errand, ErrandKind.PULL_EVENTS, lease=120, timeout=18, retries=2)
def pull_events(errand: Errand) -> None:
    reconciliation.pull_events(timezone.now() - timedelta(hours=errand.payload["hours"]))


@handles(Errand, ErrandKind.COMPARE_BALANCE, lease=120, timeout=18, retries=2)
def compare_balance(errand: Errand) -> None:
    reconciliation.report(reconciliation.compare_with_stripe())
