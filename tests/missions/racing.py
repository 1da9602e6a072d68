"""Several people at once: acts that leave a barrier together, each on a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection, connections

HOOK = 0.004


def at_once(*acts: Callable[[], object]) -> list[BaseException | None]:
    """Run these acts together, each on a connection of its own; what each raised, in order."""
    barrier, raised = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET deadlock_timeout = '10ms'")  # the controls without locks meet many
            barrier.wait()
            act()
        except Exception as error:  # noqa: BLE001 - handed to the test
            raised[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def plain_read(thing):
    """What `lock` would be without its lock."""
    thing.refresh_from_db()
    return thing
