"""The only way a Stripe fact changes a bill. Called by operations, inbox and reconciliation alike, in any order.

Each projection joins the caller's transaction, locks the bill first, may run twice, and only moves forward. Facts
are read again at Stripe before they come here (`billing.facts`): a payload is never believed.
"""

import logging
import uuid

from django.utils import timezone

from billing import ledger, signals
from billing.enums import (
    BillState,
    EntryKind,
    ErrandKind,
    PaymentMethodType,
    Route,
    TaskKind,
    TransfersStatus,
)
from billing.facts import Payment
from billing.gateway import types
from billing.ledger import Line
from billing.models import Bill, CompanyPayment, ConnectedAccount, PaymentMethod, Transfer
from billing.owing import owe_errand
from billing.services import dunning, transfers
from billing.services.moves import lock, move
from billing.services.tasks import open_task
from billing.services.telling import tell_assistant, tell_company

logger = logging.getLogger("sio.billing")

AUTHENTICATION = "authentication_required"
AWAITING_ACCOUNT = (BillState.DUE, BillState.ON_HOLD)


# --- payments -----------------------------------------------------------------------------------------------------


def payment(bill: Bill, fact: Payment) -> None:
    """Bring a bill to where its payment stands."""
    held = lock(bill)
    match fact.intent.status:
        case "succeeded":
            _succeeded(held, fact)
        case "processing":
            _processing(held, fact.intent)
        case "requires_action":
            _needs_action(held, fact.intent)
        case "requires_payment_method":
            _refused(held, fact.intent)
        case "canceled":
            _closed(held, fact.intent)
        case status:
            _quarantine(held, f"Un paiement est dans l’état « {status} », que SIO ne demande jamais.")


def _succeeded(bill: Bill, fact: Payment) -> None:
    intent = fact.intent
    if bill.charge_id is None:
        problem = _mismatch(bill, intent)
        if problem:
            _set_aside(bill, fact, problem)
        else:
            _paid(bill, fact)
    elif bill.charge_id != intent.charge_id:
        _set_aside(
            bill,
            fact,
            "Une seconde somme est arrivée pour un règlement déjà payé : proposez un remboursement.",
        )
    _post_stripe_fee(bill, fact.charge)


def _mismatch(bill: Bill, intent: types.PaymentIntent) -> str:
    """Why this money is not the money of this bill; empty when it is."""
    customer = (
        CompanyPayment.objects.filter(company=bill.company).values_list("customer_id", flat=True).first()
    )
    if intent.currency != bill.currency or intent.amount_received_cents != bill.charge_cents:
        return "La somme reçue n’est pas celle du règlement."
    if intent.customer_id != customer:
        return "Le paiement vient d’un autre client."
    if bill.state in {BillState.CANCELLED, BillState.QUARANTINED}:
        return f"Le règlement est dans l’état « {bill.get_state_display()} »."
    return ""


def _paid(bill: Bill, fact: Payment) -> None:
    intent, charge = fact.intent, fact.charge
    bill.payment_intent_id, bill.charge_id = intent.id, intent.charge_id
    bill.route, bill.checkout_id = "", None
    bill.paid_by = _means(fact.method)
    move(bill, BillState.PAID)
    ledger.post(
        f"charge:{intent.charge_id}",
        EntryKind.CHARGE,
        [
            Line(ledger.PLATFORM, bill.charge_cents),
            Line(ledger.payable(bill.assistant_id), -bill.net_cents, assistant_id=bill.assistant_id),
            Line(ledger.REVENUE, -bill.fee_ht_cents, company_id=bill.company_id),
            Line(ledger.VAT, -bill.fee_vat_cents, company_id=bill.company_id),
        ],
        occurred_at=charge.created_at if charge else intent.created_at,
        bill=bill,
        stripe_id=intent.charge_id or "",
        balance_transaction_id=_balance_transaction_id(charge),
    )
    _keep_method(bill, fact.method)
    signals.bill_paid.send(Bill, bill=bill)
    tell_company(bill, "bill_paid")
    transfers.start_transfer(bill)


def _set_aside(bill: Bill, fact: Payment, why: str) -> None:
    """Money that is not this bill's is shown in clearing: nothing is allocated, nothing transferred."""
    intent = fact.intent
    thing = intent.charge_id or intent.id
    if intent.currency == bill.currency:
        amount = intent.amount_received_cents
        ledger.post(
            f"unmatched:{thing}",
            EntryKind.UNMATCHED,
            [Line(ledger.PLATFORM, amount), Line(ledger.clearing(thing), -amount)],
            occurred_at=fact.charge.created_at if fact.charge else intent.created_at,
            bill=bill,
            stripe_id=thing,
            balance_transaction_id=_balance_transaction_id(fact.charge),
        )
    open_task(TaskKind.UNMATCHED, thing, why, bill)
    if bill.charge_id is None and bill.state not in {BillState.QUARANTINED, BillState.CANCELLED}:
        move(bill, BillState.QUARANTINED, why=why)


def _post_stripe_fee(bill: Bill, charge: types.Charge | None) -> None:
    """Stripe's own fee, from the balance transaction and nowhere else; it may come later than the charge."""
    movement = charge.balance_transaction if charge else None
    if movement is None or not movement.fee_cents:
        return
    ledger.post(
        f"stripe_fee:{movement.id}",
        EntryKind.STRIPE_FEE,
        [Line(ledger.PLATFORM, -movement.fee_cents), Line(ledger.STRIPE_EXPENSE, movement.fee_cents)],
        occurred_at=movement.created_at,
        bill=bill,
        stripe_id=movement.id,
    )


def _processing(bill: Bill, intent: types.PaymentIntent) -> None:
    if bill.is_payable_now or bill.state == BillState.CHARGING:
        bill.payment_intent_id = intent.id
        move(bill, BillState.PROCESSING)


