"""Close jobs of each ROME code of standard input: one JSON answer a line (docs/matching.md §4.2)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.management.commands.link_skills import as_json
from accounts.rome import Jobs
from sio.lib.errors import Refusal
from sio.lib.lines import answer_lines


class Command(BaseCommand):
    help = "Lists the jobs closest to each ROME code, one a line, from shared skills and knowledge."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, required=True, help="folder of the official ROME files")
        parser.add_argument("--limit", type=int, default=20)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            jobs = Jobs.read(options["data"])
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        limit: int = options["limit"]
        answer_lines(lambda codes: [as_json(jobs.close_to(code.strip().upper(), limit)) for code in codes])
