"""Column types of PostgreSQL that Django does not know: a box, a set of periods, a transaction."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from psycopg.types.multirange import Multirange
from psycopg.types.range import Range

# Django's fields are generic for the type checker only.
if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]
else:
    AnyField = models.Field

Periods = tuple[tuple[date, date], ...]


class BoxField(AnyField):
    """West, south, east, north; read back as PostgreSQL writes it."""

    def db_type(self, connection: Any) -> str:
        return "box"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s::box"

    def get_prep_value(self, value: Sequence[float] | None) -> str | None:
        if value is None:
            return None
        west, south, east, north = value
        return f"(({east!r},{north!r}),({west!r},{south!r}))"


class PeriodsField(AnyField):
    """Closed periods of days; PostgreSQL sorts and merges them."""

    def db_type(self, connection: Any) -> str:
        return "datemultirange"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s::datemultirange"

    def get_prep_value(self, value: Periods | None) -> Multirange[date] | None:
        return None if value is None else Multirange([Range(begins, ends, "[]") for begins, ends in value])

    def from_db_value(
        self, value: Multirange[date] | None, expression: Any, connection: Any
    ) -> Periods | None:
        if value is None:
            return None
        return tuple((one.lower, one.upper - timedelta(days=1)) for one in value if one.lower and one.upper)


class TransactionField(AnyField):
    """The number of a transaction (xid8), which never comes back; read as an integer."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)


class CurrentTransaction(models.Func):
    """The transaction that is writing; it takes its number if it had none."""

    function = "pg_current_xact_id"
    output_field = TransactionField()
