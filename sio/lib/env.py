"""Strict readers of the environment: a missing or wrong variable is named, never guessed."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """The variable, or its default; raises ImproperlyConfigured naming a variable that is missing."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"The environment variable {name} is missing.")
    return default


def items(name: str, default: str | None = None) -> list[str]:
    """A comma-separated variable as a list, blanks dropped."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def number(name: str, default: int | None = None) -> int:
    """A whole number; raises ImproperlyConfigured naming the variable when it is not one."""
    value = text(name, None if default is None else str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"The environment variable {name} must be a whole number.") from error


def flag(name: str, *, default: bool = False) -> bool:
    """A yes/no variable: 1, true, yes, on mean yes; 0, false, no, off mean no."""
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"The environment variable {name} must be yes or no.")


def database(url: str) -> dict[str, object]:
    """A PostgreSQL address as Django's settings: postgresql://user:password@host:port/name?option=value.

    A Unix socket is given as a directory in the query: postgresql://user@/name?host=/run/pg.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    options: dict[str, object] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }
