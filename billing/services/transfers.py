"""Passing the assistant's part on, at once; or on hold, with reminders, while she cannot receive it."""

from datetime import timedelta

from django.utils import timezone

from billing.enums import BillState, ErrandKind, OperationKind, TaskKind
from billing.gateway import types
from billing.models import Bill, ConnectedAccount
from billing.owing import owe_errand, owe_operation
from billing.services.moves import lock, move
from billing.services.tasks import open_task
from billing.services.telling import tell_assistant
from sio.lib.services import service

# Days after which she is reminded; on the last one a person looks at it. Never near Stripe's 90 days.
REMINDERS = (1, 7, 14, 30)


def start_transfer(bill: Bill) -> None:
    """Owe the transfer of a locked, paid bill; on hold when the account cannot receive. Joins the transaction."""
    account = (
        ConnectedAccount.objects.select_for_update(of=("self",)).filter(assistant=bill.assistant_id).first()
    )
    if account is None or not account.can_receive:
        hold(bill)
        return
    move(bill, BillState.TRANSFERRING)
    owe_operation(
        OperationKind.TRANSFER,
        str(bill.public_id),
        lambda metadata: types.NewTransfer(
            account_id=account.account_id,
            charge_id=bill.charge_id or "",
            amount_cents=bill.net_cents - bill.transferred_cents + bill.reversed_cents,
            description=bill.title,
            transfer_group=bill.transfer_group,
            metadata=metadata,
        ),
        bill=bill,
    )


def hold(bill: Bill, why: str = "") -> None:
    """Paid, but she cannot receive: she is told what to finish, now and on the days of the reminders."""
    if bill.state == BillState.ON_HOLD:
        return
    move(bill, BillState.ON_HOLD, why=why)
    tell_assistant(bill, "transfer_on_hold", str(bill.operations.count()))
    _plan_reminder(bill, 0)


@service
def resume_transfer(bill: Bill) -> None:
    """She can receive again: a new attempt for a bill that was on hold."""
    held = lock(bill)
    if held.state == BillState.ON_HOLD:
        start_transfer(held)


@service
def remind_hold(bill: Bill, step: int) -> None:
    """One reminder of the ladder, if the bill still waits; the last one asks a person."""
    held = lock(bill)
    if held.state != BillState.ON_HOLD:
        return
    tell_assistant(held, "transfer_on_hold", f"reminder:{step}")
    if step + 1 < len(REMINDERS):
        _plan_reminder(held, step + 1)
    else:
        open_task(
            TaskKind.OPERATION_STUCK, f"hold:{held.public_id}", "Un versement attend depuis 30 jours.", held
        )


def _plan_reminder(bill: Bill, step: int) -> None:
    days = REMINDERS[step] - (REMINDERS[step - 1] if step else 0)
    owe_errand(
        ErrandKind.REMIND_HOLD,
        f"{bill.public_id}:{bill.state_since.isoformat()}:{step}",
        next_at=timezone.now() + timedelta(days=days),
        bill=bill.pk,
        step=step,
    )
