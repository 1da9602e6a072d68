"""What happens to a bill at a person's word: opened, paid, cancelled, released. Locks: relation, then bill."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from accounts.models import AssistantProfile, Company, User
from billing import fees, signals
from billing.enums import BillState, Route
from billing.fees import Amounts, BillLine, Quote
from billing.fees.schedules import work_vat_ppm
from billing.models import Bill, BillEvent, FeeQuote, FeeSchedule, Relation, StripeOperation
from billing.permissions import can_pay
from billing.services import invoices, parties, routes
from billing.services.moves import lock, move
from billing.services.telling import tell_assistant, tell_company
from sio.lib.errors import Refusal
from sio.lib.services import service

__all__ = ["BillLine", "cancel_bill", "open_bill", "pay_bill", "release_from_quarantine", "start_payment"]

UNDER_WAY = "Un paiement est déjà en cours pour ce relevé d’heures."
NOT_READY = (
    "Ce règlement attend que votre assistante ou assistant termine son inscription auprès de Stripe. "
    "Rien ne vous est demandé pour l’instant : nous vous écrirons."
)
STILL_OPEN = "Un paiement est encore ouvert chez Stripe pour ce règlement\u00a0: fermez-le, puis recommencez."


@service
def open_bill(
    *,
    source_key: str,
    company: Company,
    assistant: AssistantProfile,
    title: str,
    period_start: date,
    period_end: date,
    lines: Sequence[BillLine],
    fee_schedule_version: int,
    by: User | None,
) -> Bill:
    """Freeze what an approved period costs, issue both invoices, and start the payment if nothing prevents it.

    The same `source_key` is the same bill: a double approval is harmless. Raises Refusal, with every missing fact
    in one sentence, when the invoices cannot be issued; nothing is billed that cannot be invoiced.
    """
    relation = _locked_relation(company, assistant)
    known = Bill.objects.filter(source_key=source_key).first()
    if known is not None:
        return known
    mandate = invoices.require_ready(company, assistant)
    base = fees.work_ht_cents(lines)
    if base <= 0:
        raise Refusal("Ce relevé d’heures est vide : il n’y a rien à régler.")
    schedule, quote = fees.best_quote(fee_schedule_version, base, relation.cumulated_cents)
    bill = Bill.objects.create(
        source_key=source_key,
        company=company,
        assistant=assistant,
        title=title,
        period_start=period_start,
        period_end=period_end,
        lines=[asdict(line) for line in lines],
        **_columns(fees.amounts(base, work_vat_ppm(assistant), quote)),
    )
    _freeze_quote(bill, schedule, quote)
    relation.cumulated_cents += base
    relation.save(update_fields=["cumulated_cents"])
    BillEvent.objects.create(bill=bill, actor=by, to_status=bill.state)
    invoices.issue_both(bill, mandate)
    signals.bill_opened.send(Bill, bill=bill)
    start_payment(bill)
    return bill


@service
def pay_bill(bill: Bill, by: User) -> StripeOperation | None:
    """The company pays: with the means it kept when it was never refused for this bill, else on Stripe's page.

    Returns the operation whose answer the waiting page awaits; None when it answers without one.
    Raises Refusal when a payment is under way, already made, or when the assistant cannot receive money yet.
    """
    held = lock(bill)
    require_payable(held, by)
    has_means = routes.usable_means(held) is not None
    is_first_try = held.state == BillState.DUE and not held.checkout_id
    return routes.take_route(held, Route.OFF_SESSION if has_means and is_first_try else Route.CHECKOUT)


@service
def start_payment(bill: Bill) -> None:
    """Charge what may be charged without anybody; else tell the one whose turn it is. For a bill that is owed."""
    held = lock(bill)
    if not held.is_payable_now or held.route:
        return
    if not parties.can_be_charged_for(held.assistant):
        tell_assistant(held, "onboarding_needed")
    elif routes.usable_means(held) is None:
        tell_company(held, "bill_due")
    else:
        routes.take_route(held, Route.OFF_SESSION)


@service
def cancel_bill(bill: Bill, by: User, why: str) -> Bill:
    """Before any charge: both invoices get their credit note, the amount no longer counts for the bands."""
    relation = _locked_relation(bill.company, bill.assistant)
    held = lock(bill)
    if not why.strip():
        raise Refusal("Indiquez la raison de l’annulation.", field="why")
    if held.is_payable_now and (held.checkout_id or held.payment_intent_id or routes.step_under_way(held)):
        raise Refusal(STILL_OPEN)
    move(held, BillState.CANCELLED, by=by, why=why.strip())
    relation.cumulated_cents -= held.work_ht_cents
    relation.save(update_fields=["cumulated_cents"])
    invoices.credit_all(held, by=by, why=why.strip())
    return held


@service
def release_from_quarantine(bill: Bill, by: User, state: BillState, why: str) -> Bill:
    """A person says, with a reason, where a bill set aside goes on."""
    held = lock(bill)
    if held.state != BillState.QUARANTINED:
        raise Refusal("Ce règlement n’est pas mis de côté.")
    if not why.strip():
        raise Refusal("Indiquez la raison de votre décision.", field="why")
    move(held, state, by=by, why=why.strip())
    return held


def require_payable(bill: Bill, by: User) -> None:
    """Raise Refusal unless this person may pay this locked bill now."""
    if not can_pay(by, bill):
        raise Refusal("Seules les personnes qui représentent l’entreprise peuvent régler.")
    if bill.is_paid:
        raise Refusal("Ce règlement est déjà payé.")
    if not bill.is_payable_now:
        raise Refusal(UNDER_WAY)
    if not parties.can_be_charged_for(bill.assistant):
        raise Refusal(NOT_READY)


def _locked_relation(company: Company, assistant: AssistantProfile) -> Relation:
    """The pair's row, held while its cumul prices a bill: two approvals are priced one after the other."""
    Relation.objects.get_or_create(company=company, assistant=assistant)
    return Relation.objects.select_for_update(of=("self",)).get(company=company, assistant=assistant)


def _columns(amounts: Amounts) -> dict[str, int]:
    return asdict(amounts) | {
        "work_cents": amounts.work_cents,
        "fee_cents": amounts.fee_cents,
        "charge_cents": amounts.charge_cents,
        "net_cents": amounts.net_cents,
    }


def _freeze_quote(bill: Bill, schedule: FeeSchedule, quote: Quote) -> FeeQuote:
    words = json.dumps(asdict(quote), sort_keys=True)
    return FeeQuote.objects.create(
        bill=bill,
        schedule=schedule,
        cumul_before_cents=quote.cumul_before_cents,
        base_cents=quote.base_cents,
        lines=[asdict(line) for line in quote.lines],
        fee_ht_cents=quote.fee_ht_cents,
        fee_vat_cents=quote.fee_vat_cents,
        sha256=hashlib.sha256(words.encode()).hexdigest(),
    )
