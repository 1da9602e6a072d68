"""Hold the ledger against itself, and against Stripe with --stripe; exits with 1 when something does not hold."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from billing import ledger, reconciliation


class Command(BaseCommand):
    help = "Check the invariants of the ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stripe", action="store_true", help="compare with Stripe's balance and movements too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        findings = reconciliation.check_ledger()
        if options["stripe"]:
            findings += reconciliation.compare_with_stripe()
        for account, total in ledger.trial_balance().items():
            self.stdout.write(f"{account:<40}{total:>14}")
        for finding in findings:
            self.stdout.write(f"{finding.rule}: {finding.what}")
        if findings:
            raise CommandError(f"{len(findings)} things do not hold.")
        self.stdout.write("All holds.")
