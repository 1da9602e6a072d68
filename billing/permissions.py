"""Who may do what about money."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from billing.models import Bill, Invoice


def can_pay(user: AbstractBaseUser | AnonymousUser, bill: Bill) -> bool:
    """The members of the company that owes."""
    return bill.company.memberships.filter(user=user.pk).exists()


def can_answer(user: AbstractBaseUser | AnonymousUser, invoice: Invoice) -> bool:
    """The assistant in whose name the invoice was issued."""
    assistant = invoice.series.assistant
    return assistant is not None and assistant.user_id == user.pk
