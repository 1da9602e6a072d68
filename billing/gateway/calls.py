"""One function per Stripe call: our frozen dataclasses in and out, the SDK in between.

The `profile` chooses the patience: WORKER for duties, WEB for the few calls a page needs at once (those move no
money, and run inside `sio.lib.guards.one_web_call()`). A write takes the idempotency key of its operation, which
must survive a crash: the SDK would draw a new one. Every call raises the errors of `billing.gateway.errors`, and
RuntimeError from the guard when a request is being served or a transaction is open.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

import stripe

from billing.gateway import errors, readings, types
from billing.gateway.client import Profile, client
from sio.lib import guards

CURRENCY = "eur"
PAGE = 100

# Without them these parts come back null, and a ready assistant would look not ready.
ACCOUNT_PARTS: Final = ("configuration.recipient", "requirements", "defaults")


@contextmanager
def _door(profile: Profile) -> Iterator[stripe.StripeClient]:
    guards.outside_request_and_transaction()
    with errors.translated():
        yield client(profile)


# --- companies ----------------------------------------------------------------------------------------------------


def create_customer(new: types.NewCustomer, *, key: str, profile: Profile = Profile.WORKER) -> types.Customer:
    with _door(profile) as sdk:
        thing = sdk.v1.customers.create(
            {"email": new.email, "name": new.name, "metadata": dict(new.metadata)},
            {"idempotency_key": key},
        )
        return readings.customer(thing)


def list_customers(*, email: str, profile: Profile = Profile.WORKER) -> tuple[types.Customer, ...]:
    """For the lookup of a lost creation: compare `metadata`."""
    with _door(profile) as sdk:
        page = sdk.v1.customers.list({"email": email, "limit": PAGE})
        return tuple(readings.customer(thing) for thing in page.auto_paging_iter())


def retrieve_payment_method(method_id: str, *, profile: Profile = Profile.WORKER) -> types.PaymentMethod:
    with _door(profile) as sdk:
        return readings.payment_method(sdk.v1.payment_methods.retrieve(method_id))


# --- assistants ---------------------------------------------------------------------------------------------------


def create_account(new: types.NewAccount, *, key: str, profile: Profile = Profile.WORKER) -> types.Account:
    """Recipient only, Express dashboard, fees and losses on SIO: what separate charges and transfers ask for."""
    with _door(profile) as sdk:
        thing = sdk.v2.core.accounts.create(
            {
                "contact_email": new.contact_email,
                "display_name": new.display_name,
                "dashboard": "express",
                "identity": {"country": "fr"},
                "configuration": {
                    "recipient": {
                        "capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}
                    }
                },
                "defaults": {
                    "locales": ["fr-FR"],
                    "responsibilities": {"fees_collector": "application", "losses_collector": "application"},
                },
                "metadata": dict(new.metadata),
                "include": [*ACCOUNT_PARTS],
            },
            {"idempotency_key": key},
        )
        return readings.account(thing)


def retrieve_account(account_id: str, *, profile: Profile = Profile.WORKER) -> types.Account:
    with _door(profile) as sdk:
        thing = sdk.v2.core.accounts.retrieve(account_id, {"include": [*ACCOUNT_PARTS]})
        return readings.account(thing)


def list_accounts(*, profile: Profile = Profile.WORKER) -> tuple[types.Account, ...]:
    """For the lookup of a lost creation: compare `metadata`. The other parts are not included: do not read them."""
    with _door(profile) as sdk:
        page = sdk.v2.core.accounts.list({"applied_configurations": ["recipient"], "limit": PAGE})
        return tuple(readings.account(thing) for thing in page.auto_paging_iter())


def create_account_link(new: types.NewAccountLink, *, profile: Profile = Profile.WEB) -> types.AccountLink:
    """Made at each click; without a key of ours because the page works once."""
    with _door(profile) as sdk:
        thing = sdk.v2.core.account_links.create(
            {
                "account": new.account_id,
                "use_case": {
                    "type": "account_onboarding",
                    "account_onboarding": {
                        "return_url": new.return_url,
                        "refresh_url": new.refresh_url,
                        "collection_options": {"fields": "currently_due"},
                    },
                },
            }
        )
        return readings.account_link(thing)


# --- payments -----------------------------------------------------------------------------------------------------


def create_checkout_session(
    new: types.NewCheckoutSession, *, key: str, profile: Profile = Profile.WORKER
) -> types.CheckoutSession:
    """One line, one payment; the means of payment is saved for later payments without the company."""
    with _door(profile) as sdk:
        thing = sdk.v1.checkout.sessions.create(
            {
                "mode": "payment",
                "customer": new.customer_id,
                "line_items": [
                    {
                        "quantity": 1,
                        "price_data": {
                            "currency": CURRENCY,
                            "unit_amount": new.amount_cents,
                            "product_data": {"name": new.label},
                        },
                    }
                ],
                "payment_intent_data": {
                    "description": new.label,
                    "setup_future_usage": "off_session",
                    "transfer_group": new.transfer_group,
                    "metadata": dict(new.metadata),
                },
                "allowed_payment_method_types": list(new.method_types),
                "metadata": dict(new.metadata),
                "success_url": new.success_url,
                "cancel_url": new.cancel_url,
                "locale": "fr",
            },
            {"idempotency_key": key},
        )
        return readings.checkout_session(thing)


def retrieve_checkout_session(session_id: str, *, profile: Profile = Profile.WORKER) -> types.CheckoutSession:
    with _door(profile) as sdk:
        return readings.checkout_session(sdk.v1.checkout.sessions.retrieve(session_id))


def expire_checkout_session(
    session_id: str, *, key: str, profile: Profile = Profile.WORKER
) -> types.CheckoutSession:
    """Closes the page, so that another route may open."""
    with _door(profile) as sdk:
        thing = sdk.v1.checkout.sessions.expire(session_id, {}, {"idempotency_key": key})
        return readings.checkout_session(thing)


def create_payment_intent(
    new: types.NewPaymentIntent, *, key: str, profile: Profile = Profile.WORKER
) -> types.PaymentIntent:
    """Charges a saved means while the company is away; NeedsCompany when its bank wants a confirmation."""
    with _door(profile) as sdk:
        thing = sdk.v1.payment_intents.create(
            {
                "amount": new.amount_cents,
                "currency": CURRENCY,
                "customer": new.customer_id,
                "payment_method": new.payment_method_id,
                "description": new.description,
                "transfer_group": new.transfer_group,
                "metadata": dict(new.metadata),
                "off_session": True,
                "confirm": True,
            },
            {"idempotency_key": key},
        )
        return readings.payment_intent(thing)


def retrieve_payment_intent(intent_id: str, *, profile: Profile = Profile.WORKER) -> types.PaymentIntent:
    with _door(profile) as sdk:
        return readings.payment_intent(sdk.v1.payment_intents.retrieve(intent_id))


def list_payment_intents(
    *, customer_id: str, since: datetime, profile: Profile = Profile.WORKER
) -> tuple[types.PaymentIntent, ...]:
    """For the lookup of a lost charge: compare `metadata`."""
    with _door(profile) as sdk:
        page = sdk.v1.payment_intents.list(
            {"customer": customer_id, "created": {"gte": int(since.timestamp())}, "limit": PAGE}
        )
        return tuple(readings.payment_intent(thing) for thing in page.auto_paging_iter())


def cancel_payment_intent(
    intent_id: str, *, key: str, profile: Profile = Profile.WORKER
) -> types.PaymentIntent:
    """Closes an intent; Definitive `payment_intent_unexpected_state` when it has already succeeded."""
    with _door(profile) as sdk:
        thing = sdk.v1.payment_intents.cancel(intent_id, {}, {"idempotency_key": key})
        return readings.payment_intent(thing)


def retrieve_charge(charge_id: str, *, profile: Profile = Profile.WORKER) -> types.Charge:
    """With its balance transaction, where Stripe's fee is read."""
    with _door(profile) as sdk:
        return readings.charge(sdk.v1.charges.retrieve(charge_id, {"expand": ["balance_transaction"]}))


