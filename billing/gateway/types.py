"""What goes to Stripe and what comes back, in our words: frozen, flat, without a trace of the SDK.

A request (`New…`) holds only texts, whole numbers and a mapping of texts, so that an operation can freeze it as JSON
(`dataclasses.asdict`) and send exactly the same thing again a day later (`NewTransfer(**params)`).
Amounts are integer cents of euro, moments are aware datetimes. Ids are opaque: never branch on a prefix.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# --- requests -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class NewCustomer:
    """A company that will pay: POST /v1/customers."""

    email: str
    name: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """An assistant who will be paid: POST /v2/core/accounts, recipient only."""

    contact_email: str
    display_name: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NewAccountLink:
    """A single-use, short-lived page where Stripe collects what it must know: never stored, never mailed."""

    account_id: str
    return_url: str
    refresh_url: str


@dataclass(frozen=True, kw_only=True)
class NewCheckoutSession:
    """A hosted payment page for one bill; the means of payment is kept for later off-session payments.

    `method_types` restricts the means offered: card, sepa_debit.
    """

    customer_id: str
    amount_cents: int
    label: str
    success_url: str
    cancel_url: str
    transfer_group: str
    method_types: Sequence[str] = ("card",)
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NewPaymentIntent:
    """A payment with a saved means, the company being away: created and confirmed in one call."""

    customer_id: str
    payment_method_id: str
    amount_cents: int
    description: str
    transfer_group: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NewTransfer:
    """The assistant's part of a charge; it moves when the charge becomes available (`source_transaction`)."""

    account_id: str
    charge_id: str
    amount_cents: int
    description: str
    transfer_group: str
    metadata: Mapping[str, str] = field(default_factory=dict)


# --- answers ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What every answer carries: the id of the request for the log, and whether Stripe replayed an older answer."""

    id: str
    request_id: str = ""
    is_replayed: bool = False


@dataclass(frozen=True, kw_only=True)
class Customer(Answer):
    metadata: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Account(Answer):
    """A connected account, always read with its recipient configuration, requirements and defaults.

    `transfers_status`: active, pending, rejected, restricted, unsupported; None when nothing was asked for.
    `status_details`: pairs (code, resolution). `requirements`: descriptions of what Stripe still wants.
    `requirements_status`: the nearest deadline (currently_due, past_due, eventually_due) or None.
    """

    transfers_status: str | None
    status_details: tuple[tuple[str, str], ...]
    requirements: tuple[str, ...]
    requirements_status: str | None
    is_closed: bool
    metadata: Mapping[str, str]

    @property
    def can_receive(self) -> bool:
        """The only readiness test (not payouts_enabled, not charges_enabled)."""
        return self.transfers_status == "active" and not self.is_closed


@dataclass(frozen=True, kw_only=True)
class AccountLink:
    url: str
    expires_at: datetime
    request_id: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckoutSession(Answer):
    """`status`: open, complete, expired. `payment_status`: unpaid, paid, no_payment_required."""

    status: str
    payment_status: str
    url: str | None
    expires_at: datetime
    payment_intent_id: str | None
    customer_id: str | None
    amount_cents: int | None
    metadata: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class PaymentError:
    """Why the last try of a payment was refused."""

    code: str
    decline_code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class PaymentIntent(Answer):
    """A payment, once per bill and attempt.

    `status`: requires_payment_method, requires_confirmation, requires_action, processing, requires_capture,
    canceled, succeeded. An off-session payment whose bank wants a confirmation is requires_payment_method with
    `last_error.code` authentication_required.
    """

    status: str
    amount_cents: int
    amount_received_cents: int
    currency: str
    customer_id: str | None
    payment_method_id: str | None
    charge_id: str | None
    transfer_group: str | None
    last_error: PaymentError | None
    created_at: datetime
    livemode: bool
    metadata: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class PaymentMethod(Answer):
    """What a screen may show of a means of payment; the means itself stays at Stripe."""

    type: str
    last4: str
    brand: str
    customer_id: str | None


@dataclass(frozen=True, kw_only=True)
class BalanceTransaction(Answer):
    """One movement of Stripe's balance. `net = amount - fee`; `source_id` is the charge, transfer, refund…"""

    type: str
    reporting_category: str
    amount_cents: int
    fee_cents: int
    net_cents: int
    currency: str
    source_id: str | None
    status: str
    created_at: datetime
    available_at: datetime


@dataclass(frozen=True, kw_only=True)
class Charge(Answer):
    """`balance_transaction` may be missing just after success: it is booked later."""

    status: str
    amount_cents: int
    amount_refunded_cents: int
    currency: str
    is_disputed: bool
    customer_id: str | None
    payment_intent_id: str | None
    payment_method_id: str | None
    transfer_group: str | None
    balance_transaction: BalanceTransaction | None
    created_at: datetime
    metadata: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Transfer(Answer):
    amount_cents: int
    amount_reversed_cents: int
    currency: str
    account_id: str
    charge_id: str | None
    transfer_group: str | None
    balance_transaction_id: str | None
    created_at: datetime
    metadata: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Balance:
    """The platform's balance in euro; `total_cents` is what the ledger's `stripe:platform` must equal (I3)."""

    available_cents: int
    pending_cents: int
    connect_reserved_cents: int
    request_id: str = ""

    @property
    def total_cents(self) -> int:
        return self.available_cents + self.pending_cents + self.connect_reserved_cents


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact Stripe tells, from a webhook or from the list of events: a trigger only, the object is read again.

    `account` is the connected account concerned, if any. `object_id` and `object_type` name the thing that changed
    (a thin event names it without its content). `metadata` is that of the object, empty for a thin event.
    `api_version` is empty for a thin event.
    """

    id: str
    type: str
    api_version: str
    livemode: bool
    account: str
    object_id: str
    object_type: str
    metadata: Mapping[str, str]
    created_at: datetime
    payload: Mapping[str, Any]
