"""One way of paying at a time. To change it, what is open is closed first, and its definitive answer awaited.

Each function joins the caller's transaction, which holds the lock on the bill. `advance` writes the one next step of
the route chosen; the answer to that step calls `advance` again.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone

from billing.enums import BillState, OperationKind, PaymentMethodType, Route
from billing.gateway import types
from billing.models import Bill, CompanyPayment, PaymentMethod, StripeOperation
from billing.owing import IN_FLIGHT, owe_operation
from billing.services import parties
from billing.services.moves import move
from billing.services.telling import company_email

CARD_ONLY_WEEKS = 3
EXPOSURE = timedelta(days=56)


def take_route(bill: Bill, route: Route) -> StripeOperation | None:
    """Choose how the bill is paid and write the first step; None when nothing can be written."""
    bill.route = route
    bill.save(update_fields=["route"])
    return advance(bill)


def advance(bill: Bill) -> StripeOperation | None:
    """Write the next step of the route: make the customer, close what is open, then charge or open the page."""
    if not bill.is_payable_now or not bill.route:
        return None
    if not CompanyPayment.objects.filter(company=bill.company).exists():
        return parties.owe_customer(bill.company, company_email(bill.company), bill)
    if bill.payment_intent_id:
        return owe_cancel_intent(bill)
    if bill.route == Route.OFF_SESSION:
        return owe_expiry(bill) if bill.checkout_id else owe_charge(bill)
    return open_page(bill) or (owe_expiry(bill) if bill.checkout_id else owe_checkout(bill))


def step_under_way(bill: Bill) -> StripeOperation | None:
    """The step whose answer is awaited: the bill's own, or its company's customer."""
    own = StripeOperation.objects.filter(bill=bill, status__in=IN_FLIGHT).first()
    customer = StripeOperation.objects.filter(
        kind=OperationKind.CUSTOMER, status__in=IN_FLIGHT, payload__company=bill.company_id
    )
    return own or customer.first()


def open_page(bill: Bill) -> StripeOperation | None:
    """The operation that holds the address of the page already open, if the address is still kept."""
    return (
        StripeOperation.objects.filter(
            bill=bill, kind=OperationKind.CHECKOUT, stripe_id=bill.checkout_id or "none"
        )
        .exclude(address="")
        .first()
    )


def owe_charge(bill: Bill) -> StripeOperation | None:
    """Charge the means of payment the company kept, while it is away."""
    method = usable_means(bill)
    if method is None:
        return None
    move(bill, BillState.CHARGING)
    return owe_operation(
        OperationKind.CHARGE,
        str(bill.public_id),
        lambda metadata: types.NewPaymentIntent(
            customer_id=bill.company.payment.customer_id,
            payment_method_id=method.method_id,
            amount_cents=bill.charge_cents,
            description=bill.title,
            transfer_group=bill.transfer_group,
            metadata=metadata,
        ),
        bill=bill,
    )


def owe_checkout(bill: Bill) -> StripeOperation:
    """Open Stripe's payment page for this bill."""
    address = settings.SITE_URL + reverse("billing:bill", args=[bill.public_id])
    return owe_operation(
        OperationKind.CHECKOUT,
        str(bill.public_id),
        lambda metadata: types.NewCheckoutSession(
            customer_id=bill.company.payment.customer_id,
            amount_cents=bill.charge_cents,
            label=bill.title,
            success_url=f"{address}?retour=paiement",
            cancel_url=f"{address}?retour=annulation",
            transfer_group=bill.transfer_group,
            method_types=allowed_methods(bill),
            metadata=metadata,
        ),
        bill=bill,
    )


def owe_expiry(bill: Bill) -> StripeOperation:
    """Close Stripe's payment page."""
    return owe_operation(
        OperationKind.EXPIRE_CHECKOUT,
        str(bill.public_id),
        lambda _: {"session_id": bill.checkout_id},
        bill=bill,
    )


def owe_cancel_intent(bill: Bill) -> StripeOperation:
    """Close a payment that was refused or waits for a confirmation."""
    return owe_operation(
        OperationKind.CANCEL_INTENT,
        str(bill.public_id),
        lambda _: {"intent_id": bill.payment_intent_id},
        bill=bill,
    )


def usable_means(bill: Bill) -> PaymentMethod | None:
    """The means the company kept, if this bill may be charged to it."""
    method = PaymentMethod.objects.default_of(bill.company)
    if method is not None and method.type == PaymentMethodType.SEPA_DEBIT and not _sepa_has_room_for(bill):
        return None
    return method


def allowed_methods(bill: Bill) -> tuple[str, ...]:
    """Card only for the first weeks; then SEPA as well, while the company's exposure stays under its cap."""
    paid_weeks = Bill.objects.paid().filter(company=bill.company).count()
    if paid_weeks < CARD_ONLY_WEEKS or not _sepa_has_room_for(bill):
        return (PaymentMethodType.CARD.value,)
    return (PaymentMethodType.CARD.value, PaymentMethodType.SEPA_DEBIT.value)


def _sepa_has_room_for(bill: Bill) -> bool:
    """A debit may be taken back for eight weeks, no questions asked: their sum stays under the company's cap."""
    recent = Bill.objects.filter(company=bill.company, created_at__gt=timezone.now() - EXPOSURE)
    exposed = recent.filter(Q(paid_by=PaymentMethodType.SEPA_DEBIT) | Q(state=BillState.PROCESSING))
    sum_cents = exposed.aggregate(total=Sum("charge_cents"))["total"] or 0
    payment = CompanyPayment.objects.get(company=bill.company)
    return bool(sum_cents + bill.charge_cents <= payment.sepa_cap_cents)
