"""What must hold after every scenario: the ledger balances and equals Stripe's."""

from billing import ledger, reconciliation
from billing.models import Bill, LedgerEntry, Transfer
from billing.stripe_double import switches
from billing.stripe_double.world import World


def check_books() -> None:
    assert [finding for finding in reconciliation.check_ledger() if finding.rule != "I11"] == []
    assert reconciliation.compare_with_stripe() == []
    assert sum(LedgerEntry.objects.values_list("amount_cents", flat=True)) == 0
    assert ledger.balance(ledger.PLATFORM) == switches.state()["platform"]


def check_settled(bill: Bill) -> None:
    """The standard bill is paid and passed on, once."""
    bill.refresh_from_db()
    assert bill.state == "transferred"
    assert charges_made() == 1
    assert switches.state()["counts"]["transfer"] == 1
    assert Transfer.objects.get(bill=bill).amount_cents == 10800
    assert ledger.trial_balance() == {"stripe:platform": 1555, "revenue:fee": -1296, "vat:collected": -259}
    assert list(switches.state()["accounts"].values()) == [10800]
    check_books()


def charges_made() -> int:
    """Charges that succeeded; a refused card leaves a charge behind as well, at Stripe."""
    world = World()
    with world.turn():
        return sum(charge["status"] == "succeeded" for charge in world.each("charge"))
