"""Beat: keeps its schedule in memory (it is in code), and shows that it is alive."""

import logging
from typing import Any

from celery.beat import Scheduler as InMemoryScheduler
from django.db import Error, close_old_connections

from sio.lib import heartbeats

logger = logging.getLogger("sio.beat")


class Scheduler(InMemoryScheduler):  # type: ignore[misc]  # Celery has no types
    """Celery's plain scheduler with a heartbeat; PostgreSQL away stops no tick."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        self.show_life()
        wait: float = super().tick(*args, **kwargs)
        return wait

    def show_life(self) -> None:
        try:
            close_old_connections()
            heartbeats.beat(heartbeats.BEAT)
        except Error:
            logger.warning("beat.no_database")
