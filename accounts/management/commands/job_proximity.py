"""How near the office jobs are to each other, from the official ROME files (docs/matching.md §4.2): for the seed."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.rome import proximities
from accounts.rome_import import SOURCE
from accounts.seeds import rows
from sio.lib.errors import Refusal


class Command(BaseCommand):
    help = "Prints the table of proximity of the office jobs, in hundredths: tab-separated, or as Python."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="folder of the official ROME files")
        parser.add_argument("--python", action="store_true", help="the pairs, as in matching/proximity.py")

    def handle(self, *args: Any, **options: Any) -> None:
        codes = [row["rome_code"] for row in rows("jobs")]
        try:
            table = proximities(options["folder"], codes)
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        lines = _as_python if options["python"] else _as_table
        self.stdout.write("\n".join(lines(codes, table)))
        self.stderr.write(SOURCE)


def _as_table(codes: Sequence[str], table: Sequence[Sequence[int]]) -> Iterator[str]:
    yield "\t".join(["rome_code", *codes])
    for code, row in zip(codes, table, strict=True):
        yield "\t".join([code, *map(str, row)])


def _as_python(codes: Sequence[str], table: Sequence[Sequence[int]]) -> Iterator[str]:
    """Every pair once: the families and the value of all other pairs have nothing left to say beside it."""
    yield "PAIRS: dict[tuple[str, str], int] = {"
    for (left, code), (right, other) in combinations(enumerate(codes), 2):
        yield f'    ("{code}", "{other}"): {table[left][right]},'
    yield "}"
