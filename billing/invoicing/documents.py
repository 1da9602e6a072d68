"""The PDF of an invoice: composed from its frozen content by typst, kept with its hash, never composed twice.

The content goes in as JSON and comes out as text: nothing a person typed is ever read as markup.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from billing.models import Invoice
from sio.lib.identifiers import show_siren
from sio.lib.money import euros
from sio.lib.services import service

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "invoice.typ"
FONTS = settings.ROOT / "static" / "fonts" / "pdf"
# Archival and tagged, so that it can be read aloud and in ten years.
STANDARD: Literal["a-3a"] = "a-3a"

Words = dict[str, Any]


def compose(content: Mapping[str, Any]) -> bytes:
    """The PDF of a frozen content. Pure: the same content gives the same bytes."""
    document: bytes = typst.compile(
        str(TEMPLATE),
        format="pdf",
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(words(content), ensure_ascii=False)},
        pdf_standards=[STANDARD],
        timestamp=int(_noon(content["issued_on"]).timestamp()),
    )
    return document


def store_pdf(invoice: Invoice) -> Invoice:
    """Compose and keep the document of an issued invoice, once; returns the invoice with its document."""
    if invoice.pdf:
        return invoice
    return _keep(invoice, compose(invoice.content))


@service
def _keep(invoice: Invoice, document: bytes) -> Invoice:
    held = Invoice.objects.select_for_update().get(pk=invoice.pk)
    if not held.pdf:
        held.pdf_sha256 = hashlib.sha256(document).hexdigest()
        held.pdf.save(f"{held.public_id}.pdf", ContentFile(document), save=False)
        held.save(update_fields=["pdf", "pdf_sha256"])
    return held


def words(content: Mapping[str, Any]) -> Words:
    """Every text of the page, as it is printed."""
    issued = date.fromisoformat(content["issued_on"])
    return {
        "document_title": f"{content['title']} {content['number']}",
        "title": content["title"],
        "number": content["number"],
        "issued": {"year": issued.year, "month": issued.month, "day": issued.day},
        "facts": [{"label": label, "value": value} for label, value in _facts(content)],
        "mandate": content["mandate"],
        "correction": _correction(content),
        "seller_word": "Émetteur",
        "buyer_word": "Client",
        "seller": _party(content["seller"]),
        "buyer": _party(content["buyer"]),
        "subject": content["subject"],
        "columns": ["Désignation", "Quantité", "Prix unitaire HT", "Montant HT"],
        "rows": [_row(line) for line in content["lines"]],
        "sums": _sums(content),
        "total_word": "Total TTC",
        "total": euros(content["totals"]["cents"]),
        "mentions": list(content["mentions"].values()),
        "footer": f"{content['seller']['printed_name']}, SIREN {show_siren(content['seller']['siren'])}",
        "page_word": "Page",
    }


def _facts(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    facts = [
        ("Date d’émission", _day(content["issued_on"])),
        ("Période", f"du {_day(content['period_start'])} au {_day(content['period_end'])}"),
        ("Échéance", _day(content["due_on"])),
        ("Nature", content["category"]),
    ]
    if content["purchase_order"]:
        facts.append(("Bon de commande", content["purchase_order"]))
    return facts


def _correction(content: Mapping[str, Any]) -> str:
    if not content["corrects_number"]:
        return ""
    return (
        f"Cet avoir annule la facture n° {content['corrects_number']} du {_day(content['corrects_date'])}. "
        f"Motif\u00a0: {content['reason']}"
    )


def _party(party: Mapping[str, Any]) -> Words:
    return dict(party) | {"siren": show_siren(party["siren"])}


def _row(line: Mapping[str, Any]) -> list[str]:
    unit = f"/{line['unit']}" if line["unit"] else ""
    return [
        line["label"],
        line["quantity"],
        euros(line["unit_price_cents"]) + unit,
        euros(line["total_cents"]),
    ]


def _sums(content: Mapping[str, Any]) -> list[list[str]]:
    totals = content["totals"]
    rate = f"{totals['vat_rate_ppm'] / 10_000:g}".replace(".", ",")
    return [["Total HT", euros(totals["ht_cents"])], [f"TVA {rate}\u202f%", euros(totals["vat_cents"])]]


def _day(value: str) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}"


def _noon(day: str) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time(12)))
