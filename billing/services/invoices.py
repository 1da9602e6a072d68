"""Issuing, answering and correcting invoices.

Both invoices of a bill are issued in the transaction that opens it: the approved period is the fact that makes both
due, the charge may follow within the second, and a bill without its invoices must not exist. Their numbers are taken
there too, under the lock of each series, so that a refusal leaves no hole.
"""

import hashlib
import json
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import AssistantProfile, Company, User
from billing import identities
from billing.enums import INVOICE_MOVES, ErrandKind, InvoiceKind, InvoiceStatus
from billing.invoicing.content import Content, credit_content, fee_content, work_content
from billing.invoicing.numbers import take_number
from billing.invoicing.requirements import problems
from billing.models import Bill, BillingMandate, Invoice, InvoiceEvent
from billing.owing import owe_errand
from billing.permissions import can_answer
from billing.services.mandates import active_mandate
from billing.services.telling import tell_invoice
from sio.lib.errors import Refusal
from sio.lib.lives import check_move
from sio.lib.services import service

TACIT_AFTER = timedelta(days=8)
NO_MANDATE = (
    "Le mandat de facturation de votre assistante ou assistant n’est pas en cours : "
    "la facture ne peut pas être établie. Nous l’invitons à le signer."
)


class CannotInvoice(Refusal):
    """An invoice would lack what the law asks; `problems` lists it."""

    def __init__(self, found: list[str]) -> None:
        super().__init__("La facture ne peut pas être établie. " + " ".join(found))
        self.problems = found


def require_ready(company: Company, assistant: AssistantProfile) -> BillingMandate:
    """The mandate in force, signed before now; raises Refusal when a paper could not be issued."""
    mandate = active_mandate(assistant)
    if mandate is None or mandate.signed_at > timezone.now():
        raise Refusal(NO_MANDATE)
    lacks = [
        *(
            f"Il manque à votre assistante ou assistant : {fact}."
            for fact in identities.of_assistant(assistant).missing()
        ),
        *(f"Il manque à votre entreprise : {fact}." for fact in identities.of_company(company).missing()),
    ]
    if lacks:
        raise CannotInvoice(lacks)
    return mandate


def issue_both(bill: Bill, mandate: BillingMandate) -> tuple[Invoice, Invoice]:
    """The work in her name, the fee in SIO's. Joins the transaction that opens the bill."""
    today = timezone.localdate()
    work = _issue(bill, InvoiceKind.WORK, bill.assistant, work_content(bill, mandate, today), mandate=mandate)
    fee = _issue(bill, InvoiceKind.FEE, None, fee_content(bill, today))
    tell_invoice(work, bill.assistant.user, "invoice_to_accept")
    return work, fee


def credit_all(bill: Bill, *, by: User | None, why: str) -> list[Invoice]:
    """One credit note for each invoice of the bill that has none yet."""
    originals = bill.invoices.exclude(kind=InvoiceKind.CREDIT).exclude(status=InvoiceStatus.CREDITED)
    return [
        _credit(invoice, by, why) for invoice in originals.order_by("pk").select_related("series__assistant")
    ]


@service
def accept_invoice(invoice: Invoice, by: User) -> Invoice:
    """She accepts the invoice issued in her name."""
    return _answer(invoice, by, InvoiceStatus.ACCEPTED)


@service
def contest_invoice(invoice: Invoice, by: User, reason: str) -> Invoice:
    """She contests it, saying why: a credit note and a new invoice follow, decided by a person."""
    if not reason.strip():
        raise Refusal("Indiquez ce qui ne va pas dans cette facture.", field="reason")
    return _answer(invoice, by, InvoiceStatus.CONTESTED, reason.strip())


def accept_tacitly() -> None:
    """Every night: an invoice left eight days without an answer is accepted, as the mandate says."""
    waiting = Invoice.objects.filter(
        kind=InvoiceKind.WORK, status=InvoiceStatus.ISSUED, created_at__lt=timezone.now() - TACIT_AFTER
    )
    for invoice in waiting.select_for_update(of=("self",), skip_locked=True):
        _move(invoice, InvoiceStatus.ACCEPTED, None, "Acceptation tacite : huit jours sans réponse.")


def _answer(invoice: Invoice, by: User, status: InvoiceStatus, reason: str = "") -> Invoice:
    held = (
        Invoice.objects.select_for_update(of=("self",)).select_related("series__assistant").get(pk=invoice.pk)
    )
    if not can_answer(by, held):
        raise Refusal("Seule la personne au nom de qui la facture est émise peut répondre.")
    held.contest_reason = reason
    _move(held, status, by, reason)
    return held


def _move(invoice: Invoice, status: InvoiceStatus, by: User | None, why: str) -> None:
    origin = invoice.status
    message = (
        "Cette facture a déjà reçu une réponse. Pour la corriger, écrivez-nous : une personne vous répondra."
    )
    check_move(INVOICE_MOVES, origin, status, thing=f"invoice {invoice.number}", message=message)
    invoice.status, invoice.decided_at = status, timezone.now()
    invoice.save(update_fields=["status", "decided_at", "contest_reason"])
    InvoiceEvent.objects.create(invoice=invoice, actor=by, from_status=origin, to_status=status, why=why)


def _credit(invoice: Invoice, by: User | None, why: str) -> Invoice:
    content = credit_content(invoice, timezone.localdate(), why)
    note = _issue(invoice.bill, InvoiceKind.CREDIT, invoice.series.assistant, content, corrects=invoice)
    _move(invoice, InvoiceStatus.CREDITED, by, why)
    return note


def _issue(
    bill: Bill,
    kind: InvoiceKind,
    issuer: AssistantProfile | None,
    content: Content,
    *,
    mandate: BillingMandate | None = None,
    corrects: Invoice | None = None,
) -> Invoice:
    if found := problems(content):
        raise CannotInvoice(found)
    number = take_number(issuer, kind)
    content = _dated(content, number.text, number.issued_on)
    invoice = Invoice.objects.create(
        kind=kind,
        status=InvoiceStatus.ISSUED,
        bill=bill,
        company=bill.company,
        series=number.series,
        sequence=number.sequence,
        number=number.text,
        mandate=mandate,
        corrects=corrects,
        issued_on=number.issued_on,
        due_on=date.fromisoformat(content["due_on"]),
        total_ht_cents=content["totals"]["ht_cents"],
        total_vat_cents=content["totals"]["vat_cents"],
        total_cents=content["totals"]["cents"],
        content=content,
        content_sha256=hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
    )
    InvoiceEvent.objects.create(invoice=invoice, to_status=InvoiceStatus.ISSUED)
    owe_errand(ErrandKind.RENDER_INVOICE, str(invoice.public_id), invoice=invoice.pk)
    return invoice


def _dated(content: Content, number: str, issued_on: date) -> Content:
    """The content with its number; the dates follow when the series is already further."""
    shift = issued_on - date.fromisoformat(content["issued_on"])
    due_on = date.fromisoformat(content["due_on"]) + shift
    return content | {"number": number, "issued_on": issued_on.isoformat(), "due_on": due_on.isoformat()}
