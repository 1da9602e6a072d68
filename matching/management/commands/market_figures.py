"""Print the figures of a fair market over 28 days, the whole base then each part of it (docs/matching.md §13)."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from accounts.enums import Place
from matching.figures import Markets, Measure, Window, measures, read_markets, words, worst_first
from sio.lib.dates import today


class Command(BaseCommand):
    help = "Print the figures of a fair market over the 28 days that end the day before: the whole base, then each town, place and job, worst first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="YYYY-MM-DD; today by default")
        parser.add_argument("--town", default="", help="only there, as in Lyon (69)")
        parser.add_argument("--place", default="", choices=["", *Place.values], help="only there")
        parser.add_argument("--job", default="", help="only this one, as in Office manager")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of sentences")

    def handle(self, *args: Any, **options: Any) -> None:
        markets = read_markets(Window(options["on"] or today()))
        cells = markets.narrowed(town=options["town"], place=options["place"], job=options["job"])
        told, hidden = worst_first(markets, cells)
        if options["json"]:
            whole = words.as_json(measures(markets.whole), markets.window)
            parts = [words.part_as_json(one) for one in told]
            self.stdout.write(json.dumps(whole | {"segments": parts, "hidden_cells": hidden}))
            return
        self._print_whole(markets)
        for one in told:
            self._print(f"\n{one.segment}, {one.people} personnes", one.known)
        self.stdout.write(f"\n{words.hidden_cells(hidden)}")

    def _print_whole(self, markets: Markets) -> None:
        self._print(f"Le marché {words.span(markets.window)}", measures(markets.whole))
        for why, people in words.unseen_lines(markets.unseen()):
            self.stdout.write(f"Jamais montrées\u00a0: {why}, {people}")
        self.stdout.write(words.NOT_STORED)

    def _print(self, title: str, found: Sequence[Measure]) -> None:
        self.stdout.write(title)
        for name, value, verdict, bound, interval, count in words.table(found):
            line = f"{name}\u00a0: {value}, {verdict} (cible {bound}, intervalle {interval}, {count} observations)"
            self.stdout.write(line)
