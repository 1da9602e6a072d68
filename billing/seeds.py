"""The first price list, the VAT rate on it, and the sentences the law wants on invoices."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

START = date(2026, 1, 1)
BANDS = ((0, 200_000, 120_000), (200_000, 1_000_000, 90_000), (1_000_000, None, 60_000))

MENTIONS = (
    ("vat_franchise", "TVA non applicable, art. 293 B du CGI", START, date(2028, 1, 1)),
    (
        "late_penalty",
        "En cas de retard de paiement, des pénalités sont dues sans rappel, au taux d’intérêt appliqué par la Banque "
        "centrale européenne à son opération de refinancement la plus récente, majoré de 10 points de pourcentage "
        "(art. L441-10 du code de commerce).",
        START,
        None,
    ),
    (
        "recovery_fee",
        "Une indemnité forfaitaire de 40\u202f€ pour frais de recouvrement est due en cas de retard de paiement "
        "(art. D441-5 du code de commerce).",
        START,
        None,
    ),
    ("early_payment", "Pas d’escompte en cas de paiement anticipé.", START, None),
)


def seed(model: Callable[[str], Any]) -> None:
    """`model` gives a model by its name: a historical one in the migration, today's in tests."""
    model("TaxRate").objects.create(code="fr_standard", version=1, rate_ppm=200_000, valid_from=START)
    _seed_schedule(model)
    mention = model("LegalMention")
    for code, text, valid_from, valid_to in MENTIONS:
        mention.objects.create(code=code, text=text, valid_from=valid_from, valid_to=valid_to)


def _seed_schedule(model: Callable[[str], Any]) -> None:
    words = json.dumps({"bands": BANDS, "min_cents": 200, "tax": "fr_standard"}, sort_keys=True)
    schedule = model("FeeSchedule").objects.create(
        code="standard",
        version=1,
        min_cents=200,
        valid_from=START,
        status="draft",
        sha256=hashlib.sha256(words.encode()).hexdigest(),
    )
    for position, (start, end, rate) in enumerate(BANDS, start=1):
        schedule.bands.create(position=position, from_cents=start, to_cents=end, rate_ppm=rate)
    schedule.status = "active"
    schedule.save(update_fields=["status"])
