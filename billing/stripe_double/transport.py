"""The double under the SDK: no socket, the SDK's own retries above it."""

import json
from collections.abc import Mapping
from typing import Any

import stripe
from requests.structures import CaseInsensitiveDict

from billing.stripe_double import server


class InProcessTransport(stripe.HTTPClient):
    """Answers from the world of this process's store; as patient as the real transport would be."""

    name = "stripe_double"

    def __init__(self, timeout: tuple[float, float] = (3, 15)) -> None:
        super().__init__()
        self.read_seconds = timeout[1]

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        request = server.Request(method, url, headers or {}, post_data or "")
        try:
            reply = server.answer(request, patience=self.read_seconds)
        except server.Cut as cut:
            message = "The answer was lost (rehearsed)."
            raise stripe.APIConnectionError(message, should_retry=True) from cut  # type: ignore[no-untyped-call]
        return json.dumps(reply.body), reply.status, CaseInsensitiveDict(reply.headers)

    def close(self) -> None:
        """Nothing is open."""

    def _sleep_time_seconds(self, num_retries: int) -> float:
        """The SDK's pauses protect a network; there is none here."""
        return 0.0
