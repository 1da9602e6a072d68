"""What an answer means: done, an expected no, a no for a person, or nobody knows.

After 20 hours without an answer nothing is sent again: the thing is looked up and adopted.
"""

import logging
from datetime import timedelta
from typing import Any

from django.db.models.functions import Now

from billing import facts
from billing.enums import OperationKind, Outcome, TaskKind
from billing.gateway.errors import GatewayBug, GatewayError, Indeterminate
from billing.models import StripeOperation
from billing.operations.acts import ACTS, Act
from billing.owing import digest
from billing.services import transfers
from billing.services.moves import lock
from billing.services.tasks import open_task
from sio.lib import duties

logger = logging.getLogger("sio.billing")

LADDER = tuple(timedelta(seconds=seconds) for seconds in (2, 10, 60, 300, 900, 3600))
NEVER_AGAIN_AFTER = timedelta(hours=20)
SECOND_LOOK_AFTER = timedelta(hours=1)
REPLAYED_FAILURES = 6


def run(operation: StripeOperation) -> duties.Outcome:
    """Send one operation, or look it up when it is too old to be sent; what it changes is the outcome's effect."""
    act = ACTS[operation.kind]
    if operation.params_sha256 != digest(operation.params):
        return _stuck(operation, "The frozen parameters have changed.")
    if _is_too_old(operation):
        return _look(act, operation)
    StripeOperation.objects.filter(pk=operation.pk, first_sent_at=None).update(first_sent_at=Now())
    try:
        answer = act.send(operation)
    except Indeterminate as error:
        return _unanswered(act, operation, error)
    except GatewayBug as error:
        return _bug(operation, error)
    except GatewayError as error:
        return _refused(act, operation, error)
    return _settled(act, operation, answer)


def _settled(act: Act, operation: StripeOperation, answer: Any) -> duties.Outcome:
    thing = answer.intent if isinstance(answer, facts.Payment) else answer
    return duties.done(
        lambda: act.settle(operation, answer),
        outcome=Outcome.DONE,
        stripe_id=thing.id,
        stripe_request_id=thing.request_id,
        **act.columns(answer),
    )


def _refused(act: Act, operation: StripeOperation, error: GatewayError) -> duties.Outcome:
    refused = act.refusal(operation, error)
    if refused is None:
        return _stuck(operation, str(error), error)
    outcome = Outcome.DONE if refused.is_done else Outcome.DECLINED
    return duties.done(refused.effect, outcome=outcome, **_trace(error))


def _unanswered(act: Act, operation: StripeOperation, error: Indeterminate) -> duties.Outcome:
    """Same key, later. A failure that Stripe replays again and again hides a thing that may exist: look first."""
    if error.detail.is_replayed and operation.tries >= REPLAYED_FAILURES:
        found = act.look_up(operation)
        if found is not None:
            return _settled(act, operation, found)
    wait = error.detail.retry_after_seconds
    return duties.again(
        timedelta(seconds=wait) if wait else None,
        error=f"{type(error).__name__} {error.detail.code}",
        **_trace(error),
    )


def _bug(operation: StripeOperation, error: GatewayBug) -> duties.Outcome:
    """Our configuration is wrong: every operation waits. Or this one is: it is never sent again."""
    if error.is_configuration:
        logger.critical("billing.stripe_refuses_the_key", extra={"code": error.detail.code})
        raise duties.ChannelFailure("configuration")
    return _stuck(operation, str(error), error)


def _look(act: Act, operation: StripeOperation) -> duties.Outcome:
    found = act.look_up(operation)
    if found is not None:
        return _settled(act, operation, found)
    if operation.outcome != Outcome.UNKNOWN:
        return duties.again(SECOND_LOOK_AFTER, error="unknown", outcome=Outcome.UNKNOWN)
    return _stuck(operation, "No trace of it at Stripe after 20 hours.", kind=TaskKind.OPERATION_UNKNOWN)


def _stuck(
    operation: StripeOperation,
    why: str,
    error: GatewayError | None = None,
    *,
    kind: TaskKind = TaskKind.OPERATION_STUCK,
) -> duties.Outcome:
    """A person must look. A transfer that is stuck leaves its bill on hold, the money still owed to her."""

    def effect() -> None:
        bill = operation.bill and lock(operation.bill)
        if bill and operation.kind == OperationKind.TRANSFER:
            transfers.hold(bill, why)
        open_task(kind, operation.dedupe_key, why, bill)

    return duties.dead(why, effect, outcome=Outcome.STUCK, **(_trace(error) if error else {}))


def _trace(error: GatewayError) -> dict[str, Any]:
    detail = error.detail
    return {
        "http_status": detail.http_status,
        "error_code": detail.code[:80],
        "error_text": detail.message[:500],
        "stripe_request_id": detail.request_id,
    }


def _is_too_old(operation: StripeOperation) -> bool:
    """Keys are forgotten by Stripe after a day: by the database's clock, stop sending well before."""
    late = StripeOperation.objects.filter(pk=operation.pk, first_sent_at__lt=Now() - NEVER_AGAIN_AFTER)
    return late.exists()


for _kind in ACTS:
    duties.handles(
        StripeOperation,
        _kind,
        lease=120,
        timeout=18,
        retries=2,
        ladder=LADDER,
        channel="stripe",
        is_endless=True,
    )(run)
