"""What a request may not do, and what a transaction may not hold open."""

import threading

import pytest
from django.db import transaction

from sio.lib import guards
from sio.lib.guards import (
    Misplaced,
    WebCallUnavailable,
    is_in_transaction,
    one_web_call,
    outside_request_and_transaction,
    serving_request,
)


@pytest.fixture(autouse=True)
def fresh_breaker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "web_calls", guards._WebCalls())


@pytest.mark.django_db
def test_a_worker_may_call_outside() -> None:
    outside_request_and_transaction()


@pytest.mark.django_db
def test_a_transaction_may_not_wait_for_somebody_else() -> None:
    with transaction.atomic(), pytest.raises(Misplaced):
        outside_request_and_transaction()


@pytest.mark.django_db
def test_a_request_may_not_call_outside() -> None:
    with serving_request(), pytest.raises(Misplaced):
        outside_request_and_transaction()


@pytest.mark.django_db
def test_the_transaction_of_the_test_itself_does_not_count() -> None:
    assert not is_in_transaction()
    with transaction.atomic():
        assert is_in_transaction()


@pytest.mark.django_db(transaction=True)
def test_a_savepoint_is_inside_a_transaction() -> None:
    assert not is_in_transaction()
    with transaction.atomic(), transaction.atomic():
        assert is_in_transaction()


@pytest.mark.django_db
def test_a_page_may_make_one_call_of_the_closed_list() -> None:
    with serving_request(), one_web_call():
        outside_request_and_transaction()


@pytest.mark.django_db
def test_that_call_may_not_leave_from_a_transaction_either() -> None:
    with serving_request(), one_web_call(), transaction.atomic(), pytest.raises(Misplaced):
        outside_request_and_transaction()


@pytest.mark.django_db
def test_the_permission_ends_with_the_call() -> None:
    with serving_request():
        with one_web_call():
            pass
        with pytest.raises(Misplaced):
            outside_request_and_transaction()


def test_a_process_makes_one_such_call_at_a_time() -> None:
    refused = []

    def another_page() -> None:
        try:
            with one_web_call():
                pass
        except WebCallUnavailable:
            refused.append(True)

    with one_web_call():
        thread = threading.Thread(target=another_page)
        thread.start()
        thread.join()
    another_page()

    assert refused == [True]


def test_two_failures_send_everybody_to_the_waiting_page(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        with pytest.raises(TimeoutError), one_web_call():
            raise TimeoutError

    with pytest.raises(WebCallUnavailable), one_web_call():
        pass

    monkeypatch.setattr(guards.web_calls, "closed_until", 0.0)
    with one_web_call():
        pass


def test_a_success_forgets_an_earlier_failure() -> None:
    for fails in (True, False, True):
        try:
            with one_web_call():
                if fails:
                    raise TimeoutError
        except TimeoutError:
            pass

    with one_web_call():
        pass
