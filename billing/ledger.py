"""The only writer of ledger rows. Amounts are cents, debit positive, credit negative; each fact sums to zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from billing.enums import EntryKind
from billing.models import Bill, LedgerEntry, LedgerTx
from sio.lib.guards import Misplaced, is_in_transaction

PLATFORM = "stripe:platform"
REVENUE = "revenue:fee"
VAT = "vat:collected"
STRIPE_EXPENSE = "expense:stripe"
BANK = "bank:sio"


class Unbalanced(ValueError):
    """The lines of a fact do not sum to zero, or one key was used for two different facts."""


@dataclass(frozen=True)
class Line:
    """One entry to post; `assistant_id` and `company_id` say whom it concerns."""

    account: str
    amount_cents: int
    assistant_id: int | None = None
    company_id: int | None = None


def payable(assistant_id: int) -> str:
    """What is owed to an assistant; a debit balance means that she owes."""
    return f"payable:assistant:{assistant_id}"


def clearing(thing: str) -> str:
    """Money that fits no bill yet: must come back to zero."""
    return f"stripe:clearing:{thing}"


def post(
    key: str,
    kind: EntryKind,
    lines: Sequence[Line],
    *,
    occurred_at: datetime,
    bill: Bill | None = None,
    stripe_id: str = "",
    balance_transaction_id: str | None = None,
) -> bool:
    """Write a fact once; False when `key` was already posted. `occurred_at` is Stripe's time.

    Raises Unbalanced, and Misplaced when no transaction is open: a fact is posted with what it changes.
    """
    if not is_in_transaction():
        raise Misplaced("A ledger fact is posted in the transaction of what it changes.")
    entries = [line for line in lines if line.amount_cents]
    _check(entries)
    new = LedgerTx(
        key=key,
        kind=kind,
        occurred_at=occurred_at,
        bill=bill,
        stripe_id=stripe_id,
        balance_transaction_id=balance_transaction_id,
    )
    tx = _claim_key(new)
    if tx is None:
        return False
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            tx=tx,
            account=line.account,
            amount_cents=line.amount_cents,
            assistant_id=line.assistant_id,
            company_id=line.company_id,
        )
        for line in entries
    )
    return True


def balance(account: str) -> int:
    """What an account holds, in cents."""
    return LedgerEntry.objects.filter(account=account).aggregate(total=Sum("amount_cents"))["total"] or 0


def trial_balance() -> dict[str, int]:
    """Every account that is not at zero; the values sum to zero."""
    totals = (
        LedgerEntry.objects.order_by("account").values_list("account").annotate(total=Sum("amount_cents"))
    )
    return {account: total for account, total in totals if total}


def open_items(account: str) -> dict[int | None, int]:
    """What is still open on an account, by bill."""
    lines = LedgerEntry.objects.filter(account=account).order_by("tx__bill").values("tx__bill")
    sums = lines.annotate(total=Sum("amount_cents")).exclude(total=0)
    return {line["tx__bill"]: line["total"] for line in sums}


def _check(entries: Sequence[Line]) -> None:
    if len(entries) < 2 or sum(line.amount_cents for line in entries) != 0:
        raise Unbalanced(f"Lines do not balance: {entries}")


def _claim_key(new: LedgerTx) -> LedgerTx | None:
    """The row if the key was free. ON CONFLICT waits for a rival transaction, so two posts make one fact."""
    LedgerTx.objects.bulk_create([new], ignore_conflicts=True)
    tx = LedgerTx.objects.filter(key=new.key).first()
    if tx is None:
        raise Unbalanced(f"{new.balance_transaction_id} is already the balance transaction of another fact.")
    return None if tx.entries.exists() else tx
