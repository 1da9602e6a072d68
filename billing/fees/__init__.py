"""What SIO costs: the reckoning is pure (`reckoning`), the price lists are rows (`schedules`)."""

from .reckoning import (
    Amounts,
    Band,
    BillLine,
    Quote,
    RefundParts,
    Schedule,
    amounts,
    line_cents,
    quote,
    refund_split,
    work_ht_cents,
)
from .schedules import active_schedule, best_quote, preview, preview_amounts, price_list

__all__ = [
    "Amounts",
    "Band",
    "BillLine",
    "Quote",
    "RefundParts",
    "Schedule",
    "active_schedule",
    "amounts",
    "best_quote",
    "line_cents",
    "preview",
    "preview_amounts",
    "price_list",
    "quote",
    "refund_split",
    "work_ht_cents",
]
