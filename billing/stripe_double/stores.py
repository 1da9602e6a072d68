"""Where the world is kept: documents on shelves, in memory or in the database.

Memory: fast, one process, forgotten at its end; unit and service tests. Database: `make run`, browser tests and
tests with several processes, so that web, worker and beat see one world. It goes through a connection of its own
(the alias `stripe_double`): a rollback in SIO must not undo what "Stripe" did. In tests the alias is a mirror of the
default database, without migrations of its own; a test that uses the database store therefore needs
`transactional_db` (a Django test case would hide its open transaction from the other connection), and pytest-django
must be told of the alias: `@pytest.mark.django_db(transaction=True, databases=["default", "stripe_double"])`.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from django.conf import settings
from django.db import connections, transaction

Body = dict[str, Any]

ALIAS = "stripe_double"
LOCK = 7_815_422


class Store(Protocol):
    """Documents by shelf and key, in the order of their birth; `owner` is the connected account, or empty."""

    def turn(self) -> AbstractContextManager[None]: ...
    def get(self, shelf: str, key: str) -> Body | None: ...
    def find(self, key: str) -> Body | None: ...
    def put(self, shelf: str, key: str, body: Body, owner: str = "") -> None: ...
    def drop(self, shelf: str, key: str) -> None: ...
    def each(self, shelf: str, owner: str | None = None) -> list[Body]: ...
    def clear(self) -> None: ...


class MemoryStore:
    """Documents are kept as JSON, so that nobody changes one without putting it back."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.shelves: dict[str, dict[str, tuple[str, str]]] = {}

    @contextmanager
    def turn(self) -> Iterator[None]:
        with self.lock:
            yield

    def get(self, shelf: str, key: str) -> Body | None:
        found = self.shelves.get(shelf, {}).get(key)
        return json.loads(found[1]) if found else None

    def find(self, key: str) -> Body | None:
        for shelf in self.shelves.values():
            if key in shelf:
                return json.loads(shelf[key][1])  # type: ignore[no-any-return]
        return None

    def put(self, shelf: str, key: str, body: Body, owner: str = "") -> None:
        self.shelves.setdefault(shelf, {})[key] = (owner, json.dumps(body))

    def drop(self, shelf: str, key: str) -> None:
        self.shelves.get(shelf, {}).pop(key, None)

    def each(self, shelf: str, owner: str | None = None) -> list[Body]:
        documents = self.shelves.get(shelf, {}).values()
        return [json.loads(text) for whose, text in documents if owner is None or whose == owner]

    def clear(self) -> None:
        self.shelves.clear()


class DatabaseStore:
    """One transaction of its own and one advisory lock per turn: calls are serial, a killed one leaves nothing."""

    @contextmanager
    def turn(self) -> Iterator[None]:
        with transaction.atomic(using=ALIAS):
            with connections[ALIAS].cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            yield

    def get(self, shelf: str, key: str) -> Body | None:
        return self._first(shelf=shelf, key=key)

    def find(self, key: str) -> Body | None:
        return self._first(key=key)

    def _first(self, **where: str) -> Body | None:
        body: Body | None = self._documents().filter(**where).values_list("body", flat=True).first()
        return body

    def put(self, shelf: str, key: str, body: Body, owner: str = "") -> None:
        documents = self._documents()
        documents.bulk_create(
            [documents.model(shelf=shelf, key=key, body=body, owner=owner)],
            update_conflicts=True,
            unique_fields=["shelf", "key"],
            update_fields=["body", "owner"],
        )

    def drop(self, shelf: str, key: str) -> None:
        self._documents().filter(shelf=shelf, key=key).delete()

    def each(self, shelf: str, owner: str | None = None) -> list[Body]:
        documents = self._documents().filter(shelf=shelf)
        if owner is not None:
            documents = documents.filter(owner=owner)
        return list(documents.values_list("body", flat=True))

    def clear(self) -> None:
        self._documents().all().delete()

    def _documents(self) -> Any:
        from billing.stripe_double.models import Document

        return Document.objects.using(ALIAS)


_memory = MemoryStore()


def forget() -> None:
    """Empty the memory store: between two tests."""
    _memory.clear()


def current() -> Store:
    """The store the settings ask for (STRIPE_DOUBLE_STORE)."""
    return _memory if settings.STRIPE_DOUBLE_STORE == "memory" else DatabaseStore()
