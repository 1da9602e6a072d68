"""Stripe's payment page: opened at the company's word, closed to change route."""

from django.db.models.functions import Now

from accounts.models import User
from billing.enums import OperationKind, Route
from billing.models import Bill, StripeOperation
from billing.services import routes
from billing.services.bills import require_payable
from billing.services.moves import lock
from sio.lib.services import service


@service
def open_checkout(bill: Bill, by: User) -> StripeOperation | None:
    """Choose to pay on Stripe's page; returns the operation awaited, or the one that holds the open page's address.

    Raises Refusal as `pay_bill` does.
    """
    held = lock(bill)
    require_payable(held, by)
    return routes.take_route(held, Route.CHECKOUT)


@service
def close_route(bill: Bill) -> StripeOperation | None:
    """Close the page or the refused payment that is open, so that the bill may be cancelled; None when nothing is."""
    held = lock(bill)
    if not held.is_payable_now:
        return None
    held.route = ""
    held.save(update_fields=["route"])
    if held.payment_intent_id:
        return routes.owe_cancel_intent(held)
    return routes.owe_expiry(held) if held.checkout_id else None


@service
def take_address(bill: Bill) -> str:
    """The address of the page that is open, wiped as it is given: it serves once. Empty when there is none."""
    page = routes.open_page(lock(bill))
    if page is None:
        return ""
    address = page.address
    StripeOperation.objects.filter(pk=page.pk).update(address="", address_until=None)
    return address


def wipe_old_addresses() -> None:
    """Every hour: forget the addresses of pages nobody came for within 30 minutes."""
    stale = StripeOperation.objects.filter(kind=OperationKind.CHECKOUT, address_until__lt=Now())
    stale.exclude(address="").update(address="", address_until=None)
