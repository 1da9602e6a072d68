"""Pull the events of Stripe since a moment into the inbox: after lost webhooks, or a restored database."""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from billing import reconciliation


def moment(text: str) -> datetime:
    """An ISO date and time, local when it names no zone."""
    found = parse_datetime(text)
    if found is None:
        raise ValueError(text)
    return found if timezone.is_aware(found) else timezone.make_aware(found)


class Command(BaseCommand):
    help = "Pull Stripe's events into the inbox; the workers do the rest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", type=moment, help="ISO date and time; the last two hours when left out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        since = options["since"] or timezone.now() - timedelta(hours=2)
        self.stdout.write(f"{reconciliation.pull_events(since)} events seen since {since:%Y-%m-%d %H:%M}.")