def _needs_action(bill: Bill, intent: types.PaymentIntent) -> None:
    """A confirmation asked while the company was away; on Stripe's page it happens there and then."""
    if bill.state == BillState.CHARGING:
        bill.payment_intent_id, bill.route = intent.id, ""
        move(bill, BillState.NEEDS_ACTION)
        tell_company(bill, "payment_needs_action", intent.id)


def _refused(bill: Bill, intent: types.PaymentIntent) -> None:
    if intent.last_error is None or bill.state not in {BillState.CHARGING, BillState.PROCESSING}:
        return
    if bill.state == BillState.CHARGING and AUTHENTICATION in {
        intent.last_error.code,
        intent.last_error.decline_code,
    }:
        _needs_action(bill, intent)
    else:
        failed(bill, intent.id, intent.last_error.code)


def failed(bill: Bill, intent_id: str, code: str) -> None:
    """A refusal by the bank: the company is told, and the payment presented again on the days of dunning."""
    bill.payment_intent_id, bill.checkout_id, bill.route = intent_id or None, None, ""
    move(bill, BillState.PAYMENT_FAILED, why=code)
    signals.bill_failed.send(Bill, bill=bill)
    tell_company(bill, "payment_failed", intent_id or code)
    dunning.plan_retry(bill)


def _closed(bill: Bill, intent: types.PaymentIntent) -> None:
    """A cancelled payment closes its route; the state does not change."""
    if bill.payment_intent_id != intent.id or bill.is_paid:
        return
    bill.payment_intent_id = None
    if bill.route == Route.OFF_SESSION:
        bill.route = ""
    bill.save(update_fields=["payment_intent_id", "route"])


def _quarantine(bill: Bill, why: str) -> None:
    open_task(TaskKind.QUARANTINE, str(bill.public_id), why, bill)
    if bill.state != BillState.QUARANTINED:
        move(bill, BillState.QUARANTINED, why=why)


def _keep_method(bill: Bill, method: types.PaymentMethod | None) -> None:
    """Remember what the screen shows of the means just used, for the next weeks."""
    customer = CompanyPayment.objects.get(company=bill.company).customer_id
    if method is None or method.type not in PaymentMethodType.values or method.customer_id != customer:
        return
    PaymentMethod.objects.filter(company=bill.company, is_default=True).exclude(method_id=method.id).update(
        is_default=False
    )
    PaymentMethod.objects.update_or_create(
        method_id=method.id,
        defaults={"company": bill.company, "type": method.type, "last4": method.last4, "is_default": True},
    )


def _means(method: types.PaymentMethod | None) -> str:
    return method.type if method and method.type in PaymentMethodType.values else ""


def _balance_transaction_id(charge: types.Charge | None) -> str | None:
    return charge.balance_transaction.id if charge and charge.balance_transaction else None


# --- Stripe's page ------------------------------------------------------------------------------------------------


def checkout(bill: Bill, session: types.CheckoutSession) -> None:
    """A page that expired closes the route. A page that was used is known by its payment, projected apart."""
    held = lock(bill)
    if session.status == "expired" and held.checkout_id == session.id:
        held.checkout_id = None
        held.route = ""
        held.save(update_fields=["checkout_id", "route"])


# --- transfers ----------------------------------------------------------------------------------------------------


def transfer(bill: Bill, fact: types.Transfer) -> None:
    """The assistant's part has left."""
    held = lock(bill)
    if Transfer.objects.filter(transfer_id=fact.id).exists():
        return
    Transfer.objects.create(
        bill=held,
        assistant=held.assistant,
        transfer_id=fact.id,
        amount_cents=fact.amount_cents,
        created_at=fact.created_at,
    )
    ledger.post(
        f"transfer:{fact.id}",
        EntryKind.TRANSFER,
        [
            Line(ledger.PLATFORM, -fact.amount_cents),
            Line(ledger.payable(held.assistant_id), fact.amount_cents, assistant_id=held.assistant_id),
        ],
        occurred_at=fact.created_at,
        bill=held,
        stripe_id=fact.id,
        balance_transaction_id=fact.balance_transaction_id,
    )
    held.transferred_cents += fact.amount_cents
    _transferred(held)


def _transferred(bill: Bill) -> None:
    if bill.state == BillState.ON_HOLD:
        move(bill, BillState.TRANSFERRING)
    move(bill, BillState.TRANSFERRED)
    signals.bill_transferred.send(Bill, bill=bill)
    tell_assistant(bill, "transfer_sent")


# --- assistants' accounts -----------------------------------------------------------------------------------------


def account(known: ConnectedAccount, fact: types.Account) -> None:
    """What Stripe says of an assistant's account; when she becomes payable, what waited for her is resumed."""
    held = (
        ConnectedAccount.objects.select_for_update(of=("self",)).select_related("assistant").get(pk=known.pk)
    )
    could_receive = held.can_receive
    held.transfers_status = fact.transfers_status or TransfersStatus.RESTRICTED
    held.requirements = {
        "wanted": list(fact.requirements),
        "deadline": fact.requirements_status,
        "details": [list(pair) for pair in fact.status_details],
    }
    held.synced_at = timezone.now()
    if fact.is_closed and held.closed_at is None:
        held.closed_at = timezone.now()
    held.save()
    if (
        held.can_receive
        and Bill.objects.filter(assistant=held.assistant_id, state__in=AWAITING_ACCOUNT).exists()
    ):
        owe_errand(ErrandKind.RESUME, f"{held.pk}:{uuid.uuid4()}", assistant=held.assistant_id)
    if held.can_receive != could_receive:
        signals.assistant_payable_changed.send(
            ConnectedAccount, profile=held.assistant, is_payable=held.can_receive
        )
