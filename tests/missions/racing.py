"""Several people at once: acts that leave a barrier together, each on a connection of its own."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection, connections

HOOK = 0.004

Act = Callable[[], object]
AtOnce = Callable[..., list[BaseException | None]]


def at_once(*acts: Act) -> list[BaseException | None]:
    """Run these acts together; what each raised, in order."""
    with crowd(len(acts)) as together:
        return together(*acts)


@contextmanager
def crowd(size: int) -> Iterator[AtOnce]:
    """So many people who act together, as often as they are asked; each keeps her connection all the while."""
    barrier = threading.Barrier(size)

    def run(act: Act) -> BaseException | None:
        barrier.wait()
        try:
            act()
        except Exception as error:  # noqa: BLE001 - handed to the test
            return error
        return None

    with ThreadPoolExecutor(size, initializer=_sit_down) as people:

        def together(*acts: Act) -> list[BaseException | None]:
            return list(people.map(run, acts))

        yield together
        together(*[connections.close_all] * size)


def _sit_down() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET deadlock_timeout = '10ms'")  # the controls without locks meet many


def plain_read(thing):
    """What `lock` would be without its lock."""
    thing.refresh_from_db()
    return thing
