"""Test databases are copies of a template that is migrated once per state of the models.

A narrow run starts in a moment, parallel workers migrate nothing, and a test that really commits gets a
fresh copy afterwards, with the seeds of the migrations in it (Django's own way, truncation, loses them).
"""

import gc
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

LOCK = 7_401_993


class Databases:
    """The databases of one test process: `name`, copied from `template`."""

    def __init__(self, name: str, *, is_shared: bool) -> None:
        self.name = name
        self.template = f"template_{_state_of_models()}" if is_shared else f"{name}_template"
        self.is_shared = is_shared
        self.kept: list[str] = []
        self.home = connections["default"].settings_dict["NAME"]

    def create(self) -> None:
        self.prepare()
        with self._administration() as administration:
            self._copy(administration, self.template)
        self._use(self.name)

    def prepare(self) -> None:
        """Migrate the template unless it is there; who asks at the same time waits for it."""
        with self._administration() as administration:
            administration.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            if not self._exists(administration, self.template):
                with _no_garbage_collected():
                    self._build(administration)

    def restore(self, kept: str = "") -> None:
        """Throw the database away and take a fresh copy: of the template, or of what was `kept` under this word."""
        connections.close_all()
        with self._administration() as administration:
            self._drop(administration, self.name)
            self._copy(administration, self._kept(kept) if kept else self.template)

    def keep(self, word: str) -> None:
        """Put the database aside as it is now, for `restore(word)`, and take a fresh copy of the template."""
        connections.close_all()
        with self._administration() as administration:
            self._execute(administration, "ALTER DATABASE {} RENAME TO {}", self.name, self._kept(word))
            self._copy(administration, self.template)
        self.kept.append(self._kept(word))

    def _kept(self, word: str) -> str:
        return f"{self.name}_{word}"

    def drop(self) -> None:
        self._use(self.home)
        with self._administration() as administration:
            for name in (self.name, *self.kept):
                self._drop(administration, name)
            if not self.is_shared:
                self._drop(administration, self.template)

    def _build(self, administration: psycopg.Connection[Any]) -> None:
        """Migrate under another name first: a template that is interrupted half-way is never used."""
        draft = f"{self.template}_draft"
        self._drop(administration, draft)
        self._execute(administration, "CREATE DATABASE {}", draft)
        self._use(draft)
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
        call_command("createcachetable", verbosity=0)
        self._use(self.home)
        self._execute(administration, "ALTER DATABASE {} RENAME TO {}", draft, self.template)

    def _copy(self, administration: psycopg.Connection[Any], template: str) -> None:
        """Copy files, not the journal (the default): a tenth of the time where nothing is flushed to the disk."""
        statement = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
        self._execute(administration, statement, self.name, template)

    def _drop(self, administration: psycopg.Connection[Any], name: str) -> None:
        self._execute(administration, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    @staticmethod
    def _execute(administration: psycopg.Connection[Any], statement: str, *names: str) -> None:
        administration.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]

    @staticmethod
    def _exists(administration: psycopg.Connection[Any], name: str) -> bool:
        return bool(administration.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())

    @contextmanager
    def _administration(self) -> Iterator[psycopg.Connection[Any]]:
        connection = connections["default"]
        parameters = connection.get_connection_params() | {"dbname": self.home}
        parameters.pop("cursor_factory", None)
        parameters.pop("context", None)
        with psycopg.connect(**parameters, autocommit=True) as administration:
            yield administration

    def _use(self, name: str) -> None:
        connections.close_all()
        for alias in connections:
            connections[alias].settings_dict["NAME"] = name
            settings.DATABASES[alias]["NAME"] = name


@contextmanager
def _no_garbage_collected() -> Iterator[None]:
    """Migrations render every model hundreds of times: looking for garbage meanwhile takes a quarter of their time."""
    gc.disable()
    yield
    gc.enable()


def _state_of_models() -> str:
    """A fingerprint of all that decides what migrations build: migrations, models, values, seeds."""
    digest = hashlib.sha256()
    for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
        for path in sorted(Path(config.path).rglob("*")):
            if _shapes_the_database(path.relative_to(config.path)):
                digest.update(f"{config.name}/{path.relative_to(config.path)}".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _shapes_the_database(path: Path) -> bool:
    if path.suffix in {".csv", ".json", ".sql", ".toml"} and "static" not in path.parts:
        return True
    is_schema = {"migrations", "models", "seeds", "models.py", "enums.py", "duties.py", "lives.py"} & set(
        path.parts
    )
    return path.suffix == ".py" and bool(is_schema)


def name_of_run(run: str, worker: str) -> str:
    return f"test_{run}_{worker}_{os.getpid()}"
