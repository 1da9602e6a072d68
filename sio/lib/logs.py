"""Logs: one JSON object a line, only from a closed list of fields, and never a word about a person.

The fields of the moment (request, person's id, duty) travel in a context variable set at each border.
"""

import json
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

FIELDS = (
    "request_id", "user_id", "route", "method", "status", "duration_ms", "sql_count", "sql_ms",
    "duty_id", "kind", "tries", "job", "queue", "error", "rule", "release",
)  # fmt: skip

_context: ContextVar[dict[str, Any]] = ContextVar("log_context", default={})  # noqa: B039 - never mutated


@contextmanager
def in_context_of(**fields: Any) -> Iterator[None]:
    """Add these fields to every line logged inside; empty ones are left out."""
    token = _context.set(_context.get() | {name: value for name, value in fields.items() if value})
    try:
        yield
    finally:
        _context.reset(token)


def current_request_id() -> str:
    """The request (or the request behind the duty) being worked for; empty outside both."""
    return str(_context.get().get("request_id", ""))


class JsonFormatter(logging.Formatter):
    """Time, level, event, the fields of the moment. Tracebacks keep places and classes, never messages or values."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "logger": record.name,
            **_context.get(),
            **{name: getattr(record, name) for name in FIELDS if hasattr(record, name)},
        }
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["trace"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-12:]]
