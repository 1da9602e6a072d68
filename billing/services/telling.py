"""Who is told what about money. Each function joins the transaction of the fact."""

from collections.abc import Iterable
from typing import Any

from accounts.enums import MembershipRole
from accounts.models import Company, User
from billing.models import Bill, Invoice
from notifications.services import tell

_PAYERS = (MembershipRole.OWNER, MembershipRole.ACCOUNTING)


def payers(company: Company) -> Iterable[User]:
    """The people of a company who look after what it pays."""
    members = company.memberships.filter(role__in=_PAYERS, user__is_active=True).select_related("user")
    return [member.user for member in members.order_by("pk")]


def company_email(company: Company) -> str:
    """The address Stripe writes to: that of the first person who looks after payments."""
    return next((user.email for user in payers(company)), "")


def tell_company(bill: Bill, kind: str, key: str = "") -> None:
    """`key` tells apart two messages of one kind about one bill."""
    for user in payers(bill.company):
        tell(user, kind, dedupe_key=_key(bill, key), payload={"bill": bill.pk})


def tell_assistant(bill: Bill, kind: str, key: str = "") -> None:
    tell(bill.assistant.user, kind, dedupe_key=_key(bill, key), payload={"bill": bill.pk})


def tell_invoice(invoice: Invoice, user: User, kind: str) -> None:
    tell(user, kind, dedupe_key=f"invoice:{invoice.public_id}", payload={"invoice": invoice.pk})


def _key(bill: Bill, key: Any) -> str:
    return f"bill:{bill.public_id}:{key}" if key else f"bill:{bill.public_id}"
