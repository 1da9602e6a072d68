"""The calendar of billing. A job only writes to PostgreSQL: what must speak to Stripe is owed as an errand."""

from datetime import timedelta

from django.utils import timezone

from billing import reconciliation
from billing.enums import PAID_STATES, BillState, ErrandKind
from billing.models import Bill, ConnectedAccount
from billing.owing import owe_errand
from billing.services import checkout, invoices, parties

READING_LIFE = timedelta(hours=20)
PULL_HOURS = 2
STANDING_STILL = (BillState.CHARGING, BillState.PROCESSING)


def pull_events() -> None:
    """Every hour: what the webhooks may have missed in the last two."""
    owe_errand(ErrandKind.PULL_EVENTS, _now(), hours=PULL_HOURS)


def refresh_stale() -> None:
    """Every hour: read again payments that have not moved, and accounts not read for most of a day."""
    still = Bill.objects.filter(state__in=STANDING_STILL) | Bill.objects.exclude(
        state__in=PAID_STATES
    ).filter(checkout_id__isnull=False)
    for bill in still.only("pk"):
        owe_errand(ErrandKind.READ_BILL, f"{bill.pk}:{_now()}", bill=bill.pk)
    old = ConnectedAccount.objects.filter(closed_at=None, synced_at__lt=timezone.now() - READING_LIFE)
    for account in old:
        parties.ask_for_reading(account)


def compare_balance() -> None:
    """Every night: Stripe's balance against the ledger."""
    owe_errand(ErrandKind.COMPARE_BALANCE, _now())


def check_ledger() -> None:
    """Every night: the invariants that need only the database."""
    reconciliation.report(reconciliation.check_ledger())


def accept_invoices_tacitly() -> None:
    """Every night: invoices left eight days without an answer."""
    invoices.accept_tacitly()


def wipe_old_addresses() -> None:
    """Every hour: addresses of payment pages nobody came for."""
    checkout.wipe_old_addresses()


def _now() -> str:
    return timezone.now().isoformat(timespec="minutes")
