"""Draining: claim, begin, act, record. The act is the only step outside a transaction."""

import logging
import random
import time
from collections import Counter
from datetime import timedelta
from typing import Any, TypeVar

from django.db.models.functions import Now
from django.dispatch import Signal

from sio.lib.guards import Misplaced, is_in_transaction
from sio.lib.logs import in_context_of
from sio.lib.services import in_one_transaction

from .breaker import close_breaker, may_probe, open_breaker, open_channels
from .claims import begin, claim, claim_one, held, release
from .handlers import (
    LADDER,
    ChannelFailure,
    DefinitiveRefusal,
    DutyFailure,
    Handler,
    Outcome,
    again,
    channel_kinds,
    channels_of,
    dead,
    done,
    handler_of,
)
from .model import Duty, DutyStatus

D = TypeVar("D", bound=Duty)
logger = logging.getLogger("sio.duties")

MOST_OF_ONE_KIND = 200
JITTER = 0.2

# Sent in the transaction that buries a duty, with `duty`: the place to open a task for a person.
duty_died = Signal()


class LeaseLost(Exception):
    """Somebody took over while we acted: nothing of ours is recorded."""


def drain(model: type[D], *, seconds: float = 10) -> int:
    """Act on what is due in this table for up to `seconds`; returns how many duties were begun.

    Stops claiming when the time is over, and gives back what it leased and did not begin.
    """
    if is_in_transaction():
        raise Misplaced("Duties are drained outside any transaction.")
    return _Drain(model, time.monotonic() + seconds).run()


def run_one(duty: D) -> D:
    """Act on this very row at once, due or not, and return it as it then is; another holder's row is left alone."""
    ours = claim_one(duty)
    if ours is not None:
        perform(ours)
    return type(duty)._default_manager.get(pk=duty.pk)


class _Drain:
    """One tick over one table."""

    def __init__(self, model: type[Duty], deadline: float) -> None:
        self.model = model
        self.deadline = deadline
        self.begun: Counter[str] = Counter()

    def run(self) -> int:
        self.knock()
        while not self.is_over() and (batch := self.next_batch()):
            self.work_through(batch)
        return self.begun.total()

    def is_over(self) -> bool:
        return time.monotonic() >= self.deadline

    def next_batch(self) -> list[Any]:
        return claim(self.model, self.model.CLAIM_SIZE, without=[*self.full_kinds(), *self.held_kinds()])

    def full_kinds(self) -> list[str]:
        return [kind for kind, count in self.begun.items() if count >= MOST_OF_ONE_KIND]

    def held_kinds(self) -> list[str]:
        """The kinds whose channel is down."""
        down = open_channels(channels_of(self.model))
        return [kind for channel in down for kind in channel_kinds(self.model, channel)]

    def knock(self) -> None:
        """For each channel that is down, let one duty try it, if it is our turn."""
        for channel in open_channels(channels_of(self.model)):
            if may_probe(channel):
                self.work_through(claim(self.model, 1, only=channel_kinds(self.model, channel)))

    def work_through(self, batch: list[Any]) -> None:
        for place, duty in enumerate(batch):
            if self.is_over():
                return release(batch[place:])
            self.begun[duty.kind] += 1
            if not perform(duty):
                return release(batch[place + 1 :])
        return None


def perform(duty: Duty) -> bool:
    """Begin, act on and record one leased duty; False when its channel failed and the batch should stop."""
    handler = handler_of(duty)
    with in_context_of(duty_id=str(duty.public_id), kind=duty.kind, request_id=duty.request_id):
        if handler is None:
            _record_unless_lost(duty, dead("UnknownKind"))
        elif _is_exhausted(duty, handler):
            _record_unless_lost(duty, dead("WorkerDied"))
        elif begin(duty, handler.lease):
            return _act_and_record(duty, handler)
        return True


def _is_exhausted(duty: Duty, handler: Handler) -> bool:
    """Whether all its tries were begun: a row met here again has killed its worker each time."""
    return duty.tries >= duty.max_tries and not handler.is_endless


def _act_and_record(duty: Duty, handler: Handler) -> bool:
    try:
        _record(duty, handler.act(duty) or done())
    except LeaseLost:
        logger.warning("duty.lease_lost")
    except ChannelFailure as failure:
        return _channel_failed(duty, handler, failure)
    except DefinitiveRefusal as refusal:
        _record(duty, dead(_scrubbed(refusal)))
    except Exception as error:
        logger.warning("duty.failed", exc_info=True)
        _try_later(duty, handler, _scrubbed(error))
    if handler.channel:
        close_breaker(handler.channel)
    return True


def _channel_failed(duty: Duty, handler: Handler, failure: ChannelFailure) -> bool:
    logger.warning("duty.channel_failed", extra={"error": _scrubbed(failure)})
    wait = failure.retry_after or timedelta(seconds=15)
    if handler.channel:
        open_breaker(handler.channel, wait)
    _record_unless_lost(duty, again(wait, error=_scrubbed(failure), counts_as_try=False))
    return False


def _try_later(duty: Duty, handler: Handler, error: str) -> None:
    if _is_exhausted(duty, handler):
        _record_unless_lost(duty, dead(error))
    else:
        _record_unless_lost(duty, again(error=error))


def _record_unless_lost(duty: Duty, outcome: Outcome) -> None:
    try:
        _record(duty, outcome)
    except LeaseLost:
        logger.warning("duty.lease_lost")


def _record(duty: Duty, outcome: Outcome) -> None:
    """Write the effect and the new state in one transaction, or nothing when the lease is lost."""
    in_one_transaction(lambda: _write(duty, outcome))
    level = logging.ERROR if outcome.status == DutyStatus.DEAD else logging.INFO
    logger.log(level, "duty.%s", outcome.status.value, extra={"tries": duty.tries, "error": outcome.error})


def _write(duty: Duty, outcome: Outcome) -> None:
    # The effect comes first: it locks its own object (a bill), and locks are taken object first, duty last.
    if outcome.effect is not None:
        outcome.effect()
    if not held(duty).update(**_columns(duty, outcome)):
        raise LeaseLost
    if outcome.status == DutyStatus.DEAD:
        duty_died.send(type(duty), duty=duty)


def _columns(duty: Duty, outcome: Outcome) -> dict[str, Any]:
    columns = {
        "status": outcome.status,
        "lease_token": None,
        "lease_until": None,
        "last_error": outcome.error[:500],
        **outcome.fields,
    }
    if outcome.status == DutyStatus.DONE:
        columns["done_at"] = Now()
    if outcome.status == DutyStatus.WAITING:
        columns["next_at"] = Now() + (outcome.delay or _rung(duty))
    if not outcome.counts_as_try:
        columns["tries"] = max(duty.tries - 1, 0)
    return columns


def _rung(duty: Duty) -> timedelta:
    """The pause before the next try: the ladder of its kind, within 20 % either way."""
    handler = handler_of(duty)
    ladder = handler.ladder if handler else LADDER
    pause = ladder[min(max(duty.tries, 1), len(ladder)) - 1]
    return pause * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - jitter, not a secret


def _scrubbed(error: Exception) -> str:
    """Class and code only: a message may quote an address or a name."""
    code = error.code if isinstance(error, DutyFailure) else ""
    return f"{type(error).__name__} {code}".strip()
