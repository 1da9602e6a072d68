"""Stripe's refusals and silences, in four kinds: what an operation does next depends on nothing else."""

from dataclasses import dataclass


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
        super().__init__(detail.message)
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
