"""Bills and their parties, made by the services and by Stripe's double, as in real life."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models.functions import Now

from accounts.models import AssistantProfile, Company, User
from billing.gateway import calls
from billing.models import Bill, CompanyPayment, ConnectedAccount, Errand, StripeEvent, StripeOperation
from billing.services import mandates, parties
from billing.services.bills import BillLine, open_bill
from billing.stripe_double import delivery, switches
from sio.lib.duties import drain, run_one
from tests.factories.accounts import company_with_owner, published_assistant

# Three hours at 36 €: the standard bill, 108,00 € of work, 12,96 € of fee, 2,59 € of VAT, 123,55 € in all.
STANDARD = (BillLine("Relances clients", 180, 3600),)
WEEK = (date(2026, 11, 16), date(2026, 11, 22))


def signed_assistant(**facts: Any) -> AssistantProfile:
    """A published assistant who signed the mandate to invoice in her name; not registered with Stripe."""
    profile = published_assistant(**facts)
    mandates.sign_mandate(profile, profile.user, "203.0.113.7")
    return profile


def payable_assistant(**facts: Any) -> AssistantProfile:
    """She signed the mandate and went through Stripe's page: she can receive money."""
    profile = signed_assistant(**facts)
    register_with_stripe(profile)
    return profile


def register_with_stripe(profile: AssistantProfile) -> ConnectedAccount:
    """What a click, Stripe's page and the webhooks do together."""
    operation = parties.start_onboarding(profile)
    assert operation is not None
    run_one(operation)
    account = ConnectedAccount.objects.get(assistant=profile)
    switches.activate(account.account_id)
    work()
    account.refresh_from_db()
    return account


def paying_company(means: str = "pm_card_visa", **facts: Any) -> tuple[Company, User]:
    """A company that already paid once: Stripe knows it, and it kept a means of payment."""
    company, owner = company_with_owner(**facts)
    keep_means(company, means)
    return company, owner


def keep_means(company: Company, means: str = "pm_card_visa") -> None:
    """A customer at Stripe with a saved means, as after a first payment page."""
    from billing.gateway import types
    from billing.models import PaymentMethod

    payment = CompanyPayment.objects.filter(company=company).first()
    if payment is None:
        made = calls.create_customer(
            types.NewCustomer(email="facturation@exemple.example", name=company.name, metadata={}),
            key=f"customer:{company.public_id}:0",
        )
        payment = CompanyPayment.objects.create(company=company, customer_id=made.id)
    method = switches.give_means(payment.customer_id, means)
    PaymentMethod.objects.filter(company=company).update(is_default=False)
    kind = method["type"]
    PaymentMethod.objects.create(
        company=company, method_id=method["id"], type=kind, last4=method[kind]["last4"], is_default=True
    )


def approved_period(
    company: Company,
    assistant: AssistantProfile,
    *,
    source_key: str = "timesheet:1",
    lines: Sequence[BillLine] = STANDARD,
    title: str = "Relances clients",
) -> Bill:
    """The bill of a week that was just approved."""
    return open_bill(
        source_key=source_key,
        company=company,
        assistant=assistant,
        title=title,
        period_start=WEEK[0],
        period_end=WEEK[1],
        lines=lines,
        fee_schedule_version=1,
        by=None,
    )


def work(rounds: int = 30) -> None:
    """What the workers and Stripe's deliveries do until nothing is left to do."""
    for _ in range(rounds):
        done = drain(StripeOperation) + delivery.deliver_due() + drain(StripeEvent) + drain(Errand)
        if not done:
            return


def hurry() -> None:
    """The waits of the ladder are over."""
    for model in (StripeOperation, StripeEvent):
        model.objects.filter(status="waiting").update(next_at=Now())
