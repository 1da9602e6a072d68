"""The frame of an act: one transaction, tried again when PostgreSQL asks for it."""

from typing import Any

import psycopg.errors
import pytest
from django.db import OperationalError, transaction

from sio.lib.duties import Channel
from sio.lib.guards import is_in_transaction
from sio.lib.lives import ForbiddenMove, check_move
from sio.lib.services import service


def deadlock(kind: type[Exception] = psycopg.errors.DeadlockDetected) -> OperationalError:
    error = OperationalError("postgres gave up")
    error.__cause__ = kind()
    return error


def failing(*errors: Exception) -> tuple[Any, list[bool]]:
    """A service that fails so many times, then answers; and what it saw at each call."""
    left, calls = list(errors), []

    @service
    def act() -> str:
        calls.append(is_in_transaction())
        if left:
            raise left.pop(0)
        return "done"

    return act, calls


@pytest.mark.django_db(transaction=True)
def test_a_service_is_one_transaction() -> None:
    @service
    def act() -> None:
        Channel.objects.create(name="fact", probe_at="2026-01-01T00:00Z")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert not Channel.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure])
def test_a_deadlock_is_tried_again_twice(kind: type[Exception]) -> None:
    act, calls = failing(deadlock(kind), deadlock(kind))

    assert act() == "done"
    assert calls == [True, True, True]


@pytest.mark.django_db(transaction=True)
def test_the_third_deadlock_is_told() -> None:
    act, calls = failing(*(deadlock() for _ in range(3)))

    with pytest.raises(OperationalError):
        act()

    assert len(calls) == 3


@pytest.mark.django_db(transaction=True)
def test_nothing_else_is_tried_again() -> None:
    act, calls = failing(deadlock(psycopg.errors.LockNotAvailable))

    with pytest.raises(OperationalError):
        act()

    assert len(calls) == 1


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_whoever_opened_it_tries_again() -> None:
    act, calls = failing(deadlock())

    with pytest.raises(OperationalError), transaction.atomic():
        act()

    assert len(calls) == 1


def test_a_service_keeps_its_name_and_words() -> None:
    @service
    def publish(mission: int) -> int:
        """Publish a mission."""
        return mission

    assert (publish.__name__, publish.__doc__) == ("publish", "Publish a mission.")


def test_a_life_goes_only_where_it_leads() -> None:
    moves = {"draft": frozenset({"submitted"})}

    check_move(moves, "draft", "submitted")
    with pytest.raises(ForbiddenMove) as forbidden:
        check_move(moves, "draft", "published", thing="mission", message="Cette mission n’est pas envoyée.")

    assert forbidden.value.message == "Cette mission n’est pas envoyée."
    assert str(forbidden.value) == "mission: draft → published"


def test_a_forbidden_move_always_has_a_sentence_for_the_person() -> None:
    with pytest.raises(ForbiddenMove) as forbidden:
        check_move({}, "a", "b")

    assert forbidden.value.message
