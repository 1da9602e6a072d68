"""A duty: what must still happen because of a fact, written as a row in the transaction of the fact.

The row is claimed with SKIP LOCKED and a lease, acted on outside any transaction, then recorded under its lease
token. Redis only carries ticks: nothing is lost when it is flushed.

    owe(Delivery, kind="application_received", dedupe_key=…, payload={"application": 12})

    @handles(Delivery, "application_received", channel="smtp")
    def deliver(duty: Delivery) -> Outcome | None: …
"""

from .alongside import alongside, errands_of
from .breaker import Channel, close_breaker, open_breaker
from .handlers import (
    LADDER,
    ChannelFailure,
    DefinitiveRefusal,
    DutyFailure,
    Outcome,
    again,
    cancelled,
    dead,
    done,
    handles,
)
from .model import Duty, DutyStatus, Queue, owe, owe_many
from .running import LeaseLost, drain, duty_died, run_one
from .upkeep import duty_models, purge_done, replay, withdraw

__all__ = [
    "LADDER",
    "Channel",
    "ChannelFailure",
    "DefinitiveRefusal",
    "Duty",
    "DutyFailure",
    "DutyStatus",
    "LeaseLost",
    "Outcome",
    "Queue",
    "again",
    "alongside",
    "cancelled",
    "close_breaker",
    "dead",
    "done",
    "drain",
    "duty_died",
    "duty_models",
    "errands_of",
    "handles",
    "open_breaker",
    "owe",
    "owe_many",
    "purge_done",
    "replay",
    "run_one",
    "withdraw",
]
