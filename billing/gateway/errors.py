"""Stripe's refusals and silences, in four kinds: what an operation does next depends on nothing else.

Classified by class and HTTP status first, then by code. The code is read from `error.error.code`: several classes
of the SDK leave `error.code` empty.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import stripe

KNOWN_CODES = frozenset(
    {
        "account_closed",
        "amount_too_large",
        "amount_too_small",
        "balance_insufficient",
        "capability_not_active",
        "charge_already_refunded",
        "charge_disputed",
        "debit_not_authorized",
        "insufficient_capabilities_for_transfer",
        "livemode_mismatch",
        "lock_timeout",
        "no_account",
        "parameter_invalid_integer",
        "parameter_missing",
        "parameter_unknown",
        "payment_intent_unexpected_state",
        "payment_method_types_no_longer_supported",
        "refund_disputed_payment",
        "resource_missing",
        "transfer_reversal_too_large",
        "transfer_source_balance_insufficient",
        "transfers_not_allowed",
    }
)
RETRY_AFTER_CAP_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class Detail:
    """What is kept of a failed call. `intent_id`: the payment that a refused confirmation left behind."""

    message: str
    code: str = ""
    decline_code: str = ""
    http_status: int | None = None
    request_id: str = ""
    is_replayed: bool = False
    intent_id: str = ""
    retry_after_seconds: int | None = None


class GatewayError(Exception):
    """A call to Stripe that did not answer as hoped."""

    def __init__(self, detail: Detail) -> None:
        super().__init__(f"{detail.code or detail.http_status or 'no answer'}: {detail.message}")
        self.detail = detail


class Indeterminate(GatewayError):
    """Nobody knows whether it happened: same key, same parameters, later. `is_rate_limited` asks for jitter."""

    def __init__(self, detail: Detail, *, is_rate_limited: bool = False) -> None:
        super().__init__(detail)
        self.is_rate_limited = is_rate_limited


class NeedsCompany(GatewayError):
    """The bank wants the company to confirm the payment."""


class Definitive(GatewayError):
    """A clear no. `is_decline`: the means of payment was refused (expected); else a person must look.

    `is_known`: the code is one we treat by name.
    """

    def __init__(self, detail: Detail, *, is_decline: bool = False, is_known: bool = False) -> None:
        super().__init__(detail)
        self.is_decline = is_decline
        self.is_known = is_known


class GatewayBug(GatewayError):
    """We are wrong. `is_configuration` (401, 403): pause every operation; else never send this one again."""

    def __init__(self, detail: Detail, *, is_configuration: bool = False) -> None:
        super().__init__(detail)
        self.is_configuration = is_configuration


@contextmanager
def translated() -> Iterator[None]:
    """Turns any error of the SDK into one of ours."""
    try:
        yield
    except stripe.StripeError as error:
        raise classify(error) from error


def classify(error: stripe.StripeError) -> GatewayError:
    """The kind of an SDK error. The `else` branch is a definitive no for a person to read, never a retry."""
    detail = _detail(error)
    if isinstance(error, stripe.RateLimitError) or detail.code == "rate_limit":
        return Indeterminate(detail, is_rate_limited=True)
    if isinstance(error, stripe.APIConnectionError) or _is_unanswered(detail.http_status):
        return Indeterminate(detail)
    if isinstance(error, stripe.AuthenticationError | stripe.PermissionError):
        return GatewayBug(detail, is_configuration=True)
    if isinstance(error, stripe.IdempotencyError):
        return GatewayBug(detail)
    if isinstance(error, stripe.CardError):
        return _card_refusal(detail)
    return Definitive(detail, is_known=detail.code in KNOWN_CODES)


def _is_unanswered(status: int | None) -> bool:
    """409: the first request with this key is still running. v1 and v2 raise different classes for it."""
    return status == 409 or (status is not None and status >= 500)


def _card_refusal(detail: Detail) -> GatewayError:
    if "authentication_required" in {detail.code, detail.decline_code}:
        return NeedsCompany(detail)
    return Definitive(detail, is_decline=True, is_known=True)


def _detail(error: stripe.StripeError) -> Detail:
    body = _body(error)
    headers = error.headers or {}
    return Detail(
        message=str(error.user_message or "")[:500],
        code=str(body.get("code") or error.code or ""),
        decline_code=str(body.get("decline_code") or ""),
        http_status=error.http_status,
        request_id=error.request_id or "",
        is_replayed=headers.get("idempotent-replayed") == "true",
        intent_id=str((body.get("payment_intent") or {}).get("id") or ""),
        retry_after_seconds=_retry_after(headers),
    )


def _body(error: stripe.StripeError) -> Mapping[str, Any]:
    answer = error.json_body
    inner = answer.get("error") if isinstance(answer, dict) else None
    return inner if isinstance(inner, dict) else {}


def _retry_after(headers: Mapping[str, str]) -> int | None:
    value = headers.get("retry-after", "")
    return min(int(value), RETRY_AFTER_CAP_SECONDS) if value.isdigit() else None
