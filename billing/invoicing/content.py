"""Every word an invoice prints, gathered as plain JSON and frozen on it when it is issued."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from billing import identities
from billing.enums import InvoiceKind, MentionCode
from billing.fees import BillLine, line_cents
from billing.fees.schedules import FR_STANDARD, tax_ppm, work_vat_ppm
from billing.models import Bill, BillingMandate, Invoice, LegalMention
from sio.lib.durations import hours

from .requirements import CATEGORY

DUE_AFTER = timedelta(days=30)

Content = dict[str, Any]


def work_content(bill: Bill, mandate: BillingMandate, issued_on: date) -> Content:
    """The assistant's invoice: the whole price of her work, in her name, under her mandate."""
    seller = identities.of_assistant(bill.assistant)
    return _common(bill, seller, issued_on) | {
        "kind": InvoiceKind.WORK.value,
        "title": "Facture",
        "lines": [_work_line(line) for line in bill.lines],
        "totals": _totals(bill.work_ht_cents, bill.work_vat_cents, work_vat_ppm(bill.assistant)),
        "mandate": (
            f"Facture émise par SIO au nom et pour le compte de {seller.printed_name} "
            f"(mandat du {mandate.signed_at:%d/%m/%Y})"
        ),
    }


def fee_content(bill: Bill, issued_on: date) -> Content:
    """SIO's own invoice: one line, since a line per band would round each band."""
    return _common(bill, identities.of_platform(), issued_on) | {
        "kind": InvoiceKind.FEE.value,
        "title": "Facture",
        "lines": [_fee_line(bill)],
        "totals": _totals(bill.fee_ht_cents, bill.fee_vat_cents, tax_ppm(FR_STANDARD)),
    }


def credit_content(invoice: Invoice, issued_on: date, why: str) -> Content:
    """The credit note of a whole invoice: the same words, and what it corrects."""
    return dict(invoice.content) | {
        "kind": InvoiceKind.CREDIT.value,
        "title": "Avoir",
        "issued_on": issued_on.isoformat(),
        "due_on": issued_on.isoformat(),
        "corrects_number": invoice.number,
        "corrects_date": invoice.issued_on.isoformat(),
        "reason": why,
    }


def mentions_on(day: date, *, is_vat_exempt: bool) -> Mapping[str, str]:
    """The legal sentences in force on the day of issue."""
    in_force = LegalMention.objects.in_force_on(day).values_list("code", "text")
    return {code: text for code, text in in_force if is_vat_exempt or code != MentionCode.VAT_FRANCHISE}


def _common(bill: Bill, seller: identities.Identity, issued_on: date) -> Content:
    return {
        "number": "",
        "category": CATEGORY,
        "seller": seller.as_json(),
        "buyer": identities.of_company(bill.company).as_json(),
        "subject": bill.title,
        "issued_on": issued_on.isoformat(),
        "due_on": (issued_on + DUE_AFTER).isoformat(),
        "period_start": bill.period_start.isoformat(),
        "period_end": bill.period_end.isoformat(),
        "mentions": dict(mentions_on(issued_on, is_vat_exempt=seller.is_vat_exempt)),
        "purchase_order": "",
        "wants_purchase_order": False,
        "mandate": "",
        "corrects_number": "",
        "corrects_date": "",
        "reason": "",
    }


def _work_line(line: Mapping[str, Any]) -> Content:
    return {
        "label": line["label"],
        "quantity": hours(line["minutes"]),
        "minutes": line["minutes"],
        "unit_price_cents": line["rate_cents"],
        "unit": "h",
        "total_cents": line_cents(BillLine(**line)),
    }


def _fee_line(bill: Bill) -> Content:
    rates = " puis ".join(_percent(line["rate_ppm"]) for line in bill.fee_quote.lines)
    return {
        "label": f"Frais de mise en relation, {rates} de la prestation hors taxes",
        "quantity": "1",
        "minutes": None,
        "unit_price_cents": bill.fee_ht_cents,
        "unit": "",
        "total_cents": bill.fee_ht_cents,
    }


def _totals(ht: int, vat: int, rate_ppm: int) -> Content:
    return {"ht_cents": ht, "vat_cents": vat, "cents": ht + vat, "vat_rate_ppm": rate_ppm}


def _percent(ppm: int) -> str:
    return f"{ppm / 10_000:g}".replace(".", ",") + "\u202f%"
