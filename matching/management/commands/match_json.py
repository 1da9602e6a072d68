"""Rank a market given on standard input, one JSON request a line, one JSON answer a line; no row is read or written.

See docs/matching.md §12 for the requests, their fields and their defaults.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from matching.exchange import Session


class Command(BaseCommand):
    help = "Rank profiles for missions given as JSON lines, on the reference, without the database."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        session = Session()
        for number, line in enumerate(sys.stdin, 1):
            self.stdout.write(session.answer_line(line, number))
            self.stdout.flush()
