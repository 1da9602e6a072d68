"""What the law wants on an invoice, checked before its number is taken. Pure: a content in, French sentences out.

Sources: CGI ann. II art. 242 nonies A; C. com. L441-9 and L441-10; rule R1.1 of the legal requirements.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sio.lib.identifiers import clean_siren

LONGEST_DELAY = timedelta(days=60)
LONGEST_DELAY_PERIODIC = timedelta(days=45)
CATEGORY = "Prestation de services"

Content = Mapping[str, Any]


def problems(content: Content) -> list[str]:
    """Every reason not to issue this invoice; empty when it may be issued."""
    return [
        *_party_problems(content["seller"], "du vendeur"),
        *_party_problems(content["buyer"], "du client"),
        *_seller_problems(content["seller"]),
        *_line_problems(content["lines"]),
        *_total_problems(content),
        *_date_problems(content),
        *_mention_problems(content),
    ]


def _party_problems(party: Content, whose: str) -> Iterator[str]:
    if not party["name"].strip():
        yield f"Il manque le nom {whose}."
    if not _is_siren(party["siren"]):
        yield f"Le SIREN {whose} n’est pas valable."
    if not all(party[part].strip() for part in ("street", "postal_code", "town")):
        yield f"L’adresse {whose} est incomplète."


def _seller_problems(seller: Content) -> Iterator[str]:
    if seller["is_sole_trader"] and not seller["printed_name"].endswith(" EI"):
        yield "Il manque « EI » après le nom d’un entrepreneur individuel."
    if not seller["is_vat_exempt"] and not seller["vat_number"]:
        yield "Il manque le numéro de TVA du vendeur."


def _line_problems(lines: list[Content]) -> Iterator[str]:
    if not lines:
        yield "Il manque les lignes de la prestation."
    if not all(line["label"].strip() for line in lines):
        yield "Il manque la désignation d’une ligne."
    if not all(line["quantity"] for line in lines):
        yield "Il manque la quantité d’une ligne."
    if not all(line["unit_price_cents"] > 0 for line in lines):
        yield "Il manque le prix unitaire d’une ligne."


def _total_problems(content: Content) -> Iterator[str]:
    totals = content["totals"]
    if totals["vat_rate_ppm"] is None:
        yield "Il manque le taux de TVA."
    if totals["ht_cents"] != sum(line["total_cents"] for line in content["lines"]) and content["lines"]:
        yield "Les lignes ne font pas le total hors taxes."
    if totals["cents"] != totals["ht_cents"] + totals["vat_cents"]:
        yield "Le total n’est pas la somme du montant hors taxes et de la TVA."


def _date_problems(content: Content) -> Iterator[str]:
    if not content["issued_on"]:
        yield "Il manque la date d’émission."
    if not (content["period_start"] and content["period_end"]):
        yield "Il manque la période de la prestation."
    if not content["due_on"]:
        yield "Il manque la date d’échéance."
    elif content["issued_on"]:
        yield from due_date_problems(_day(content["issued_on"]), _day(content["due_on"]), is_periodic=False)


def due_date_problems(issued_on: date, due_on: date, *, is_periodic: bool) -> Iterator[str]:
    """Sixty days at most, forty-five for a periodic invoice (C. com. L441-10)."""
    limit = LONGEST_DELAY_PERIODIC if is_periodic else LONGEST_DELAY
    if not issued_on <= due_on <= issued_on + limit:
        yield f"L’échéance est au plus {limit.days} jours après l’émission."


def _mention_problems(content: Content) -> Iterator[str]:
    mentions = content["mentions"]
    if content["category"] != CATEGORY:
        yield "Il manque la catégorie « Prestation de services »."
    if content["seller"]["is_vat_exempt"] and not mentions.get("vat_franchise"):
        yield "Il manque la mention de la franchise en base de TVA."
    if not mentions.get("late_penalty"):
        yield "Il manque le texte des pénalités de retard."
    if not mentions.get("recovery_fee"):
        yield "Il manque le texte de l’indemnité de recouvrement."
    if not mentions.get("early_payment"):
        yield "Il manque le texte sur l’escompte."
    if content["wants_purchase_order"] and not content["purchase_order"]:
        yield "Il manque le numéro de bon de commande donné par le client."
    if content["kind"] == "work" and not content["mandate"]:
        yield "Il manque la mention du mandat de facturation."
    if content["kind"] == "credit" and not (content["corrects_number"] and content["corrects_date"]):
        yield "Un avoir nomme la facture qu’il corrige et sa date."


def _is_siren(text: str) -> bool:
    try:
        clean_siren(text)
    except ValueError:
        return False
    return True


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
