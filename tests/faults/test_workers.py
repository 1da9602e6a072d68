"""F1, F2, F4, F8, F20: a real worker, a real broker, a real database and a mail server of our own."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from notifications.models import Delivery
from sio.lib import heartbeats
from sio.lib.duties import Channel
from tests.faults.conftest import let_leases_run_out, owe_mails, states, wait_until
from tests.faults.sink import Sink
from tests.support.workers import Worker

pytestmark = pytest.mark.django_db(transaction=True)

Start = Callable[[], Worker]
MAILS = 200


def test_two_hundred_mails_survive_five_kills_and_two_flushes(
    sink: Sink, start_worker: Start, flush_redis: Callable[[], None]
) -> None:
    """None is lost, and at most one is doubled per kill; each copy has the same identity."""
    sink.seconds = 0.005
    owe_mails(MAILS)
    kills = 0

    worker = start_worker()
    for progress in (25, 55, 90, 130, 170):
        wait_until(lambda progress=progress: sink.arrived.total() >= progress)  # type: ignore[misc]
        if kills in {1, 3}:
            flush_redis()
        worker.kill()
        kills += 1
        let_leases_run_out()
        worker = start_worker()
    wait_until(lambda: states() == {"done": MAILS})

    assert set(sink.arrived) == {delivery.message_id for delivery in Delivery.objects.all()}
    assert sink.arrived.total() - MAILS <= kills


def test_a_flushed_broker_costs_a_few_seconds_and_nothing_else(
    sink: Sink, start_worker: Start, flush_redis: Callable[[], None]
) -> None:
    """F4: beat and worker go on by themselves, without being started again."""
    start_worker()
    owe_mails(1)
    wait_until(lambda: states() == {"done": 1})

    flush_redis()
    owe_mails(4)

    wait_until(lambda: states() == {"done": 5}, seconds=8)
    wait_until(lambda: heartbeats.is_alive(heartbeats.BEAT, within=timedelta(seconds=10)))
    assert heartbeats.is_alive(heartbeats.WORKER, within=timedelta(seconds=10))


def test_a_mail_server_that_is_down_then_back_loses_nothing(sink: Sink, start_worker: Start) -> None:
    """F8: the outage costs no try; one mail knocks, the others wait."""
    sink.close()
    start_worker()
    owe_mails(30)
    wait_until(lambda: Channel.objects.filter(name="smtp").exists())
    wait_until(lambda: states() == {"waiting": 30})
    assert set(Delivery.objects.values_list("tries", flat=True)) == {0}

    sink.open()
    Channel.objects.update(probe_at=Now())
    Delivery.objects.update(next_at=Now())
    wait_until(lambda: states() == {"done": 30})

    assert not Channel.objects.exists()
    assert sorted(sink.arrived.values()) == [1] * 30


def test_the_answers_of_a_mail_server_reach_the_duty(sink: Sink, start_worker: Start) -> None:
    """A definitive no is dead at once, a full mailbox climbs the ladder, a closing server gives the try back."""
    sink.answers = ["550 no such user", "452 mailbox full", "421 closing"]
    owe_mails(3)
    start_worker()

    wait_until(lambda: Delivery.objects.exclude(last_error="").count() == 3)

    assert list(Delivery.objects.order_by("id").values_list("status", "tries", "last_error")) == [
        ("dead", 1, "DefinitiveRefusal 550"),
        ("waiting", 1, "Postponed 452"),
        ("waiting", 0, "ChannelFailure 421"),
    ]


def test_a_duty_that_kills_its_worker_ends_dead_and_delays_the_others_by_one_lease(
    sink: Sink, start_worker: Start
) -> None:
    """F20: the first death takes the batch with it; from then on the poison is taken alone."""
    owe_mails(20)
    poison = Delivery.objects.filter(pk=Delivery.objects.earliest("id").pk)
    poison.update(kind="kills", priority=0, max_tries=3)
    start_worker()

    wait_until(lambda: poison.filter(tries=1).exists())
    assert states() == {"leased": 20}
    let_leases_run_out()
    wait_until(lambda: poison.filter(tries=2).exists())
    wait_until(lambda: states() == {"leased": 1, "done": 19})
    for tries in (3, 3):
        let_leases_run_out()
        wait_until(lambda tries=tries: poison.filter(tries=tries).exists())  # type: ignore[misc]
    wait_until(lambda: states() == {"dead": 1, "done": 19})

    assert poison.get().last_error == "WorkerDied"
    assert sorted(sink.arrived.values()) == [1] * 19
