"""`manage.py demo`: a lively site, the same every time. Refused outside development and tests."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sio.demo import build
from sio.demo.people import PASSWORD


class Command(BaseCommand):
    help = "Load the demo: invented people, missions in every state, contracts, hours, payments played by the double."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("The demo is for development only: real sites hold real people.")
        build.load()
        self.stdout.write("Demo accounts:")
        for role, email in build.accounts():
            self.stdout.write(f"  {role:<11} {email}")
        self.stdout.write(f"  password    {PASSWORD}")
