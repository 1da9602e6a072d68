"""One class per kind of write at Stripe: sends what was frozen, settles the answer, looks up what was lost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from django.db.models.functions import Now

from billing import facts, projections
from billing.enums import OperationKind, TransfersStatus
from billing.gateway import calls, types
from billing.gateway.errors import Definitive, GatewayError, NeedsCompany
from billing.models import Bill, CompanyPayment, ConnectedAccount, StripeOperation
from billing.services import routes, transfers
from billing.services.moves import lock

ADDRESS_LIFE = timedelta(minutes=30)

# Refusals that only say "this account cannot receive yet": expected, repaired by the assistant, then attempt + 1.
ACCOUNT_NOT_READY = frozenset(
    {
        "capability_not_active",
        "insufficient_capabilities_for_transfer",
        "transfers_not_allowed",
    }
)
ALREADY_OVER = "payment_intent_unexpected_state"


class Act:
    """What is particular to one kind of operation. `send` and `look_up` speak to Stripe; `settle` writes."""

    kind: ClassVar[OperationKind]

    def send(self, operation: StripeOperation) -> Any:
        raise NotImplementedError

    def settle(self, operation: StripeOperation, answer: Any) -> None:
        raise NotImplementedError

    def look_up(self, operation: StripeOperation) -> Any | None:
        """The thing an unanswered call may have made, found by its metadata; None when there is none."""
        return None

    def refusal(self, operation: StripeOperation, error: GatewayError) -> "Refused | None":
        """How an expected refusal is settled; None leaves it to a person."""
        return None

    def columns(self, answer: Any) -> dict[str, Any]:
        """More to remember on the row."""
        return {}


@dataclass(frozen=True)
class Refused:
    """An expected no: what it changes. `is_done` when the no means that what was wanted already holds."""

    effect: Callable[[], object]
    is_done: bool = False


class MakeCustomer(Act):
    """A company that will pay."""

    kind = OperationKind.CUSTOMER

    def send(self, operation: StripeOperation) -> types.Customer:
        request = types.NewCustomer(**operation.params)
        return calls.create_customer(request, key=operation.dedupe_key, profile=facts.profile())

    def look_up(self, operation: StripeOperation) -> types.Customer | None:
        return _ours(operation, calls.list_customers(email=operation.params["email"]))

    def settle(self, operation: StripeOperation, answer: types.Customer) -> None:
        CompanyPayment.objects.get_or_create(
            company_id=operation.payload["company"], defaults={"customer_id": answer.id}
        )
        for bill in (
            Bill.objects.awaiting_payment().filter(company=operation.payload["company"]).exclude(route="")
        ):
            routes.advance(lock(bill))


class MakeAccount(Act):
    """An assistant who will be paid."""

    kind = OperationKind.ACCOUNT

    def send(self, operation: StripeOperation) -> types.Account:
        request = types.NewAccount(**operation.params)
        return calls.create_account(request, key=operation.dedupe_key, profile=facts.profile())

    def look_up(self, operation: StripeOperation) -> types.Account | None:
        found = _ours(operation, calls.list_accounts())
        return calls.retrieve_account(found.id) if found else None

    def settle(self, operation: StripeOperation, answer: types.Account) -> None:
        account, _ = ConnectedAccount.objects.get_or_create(
            assistant_id=operation.payload["assistant"],
            defaults={"account_id": answer.id, "transfers_status": TransfersStatus.RESTRICTED},
        )
        projections.account(account, answer)


class Charge(Act):
    """The company's saved means, charged while it is away."""

    kind = OperationKind.CHARGE

    def send(self, operation: StripeOperation) -> facts.Payment:
        request = types.NewPaymentIntent(**operation.params)
        return facts.complete(calls.create_payment_intent(request, key=operation.dedupe_key))

    def look_up(self, operation: StripeOperation) -> facts.Payment | None:
        since = operation.created_at - timedelta(hours=1)
        made = calls.list_payment_intents(customer_id=operation.params["customer_id"], since=since)
        found = _ours(operation, made)
        return facts.complete(found) if found else None

    def settle(self, operation: StripeOperation, answer: facts.Payment) -> None:
        projections.payment(_bill(operation), answer)

    def refusal(self, operation: StripeOperation, error: GatewayError) -> Refused | None:
        """The bank said no, or wants the company: the intent left behind says which."""
        if not (isinstance(error, NeedsCompany) or (isinstance(error, Definitive) and error.is_decline)):
            return None
        if error.detail.intent_id:
            left = facts.payment(error.detail.intent_id)
            return Refused(lambda: projections.payment(_bill(operation), left))
        return Refused(lambda: projections.failed(lock(_bill(operation)), "", error.detail.code))


class OpenCheckout(Act):
    """Stripe's payment page; its address is kept for half an hour at most."""

    kind = OperationKind.CHECKOUT

    def send(self, operation: StripeOperation) -> types.CheckoutSession:
        request = types.NewCheckoutSession(**operation.params)
        return calls.create_checkout_session(request, key=operation.dedupe_key, profile=facts.profile())

    def settle(self, operation: StripeOperation, answer: types.CheckoutSession) -> None:
        bill = lock(_bill(operation))
        if bill.is_payable_now:
            bill.checkout_id = answer.id
            bill.save(update_fields=["checkout_id"])

    def columns(self, answer: types.CheckoutSession) -> dict[str, Any]:
        return {"address": answer.url or "", "address_until": Now() + ADDRESS_LIFE}


