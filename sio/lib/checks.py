"""System checks of duties: a lease that ends before its call would let two workers act."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from .duties.handlers import Handler, handlers_of
from .duties.upkeep import duty_models

MARGIN_SECONDS = 10


@register()
def leases_outlast_their_calls(**_: Any) -> list[CheckMessage]:
    """For each kind: lease > (retries + 1) × timeout + 10 s."""
    return [
        Error(
            f"The lease of {model.__name__} {kind} ({handler.lease} s) ends before its worst call.",
            hint="Raise the lease, or lower the timeout or the retries.",
            id="lib.E001",
        )
        for model in duty_models()
        for kind, handler in handlers_of(model).items()
        if not _outlasts(handler)
    ]


def _outlasts(handler: Handler) -> bool:
    return handler.lease > (handler.retries + 1) * handler.timeout + MARGIN_SECONDS
