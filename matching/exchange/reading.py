"""Reading a JSON object strictly: each field by its name and kind, a sentence when it is not what it should be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

Key = str | int
T = TypeVar("T")


class BadRequest(ValueError):
    """A line that cannot be answered; its text says why."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one object. A field that is missing or null takes its default; unknown fields are not read."""

    said: Mapping[str, Any]

    @classmethod
    def of(cls, value: object, what: str) -> "Fields":
        if not isinstance(value, dict):
            raise BadRequest(f"{what} must be an object.")
        return cls(value)

    def _kind(self, name: str, kinds: tuple[type, ...], default: Any, words: str) -> Any:
        value = self.said.get(name)
        if value is None:
            return default
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise BadRequest(f"{name} must be {words}.")
        return value

    def integer(self, name: str, default: T) -> int | T:
        """A whole number, at least 0; a fraction is dropped."""
        value = self._kind(name, (int, float), default, "a number")
        if value is default:
            return default
        if value < 0:
            raise BadRequest(f"{name} must not be negative.")
        return int(value)

    def number(self, name: str, default: T) -> float | T:
        value: float | T = self._kind(name, (int, float), default, "a number")
        return value

    def boolean(self, name: str, *, default: bool) -> bool:
        return bool(self._kind(name, (bool,), default, "true or false"))

    def items(self, name: str) -> list[Any]:
        return list(self._kind(name, (list,), [], "a list"))

    def mapping(self, name: str) -> dict[str, Any]:
        return dict(self._kind(name, (dict,), {}, "an object"))

    def day(self, name: str, default: T) -> date | T:
        value = self._kind(name, (str,), None, "a date (YYYY-MM-DD)")
        try:
            return default if value is None else date.fromisoformat(value)
        except ValueError:
            raise BadRequest(f"{name} must be a date (YYYY-MM-DD).") from None

    def choice(self, name: str, choices: Mapping[str, T], default: str) -> T:
        value = self._kind(name, (str,), default, "a word")
        if value not in choices:
            raise BadRequest(f"{name} must be one of {', '.join(choices)}.")
        return choices[value]

    def key(self, name: str = "id") -> Key:
        return key_of(self.said.get(name), name)


def key_of(value: object, what: str = "id") -> Key:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadRequest(f"{what} must be a string or a whole number.")
    return value
