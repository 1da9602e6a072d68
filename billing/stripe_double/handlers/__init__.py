"""One small function per route, grouped by noun. What is not here answers 501: the double never guesses."""

from billing.stripe_double.handlers import (
    accounts,
    balance,
    charges,
    checkout,
    customers,
    events,
    intents,
    payouts,
    refunds,
    transfers,
)
from billing.stripe_double.handlers.registry import Call, handler_of

__all__ = [
    "Call",
    "accounts",
    "balance",
    "charges",
    "checkout",
    "customers",
    "events",
    "handler_of",
    "intents",
    "payouts",
    "refunds",
    "transfers",
]
