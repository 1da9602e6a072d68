"""Play invented markets under several orders of display, and print what each does to people (docs/matching.md §13).

Reads and writes no row. For development: it keeps every core busy.
"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from matching.simulation import study, tables


class Command(BaseCommand):
    help = "Play invented markets under several orders of display. For development."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--worlds", type=int, default=2, help="of each kind, two at least; 2 by default")
        parser.add_argument("--seed", type=int, default=1, help="of the first world; 1 by default")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("simulate_market is for development: it runs where DEBUG is on.")
        if options["worlds"] < 2:
            raise CommandError("A standard error needs two worlds of each kind.")
        kinds = tables.kinds(study.study(options["worlds"], options["seed"]))
        for kind, room in zip(kinds, tables.headroom(kinds), strict=True):
            self._print(room, [tables.HEADS, *tables.rows(kind)])
        self._print("Goals", [tables.GOAL_HEADS, *(goal.cells for goal in tables.goals(kinds))])

    def _print(self, title: str, rows: list[tuple[str, ...]]) -> None:
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        self.stdout.write(f"\n{title}")
        for row in rows:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
