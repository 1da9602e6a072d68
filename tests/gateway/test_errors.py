"""One table: what Stripe answers, and what it means to an operation."""

from typing import Any

import pytest
import stripe

from billing.gateway import errors
from billing.gateway.errors import Definitive, GatewayBug, Indeterminate, NeedsCompany


def answer(cls: Any, status: int | None, code: str = "", **more: Any) -> stripe.StripeError:
    """An error as the SDK raises it: the code sits in the body, often nowhere else."""
    body = {"error": {"code": code, "message": "no", **more}} if status else None
    headers = {"request-id": "req_1", "idempotent-replayed": "true"}
    keywords: dict[str, Any] = {"http_status": status, "json_body": body, "headers": headers}
    if cls in (stripe.CardError, stripe.InvalidRequestError):
        keywords |= {"param": None, "code": code}
    return cls("no", **keywords)  # type: ignore[no-any-return]


TABLE = [
    (stripe.APIConnectionError, None, "", Indeterminate, {"is_rate_limited": False}),
    (stripe.APIError, 500, "", Indeterminate, {"is_rate_limited": False}),
    (stripe.APIError, 503, "", Indeterminate, {}),
    (stripe.APIError, 409, "idempotency_key_in_use", Indeterminate, {"is_rate_limited": False}),
    (stripe.IdempotencyError, 409, "idempotency_key_in_use", Indeterminate, {}),
    (stripe.RateLimitError, 429, "rate_limit", Indeterminate, {"is_rate_limited": True}),
    (stripe.RateLimitError, 400, "rate_limit", Indeterminate, {"is_rate_limited": True}),
    (stripe.CardError, 402, "authentication_required", NeedsCompany, {}),
    (stripe.CardError, 402, "card_declined", Definitive, {"is_decline": True, "is_known": True}),
    (stripe.CardError, 402, "expired_card", Definitive, {"is_decline": True}),
    (
        stripe.InvalidRequestError,
        400,
        "balance_insufficient",
        Definitive,
        {"is_decline": False, "is_known": True},
    ),
    (stripe.InvalidRequestError, 404, "resource_missing", Definitive, {"is_known": True}),
    (stripe.InvalidRequestError, 400, "moon_is_full", Definitive, {"is_decline": False, "is_known": False}),
    (stripe.CannotProceedError, 400, "", Definitive, {"is_known": False}),
    (stripe.InsufficientFundsError, 400, "", Definitive, {"is_known": False}),
    (stripe.IdempotencyError, 400, "", GatewayBug, {"is_configuration": False}),
    (stripe.AuthenticationError, 401, "", GatewayBug, {"is_configuration": True}),
    (stripe.PermissionError, 403, "", GatewayBug, {"is_configuration": True}),
    (stripe.APIError, 418, "", Definitive, {"is_known": False}),
]


@pytest.mark.parametrize(("cls", "status", "code", "kind", "marks"), TABLE)
def test_an_answer_has_one_kind(
    cls: Any, status: int | None, code: str, kind: Any, marks: dict[str, bool]
) -> None:
    error = errors.classify(answer(cls, status, code))
    assert type(error) is kind
    assert {name: getattr(error, name) for name in marks} == marks
    assert error.detail.code == code


def test_what_a_refused_payment_left_behind_is_kept() -> None:
    error = errors.classify(
        answer(
            stripe.CardError, 402, "card_declined", decline_code="lost_card", payment_intent={"id": "pi_1"}
        )
    )
    detail = error.detail
    assert (detail.decline_code, detail.intent_id, detail.request_id, detail.is_replayed) == (
        "lost_card",
        "pi_1",
        "req_1",
        True,
    )


def test_a_pause_asked_for_is_capped_at_an_hour() -> None:
    refusal = answer(stripe.RateLimitError, 429, "rate_limit")
    refusal.headers = {"retry-after": "86400"}
    assert errors.classify(refusal).detail.retry_after_seconds == 3600


def test_every_error_of_the_sdk_is_translated() -> None:
    with pytest.raises(errors.GatewayError), errors.translated():
        raise stripe.StripeError("anything")
