"""The world of the double: objects, balances, events, timers and a clock of its own.

Every object passes the response checker before it is kept, and every change tells its event. Money moves only
through `move`, which writes a balance transaction: the sum of these is the balance, always.
"""

import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import stripe

from billing.stripe_double import contract, faults, refusals, stores
from billing.stripe_double.stores import Body, Store

PLATFORM = ""
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
DAY = 86_400
AVAILABLE_AFTER = 3 * DAY

# Real prices for development; the numbered scenarios set them to 0.
FEES = {"fee_ppm": 15_000, "fee_fixed_cents": 25}


class Unsound(AssertionError):
    """The double was about to keep an object that Stripe would never answer: a bug of the double."""


@dataclass
class World:
    """One Stripe. Use it inside `turn()`."""

    store: Store = field(default_factory=stores.current)
    request_id: str = ""
    idempotency_key: str = ""

    @contextmanager
    def turn(self) -> Iterator["World"]:
        with self.store.turn():
            yield self

    # --- clock ----------------------------------------------------------------------------------------------------

    @property
    def now(self) -> int:
        return int(time.time()) + self.setting("clock", {"offset": 0})["offset"]  # type: ignore[no-any-return]

    def advance(self, seconds: int) -> None:
        """Let time pass; what was due then happens at the next call of `timers.ring`."""
        offset = self.setting("clock", {"offset": 0})["offset"]
        self.store.put("~setting", "clock", {"offset": offset + seconds})

    def setting(self, name: str, default: Body) -> Body:
        return self.store.get("~setting", name) or default

    def set_setting(self, name: str, body: Body) -> None:
        self.store.put("~setting", name, body)

    # --- objects --------------------------------------------------------------------------------------------------

    def new_id(self, prefix: str) -> str:
        return prefix + "_" + "".join(secrets.choice(ALPHABET) for _ in range(24))

    def create(self, name: str, prefix: str, owner: str = PLATFORM, /, **values: Any) -> Body:
        """A complete, sound, kept object; `values` are laid over the skeleton."""
        thing = contract.skeleton(name) | {"object": name, "id": self.new_id(prefix)}
        if "created" in thing:
            thing["created"] = self.iso(self.now) if name.startswith("v2.") else self.now
        return self.keep(thing | values, owner)

    def keep(self, thing: Body, owner: str = PLATFORM) -> Body:
        """Put an object on its shelf; raises Unsound when Stripe would never answer it."""
        if flaws := contract.flaws(thing):
            raise Unsound("; ".join(flaws[:5]))
        self.store.put(thing["object"], thing["id"], thing, owner)
        return thing

    def fetch(self, name: str, key: str, *, param: str = "id") -> Body:
        """The object, or the 404 Stripe answers."""
        thing = self.store.get(name, key)
        if thing is None:
            raise refusals.missing(name, key, param=param)
        return thing

    def each(self, name: str, owner: str = PLATFORM) -> list[Body]:
        """Newest first, as Stripe lists."""
        return self.store.each(name, owner)[::-1]

    # --- how the other side behaves -------------------------------------------------------------------------------

    def behaviour(self, key: str) -> Body:
        """What a means of payment will do when it is asked; kept beside the object, never shown."""
        return self.store.get("~behaviour", key) or {}

    def behave(self, key: str, **how: Any) -> None:
        self.store.put("~behaviour", key, self.behaviour(key) | how)

    # --- money ----------------------------------------------------------------------------------------------------

    def move(
        self,
        kind: str,
        amount: int,
        *,
        source: str | None,
        owner: str = PLATFORM,
        fee: int = 0,
        available_at: int | None = None,
        category: str | None = None,
    ) -> Body:
        """Write a balance transaction; the money counts as available from `available_at` (now by default)."""
        details = [
            {
                "amount": fee,
                "application": None,
                "currency": "eur",
                "description": "Stripe",
                "type": "stripe_fee",
            }
        ]
        available_on = self.now if available_at is None else available_at
        return self.create(
            "balance_transaction",
            "txn",
            owner,
            amount=amount,
            fee=fee,
            fee_details=details if fee else [],
            net=amount - fee,
            currency="eur",
            balance_type="payments",
            type=kind,
            reporting_category=category or kind,
            source=source,
            status="available" if available_on <= self.now else "pending",
            available_on=available_on,
        )

    def balance(self, owner: str = PLATFORM) -> tuple[int, int]:
        """Available and pending cents."""
        moves = self.store.each("balance_transaction", owner)
        available = sum(one["net"] for one in moves if one["available_on"] <= self.now)
        return available, sum(one["net"] for one in moves) - available

    def fee(self, amount: int) -> int:
        """What Stripe keeps of a charge, half up."""
        prices = self.setting("fees", FEES)
        return (2 * amount * prices["fee_ppm"] + 1_000_000) // 2_000_000 + prices["fee_fixed_cents"]  # type: ignore[no-any-return]

    # --- events ---------------------------------------------------------------------------------------------------

    def tell(self, kind: str, thing: Mapping[str, Any], owner: str = PLATFORM) -> Body:
        """A snapshot event, and its delivery to whoever subscribed."""
        event = self.create(
            "event",
            "evt",
            owner,
            type=kind,
            api_version=stripe.api_version,
            data={"object": dict(thing), "previous_attributes": None},
            request={"id": self.request_id or None, "idempotency_key": self.idempotency_key or None},
            livemode=False,
            account=owner or None,
        )
        self._owe_delivery(event, "connected" if owner else "platform")
        return event

    def tell_thin(self, kind: str, key: str, name: str, url: str) -> Body:
        """A v2 event: it names the object and says nothing of it."""
        event = {
            "id": self.new_id("evt"),
            "object": "v2.core.event",
            "type": kind,
            "livemode": False,
            "created": self.iso(self.now),
            "context": None,
            "reason": None,
            "related_object": {"id": key, "type": name, "url": url},
        }
        self.store.put("v2.core.event", event["id"], event)  # type: ignore[arg-type]
        self._owe_delivery(event, "accounts")
        return event

    def _owe_delivery(self, event: Body, endpoint: str) -> None:
        if event["type"] not in SUBSCRIPTIONS[endpoint]:
            return
        manner = faults.count_event(self)
        delivery = {
            "id": event["id"],
            "shelf": event["object"],
            "type": event["type"],
            "endpoint": endpoint,
            "manner": manner,
            "state": {"hold": "held", "drop": "dropped"}.get(manner, "waiting"),
            "tries": 0,
            "due_at": self.now,
            "born": self._next_number(),
        }
        self.keep_delivery(delivery)

    def keep_delivery(self, delivery: Body) -> None:
        """Shelved under its state, so that a tick finds what is due without reading all that was."""
        self.store.put("~delivery", delivery["id"], delivery, owner=delivery["state"])

    def _next_number(self) -> int:
        number: int = self.setting("number", {"last": 0})["last"] + 1
        self.set_setting("number", {"last": number})
        return number

    @staticmethod
    def iso(seconds: int) -> str:
        return datetime.fromtimestamp(seconds, tz=UTC).isoformat().replace("+00:00", "Z")


# What the three endpoints subscribe to; Stripe tells them nothing else.
SUBSCRIPTIONS: Mapping[str, frozenset[str]] = {
    "platform": frozenset(
        {
            "balance_settings.updated",
            "charge.refunded",
            "charge.updated",
            "checkout.session.async_payment_failed",
            "checkout.session.async_payment_succeeded",
            "checkout.session.completed",
            "checkout.session.expired",
            "payment_intent.canceled",
            "payment_intent.payment_failed",
            "payment_intent.processing",
            "payment_intent.requires_action",
            "payment_intent.succeeded",
            "payment_method.detached",
            "payout.failed",
            "payout.paid",
            "refund.created",
            "refund.failed",
            "refund.updated",
            "setup_intent.setup_failed",
            "setup_intent.succeeded",
            "transfer.created",
            "transfer.reversed",
            "transfer.updated",
        }
    ),
    "connected": frozenset({"payout.canceled", "payout.created", "payout.failed", "payout.paid"}),
    "accounts": frozenset(
        {
            "v2.core.account.closed",
            "v2.core.account[configuration.recipient].capability_status_updated",
            "v2.core.account[requirements].updated",
            "v2.core.account_link.returned",
        }
    ),
}
