"""`manage.py run_duties [--once]`: the worker's work without Celery: for tests, the demo, and a long absence of Redis."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sio.calendar import JOBS
from sio.lib.duties import Queue
from sio.lib.jobs import run_due_jobs
from sio.tasks import drain_queue


class Command(BaseCommand):
    help = "Act on what is due: every table of duties, then the calendar. Runs until stopped, or once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is due any more")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        while True:
            begun = sum(drain_queue(queue) for queue in Queue)
            run_due_jobs(JOBS)
            self.stdout.write(f"{begun} duties begun.")
            if once and not begun:
                return
            if not begun:
                time.sleep(1)
