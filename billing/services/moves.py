"""The one place that writes the state of a bill, and the lock that comes first."""

from django.utils import timezone

from accounts.models import User
from billing.enums import BILL_MOVES, BillState
from billing.models import Bill, BillEvent
from sio.lib.lives import check_move


def lock(bill: Bill | int) -> Bill:
    """The bill as it is now, held until the transaction ends. The bill is always locked first."""
    pk = bill.pk if isinstance(bill, Bill) else bill
    return Bill.objects.select_for_update(of=("self",)).with_parties().get(pk=pk)


def move(bill: Bill, state: BillState, *, by: User | None = None, why: str = "") -> None:
    """Move a locked bill and remember it; raises ForbiddenMove. Other fields that changed are saved with it."""
    origin = bill.state
    check_move(BILL_MOVES, origin, state, thing=f"bill {bill.public_id}")
    bill.state = state
    bill.state_since = timezone.now()
    bill.save()
    BillEvent.objects.create(bill=bill, actor=by, from_status=origin, to_status=state, why=why)
