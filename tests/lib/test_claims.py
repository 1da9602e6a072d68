"""C11: two workers, one duty. Real connections, real threads; and the same without the protection."""

import threading
import uuid
from collections.abc import Iterator

import pytest
from django.db import connection

from notifications.models import Delivery
from sio.lib.duties import claims, drain
from tests.lib.conftest import Acts

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 100
# Both clients have read before either writes: what two workers on two machines do every day.
PLAIN_SELECT = claims.CLAIM.replace("FOR UPDATE SKIP LOCKED", "").replace(
    "FROM batch WHERE duty.id = batch.id", "FROM batch, pg_sleep(0.003) WHERE duty.id = batch.id"
)


def waiting(count: int) -> None:
    Delivery.objects.bulk_create([Delivery(kind="test", dedupe_key=f"test:{n}") for n in range(count)])


def two_claims() -> list[list[int]]:
    """Two clients claim at the same moment; what each of them believes to hold."""
    start, taken = threading.Barrier(2), []

    def claim() -> None:
        try:
            start.wait()
            taken.append(_ids(claims.claim(Delivery, 20)))
        finally:
            connection.close()

    threads = [threading.Thread(target=claim) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _ids(rows: list[Delivery]) -> list[int]:
    return [row.pk for row in rows]


def doubles() -> int:
    """In how many rounds did both clients hold a same row."""
    found = 0
    for _ in range(ROUNDS):
        Delivery.objects.update(status="waiting", lease_token=None, lease_until=None)
        first, second = two_claims()
        found += bool(set(first) & set(second))
    return found


def test_two_workers_never_hold_the_same_duty() -> None:
    waiting(30)

    assert doubles() == 0


def test_two_workers_hold_the_same_duty_without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: with plain reads, and each worker trusting what it has read, at least 20 rounds in 100."""
    waiting(30)
    monkeypatch.setattr(claims, "CLAIM", PLAIN_SELECT)
    monkeypatch.setattr(claims, "_rows", lambda model, ids, token: model.objects.filter(pk__in=ids))

    assert doubles() >= 20


def test_two_drains_at_once_act_once_on_each(handled: object) -> None:
    act = Acts()
    handled("test", act)  # type: ignore[operator]
    waiting(100)
    threads = [threading.Thread(target=_drain_elsewhere) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(act.seen) == sorted(f"test:{n}" for n in range(100))
    assert set(Delivery.objects.values_list("status", "tries")) == {("done", 1)}


def _drain_elsewhere() -> None:
    try:
        drain(Delivery)
    finally:
        connection.close()


def test_a_claim_of_twenty_from_a_hundred_thousand_rows_reads_the_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO notifications_delivery (public_id, kind, dedupe_key, payload, status, tries, max_tries,
                                                priority, last_error, request_id, next_at, done_at)
            SELECT gen_random_uuid(), 'test', 'k' || n, '{}', CASE WHEN n % 10 = 0 THEN 'waiting' ELSE 'done' END,
                   0, 8, n % 10, '', '', statement_timestamp() - n * interval '1 second', statement_timestamp()
            FROM generate_series(1, 100000) AS n
            """
        )
        cursor.execute("ANALYZE notifications_delivery")
        parameters = claims._parameters(Delivery, 20, uuid.uuid4(), None, ())
        cursor.execute("EXPLAIN (FORMAT JSON) " + claims._claim_sql(Delivery, None), parameters)
        plan = cursor.fetchone()[0][0]["Plan"]

    used = {(node["Node Type"], node.get("Index Name")) for node in nodes(plan) if _reads_the_table(node)}
    assert {name for _, name in used} == {"delivery_due", "delivery_leased", "notifications_delivery_pkey"}
    assert not any("Seq Scan" in kind for kind, _ in used)


def nodes(plan: dict) -> Iterator[dict]:  # type: ignore[type-arg]
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


def _reads_the_table(node: dict) -> bool:  # type: ignore[type-arg]
    return node.get("Relation Name") == "notifications_delivery" and "Scan" in node["Node Type"]
