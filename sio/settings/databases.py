"""PostgreSQL as each kind of process needs it: how long it may wait, and for what."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from sio.lib import env

# A page answers soon or says sorry; a duty has a minute; a migration gives way to people and is tried again.
# The commands somebody types (backups, reports, a shell) take the time they need.
LIMITS = {
    "web": {"statement_timeout": "10s", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "30s"},
    "worker": {
        "statement_timeout": "60s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "120s",
    },
    "migration": {"lock_timeout": "2s"},
    "command": {"lock_timeout": "30s"},
}
CONNECT_SECONDS = 3
# Pages ask the same few statements all day: PostgreSQL plans each once a connection, from its fifth time on, which halves
# its work. Workers write thousands of rows at once, more than a prepared statement takes values (65,535).
PREPARED = {"server_side_binding": True, "prepare_threshold": 5}


def database(default: str | None = None) -> dict[str, Any]:
    """The database of DATABASE_URL, under the limits of this process's SIO_ROLE (web, worker, migration, command)."""
    found = env.database(env.text("DATABASE_URL", default))
    given = found["OPTIONS"] if isinstance(found["OPTIONS"], dict) else {}
    role = _role()
    limits = " ".join(f"-c {name}={value}" for name, value in LIMITS[role].items())
    options = {"connect_timeout": CONNECT_SECONDS, "options": limits} | (PREPARED if role == "web" else {})
    return found | {"OPTIONS": options | given, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def _role() -> str:
    role = env.text("SIO_ROLE", "command")
    if role not in LIMITS:
        raise ImproperlyConfigured(f"The environment variable SIO_ROLE must be one of {', '.join(LIMITS)}.")
    return role
