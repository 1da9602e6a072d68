"""PostgreSQL against itself and against Stripe: missed events, invariants of the ledger, balances."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from billing import inbox, ledger
from billing.enums import PAID_STATES, BillState, Endpoint, EntryKind, TaskKind
from billing.gateway import calls
from billing.models import Bill, HumanTask, LedgerEntry, LedgerTx, StripeEvent, StripeOperation
from billing.owing import IN_FLIGHT
from billing.services.tasks import open_task
from sio.lib.services import service

THE_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
FINAL = (BillState.TRANSFERRED,)
LATE_OPERATION = timedelta(hours=20)
LATE_EVENT = timedelta(hours=1)
LATE_CLEARING = timedelta(days=10)


@dataclass(frozen=True)
class Finding:
    """An invariant that does not hold. `rule` is its name in docs/decisions, I1 to I13."""

    rule: str
    what: str


def pull_events(since: datetime) -> int:
    """Put what Stripe told since a moment into the same inbox as the webhooks; returns how many were seen."""
    seen = {event.id: event for event in calls.list_events(since=since)}
    seen |= {event.id: event for event in calls.list_events(since=since, is_undelivered=True)}
    for event in sorted(seen.values(), key=lambda event: event.created_at):
        inbox.store(Endpoint.CONNECTED if event.account else Endpoint.PLATFORM, event)
    return len(seen)


def check_ledger() -> list[Finding]:
    """The invariants that need only the database."""
    return [
        *_unbalanced_facts(),
        *_unbalanced_whole(),
        *_bills_beyond_their_bounds(),
        *_transfers_without_payment(),
        *_bills_that_do_not_close(),
        *_late_operations(),
        *_late_events(),
        *_clearing(),
    ]


def compare_with_stripe() -> list[Finding]:
    """I3, I4 and I5: the platform's balance and its movements against the ledger. Calls Stripe."""
    balance = calls.retrieve_balance()
    movements = calls.list_balance_transactions(since=THE_BEGINNING)
    booked = ledger.balance(ledger.PLATFORM)
    findings = []
    if booked != balance.total_cents:
        findings.append(Finding("I3", f"ledger {booked}, Stripe {balance.total_cents}"))
    if booked != (net := sum(movement.net_cents for movement in movements)):
        findings.append(Finding("I4", f"ledger {booked}, movements {net}"))
    known = _booked_things()
    findings += [
        Finding("I5", f"{movement.type} {movement.id} is not in the ledger")
        for movement in movements
        if movement.id not in known and movement.source_id not in known
    ]
    told = {movement.id for movement in movements} | {movement.source_id for movement in movements}
    findings += [Finding("I5", f"{thing} is not at Stripe") for thing in sorted(_moved_things() - told)]
    return findings


@service
def report(findings: list[Finding]) -> None:
    """One task per broken rule; they close by a person's word only."""
    for rule in sorted({finding.rule for finding in findings}):
        whats = "\n".join(finding.what for finding in findings if finding.rule == rule)
        open_task(TaskKind.LEDGER, rule, whats)


def _booked_things() -> set[str]:
    pairs = LedgerTx.objects.values_list("balance_transaction_id", "stripe_id")
    return {thing for pair in pairs for thing in pair if thing}


def _moved_things() -> set[str]:
    """Charges and transfers booked: each must be the source of a movement at Stripe."""
    moved = LedgerTx.objects.filter(kind__in=[EntryKind.CHARGE, EntryKind.TRANSFER, EntryKind.UNMATCHED])
    return set(moved.values_list("stripe_id", flat=True))


def _unbalanced_facts() -> Iterator[Finding]:
    sums = LedgerTx.objects.annotate(total=Sum("entries__amount_cents"), lines=Count("entries"))
    for tx in sums.filter(Q(total__isnull=True) | ~Q(total=0) | Q(lines__lt=2)):
        yield Finding("I1", f"{tx.key} sums to {tx.total}")


def _unbalanced_whole() -> Iterator[Finding]:
    total = LedgerEntry.objects.aggregate(total=Sum("amount_cents"))["total"] or 0
    if total:
        yield Finding("I2", f"all entries sum to {total}")


def _bills_beyond_their_bounds() -> Iterator[Finding]:
    beyond = Q(transferred_cents__gt=F("net_cents") + F("reversed_cents")) | Q(
        refunded_cents__gt=F("charge_cents")
    )
    for bill in Bill.objects.filter(beyond):
        yield Finding("I6", f"bill {bill.public_id}")


def _transfers_without_payment() -> Iterator[Finding]:
    for bill in Bill.objects.filter(transferred_cents__gt=0).exclude(
        state__in=[*PAID_STATES, BillState.QUARANTINED]
    ):
        yield Finding("I7", f"bill {bill.public_id} was transferred in state {bill.state}")


def _bills_that_do_not_close() -> Iterator[Finding]:
    for bill in Bill.objects.filter(state__in=FINAL):
        owed = LedgerEntry.objects.filter(tx__bill=bill, account=ledger.payable(bill.assistant_id))
        left = owed.aggregate(total=Sum("amount_cents"))["total"] or 0
        if left or bill.transferred_cents - bill.reversed_cents != bill.net_cents - _refunded_net(bill):
            yield Finding("I8", f"bill {bill.public_id} leaves {left} to its assistant")


def _refunded_net(bill: Bill) -> int:
    account = ledger.payable(bill.assistant_id)
    parts = LedgerEntry.objects.filter(tx__bill=bill, tx__kind=EntryKind.REFUND, account=account)
    return parts.aggregate(total=Sum("amount_cents"))["total"] or 0


def _late_operations() -> Iterator[Finding]:
    old = StripeOperation.objects.filter(
        status__in=IN_FLIGHT, first_sent_at__lt=timezone.now() - LATE_OPERATION
    )
    known = set(HumanTask.objects.open().values_list("subject", flat=True))
    for operation in old:
        if operation.dedupe_key not in known:
            yield Finding("I11", f"operation {operation.dedupe_key} has no answer")


def _late_events() -> Iterator[Finding]:
    late = StripeEvent.objects.filter(status__in=IN_FLIGHT, created_at__lt=timezone.now() - LATE_EVENT)
    for event in late:
        yield Finding("I11", f"event {event.dedupe_key} waits")


def _clearing() -> Iterator[Finding]:
    lines = LedgerEntry.objects.filter(
        account__startswith="stripe:clearing:", tx__occurred_at__lt=timezone.now() - LATE_CLEARING
    )
    for account, total in (
        lines.order_by("account").values_list("account").annotate(total=Sum("amount_cents"))
    ):
        if total:
            yield Finding("I12", f"{account} holds {total}")
