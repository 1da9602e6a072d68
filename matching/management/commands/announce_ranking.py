"""Tell both sides of the rules that come (`matching.changelog.PLANNED`); --dry-run says to whom, and writes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching import changelog
from matching.services.notices import announce_ranking, readers, refuse_a_late_notice
from sio.lib.errors import Refusal


class Command(BaseCommand):
    help = "Announce the planned version of the ranking, at least fifteen days before it is in force."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count the people, tell nobody")

    def handle(self, *args: Any, **options: Any) -> None:
        release = changelog.PLANNED
        if release is None:
            raise CommandError("No version is planned in matching/changelog.py.")
        try:
            refuse_a_late_notice(release)
            people = len(readers()) if options["dry_run"] else announce_ranking(release).people
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        verb = "would be told" if options["dry_run"] else "are told"
        self.stdout.write(f"{release.version}, in force on {release.in_force_on}: {people} people {verb}.")
