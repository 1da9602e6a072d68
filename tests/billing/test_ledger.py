"""Row 29: the ledger balances, and nobody rewrites it."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from billing import ledger
from billing.enums import EntryKind
from billing.ledger import Line
from billing.models import LedgerEntry, LedgerTx
from billing.models.ledger import AppendOnly
from sio.lib.guards import Misplaced

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LINES = [Line(ledger.PLATFORM, 500), Line(ledger.BANK, -500)]

pytestmark = pytest.mark.django_db


def post(key: str = "topup:1", lines: list[Line] = LINES, **more: str) -> bool:
    with transaction.atomic():
        return ledger.post(key, EntryKind.TOPUP, lines, occurred_at=NOON, **more)  # type: ignore[arg-type]


def test_a_fact_is_posted_once() -> None:
    assert post() is True
    assert post() is False
    assert ledger.trial_balance() == {"stripe:platform": 500, "bank:sio": -500}


def test_lines_at_zero_are_left_out() -> None:
    post(lines=[*LINES, Line(ledger.VAT, 0)])
    assert LedgerEntry.objects.count() == 2


@pytest.mark.parametrize("lines", [[], [Line("a", 1)], [Line("a", 1), Line("b", 1)]])
def test_lines_that_do_not_balance_are_refused(lines: list[Line]) -> None:
    with pytest.raises(ledger.Unbalanced):
        post(lines=lines)


def test_one_balance_transaction_is_never_two_facts() -> None:
    post(balance_transaction_id="txn_1")
    with pytest.raises(ledger.Unbalanced):
        post(key="topup:2", balance_transaction_id="txn_1")


@pytest.mark.django_db(transaction=True)
def test_a_fact_is_posted_inside_a_transaction_only() -> None:
    with pytest.raises(Misplaced):
        ledger.post("topup:1", EntryKind.TOPUP, LINES, occurred_at=NOON)


@pytest.mark.parametrize("table", ["billing_ledgertx", "billing_ledgerentry"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_rewrite(table: str, statement: str) -> None:
    post()
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_the_models_refuse_too() -> None:
    post()
    with pytest.raises(AppendOnly):
        LedgerEntry.objects.get(amount_cents=500).save()
    with pytest.raises(AppendOnly):
        LedgerTx.objects.get().delete()


@transaction.atomic
def write_raw(*amounts: int) -> None:
    tx = LedgerTx.objects.create(key="raw", kind=EntryKind.TOPUP, occurred_at=NOON)
    for amount in amounts:
        LedgerEntry.objects.create(tx=tx, account="a", amount_cents=amount)


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_an_unbalanced_fact_at_commit() -> None:
    with pytest.raises(IntegrityError):
        write_raw(5, -4)
    assert not LedgerTx.objects.exists()
    write_raw(5, -5)


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_fact_without_lines_and_a_line_added_later() -> None:
    with pytest.raises(IntegrityError):
        write_raw()
    post()
    with pytest.raises(IntegrityError):
        LedgerEntry.objects.create(tx=LedgerTx.objects.get(), account="c", amount_cents=1)


def test_open_items_are_what_is_left_by_bill() -> None:
    post()
    assert ledger.open_items(ledger.PLATFORM) == {None: 500}
    post(key="topup:2", lines=[Line(ledger.PLATFORM, -500), Line(ledger.BANK, 500)])
    assert ledger.open_items(ledger.PLATFORM) == {}
