"""Row 41: the worker dies between each pair of steps of a call; after its lease, exactly one effect."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from billing.models import Errand, StripeEvent, StripeOperation
from billing.stripe_double import switches
from sio.lib.duties import running
from sio.lib.duties.handlers import handlers_of
from tests.billing.books import check_settled
from tests.billing.conftest import Pair
from tests.factories.billing import work

pytestmark = pytest.mark.django_db


class WorkerKilled(BaseException):
    """Nothing catches it, as nothing catches a kill."""


def leases_end() -> None:
    for model in (StripeOperation, StripeEvent, Errand):
        model.objects.filter(status="leased").update(lease_until=Now() - timedelta(seconds=1))


class Killer:
    """Dies once, in the place of a function, before or after it acted, on the first duty of a kind."""

    def __init__(self, act: Any, kind: str, *, is_after: bool) -> None:
        self.act, self.kind, self.is_after, self.has_struck = act, kind, is_after, False

    def __call__(self, duty: Any, *rest: Any) -> Any:
        if self.has_struck or duty.kind != self.kind:
            return self.act(duty, *rest)
        self.has_struck = True
        if self.is_after:
            self.act(duty, *rest)
        raise WorkerKilled


@pytest.mark.parametrize("kind", ["charge", "transfer"])
@pytest.mark.parametrize(
    ("step", "is_after"),
    [("begin", False), ("begin", True), ("_record", False), ("_record", True)],
    ids=["claimed", "begun", "answered, not recorded", "recorded"],
)
def test_a_worker_killed_at_any_step_leaves_one_effect(
    pair: Pair,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    step: str,
    is_after: bool,
) -> None:
    bill = pair.bill()
    switches.webhooks("hold")
    killer = Killer(getattr(running, step), kind, is_after=is_after)
    monkeypatch.setattr(running, step, killer)
    for _ in range(3):
        try:
            work()
        except WorkerKilled:
            leases_end()
    assert killer.has_struck
    switches.webhooks("deliver")
    work()
    check_settled(bill)


def test_the_lease_outlasts_the_worst_call() -> None:
    from billing.gateway.client import PATIENCE, Profile

    handlers = handlers_of(StripeOperation)
    assert len(handlers) == 7
    assert all(handler.lease > PATIENCE[Profile.WORKER].worst_seconds + 10 for handler in handlers.values())
