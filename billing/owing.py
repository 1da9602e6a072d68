"""Writes the operations owed to Stripe: parameters frozen, key `<kind>:<subject>:<attempt>`, once per attempt."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

from django.conf import settings

from billing.enums import ErrandKind, OperationKind
from billing.models import Bill, Errand, StripeOperation
from sio.lib.duties import DutyStatus, owe

MONEY_FIRST = 0
IN_FLIGHT = (DutyStatus.WAITING, DutyStatus.LEASED)

Metadata = Mapping[str, str]


def owe_operation(
    kind: OperationKind,
    subject: str,
    build: Callable[[Metadata], Any],
    *,
    bill: Bill | None = None,
    payload: dict[str, Any] | None = None,
) -> StripeOperation:
    """Write the next attempt of an operation, or return the one under way.

    `subject` is the business id of the key; `build` makes the request (a dataclass of the gateway, or a mapping)
    from the metadata it must carry. Joins the caller's transaction, which holds the lock on the bill.
    """
    under_way = StripeOperation.objects.filter(
        dedupe_key__startswith=f"{kind}:{subject}:", status__in=IN_FLIGHT
    )
    if found := under_way.first():
        return found
    attempt = 1 + StripeOperation.objects.filter(dedupe_key__startswith=f"{kind}:{subject}:").count()
    key = f"{kind}:{subject}:{attempt}"
    request = build(metadata(key, bill))
    params = asdict(request) if is_dataclass(request) and not isinstance(request, type) else dict(request)
    return owe(
        StripeOperation,
        kind=kind,
        dedupe_key=key,
        payload=payload,
        priority=MONEY_FIRST,
        bill=bill,
        attempt=attempt,
        params=params,
        params_sha256=digest(params),
    )


def metadata(key: str, bill: Bill | None) -> dict[str, str]:
    """Ids only, never a name: which site, which operation, which bill."""
    about = {"site": settings.STRIPE_SITE, "op": key}
    return about if bill is None else about | {"bill": str(bill.public_id)}


def digest(params: Any) -> str:
    """The hash that proves parameters have not moved."""
    return hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()


def owe_errand(kind: ErrandKind, key: str, *, next_at: Any = None, **payload: Any) -> Errand:
    """Write a reading, a document or a reminder; the same key is owed once."""
    return owe(Errand, kind=kind, dedupe_key=f"{kind}:{key}", payload=payload, next_at=next_at)
