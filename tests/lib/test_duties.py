"""The contract of duties: written with the fact, claimed once, acted on outside, recorded under a lease."""

import uuid
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from notifications.models import Delivery
from sio.lib import duties
from sio.lib.duties import (
    Channel,
    ChannelFailure,
    DefinitiveRefusal,
    DutyStatus,
    again,
    cancelled,
    dead,
    done,
    drain,
    owe,
    running,
)
from sio.lib.duties.claims import begin, claim
from sio.lib.guards import Misplaced, is_in_transaction
from sio.lib.logs import current_request_id, in_context_of
from tests.lib.conftest import Acts, owed

pytestmark = pytest.mark.django_db


def age(**moments: int) -> None:
    """Let seconds pass for every row: the database's clock cannot be moved."""
    for column, seconds in moments.items():
        Delivery.objects.filter(**{f"{column}__isnull": False}).update(
            **{column: Now() - timedelta(seconds=seconds)}
        )


def seconds_until(moment: Any) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM %s - statement_timestamp())", [moment])
        return float(cursor.fetchone()[0])


# Writing.


@pytest.mark.django_db(transaction=True)
def test_a_duty_without_a_fact_is_refused() -> None:
    with pytest.raises(Misplaced):
        owe(Delivery, kind="test", dedupe_key="a")


def test_the_same_key_twice_is_one_row() -> None:
    first, second = owed(key="a"), owed(key="a")

    assert first.pk == second.pk
    assert Delivery.objects.count() == 1


