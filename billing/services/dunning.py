"""A refused payment is presented again after 1, 3 and 7 days; then a person looks at it."""

from datetime import timedelta

from django.utils import timezone

from billing import signals
from billing.enums import BillState, ErrandKind, OperationKind, Route, TaskKind
from billing.models import Bill
from billing.owing import owe_errand
from billing.services import parties, routes
from billing.services.moves import lock
from billing.services.tasks import open_task
from sio.lib.services import service

RETRY_AFTER_DAYS = (1, 3, 7)


def plan_retry(bill: Bill) -> None:
    """Owe the next try of a locked bill whose payment was just refused; none is left after the third."""
    tried = bill.operations.filter(kind=OperationKind.CHARGE).count()
    if tried <= len(RETRY_AFTER_DAYS):
        days = RETRY_AFTER_DAYS[max(tried, 1) - 1]
        moment = timezone.now() + timedelta(days=days)
        owe_errand(ErrandKind.RETRY_CHARGE, f"{bill.public_id}:{tried}", next_at=moment, bill=bill.pk)
    else:
        open_task(
            TaskKind.OPERATION_STUCK,
            f"unpaid:{bill.public_id}",
            "Le paiement a été refusé quatre fois.",
            bill,
        )
        signals.bill_unpaid.send(Bill, bill=bill)


@service
def retry_charge(bill: Bill) -> None:
    """Present the payment again with the means kept, unless the company has done something meanwhile."""
    held = lock(bill)
    if (
        held.state == BillState.PAYMENT_FAILED
        and not held.route
        and parties.can_be_charged_for(held.assistant)
    ):
        routes.take_route(held, Route.OFF_SESSION)
