"""What Stripe tells: verified and stored first, then worked on. An event is only a trigger: its object is read again.

Facts about things SIO does not handle yet (disputes, refunds made elsewhere) are put before a person.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from billing import facts, projections
from billing.enums import Endpoint, TaskKind, Verdict
from billing.gateway import calls, mode, types
from billing.models import Bill, ConnectedAccount, StripeEvent
from billing.services.tasks import open_task
from sio.lib import duties
from sio.lib.duties import DutyStatus

logger = logging.getLogger("sio.billing")

# Our own row for a new account may commit after its first event.
ACCOUNT_GRACE = timedelta(minutes=10)

FOR_A_PERSON = (
    "charge.dispute.",
    "charge.refunded",
    "refund.",
    "transfer.reversed",
    "payout.failed",
    "payment_intent.partially_funded",
    "radar.early_fraud_warning.",
)


class BillNotFound(duties.DutyFailure):
    """The event came before our own commit, or after a restore: try again, then a person."""


# --- storing ------------------------------------------------------------------------------------------------------


def store(endpoint: Endpoint, event: types.Event) -> None:
    """Keep an event once, in its own transaction; one that cannot be ours is set aside at once."""
    row = StripeEvent(
        kind=endpoint,
        dedupe_key=event.id,
        type=event.type,
        account=event.account,
        api_version=event.api_version,
        livemode=event.livemode,
        happened_at=event.created_at,
        object_id=event.object_id,
        metadata=dict(event.metadata),
        payload=dict(event.payload),
    )
    if why := _why_foreign(event):
        row.verdict, row.error, row.status, row.done_at = Verdict.QUARANTINED, why, DutyStatus.DONE, Now()
        logger.error("billing.foreign_event", extra={"event": event.id, "why": why})
    with transaction.atomic():
        StripeEvent.objects.bulk_create([row], ignore_conflicts=True)


def _why_foreign(event: types.Event) -> str:
    if event.livemode != mode.is_live():
        return "livemode"
    if event.api_version and event.api_version != settings.STRIPE_API_VERSION:
        return f"api_version {event.api_version}"
    return ""


# --- working ------------------------------------------------------------------------------------------------------


def process(event: StripeEvent) -> duties.Outcome:
    """Read the object again outside any transaction, then project it: the outcome's effect."""
    if _is_account_unknown(event):
        return _unknown_account(event)
    if event.type.startswith(FOR_A_PERSON):
        return _done(lambda: open_task(TaskKind.EVENT, event.dedupe_key, f"Stripe signale : {event.type}."))
    handler = next((act for prefix, act in HANDLERS.items() if event.type.startswith(prefix)), None)
    return handler(event) if handler else _ignored()


def _payment_intent(event: StripeEvent) -> duties.Outcome:
    fact = facts.payment(event.object_id)
    return _projected(
        fact.intent.metadata, fact.intent.transfer_group, lambda bill: projections.payment(bill, fact)
    )


def _charge(event: StripeEvent) -> duties.Outcome:
    """A charge changed: its balance transaction may have come."""
    charge = calls.retrieve_charge(event.object_id)
    if not charge.payment_intent_id:
        return _ignored()
    fact = facts.payment(charge.payment_intent_id)
    return _projected(
        fact.intent.metadata, fact.intent.transfer_group, lambda bill: projections.payment(bill, fact)
    )


def _checkout(event: StripeEvent) -> duties.Outcome:
    session = calls.retrieve_checkout_session(event.object_id)
    fact = facts.payment(session.payment_intent_id) if session.payment_intent_id else None

    def project(bill: Bill) -> None:
        projections.checkout(bill, session)
        if fact is not None and session.status == "complete":
            projections.payment(bill, fact)

    return _projected(session.metadata, None, project)


def _transfer(event: StripeEvent) -> duties.Outcome:
    fact = calls.retrieve_transfer(event.object_id)
    return _projected(fact.metadata, fact.transfer_group, lambda bill: projections.transfer(bill, fact))


def _account(event: StripeEvent) -> duties.Outcome:
    known = ConnectedAccount.objects.get(account_id=event.account)
    fact = calls.retrieve_account(known.account_id)
    return _done(lambda: projections.account(known, fact))


HANDLERS: Mapping[str, Callable[[StripeEvent], duties.Outcome]] = {
    "payment_intent.": _payment_intent,
    "checkout.session.": _checkout,
    "charge.": _charge,
    "transfer.": _transfer,
    "v2.core.account": _account,
}


def _projected(
    metadata: Mapping[str, str], group: str | None, project: Callable[[Bill], None]
) -> duties.Outcome:
    """First question: is this object ours? One Stripe account may serve several sites."""
    if metadata.get("site") != settings.STRIPE_SITE:
        return _ignored()
    bill = _find_bill(metadata, group)
    if bill is None:
        raise BillNotFound(metadata.get("bill", ""))
    return _done(lambda: project(bill))


def _find_bill(metadata: Mapping[str, str], group: str | None) -> Bill | None:
    public_id = metadata.get("bill") or (group or "").removeprefix("bill_")
    return Bill.objects.filter(public_id=public_id).first() if public_id else None


def _is_account_unknown(event: StripeEvent) -> bool:
    return bool(event.account) and not ConnectedAccount.objects.filter(account_id=event.account).exists()


def _unknown_account(event: StripeEvent) -> duties.Outcome:
    if event.tries <= 1:
        return duties.again(ACCOUNT_GRACE, error="unknown account")
    logger.error("billing.foreign_event", extra={"event": event.dedupe_key, "why": "account"})
    return duties.done(verdict=Verdict.QUARANTINED, error="unknown account")


def _done(effect: Callable[[], object]) -> duties.Outcome:
    return duties.done(effect, verdict=Verdict.DONE)


def _ignored() -> duties.Outcome:
    return duties.done(verdict=Verdict.IGNORED)


def open_task_for_dead_event(sender: type, duty: Any, **kwargs: object) -> None:
    """An event nobody could work on is put before a person."""
    StripeEvent.objects.filter(pk=duty.pk).update(verdict=Verdict.QUARANTINED, error=duty.last_error)
    open_task(TaskKind.EVENT, duty.dedupe_key, f"Événement {duty.type} non traité.")


duties.duty_died.connect(open_task_for_dead_event, sender=StripeEvent, dispatch_uid="billing.dead_event")
for _endpoint in Endpoint:
    duties.handles(StripeEvent, _endpoint, lease=120, timeout=18, retries=2)(process)
