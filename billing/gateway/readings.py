"""From the SDK's objects to our dataclasses: the trap "StripeObject is not a dict" stops here."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import stripe

from billing.gateway import types

Thing = Any  # an object of the SDK; its classes are read by attribute, their absent parts with getattr


def moment(seconds: int) -> datetime:
    """Stripe's v1 moments are seconds, v2's are ISO texts."""
    return datetime.fromtimestamp(seconds, tz=UTC)


def trace(thing: Thing) -> dict[str, Any]:
    """Request id and replay mark of the answer an object came with (objects of a list have none)."""
    response = thing.last_response
    if response is None:
        return {}
    return {
        "request_id": response.request_id or "",
        "is_replayed": response.headers.get("idempotent-replayed") == "true",
    }


def customer(thing: stripe.Customer) -> types.Customer:
    return types.Customer(id=thing.id, metadata=_metadata(thing), **trace(thing))


def account(thing: Thing) -> types.Account:
    """Reads what `include` brought; a part that was not included would look like "not ready"."""
    transfers = _path(
        thing, "configuration", "recipient", "capabilities", "stripe_balance", "stripe_transfers"
    )
    requirements = getattr(thing, "requirements", None)
    return types.Account(
        id=thing.id,
        transfers_status=getattr(transfers, "status", None),
        status_details=tuple(
            (d.code, d.resolution) for d in getattr(transfers, "status_details", None) or ()
        ),
        requirements=tuple(entry.description for entry in getattr(requirements, "entries", None) or ()),
        requirements_status=_path(requirements, "summary", "minimum_deadline", "status"),
        is_closed=bool(getattr(thing, "closed", False)),
        metadata=_metadata(thing),
        **trace(thing),
    )


def account_link(thing: Thing) -> types.AccountLink:
    return types.AccountLink(
        url=thing.url,
        expires_at=datetime.fromisoformat(thing.expires_at),
        request_id=trace(thing).get("request_id", ""),
    )


def checkout_session(thing: Thing) -> types.CheckoutSession:
    return types.CheckoutSession(
        id=thing.id,
        status=thing.status or "",
        payment_status=thing.payment_status,
        url=thing.url,
        expires_at=moment(thing.expires_at),
        payment_intent_id=_id(thing.payment_intent),
        customer_id=_id(thing.customer),
        amount_cents=thing.amount_total,
        metadata=_metadata(thing),
        **trace(thing),
    )


def payment_intent(thing: Thing) -> types.PaymentIntent:
    return types.PaymentIntent(
        id=thing.id,
        status=thing.status,
        amount_cents=thing.amount,
        amount_received_cents=thing.amount_received,
        currency=thing.currency,
        customer_id=_id(thing.customer),
        payment_method_id=_id(thing.payment_method),
        charge_id=_id(thing.latest_charge),
        transfer_group=thing.transfer_group,
        last_error=_payment_error(thing.last_payment_error),
        created_at=moment(thing.created),
        livemode=thing.livemode,
        metadata=_metadata(thing),
        **trace(thing),
    )


def payment_method(thing: Thing) -> types.PaymentMethod:
    means = getattr(thing, thing.type, None)
    return types.PaymentMethod(
        id=thing.id,
        type=thing.type,
        last4=getattr(means, "last4", None) or "",
        brand=getattr(means, "brand", None) or "",
        customer_id=_id(thing.customer),
        **trace(thing),
    )


def charge(thing: Thing) -> types.Charge:
    """The balance transaction must have been expanded; it is missing just after an asynchronous capture."""
    movement = thing.balance_transaction
    return types.Charge(
        id=thing.id,
        status=thing.status,
        amount_cents=thing.amount,
        amount_refunded_cents=thing.amount_refunded,
        currency=thing.currency,
        is_disputed=thing.disputed,
        customer_id=_id(thing.customer),
        payment_intent_id=_id(thing.payment_intent),
        payment_method_id=thing.payment_method,
        transfer_group=thing.transfer_group,
        balance_transaction=None if movement is None else balance_transaction(movement),
        created_at=moment(thing.created),
        metadata=_metadata(thing),
        **trace(thing),
    )


def transfer(thing: Thing) -> types.Transfer:
    return types.Transfer(
        id=thing.id,
        amount_cents=thing.amount,
        amount_reversed_cents=thing.amount_reversed,
        currency=thing.currency,
        account_id=_id(thing.destination) or "",
        charge_id=_id(thing.source_transaction),
        transfer_group=thing.transfer_group,
        balance_transaction_id=_id(thing.balance_transaction),
        created_at=moment(thing.created),
        metadata=_metadata(thing),
        **trace(thing),
    )


def balance(thing: stripe.Balance) -> types.Balance:
    return types.Balance(
        available_cents=_euros(thing.available),
        pending_cents=_euros(thing.pending),
        connect_reserved_cents=_euros(getattr(thing, "connect_reserved", None)),
        request_id=trace(thing).get("request_id", ""),
    )


def balance_transaction(thing: Thing) -> types.BalanceTransaction:
    return types.BalanceTransaction(
        id=thing.id,
        type=thing.type,
        reporting_category=thing.reporting_category,
        amount_cents=thing.amount,
        fee_cents=thing.fee,
        net_cents=thing.net,
        currency=thing.currency,
        source_id=_id(thing.source),
        status=thing.status,
        created_at=moment(thing.created),
        available_at=moment(thing.available_on),
        **trace(thing),
    )


def event(thing: stripe.Event) -> types.Event:
    """A snapshot event: the object's state inside it is stale by nature, only its identity is used."""
    payload = thing.to_dict()
    about = payload["data"]["object"]
    return types.Event(
        id=payload["id"],
        type=payload["type"],
        api_version=payload.get("api_version") or "",
        livemode=payload["livemode"],
        account=payload.get("account") or "",
        object_id=about.get("id") or "",
        object_type=about["object"],
        metadata=about.get("metadata") or {},
        created_at=moment(payload["created"]),
        payload=payload,
    )


def notification(thing: Thing, payload: Mapping[str, Any]) -> types.Event:
    """A thin event: who it is about, nothing more."""
    about = getattr(thing, "related_object", None)
    is_account = getattr(about, "type", "") == "v2.core.account"
    return types.Event(
        id=thing.id,
        type=thing.type,
        api_version="",
        livemode=thing.livemode,
        account=about.id if about and is_account else "",
        object_id=getattr(about, "id", ""),
        object_type=getattr(about, "type", ""),
        metadata={},
        created_at=datetime.fromisoformat(thing.created),
        payload=payload,
    )


def _payment_error(thing: Thing) -> types.PaymentError | None:
    if thing is None:
        return None
    return types.PaymentError(
        code=getattr(thing, "code", None) or "",
        decline_code=getattr(thing, "decline_code", None) or "",
        message=getattr(thing, "message", None) or "",
    )


def _euros(parts: Thing) -> int:
    return sum(part.amount for part in parts or () if part.currency == "eur")


def _id(thing: Thing) -> str | None:
    """The id of a thing that may have come expanded."""
    return thing if thing is None or isinstance(thing, str) else thing.id


def _metadata(thing: Thing) -> dict[str, str]:
    metadata = getattr(thing, "metadata", None)
    return {} if metadata is None else dict(metadata.to_dict())


def _path(thing: Thing, *names: str) -> Any:
    for name in names:
        thing = getattr(thing, name, None)
    return thing