def test_the_same_key_twice_is_two_rows_without_the_constraint() -> None:
    """Positive control of C12: it is the constraint that holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE notifications_delivery DROP CONSTRAINT notifications_delivery_dedupe_key_key"
        )
    Delivery.objects.bulk_create([Delivery(kind="test", dedupe_key="a")], ignore_conflicts=True)
    Delivery.objects.bulk_create([Delivery(kind="test", dedupe_key="a")], ignore_conflicts=True)

    assert Delivery.objects.count() == 2


def test_a_fact_that_is_rolled_back_leaves_no_duty() -> None:
    with transaction.atomic():
        owe(Delivery, kind="test", dedupe_key="a")
        transaction.set_rollback(True)

    assert not Delivery.objects.exists()


def test_a_duty_remembers_the_request_it_comes_from(handled: Any) -> None:
    seen = []
    handled("test", lambda duty: seen.append(current_request_id()))
    with in_context_of(request_id="request-1234"):
        owed()

    drain(Delivery)

    assert seen == ["request-1234"]


# Acting.


def test_a_duty_is_acted_on_and_done(handled: Any) -> None:
    act = Acts()
    handled("test", act)
    duty = owed()

    assert drain(Delivery) == 1

    duty.refresh_from_db()
    assert act.seen == [duty.dedupe_key]
    assert (duty.status, duty.tries, duty.lease_token) == (DutyStatus.DONE, 1, None)
    assert duty.done_at is not None
    assert drain(Delivery) == 0


@pytest.mark.django_db(transaction=True)
def test_the_act_runs_outside_any_transaction(handled: Any) -> None:
    seen = []
    handled("test", lambda duty: seen.append(connection.in_atomic_block))
    owed()

    drain(Delivery)

    assert seen == [False]


@pytest.mark.django_db(transaction=True)
def test_duties_are_not_drained_inside_a_transaction() -> None:
    with transaction.atomic(), pytest.raises(Misplaced):
        drain(Delivery)


def test_the_effect_is_written_with_the_record(handled: Any) -> None:
    seen = []
    handled("test", lambda duty: done(lambda: seen.append(is_in_transaction())))
    owed()

    drain(Delivery)

    assert seen == [True]


def test_an_effect_that_fails_leaves_the_duty_to_be_tried_again(handled: Any) -> None:
    def effect() -> None:
        Channel.objects.create(name="half", probe_at=Now())
        raise IntegrityError

    handled("test", lambda duty: done(effect))
    duty = owed()

    drain(Delivery)

    duty.refresh_from_db()
    assert (duty.status, duty.last_error) == (DutyStatus.WAITING, "IntegrityError")
    assert not Channel.objects.exists()


def test_nothing_is_recorded_under_a_stale_token(handled: Any) -> None:
    """Somebody took over while we acted: neither the effect nor the state is ours any more."""
    other = uuid.uuid4()

    def act(duty: Delivery) -> Any:
        Delivery.objects.filter(pk=duty.pk).update(lease_token=other)
        return done(lambda: Channel.objects.create(name="effect", probe_at=Now()))

    handled("test", act)
    duty = owed()

    drain(Delivery)

    duty.refresh_from_db()
    assert (duty.status, duty.lease_token) == (DutyStatus.LEASED, other)
    assert not Channel.objects.exists()


def test_a_duty_that_somebody_took_over_is_not_begun(handled: Any) -> None:
    handled("test", Acts())
    owed()
    (duty,) = claim(Delivery, 20)
    Delivery.objects.update(lease_token=uuid.uuid4())

    assert not begin(duty, 60)
    assert Delivery.objects.get().tries == 0


def test_an_outcome_may_say_that_the_facts_have_changed(handled: Any) -> None:
    handled("test", lambda duty: cancelled("account closed"))
    duty = owed()

    drain(Delivery)

    duty.refresh_from_db()
    assert (duty.status, duty.last_error) == (DutyStatus.CANCELLED, "account closed")


def test_an_outcome_may_ask_to_come_back_without_counting(handled: Any) -> None:
    handled("test", lambda duty: again(timedelta(minutes=10), counts_as_try=False))
    duty = owed()

    drain(Delivery)

    duty.refresh_from_db()
    assert (duty.status, duty.tries) == (DutyStatus.WAITING, 0)
    assert 590 < seconds_until(duty.next_at) < 601


def test_columns_of_the_table_are_written_with_the_record(handled: Any) -> None:
    handled("test", lambda duty: done(payload={"stripe": "pi_1"}))
    duty = owed()

    drain(Delivery)

    duty.refresh_from_db()
    assert duty.payload == {"stripe": "pi_1"}


# Failing.


def test_a_failure_climbs_the_ladder_with_jitter(handled: Any) -> None:
    handled("test", Acts(ValueError("private words")))
    duty = owed()

    for rung in (10, 30, 60, 300, 900, 1800, 3600):
        drain(Delivery)
        duty.refresh_from_db()
        assert duty.status == DutyStatus.WAITING
        assert rung * 0.79 < seconds_until(duty.next_at) < rung * 1.21
        age(next_at=0)


def test_a_duty_is_dead_after_eight_tries_and_says_so(handled: Any, caplog: pytest.LogCaptureFixture) -> None:
    act, died = Acts(ValueError("private words")), []
    handled("test", act)
    duty = owed()
    duties.duty_died.connect(lambda sender, duty, **_: died.append(duty.pk), weak=False, dispatch_uid="test")

    for _ in range(10):
        drain(Delivery)
        age(next_at=0)
    duties.duty_died.disconnect(dispatch_uid="test")

    duty.refresh_from_db()
    assert (duty.status, duty.tries, duty.last_error) == (DutyStatus.DEAD, 8, "ValueError")
    assert len(act.seen) == 8
    assert died == [duty.pk]
    assert "duty.dead" in caplog.messages


def test_an_endless_kind_is_never_dead_by_a_count(handled: Any) -> None:
    handled("test", Acts(ValueError()), is_endless=True)
    duty = owed()

    for _ in range(12):
        drain(Delivery)
        age(next_at=0)

    duty.refresh_from_db()
    assert (duty.status, duty.tries) == (DutyStatus.WAITING, 12)


def test_a_kind_may_have_its_own_ladder(handled: Any) -> None:
    handled("test", Acts(ValueError()), ladder=(timedelta(seconds=2),))
    duty = owed()

    drain(Delivery)

    duty.refresh_from_db()
    assert seconds_until(duty.next_at) < 2.5


def test_a_definitive_refusal_is_dead_at_once(handled: Any) -> None:
    handled("test", Acts(DefinitiveRefusal("550")))
    duty = owed()

    drain(Delivery)

    duty.refresh_from_db()
    assert (duty.status, duty.tries, duty.last_error) == (DutyStatus.DEAD, 1, "DefinitiveRefusal 550")


def test_a_handler_may_bury_its_duty(handled: Any) -> None:
    handled("test", lambda duty: dead("card_declined"))
    duty = owed()

    drain(Delivery)

    duty.refresh_from_db()
    assert (duty.status, duty.last_error) == (DutyStatus.DEAD, "card_declined")


def test_an_unknown_kind_is_dead_at_once() -> None:
    duty = owed("nobody-handles-this")

    drain(Delivery)

    duty.refresh_from_db()
    assert (duty.status, duty.last_error) == (DutyStatus.DEAD, "UnknownKind")


def test_a_duty_whose_worker_died_eight_times_is_buried_without_another_try(handled: Any) -> None:
    act = Acts()
    handled("test", act)
    duty = owed()
    claim(Delivery, 1)
    Delivery.objects.update(tries=8, lease_until=Now() - timedelta(seconds=1))

    drain(Delivery)

    duty.refresh_from_db()
    assert (duty.status, duty.last_error, act.seen) == (DutyStatus.DEAD, "WorkerDied", [])


# Channels.


def test_a_channel_that_fails_gives_the_try_back_and_holds_the_others(handled: Any) -> None:
    act, other = Acts(ChannelFailure("refused")), Acts()
    handled("mail", act, channel="smtp")
    handled("elsewhere", other)
    for number in range(5):
        owed("mail", f"mail:{number}")
    owed("elsewhere", "elsewhere:1", priority=9)

    drain(Delivery)
    drain(Delivery)

    assert act.seen == ["mail:0"]
    assert other.seen == ["elsewhere:1"]
    assert set(Delivery.objects.filter(kind="mail").values_list("status", "tries")) == {("waiting", 0)}


def test_one_duty_knocks_at_a_closed_channel_and_reopens_it(handled: Any) -> None:
    act = Acts(ChannelFailure("refused"), None)
    handled("mail", act, channel="smtp")
    for number in range(3):
        owed("mail", f"mail:{number}")
    drain(Delivery)
    assert Channel.objects.get().name == "smtp"

    Channel.objects.update(probe_at=Now())
    drain(Delivery)

    assert not Channel.objects.exists()
    assert act.seen == ["mail:0", "mail:1", "mail:2"]
    assert Delivery.objects.filter(status=DutyStatus.DONE).count() == 2


def test_only_one_worker_knocks(handled: Any) -> None:
    handled("mail", Acts(), channel="smtp")
    duties.open_breaker("smtp")
    Channel.objects.update(probe_at=Now())

    assert [duties.breaker.may_probe("smtp") for _ in range(3)] == [True, False, False]


def test_a_mail_server_down_for_half_a_day_kills_no_duty(handled: Any) -> None:
    """Twelve hours of knocking every fifteen seconds would be 2,880 failures: thirty tell as much."""
    act = Acts(ChannelFailure("refused"))
    handled("mail", act, channel="smtp")
    for number in range(3):
        owed("mail", f"mail:{number}")

    for _ in range(30):
        drain(Delivery)
        age(next_at=0)
        Channel.objects.update(probe_at=Now())

    assert len(act.seen) == 30
    assert set(Delivery.objects.values_list("status", "tries")) == {("waiting", 0)}


@pytest.mark.parametrize(("asked", "waited"), [(120, 120), (7200, 3600), (1, 15)])
def test_a_pause_asked_by_the_service_is_honoured_up_to_an_hour(
    asked: int, waited: int, handled: Any
) -> None:
    handled("mail", Acts(ChannelFailure("429", retry_after=timedelta(seconds=asked))), channel="smtp")
    owed("mail")

    drain(Delivery)

    assert waited - 1 < seconds_until(Channel.objects.get().probe_at) <= waited


# Claiming.


def test_the_urgent_comes_first_then_the_oldest(handled: Any) -> None:
    act = Acts()
    handled("test", act)
    owed(key="normal", priority=5)
    owed(key="bulk", priority=9)
    owed(key="code", priority=0)
    owed(key="later", priority=5)

    drain(Delivery)

    assert act.seen == ["code", "normal", "later", "bulk"]


def test_what_is_not_due_waits_for_the_clock_of_the_database(handled: Any) -> None:
    act = Acts()
    handled("test", act)
    owed(key="tomorrow", next_at=timezone.now() + timedelta(hours=24))

    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert drain(Delivery) == 0
    with time_machine.travel(timezone.now() - timedelta(hours=1), tick=False):
        owed(key="now")
        assert drain(Delivery) == 1

    assert act.seen == ["now"]


def test_a_lease_that_ran_out_is_taken_over(handled: Any) -> None:
    handled("test", Acts())
    duty = owed()
    claim(Delivery, 20)
    assert claim(Delivery, 20) == []

    age(lease_until=1)

    assert [row.pk for row in claim(Delivery, 20)] == [duty.pk]


@pytest.mark.parametrize("fate", [{"tries": 2}, {"tries": 1, "died": True}])
def test_a_suspect_is_claimed_alone(fate: dict[str, int], handled: Any) -> None:
    """Two failures, or a worker that died on it: its neighbours must not wait for its lease."""
    handled("test", Acts())
    for number in range(4):
        owed(key=f"{number}")
    suspect = Delivery.objects.filter(dedupe_key="1")
    suspect.update(tries=fate["tries"])
    if fate.get("died"):
        suspect.update(status="leased", lease_token=uuid.uuid4(), lease_until=Now() - timedelta(seconds=1))

    batches = [[row.dedupe_key for row in claim(Delivery, 20)] for _ in range(3)]

    assert batches == [["0", "2", "3"], ["1"], []]


def test_one_kind_takes_at_most_two_hundred_places_of_a_tick(
    handled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "MOST_OF_ONE_KIND", 40)
    letter, code = Acts(), Acts()
    handled("letter", letter)
    handled("code", code)
    Delivery.objects.bulk_create([Delivery(kind="letter", dedupe_key=f"l{n}", priority=1) for n in range(90)])
    owed("code", "code", priority=9)

    drain(Delivery)

    assert len(letter.seen) == 40
    assert code.seen == ["code"]


def test_a_tick_that_is_over_gives_back_what_it_did_not_begin(
    handled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]

    def act(duty: Delivery) -> None:
        now[0] += 19

    monkeypatch.setattr(running, "time", SimpleNamespace(monotonic=lambda: now[0]))
    handled("test", act)
    for number in range(20):
        owed(key=f"{number}")

    assert drain(Delivery, seconds=10) == 1

    assert Delivery.objects.filter(status=DutyStatus.DONE).count() == 1
    assert Delivery.objects.filter(status=DutyStatus.WAITING, tries=0).count() == 19


def test_a_table_may_act_on_one_row_of_a_thing_at_a_time(
    handled: Any, monkeypatch: pytest.MonkeyPatch, django_user_model: Any
) -> None:
    monkeypatch.setattr(Delivery, "SERIAL_BY", "user_id")
    handled("test", Acts())
    first, second = (django_user_model.objects.create_user(f"{name}@exemple.example") for name in "ab")
    for number, user in enumerate((first, first, second)):
        owed(key=f"{number}", user=user)

    batches = [[row.dedupe_key for row in claim(Delivery, 20)] for _ in range(3)]

    assert batches == [["0"], ["2"], []]
    assert duties.run_one(Delivery.objects.get(dedupe_key="1")).status == DutyStatus.WAITING
    Delivery.objects.filter(dedupe_key="0").update(status="waiting", lease_token=None, lease_until=None)
    assert duties.run_one(Delivery.objects.get(dedupe_key="1")).status == DutyStatus.DONE


def test_a_page_may_run_its_own_row_at_once(handled: Any) -> None:
    act = Acts()
    handled("test", act)
    mine = owed(key="mine", next_at=timezone.now() + timedelta(hours=1))
    owed(key="other")

    assert duties.run_one(mine).status == DutyStatus.DONE
    assert duties.run_one(mine).status == DutyStatus.DONE
    assert act.seen == ["mine"]


# The database holds what the code promises.


@pytest.mark.parametrize(
    "lie",
    [
        "status = 'unknown'",
        "status = 'leased'",
        "lease_token = gen_random_uuid()",
        "status = 'done', done_at = NULL",
        "sealed = 'x', expires_at = NULL",
    ],
)
def test_the_database_refuses_a_row_that_lies(lie: str) -> None:
    owed()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE notifications_delivery SET {lie}")  # noqa: S608 - the cases above


# Upkeep.


def test_a_dead_duty_is_replayed_with_all_its_tries(handled: Any) -> None:
    act = Acts(DefinitiveRefusal("550"), None)
    handled("test", act)
    duty = owed()
    drain(Delivery)

    assert duties.replay(duty)
    assert not duties.replay(duty)
    drain(Delivery)

    duty.refresh_from_db()
    assert (duty.status, duty.tries) == (DutyStatus.DONE, 1)


def test_a_dead_duty_is_given_up(handled: Any) -> None:
    handled("test", Acts(DefinitiveRefusal("550")))
    duty = owed()
    assert not duties.withdraw(duty)
    drain(Delivery)

    assert duties.withdraw(duty)

    duty.refresh_from_db()
    assert duty.status == DutyStatus.CANCELLED


def test_the_night_empties_old_rows_of_a_log_and_deletes_the_others(
    handled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    handled("test", Acts())
    old, fresh = owed(key="old", payload={"a": 1}), owed(key="fresh", payload={"a": 1})
    drain(Delivery)
    Delivery.objects.filter(pk=old.pk).update(created_at=Now() - timedelta(days=91))

    duties.purge_done()
    assert dict(Delivery.objects.values_list("dedupe_key", "payload")) == {"old": {}, "fresh": {"a": 1}}

    monkeypatch.setattr(Delivery, "IS_A_LOG", False)
    duties.purge_done()
    assert list(Delivery.objects.all()) == [fresh]


def test_every_table_of_duties_is_drained_by_one_queue() -> None:
    tables = [table for queue in duties.Queue for table in duties.duty_models(queue)]

    assert sorted(table.__name__ for table in tables) == sorted(t.__name__ for t in duties.duty_models())
    assert Delivery in duties.duty_models(duties.Queue.MAIL)
