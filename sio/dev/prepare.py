"""Makes the database ready: settings checked, migrated, the demo loaded the first time. Runs inside the environment."""

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from sio.dev import places
from sio.dev.steps import Trouble, step


def prepare() -> None:
    try:
        with step("Preparing the database"):
            call_command("check", stdout=io.StringIO())
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
    except (SystemCheckError, CommandError, OperationalError) as error:
        raise Trouble(str(error)) from error
    if not (demo_marker().exists() and get_user_model()._default_manager.exists()):
        load_demo()
    (demo_marker().parent / "welcome.txt").write_text(demo_marker().read_text())


def load_demo() -> None:
    """Load the demo and keep what it says (the accounts) for every later start.

    The marker is written last: a load that was interrupted is done again.
    """
    words = io.StringIO()
    with step("Loading the demo (half a minute, the first time only)"), not_waiting_for_the_disk():
        call_command("demo", stdout=words)
    demo_marker().parent.mkdir(parents=True, exist_ok=True)
    demo_marker().write_text(words.getvalue())


@contextmanager
def not_waiting_for_the_disk() -> Iterator[None]:
    """Thousands of small commits that can be made again need not be on the disk one by one: half the time."""

    def relax(connection: BaseDatabaseWrapper, **_: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")

    connections.close_all()
    connection_created.connect(relax)
    try:
        yield
    finally:
        connection_created.disconnect(relax)
        connections.close_all()


def demo_marker() -> Path:
    """One per database: a given DATABASE_URL has its own."""
    database = settings.DATABASES["default"]
    address = "/".join(str(database[part]) for part in ("HOST", "PORT", "NAME"))
    return places.local() / "demo" / f"{hashlib.sha256(address.encode()).hexdigest()[:10]}.txt"


def setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sio.settings.dev")
    django.setup()
