"""Numbers without gaps: taken in the transaction that issues, under the lock of their series.

A rolled-back invoice gives its number back, and dates never decrease while numbers grow. SIO's own row is busy: it is
locked last, for a few statements.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import AssistantProfile
from billing.enums import InvoiceKind
from billing.models import InvoiceSeries
from sio.lib.guards import Misplaced, is_in_transaction
from sio.lib.text import normalise

PLATFORM_PREFIX = "SIO"
CREDIT_SUFFIX = "AV"
MOST_INITIALS = 4


@dataclass(frozen=True)
class Number:
    """A place taken in a series."""

    series: InvoiceSeries
    sequence: int
    text: str
    issued_on: date


def take_number(issuer: AssistantProfile | None, kind: InvoiceKind) -> Number:
    """The next number of this issuer (None for SIO) and kind. Raises Misplaced outside a transaction."""
    if not is_in_transaction():
        raise Misplaced("A number is taken in the transaction that issues the invoice.")
    today = timezone.localdate()
    series = _locked_series(issuer, kind, today.year)
    series.last_number += 1
    series.last_issued_on = max(today, series.last_issued_on or today)
    series.save(update_fields=["last_number", "last_issued_on"])
    text = f"{series.prefix}-{series.year}-{series.last_number:06d}"
    return Number(series, series.last_number, text, series.last_issued_on)


def prefix_of(issuer: AssistantProfile | None, kind: InvoiceKind) -> str:
    """SIO, SIO-AV, SIO-CM, SIO-CM-AV: an assistant's series is distinct from any she keeps elsewhere."""
    parts = [PLATFORM_PREFIX]
    if issuer is not None:
        parts.append(_initials(issuer.legal_name))
    if kind == InvoiceKind.CREDIT:
        parts.append(CREDIT_SUFFIX)
    return "-".join(parts)


def _locked_series(issuer: AssistantProfile | None, kind: InvoiceKind, year: int) -> InvoiceSeries:
    whose = {"assistant": issuer, "kind": kind, "year": year}
    series, _ = InvoiceSeries.objects.get_or_create(**whose, defaults={"prefix": prefix_of(issuer, kind)})
    return InvoiceSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)


def _initials(name: str) -> str:
    letters = [word[0].upper() for word in normalise(name).replace("-", " ").split()]
    return "".join(letter for letter in letters if "A" <= letter <= "Z")[:MOST_INITIALS] or "X"
