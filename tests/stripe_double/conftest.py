"""A new world for each test, without Stripe's fees, and the few things everybody needs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import stripe

from billing.gateway import calls, types
from billing.gateway.client import Profile, client
from billing.stripe_double import switches
from tests.stripe_double import site

BILL = {"bill": "5f0c", "site": "sio"}


@pytest.fixture(autouse=True)
def world(settings: Any, fresh_stripe: None) -> None:
    settings.ROOT_URLCONF = "tests.stripe_double.site"
    site.received.clear()
    site.answers.clear()
    switches.reset(fee_ppm=0)


@pytest.fixture
def sdk() -> stripe.StripeClient:
    return client(Profile.WORKER)


@pytest.fixture
def customer() -> types.Customer:
    new = types.NewCustomer(email="atelier@example.fr", name="Atelier Morel", metadata={"company": "12"})
    return calls.create_customer(new, key="customer:12:1")


@pytest.fixture
def new_account() -> types.Account:
    """An assistant who has not been through onboarding."""
    new = types.NewAccount(
        contact_email="camille@example.fr", display_name="Camille D.", metadata={"assistant": "7"}
    )
    return calls.create_account(new, key="account:7:1")


@pytest.fixture
def account(new_account: types.Account) -> types.Account:
    """An assistant who may receive."""
    switches.activate(new_account.id)
    return calls.retrieve_account(new_account.id)


def charge(
    customer: types.Customer, *, means: str = "pm_card_visa", cents: int = 12355, attempt: int = 1
) -> types.PaymentIntent:
    """The standard bill, charged off-session."""
    method = switches.give_means(customer.id, means)
    return calls.create_payment_intent(intent_of(customer, method["id"], cents), key=f"charge:5f0c:{attempt}")


def intent_of(customer: types.Customer, method_id: str, cents: int = 12355) -> types.NewPaymentIntent:
    return types.NewPaymentIntent(
        customer_id=customer.id,
        payment_method_id=method_id,
        amount_cents=cents,
        description="Semaine du 2 novembre",
        transfer_group="bill_5f0c",
        metadata=BILL,
    )


def transfer_of(account: types.Account, charge_id: str, cents: int = 10800) -> types.NewTransfer:
    return types.NewTransfer(
        account_id=account.id,
        charge_id=charge_id,
        amount_cents=cents,
        description="Semaine du 2 novembre",
        transfer_group="bill_5f0c",
        metadata=BILL,
    )


def page_of(
    customer: types.Customer, *, methods: tuple[str, ...] = ("card",), cents: int = 12355
) -> types.CheckoutSession:
    """An open payment page."""
    new = types.NewCheckoutSession(
        customer_id=customer.id,
        amount_cents=cents,
        label="Semaine du 2 novembre",
        success_url="http://testserver/arrivee/?session={CHECKOUT_SESSION_ID}",
        cancel_url="http://testserver/arrivee/?abandon=1",
        transfer_group="bill_5f0c",
        method_types=methods,
        metadata=BILL,
    )
    return calls.create_checkout_session(new, key=f"checkout:5f0c:{cents}:{len(methods)}")


def an_hour_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)
