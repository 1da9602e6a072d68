"""Bring the table of towns in line with the official file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.communes import Report, import_towns, read_towns
from sio.lib.errors import Refusal


class Command(BaseCommand):
    help = (
        "Imports the towns of France (INSEE and La Poste data, Licence Ouverte 2.0; comma-separated, with a header). "
        "May run any number of times."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"Fichier introuvable : {path}")
        self.stdout.write(f"Lecture de {path.name}…")
        try:
            towns = read_towns(path)
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{len(towns.cities)} communes lues.")
        report = import_towns(towns, dry_run=options["dry_run"], progress=self._say_progress)
        self.stdout.write(self.style.SUCCESS(_summary(report, dry_run=options["dry_run"])))

    def _say_progress(self, done: int) -> None:
        self.stdout.write(f"  {done} communes créées")


def _summary(report: Report, *, dry_run: bool) -> str:
    intention = "Essai, rien n’est écrit : " if dry_run else ""
    return (
        f"{intention}{report.created} créées, {report.updated} mises à jour, {report.unchanged} inchangées, "
        f"{report.aliases} autres noms."
    )
