"""Acts that no test process could survive: registered in the workers that tests start, nowhere else."""

import os
import signal

from django.apps import AppConfig


class Poison(AppConfig):
    name = "tests.faults"
    label = "poison"

    def ready(self) -> None:
        from notifications.models import Delivery
        from sio.lib.duties import handles

        handles(Delivery, "kills")(lambda _: os.kill(os.getpid(), signal.SIGKILL))
