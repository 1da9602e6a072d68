"""Row 0 of the failure battery: approve, work, transferred."""

import pytest

from billing.models import Bill, Invoice
from notifications.models import Notification
from tests.billing.books import check_settled
from tests.billing.conftest import Pair
from tests.factories.billing import work

pytestmark = pytest.mark.django_db


def test_an_approved_week_is_charged_and_passed_on(pair: Pair) -> None:
    bill = pair.bill()
    assert bill.state == "due"
    bill.refresh_from_db()
    assert bill.state == "charging"

    work()

    check_settled(bill)


def test_the_bill_freezes_its_amounts(pair: Pair) -> None:
    bill = pair.bill()
    assert (bill.work_cents, bill.fee_ht_cents, bill.fee_vat_cents) == (10800, 1296, 259)
    assert (bill.charge_cents, bill.net_cents) == (12355, 10800)


def test_both_invoices_are_issued_with_the_bill(pair: Pair) -> None:
    bill = pair.bill()
    numbers = {invoice.kind: invoice.number for invoice in Invoice.objects.filter(bill=bill)}
    assert set(numbers) == {"work", "fee"}
    assert numbers["work"].startswith("SIO-CD-")


def test_both_sides_are_told(pair: Pair) -> None:
    pair.bill()
    work()
    told = set(Notification.objects.values_list("kind", "user"))
    assert {("bill_paid", pair.owner.pk), ("transfer_sent", pair.assistant.user_id)} <= told


def test_each_move_is_remembered(pair: Pair) -> None:
    bill = pair.bill()
    work()
    moves = list(Bill.objects.get(pk=bill.pk).events.values_list("to_status", flat=True))
    assert moves == ["due", "charging", "paid", "transferring", "transferred"]
