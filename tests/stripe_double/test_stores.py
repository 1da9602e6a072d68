"""One world for several processes, that a rollback in SIO does not touch."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections, transaction

from billing.gateway import calls, errors, types
from billing.stripe_double import stores, switches
from billing.stripe_double.stores import ALIAS, DatabaseStore, MemoryStore, Store
from billing.stripe_double.world import World
from tests.stripe_double.conftest import charge, intent_of, transfer_of

shared = pytest.mark.django_db(transaction=True, databases=["default", ALIAS])


@pytest.fixture
def shared_world(transactional_db: None, settings: Any) -> Iterator[None]:
    settings.STRIPE_DOUBLE_STORE = "database"
    switches.reset(fee_ppm=0)
    yield
    connections[ALIAS].close()


@pytest.fixture(params=["memory", "database"])
def store(request: pytest.FixtureRequest) -> Store:
    if request.param == "memory":
        return MemoryStore()
    request.getfixturevalue("shared_world")
    return DatabaseStore()


@shared
def test_both_stores_keep_documents_in_the_order_of_their_birth(store: Store) -> None:
    with store.turn():
        for number in (1, 2, 3):
            store.put("shelf", f"k{number}", {"n": number}, owner="a" if number < 3 else "b")
        store.put("shelf", "k1", {"n": 10}, owner="a")
        assert store.each("shelf") == [{"n": 10}, {"n": 2}, {"n": 3}]
        assert store.each("shelf", owner="a") == [{"n": 10}, {"n": 2}]
        assert (store.get("shelf", "k2"), store.get("other", "k2"), store.find("k3")) == (
            {"n": 2},
            None,
            {"n": 3},
        )
        store.drop("shelf", "k2")
        store.drop("shelf", "k2")
        assert store.get("shelf", "k2") is None
        store.clear()
        assert store.each("shelf") == []


def test_a_document_changes_only_when_it_is_put_back() -> None:
    store = MemoryStore()
    store.put("shelf", "k", {"n": 1})
    document = store.get("shelf", "k")
    assert document is not None
    document["n"] = 2
    assert store.get("shelf", "k") == {"n": 1}


@shared
def test_a_rollback_in_sio_does_not_undo_what_stripe_did(shared_world: None) -> None:
    world = World()
    with transaction.atomic():
        with world.turn():
            world.create("customer", "cus", email="a@example.fr")
        transaction.set_rollback(True)
    assert [one["email"] for one in world.each("customer")] == ["a@example.fr"]


@shared
def test_the_standard_bill_on_the_database(shared_world: None) -> None:
    customer = calls.create_customer(types.NewCustomer(email="a@example.fr", name="A"), key="customer:1:1")
    account = calls.create_account(
        types.NewAccount(contact_email="c@example.fr", display_name="C"), key="account:1:1"
    )
    switches.activate(account.id)
    calls.create_transfer(transfer_of(account, charge(customer).charge_id or ""), key="transfer:1:1")
    assert (switches.state()["platform"], switches.state()["accounts"]) == (1555, {account.id: 10800})


@shared
def test_threads_with_one_key_make_one_charge_on_the_database(shared_world: None) -> None:
    customer = calls.create_customer(types.NewCustomer(email="a@example.fr", name="A"), key="customer:1:1")
    new = intent_of(customer, switches.give_means(customer.id)["id"])

    def attempt(_: int) -> str:
        try:
            while True:
                try:
                    return calls.create_payment_intent(new, key="charge:1:1").id
                except errors.Indeterminate:  # 409 while another thread holds the key
                    continue
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(attempt, range(4)))) == 1
    assert switches.state()["counts"]["charge"] == 1


SECOND_PROCESS = """
import django; django.setup()
from billing.gateway import calls, types
print(calls.create_customer(types.NewCustomer(email="b@example.fr", name="B"), key="customer:2:1").id)
"""


@shared
def test_two_processes_see_one_world(
    shared_world: None, process_environment: Callable[..., dict[str, str]]
) -> None:
    environment = process_environment(
        STRIPE_DOUBLE_STORE="database", DJANGO_SETTINGS_MODULE="sio.settings.test"
    )
    made = subprocess.run(
        [sys.executable, "-c", SECOND_PROCESS], env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()
    assert [one.id for one in calls.list_customers(email="b@example.fr")] == [made]


def test_the_settings_choose_the_store(settings: Any) -> None:
    assert stores.current() is stores.current()
    settings.STRIPE_DOUBLE_STORE = "database"
    assert isinstance(stores.current(), DatabaseStore)
