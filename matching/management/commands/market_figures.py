"""Print the figures of a fair market over 28 days (docs/matching.md §13d)."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from matching.figures import Window, measures, read_market, words
from sio.lib.dates import today


class Command(BaseCommand):
    help = "Print the figures of a fair market over the 28 days that end the day before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="YYYY-MM-DD; today by default")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of sentences")

    def handle(self, *args: Any, **options: Any) -> None:
        window = Window(options["on"] or today())
        found = measures(read_market(window))
        if options["json"]:
            self.stdout.write(json.dumps(words.as_json(found, window)))
            return
        self.stdout.write(f"Le marché {words.span(window)}")
        for name, value, verdict, bound, interval, count in words.table(found):
            line = f"{name}\u00a0: {value}, {verdict} (cible {bound}, intervalle {interval}, {count} observations)"
            self.stdout.write(line)
        self.stdout.write(words.NOT_STORED)
