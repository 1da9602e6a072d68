"""C7, C8, C9 and row 8: two at once. Each with its positive control: without the protection, the damage shows."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.models import Max
from django.utils import timezone

from billing import ledger
from billing.enums import EntryKind, InvoiceKind
from billing.fees import BillLine
from billing.invoicing.numbers import take_number
from billing.ledger import Line
from billing.models import Bill, InvoiceSeries, LedgerEntry, LedgerTx, Relation, StripeEvent, StripeOperation
from billing.services import bills
from billing.stripe_double import delivery, switches
from billing.stripe_double.world import World
from sio.lib.errors import Refusal
from tests.billing.books import check_books
from tests.billing.conftest import make_pair
from tests.factories.accounts import company_with_owner
from tests.factories.billing import approved_period, payable_assistant, signed_assistant, work

pytestmark = pytest.mark.django_db(transaction=True)

BAND = (BillLine("Devis", 20 * 60, 10_000),)  # 2 000 €: the whole first band


def at_once(count: int, act: Callable[[int], object]) -> list[object]:
    """`count` threads on real connections, let go together; what each answered or raised."""
    barrier = threading.Barrier(count)
    answers: list[object] = [None] * count

    def run(place: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            answers[place] = act(place)
        except Exception as error:  # noqa: BLE001 - the answer of a loser is what it raised
            answers[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


# --- C8: invoice numbers ------------------------------------------------------------------------------------------


def numbers_taken(threads: int, take: Callable[[], int]) -> list[int]:
    answers = at_once(threads, lambda _: take())
    return sorted(answer for answer in answers if isinstance(answer, int))


def take_under_lock() -> int:
    with transaction.atomic():
        return take_number(None, InvoiceKind.FEE).sequence


def test_fifty_threads_take_fifty_numbers_without_a_hole() -> None:
    assert numbers_taken(50, take_under_lock) == list(range(1, 51))
    assert InvoiceSeries.objects.get().last_number == 50


def test_without_the_lock_numbers_are_taken_twice() -> None:
    """Positive control: the largest number plus one, read by several at once."""
    series = InvoiceSeries.objects.create(kind="fee", year=timezone.localdate().year, prefix="SIO")
    meeting = threading.Barrier(10)

    def take_by_looking() -> int:
        with transaction.atomic():
            number: int = (
                InvoiceSeries.objects.filter(pk=series.pk).aggregate(last=Max("last_number"))["last"] + 1
            )
            meeting.wait(timeout=30)
            InvoiceSeries.objects.filter(pk=series.pk).update(last_number=number)
            return number

    taken = numbers_taken(10, take_by_looking)
    assert len(set(taken)) < len(taken)


# --- C7: fee bands ------------------------------------------------------------------------------------------------


def fees_of_two_bills_at_once() -> list[int]:
    pair = make_pair()
    pair.assistant = signed_assistant()
    Relation.objects.create(company=pair.company, assistant=pair.assistant)
    at_once(2, lambda place: pair.bill(f"week-{place}", lines=BAND))
    return sorted(Bill.objects.filter(company=pair.company).values_list("fee_ht_cents", flat=True))


def test_two_periods_of_one_pair_are_priced_one_after_the_other() -> None:
    assert fees_of_two_bills_at_once() == [18_000, 24_000]
    assert Relation.objects.get().cumulated_cents == 400_000


def test_without_the_lock_the_first_band_is_used_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: the cumul read without holding the pair."""
    meeting = threading.Barrier(2)

    def read_only(company: Any, assistant: Any) -> Relation:
        relation = Relation.objects.get(company=company, assistant=assistant)
        meeting.wait(timeout=30)
        return relation

    monkeypatch.setattr(bills, "_locked_relation", read_only)
    assert fees_of_two_bills_at_once() == [24_000, 24_000]


# --- row 8: one approval, many clicks -----------------------------------------------------------------------------


def test_twenty_approvals_at_once_are_one_bill_and_one_charge() -> None:
    pair = make_pair()
    answers = at_once(20, lambda _: pair.bill("same").pk)
    assert set(answers) == {Bill.objects.get().pk}
    work()
    assert switches.state()["counts"]["payment_intent"] == 1
    check_books()


def test_twenty_clicks_on_pay_take_one_route() -> None:
    company, owner = company_with_owner()
    bill = approved_period(company, payable_assistant())
    answers = at_once(20, lambda _: bills.pay_bill(bill, owner))
    assert not [
        answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, Refusal)
    ]
    work()
    assert switches.state()["counts"]["checkout.session"] == 1
    assert StripeOperation.objects.filter(bill=bill, kind="checkout").count() == 1


# --- C9: webhook and reconciliation -------------------------------------------------------------------------------


def post_charge(_: int) -> bool:
    with transaction.atomic():
        return ledger.post(
            "charge:ch_1",
            EntryKind.CHARGE,
            [Line(ledger.PLATFORM, 100), Line(ledger.REVENUE, -100)],
            occurred_at=timezone.now(),
        )


def test_one_fact_told_by_two_at_once_is_booked_once() -> None:
    answers = at_once(10, post_charge)
    assert sorted(map(bool, answers)) == [False] * 9 + [True]
    assert ledger.balance(ledger.PLATFORM) == 100


@contextmanager
def without_the_key() -> Iterator[None]:
    """The unique key of the ledger dropped, in this test's own database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'billing_ledgertx'::regclass "
            "AND contype = 'u' AND conkey = (SELECT array_agg(attnum) FROM pg_attribute "
            "WHERE attrelid = 'billing_ledgertx'::regclass AND attname = 'key')"
        )
        (name,) = cursor.fetchone()
        cursor.execute(f'ALTER TABLE billing_ledgertx DROP CONSTRAINT "{name}"')
    yield


def test_without_the_key_one_fact_is_booked_several_times() -> None:
    """Positive control: looked for, not found, written by several."""
    meeting = threading.Barrier(4)

    def look_then_write(_: int) -> None:
        with transaction.atomic():
            is_known = LedgerTx.objects.filter(key="charge:ch_1").exists()
            meeting.wait(timeout=30)
            if not is_known:
                tx = LedgerTx.objects.create(key="charge:ch_1", kind="charge", occurred_at=timezone.now())
                LedgerEntry.objects.create(tx=tx, account="a", amount_cents=100)
                LedgerEntry.objects.create(tx=tx, account="b", amount_cents=-100)

    with without_the_key():
        at_once(4, look_then_write)
    assert LedgerTx.objects.filter(key="charge:ch_1").count() > 1


def test_twenty_copies_of_one_webhook_at_once_are_one_event() -> None:
    pair = make_pair()
    pair.bill()
    switches.webhooks("hold")
    work()
    world = World()
    with world.turn():
        held = [one["id"] for one in world.store.each("~delivery") if one["state"] == "held"]
    at_once(20, lambda _: delivery.post(held[0]))
    assert StripeEvent.objects.filter(dedupe_key=held[0]).count() == 1
    switches.webhooks("deliver")
    work()
    assert switches.state()["counts"]["transfer"] == 1
    check_books()
