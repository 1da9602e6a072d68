"""What the double answers instead of an object, in Stripe's own form."""

from typing import Any


class Refusal(Exception):
    """An error answer. `is_stored`: it happened after execution began, so the idempotency key keeps it."""

    def __init__(self, status: int, error: dict[str, Any], *, is_stored: bool = True) -> None:
        super().__init__(error.get("message", ""))
        self.status = status
        self.error = error
        self.is_stored = is_stored

    @property
    def body(self) -> dict[str, Any]:
        return {"error": self.error}


def invalid(
    code: str, message: str, *, param: str = "", status: int = 400, is_stored: bool = True
) -> Refusal:
    """A request that cannot be done: Stripe's `invalid_request_error`."""
    error = {"type": "invalid_request_error", "code": code, "message": message}
    return Refusal(status, error | ({"param": param} if param else {}), is_stored=is_stored)


def missing(name: str, key: str, *, param: str = "id") -> Refusal:
    return invalid("resource_missing", f"No such {name}: '{key}'", param=param, status=404, is_stored=False)


def declined(code: str, decline_code: str, message: str, **more: Any) -> Refusal:
    """A means of payment that was refused: 402."""
    error = {"type": "card_error", "code": code, "decline_code": decline_code, "message": message}
    return Refusal(402, error | more)


def internal() -> Refusal:
    return Refusal(500, {"type": "api_error", "message": "An unknown error occurred (rehearsed)."})


def too_many() -> Refusal:
    error = {
        "type": "invalid_request_error",
        "code": "rate_limit",
        "message": "Too many requests (rehearsed).",
    }
    return Refusal(429, error, is_stored=False)


def in_flight(key: str) -> Refusal:
    error = {
        "type": "idempotency_error",
        "code": "idempotency_key_in_use",
        "message": f"There is currently another in-progress request using the key {key}.",
    }
    return Refusal(409, error, is_stored=False)


def other_params(key: str) -> Refusal:
    error = {
        "type": "idempotency_error",
        "message": f"Keys for idempotent requests can only be used with the same parameters: {key}.",
    }
    return Refusal(400, error, is_stored=False)


def unauthorised() -> Refusal:
    error = {"type": "invalid_request_error", "message": "You did not provide an API key."}
    return Refusal(401, error, is_stored=False)


def not_simulated(route: str) -> Refusal:
    error = {
        "type": "api_error",
        "code": "fake_not_implemented",
        "message": f"The double does not simulate {route}: it never guesses.",
    }
    return Refusal(501, error, is_stored=False)
