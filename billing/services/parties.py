"""Onboarding: where an assistant receives her money, and whether she can today."""

import uuid
from datetime import timedelta

from django.utils import timezone

from accounts.models import AssistantProfile, Company
from billing.enums import ErrandKind, OperationKind
from billing.gateway import types
from billing.models import Bill, CompanyPayment, ConnectedAccount, StripeOperation
from billing.owing import owe_errand, owe_operation
from sio.lib.services import service

READING_LIFE = timedelta(hours=24)


def account_of(profile: AssistantProfile) -> ConnectedAccount | None:
    return ConnectedAccount.objects.filter(assistant=profile.pk).first()


def is_payable(profile: AssistantProfile) -> bool:
    """Whether Stripe said, at the last reading, that she can receive money."""
    account = account_of(profile)
    return account is not None and account.can_receive


def can_be_charged_for(profile: AssistantProfile) -> bool:
    """Whether a charge may leave now: she can receive, by a reading younger than a day. Joins the transaction.

    An older reading is asked for again; what waits for it is resumed when it comes. The account is held until the
    transaction ends, so that a reading that comes meanwhile finds the bill. The bill is locked first.
    """
    account = ConnectedAccount.objects.select_for_update(of=("self",)).filter(assistant=profile.pk).first()
    if account is None or not account.can_receive:
        return False
    if account.synced_at is None or account.synced_at < timezone.now() - READING_LIFE:
        ask_for_reading(account)
        return False
    return True


@service
def start_onboarding(profile: AssistantProfile) -> StripeOperation | None:
    """Owe the account at Stripe; None when she has one already: only a link is needed then."""
    AssistantProfile.objects.select_for_update().get(pk=profile.pk)
    if account_of(profile) is not None:
        return None
    return owe_operation(
        OperationKind.ACCOUNT,
        str(profile.public_id),
        lambda metadata: types.NewAccount(
            contact_email=profile.user.email,
            display_name=profile.legal_name or profile.user.full_name or "SIO",
            metadata=metadata,
        ),
        payload={"assistant": profile.pk},
    )


def owe_customer(company: Company, email: str, bill: Bill | None = None) -> StripeOperation | None:
    """Owe the company's customer at Stripe; None when there is one. Joins the caller's transaction."""
    if CompanyPayment.objects.filter(company=company).exists():
        return None
    return owe_operation(
        OperationKind.CUSTOMER,
        str(company.public_id),
        lambda metadata: types.NewCustomer(email=email, name=company.name, metadata=metadata),
        payload={"company": company.pk, "bill": bill and bill.pk},
    )


def ask_for_reading(account: ConnectedAccount) -> None:
    """Owe a fresh reading of an account, once per reading there was. Joins the caller's transaction."""
    since = account.synced_at.isoformat() if account.synced_at else "never"
    owe_errand(ErrandKind.READ_ACCOUNT, f"{account.pk}:{since}", account=account.pk)


@service
def refresh_account(account: ConnectedAccount) -> None:
    """She comes back from Stripe's page: read the account again, whatever the address says."""
    owe_errand(ErrandKind.READ_ACCOUNT, f"{account.pk}:{uuid.uuid4()}", account=account.pk)
