"""Links each line of standard input to skills, jobs or concepts: one JSON answer a line (docs/matching.md §11)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from accounts.labels import read_labels
from accounts.linking import SURE, catalogue_labels, seeded_labels
from sio.lib.errors import Refusal
from sio.lib.lines import answer_lines
from sio.lib.linking import Answer, Label, Linker

SKILLS = "skills"


class Command(BaseCommand):
    help = "Links free French, one query a line, to the catalogue, to ROME jobs or to ESCO concepts."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--target", choices=(SKILLS, "rome", "esco"), required=True)
        parser.add_argument("--data", type=Path, help="a table (id, label) or a folder of official files")
        parser.add_argument("--limit", type=int, default=20)

    def handle(self, *args: Any, **options: Any) -> None:
        linker = _linker(options["target"], options["data"])
        limit: int = options["limit"]
        answer_lines(lambda lines: [as_json(answer) for answer in linker.link_many(lines, limit)])


def _linker(target: str, data: Path | None) -> Linker:
    if target == SKILLS and data is None:
        return Linker(_catalogue(), sure=SURE)
    if data is None:
        raise CommandError(f"--target {target} needs --data.")
    try:
        return Linker(read_labels(data))
    except Refusal as refusal:
        raise CommandError(refusal.message) from refusal


def _catalogue() -> list[Label]:
    """The catalogue of the database; that of the first day where no database answers."""
    try:
        return catalogue_labels()
    except DatabaseError:
        return seeded_labels()


def as_json(answer: Answer) -> dict[str, Any]:
    found = [{"id": one.id, "label": one.label, "score": one.score} for one in answer.candidates]
    return {"query": answer.query, "candidates": found, "confident": answer.is_confident}