def list_charges(*, transfer_group: str, profile: Profile = Profile.WORKER) -> tuple[types.Charge, ...]:
    with _door(profile) as sdk:
        page = sdk.v1.charges.list(
            {"transfer_group": transfer_group, "limit": PAGE, "expand": ["data.balance_transaction"]}
        )
        return tuple(readings.charge(thing) for thing in page.auto_paging_iter())


# --- transfers ----------------------------------------------------------------------------------------------------


def create_transfer(new: types.NewTransfer, *, key: str, profile: Profile = Profile.WORKER) -> types.Transfer:
    """`source_transaction` always: the call succeeds although the money is still pending, and never exceeds it."""
    with _door(profile) as sdk:
        thing = sdk.v1.transfers.create(
            {
                "amount": new.amount_cents,
                "currency": CURRENCY,
                "destination": new.account_id,
                "source_transaction": new.charge_id,
                "description": new.description,
                "transfer_group": new.transfer_group,
                "metadata": dict(new.metadata),
            },
            {"idempotency_key": key},
        )
        return readings.transfer(thing)


def retrieve_transfer(transfer_id: str, *, profile: Profile = Profile.WORKER) -> types.Transfer:
    with _door(profile) as sdk:
        return readings.transfer(sdk.v1.transfers.retrieve(transfer_id))


def list_transfers(*, transfer_group: str, profile: Profile = Profile.WORKER) -> tuple[types.Transfer, ...]:
    """For the lookup of a lost transfer: compare `metadata`."""
    with _door(profile) as sdk:
        page = sdk.v1.transfers.list({"transfer_group": transfer_group, "limit": PAGE})
        return tuple(readings.transfer(thing) for thing in page.auto_paging_iter())


# --- truth at Stripe ----------------------------------------------------------------------------------------------


def retrieve_balance(*, profile: Profile = Profile.WORKER) -> types.Balance:
    with _door(profile) as sdk:
        return readings.balance(sdk.v1.balance.retrieve())


def list_balance_transactions(
    *, since: datetime, profile: Profile = Profile.WORKER
) -> tuple[types.BalanceTransaction, ...]:
    """Every movement of the platform's balance, newest first."""
    with _door(profile) as sdk:
        page = sdk.v1.balance_transactions.list({"created": {"gte": int(since.timestamp())}, "limit": PAGE})
        return tuple(readings.balance_transaction(thing) for thing in page.auto_paging_iter())


def list_events(
    *, since: datetime, is_undelivered: bool = False, profile: Profile = Profile.WORKER
) -> tuple[types.Event, ...]:
    """What the webhooks may have missed, newest first; `is_undelivered` keeps those Stripe could not deliver."""
    with _door(profile) as sdk:
        created: stripe.params.EventListParamsCreated = {"gte": int(since.timestamp())}
        params: stripe.params.EventListParams = {"created": created, "limit": PAGE}
        if is_undelivered:
            params["delivery_success"] = False
        return tuple(readings.event(thing) for thing in sdk.v1.events.list(params).auto_paging_iter())
