"""The closed list of calls a page may make at once: they return an address or unlock one, and move no money.

Each row is written and committed first; a slow or failed answer falls back to the waiting page, and a worker finishes
with the same key. The account link has no row: it is made at each click.
"""

from contextlib import suppress

from django.conf import settings
from django.urls import reverse

from billing.enums import OperationKind
from billing.gateway import calls, types
from billing.gateway.errors import GatewayError
from billing.models import Bill, ConnectedAccount, StripeOperation
from billing.services import routes
from sio.lib.duties import DutyStatus, run_one
from sio.lib.guards import WebCallUnavailable, one_web_call

FROM_A_PAGE = frozenset(
    {
        OperationKind.CUSTOMER,
        OperationKind.ACCOUNT,
        OperationKind.CHECKOUT,
        OperationKind.EXPIRE_CHECKOUT,
        OperationKind.CANCEL_INTENT,
    }
)
# Customer, what was open, the page: at most three steps lead to an address.
MOST_STEPS = 3


class _Unanswered(Exception):
    """The row still waits: counts as a failure of the web call."""


def run_now(operation: StripeOperation) -> bool:
    """Run this page's own row once; False when a worker must finish it."""
    if operation.kind not in FROM_A_PAGE:
        return False
    with suppress(WebCallUnavailable, _Unanswered), one_web_call():
        if run_one(operation).status == DutyStatus.WAITING:
            raise _Unanswered
        return True
    return False


def prepare_page(bill: Bill) -> None:
    """Take the steps that lead to the payment page, as long as Stripe answers."""
    for _ in range(MOST_STEPS):
        step = routes.step_under_way(bill)
        if step is None or not run_now(step):
            return


def onboarding_address(account: ConnectedAccount) -> str:
    """A fresh single-use link to Stripe's page; empty when Stripe does not answer."""
    here = settings.SITE_URL
    link = types.NewAccountLink(
        account_id=account.account_id,
        return_url=here + reverse("billing:payouts_return"),
        refresh_url=here + reverse("billing:payouts_start"),
    )
    with suppress(WebCallUnavailable, GatewayError), one_web_call():
        return calls.create_account_link(link).url
    return ""