class ExpireCheckout(Act):
    """Close the page, so that another route may open."""

    kind = OperationKind.EXPIRE_CHECKOUT

    def send(self, operation: StripeOperation) -> types.CheckoutSession:
        session_id = operation.params["session_id"]
        return calls.expire_checkout_session(session_id, key=operation.dedupe_key, profile=facts.profile())

    def look_up(self, operation: StripeOperation) -> types.CheckoutSession | None:
        session = calls.retrieve_checkout_session(operation.params["session_id"])
        return session if session.status != "open" else None

    def settle(self, operation: StripeOperation, answer: types.CheckoutSession) -> None:
        _close_page(_bill(operation), answer)

    def refusal(self, operation: StripeOperation, error: GatewayError) -> Refused | None:
        """It was no longer open: used or expired, the page itself says."""
        session = calls.retrieve_checkout_session(operation.params["session_id"], profile=facts.profile())
        if session.status == "open":
            return None
        if session.payment_intent_id and session.status == "complete":
            used = facts.payment(session.payment_intent_id)
            return Refused(lambda: projections.payment(_bill(operation), used), is_done=True)
        return Refused(lambda: _close_page(_bill(operation), session), is_done=True)


class CancelIntent(Act):
    """Close a payment that was refused or waits for a confirmation."""

    kind = OperationKind.CANCEL_INTENT

    def send(self, operation: StripeOperation) -> types.PaymentIntent:
        intent_id = operation.params["intent_id"]
        return calls.cancel_payment_intent(intent_id, key=operation.dedupe_key, profile=facts.profile())

    def look_up(self, operation: StripeOperation) -> types.PaymentIntent | None:
        intent = calls.retrieve_payment_intent(operation.params["intent_id"])
        return intent if intent.status == "canceled" else None

    def settle(self, operation: StripeOperation, answer: types.PaymentIntent) -> None:
        _close_intent(_bill(operation), facts.Payment(answer))

    def refusal(self, operation: StripeOperation, error: GatewayError) -> Refused | None:
        """It had already succeeded, or was already closed: the payment itself says."""
        if error.detail.code != ALREADY_OVER:
            return None
        stands = facts.payment(operation.params["intent_id"])
        return Refused(lambda: _close_intent(_bill(operation), stands), is_done=True)


class SendTransfer(Act):
    """The assistant's part."""

    kind = OperationKind.TRANSFER

    def send(self, operation: StripeOperation) -> types.Transfer:
        return calls.create_transfer(types.NewTransfer(**operation.params), key=operation.dedupe_key)

    def look_up(self, operation: StripeOperation) -> types.Transfer | None:
        return _ours(operation, calls.list_transfers(transfer_group=operation.params["transfer_group"]))

    def settle(self, operation: StripeOperation, answer: types.Transfer) -> None:
        projections.transfer(_bill(operation), answer)

    def refusal(self, operation: StripeOperation, error: GatewayError) -> Refused | None:
        """Her account cannot receive any more: the bill waits for her, and a fresh reading is asked for."""
        if error.detail.code not in ACCOUNT_NOT_READY:
            return None
        account_id = operation.params["account_id"]
        reading = calls.retrieve_account(account_id)
        return Refused(lambda: _hold(_bill(operation), account_id, reading, error.detail.code))


ACTS: dict[str, Act] = {
    act.kind: act
    for act in (
        MakeCustomer(),
        MakeAccount(),
        Charge(),
        OpenCheckout(),
        ExpireCheckout(),
        CancelIntent(),
        SendTransfer(),
    )
}


def _ours(operation: StripeOperation, made: Iterable[Any]) -> Any | None:
    return next((thing for thing in made if thing.metadata.get("op") == operation.dedupe_key), None)


def _bill(operation: StripeOperation) -> Bill:
    if operation.bill is None:
        raise TypeError(f"{operation.dedupe_key} concerns no bill.")
    return operation.bill


def _close_page(bill: Bill, session: types.CheckoutSession) -> None:
    """The page is closed by us: keep the route that was chosen meanwhile, and take its next step."""
    held = lock(bill)
    if held.checkout_id == session.id:
        held.checkout_id = None
        held.save(update_fields=["checkout_id"])
    routes.advance(held)


def _close_intent(bill: Bill, stands: facts.Payment) -> None:
    held = lock(bill)
    if stands.intent.status == "canceled" and held.payment_intent_id == stands.intent.id:
        held.payment_intent_id = None
        held.save(update_fields=["payment_intent_id"])
    elif stands.intent.status != "canceled":
        projections.payment(held, stands)
    routes.advance(lock(bill))


def _hold(bill: Bill, account_id: str, reading: types.Account, code: str) -> None:
    transfers.hold(lock(bill), code)
    projections.account(ConnectedAccount.objects.get(account_id=account_id), reading)
