"""The versions of the rules, each with its day, its reasons, and a fingerprint of every constant it stands on.

Whoever changes a constant writes a new version here, and the page « Comment SIO classe » tells it; a test compares the
fingerprint. A version to come waits in `PLANNED` while both sides are told (`manage.py announce_ranking`), at least
fifteen days before its constants are deployed and it moves to `RELEASES`.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256
from types import ModuleType

from matching import order, proximity, rules

NOTICE_DAYS = 15
"""Both sides read of a change this long before it (matching.md §9)."""


@dataclass(frozen=True, slots=True)
class Release:
    version: str
    in_force_on: date
    why: str
    changes: tuple[str, ...] = ()
    announced_on: date | None = None
    """None for the first one alone: nobody was ranked before it."""
    fingerprint: str = ""


RELEASES = (
    Release(
        "fit-1.0.0",
        date(2026, 11, 24),
        "Première version. Les poids sont fixés par l’équipe\u00a0; aucun n’est appris.",
        (
            "Six critères, 100 points.",
            "Rotation dans un écart de 5 points, et une place pour un profil nouveau ou peu vu.",
        ),
        fingerprint="d34e956bc48d000c",
    ),
)
"""The first one first; the last one is in force."""

PLANNED: Release | None = None


def in_force() -> Release:
    return RELEASES[-1]


def known(version: str) -> Release | None:
    """The release of this name, past, present or to come."""
    return next((one for one in (*RELEASES, PLANNED) if one is not None and one.version == version), None)


def fingerprint() -> str:
    """Of every constant that a ranking reads: change one, and it is another."""
    told = "\n".join(f"{name}={value!r}" for name, value in sorted(constants()))
    return sha256(told.encode()).hexdigest()[:16]


def constants() -> Iterator[tuple[str, object]]:
    """Names in capitals of the modules that rank, and what `Rules` holds before anything is counted."""
    for module in (rules, order, proximity):
        yield from _own_constants(module)
    yield from ((f"Rules.{one.name}", _default(one.name)) for one in fields(rules.Rules))


def _own_constants(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, value in vars(module).items():
        if name.isupper() and name != "VERSION":
            yield f"{module.__name__}.{name}", _plain(value)


def _default(name: str) -> object:
    value = getattr(rules.Rules(), name)
    return _plain(value)


def _plain(value: object) -> object:
    """Mappings and sets in one order, whatever the process."""
    if isinstance(value, Mapping):
        return sorted((str(_plain(key)), _plain(one)) for key, one in value.items())
    return sorted(map(str, value)) if isinstance(value, AbstractSet) else value
