"""Bring the titles people type in line with the official ROME files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.rome_import import SOURCE, Report, Sheets, import_titles, read_sheets
from sio.lib.errors import Refusal


class Command(BaseCommand):
    help = (
        "Imports the titles of the office jobs from a folder of official ROME 4.0 files, any release "
        "(France Travail, Licence Ouverte 2.0). May run any number of times."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        sheets = self._read(options["folder"])
        if options["dry_run"]:
            self.stdout.write("Essai, rien n’est écrit.")
        report = import_titles(sheets, dry_run=options["dry_run"], progress=self.stdout.write)
        self.stdout.write(self.style.SUCCESS(_summary(report)))
        self.stdout.write(SOURCE)

    def _read(self, folder: Path) -> Sheets:
        self.stdout.write(f"Lecture de {folder}…")
        try:
            sheets = read_sheets(folder)
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{len(sheets)} métiers lus, {sum(map(len, sheets.values()))} titres.")
        return sheets


def _summary(report: Report) -> str:
    said = [_changes(report), f"{report.known} déjà là"]
    if report.elsewhere:
        said.append(f"{report.elsewhere} laissés au métier qui les a déjà")
    if report.left_out:
        said.append(f"{report.left_out} écartés (trop longs, ou réservés par la loi)")
    if report.absent:
        said.append(f"métiers absents des fichiers, gardés tels quels : {', '.join(report.absent)}")
    return " ; ".join(said) + "."


def _changes(report: Report) -> str:
    if not report.created:
        return "Rien à changer"
    return f"{report.created} titres ajoutés"
