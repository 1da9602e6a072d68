"""A cache that looks at PostgreSQL before each answer, and leaves the floor to SQL when in doubt.

It does not answer: inside a transaction that wrote (its own edits are no fact for other people) or that reads a frozen
snapshot; while it loads, in a thread, one process at a time; while a long transaction holds it back; when the memory it
was given is too small; while an alarm is open.
"""

import logging
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from weakref import WeakSet

from django.conf import settings
from django.db import connection

from matching.answers import Answer
from matching.cache import index
from matching.cache.columns import Columns, ColumnsFull
from matching.cache.lists import pages_of
from matching.cache.parts import is_within_reach
from matching.cache.reading import (
    MOST_CHANGES,
    Changes,
    Signs,
    TooLarge,
    Versions,
    read_changes,
    read_everything,
    read_signs,
)
from matching.enums import Bucket
from matching.facts import MissionFacts
from matching.rules import Rules
from matching.sql import Page

logger = logging.getLogger("sio.matching")

LOADING_LOCK = 7_402_010
"""One process loads at a time: a restart of all of them must not read the table as many times at once."""
WAIT_FOR_TURN, WAIT_AFTER_FAILURE, QUIET = 5.0, 300.0, 60.0
"""Seconds before another try to load when somebody else does, after a failure, and between two lines of the log."""


@dataclass
class Contents:
    """The columns and what they are known to hold: every transaction below `base`, and those of `recent`."""

    columns: Columns
    base: int
    recent: Versions = field(default_factory=dict)

    def unknown(self, signs: Signs) -> bool:
        """Whether something written is not here yet."""
        return any(ver >= self.base and self.recent.get(one) != ver for one, ver in signs.written.items())

    def agree(self, signs: Signs) -> None:
        """Nothing new was found: whatever was over by then is here."""
        self.base = max(self.base, signs.xmin)
        self.recent = {one: ver for one, ver in self.recent.items() if ver >= self.base}

    def apply(self, changes: Changes) -> None:
        """Raises ColumnsFull."""
        columns = self.columns
        columns.forget(changes.gone)
        columns.patch(changes.records)
        ids = changes.records["profile_id"].tolist()
        places = dict(zip(ids, columns.places_of(ids).tolist(), strict=True)) if ids else {}
        columns.leaves.write({places[one]: found for one, found in changes.leaves.items()})
        columns.refusals.write({places[one]: found for one, found in changes.refused.items()})
        self.base = max(self.base, changes.xmin)
        self.recent = {one: ver for one, ver in changes.written.items() if ver >= self.base}


_ALL: "WeakSet[ValidatedCache]" = WeakSet()


class ValidatedCache:
    """Shared by the threads of a process.

    `_lock` guards the contents and is never held while PostgreSQL is asked; `_patching` is held by the one thread that
    brings changes, so that a patch never is older than the one before.
    """

    def __init__(self) -> None:
        self._contents: Contents | None = None
        self._is_loading = False
        self._next_load = 0.0
        self._next_line = 0.0
        self.version = 0
        """How often the columns were written."""
        self._renew_locks()
        _ALL.add(self)

    def _renew_locks(self) -> None:
        self._lock, self._patching = threading.Lock(), threading.Lock()

    def after_fork(self) -> None:
        """In a child: the threads of the parent are not here, nor is what one of them was writing."""
        if self._lock.locked():
            self._contents = None
        self._is_loading = False
        self._renew_locks()

    def forget(self) -> None:
        with self._lock:
            self._contents = None
            self._next_load = 0.0

    @property
    def nbytes(self) -> int:
        return self._contents.columns.nbytes if self._contents else 0

    # Answering.

    def answer(
        self, mission: MissionFacts, rules: Rules, pages: Mapping[Bucket, Page]
    ) -> dict[Bucket, Answer] | None:
        """The asked pages as of now; None when SQL must answer."""
        if not is_within_reach(mission):
            return None
        if self._contents is None:
            self._load_soon()
            return None
        if not self._is_up_to_date():
            return None
        with self._lock:
            contents = self._contents
            return None if contents is None else pages_of(contents.columns, mission, rules, pages)

    def _is_up_to_date(self) -> bool:
        """Look at PostgreSQL, and bring what is missing."""
        contents = self._contents
        if contents is None:
            return False
        signs = read_signs(contents.base)
        if not signs.may_answer:
            return False
        if len(signs.written) > MOST_CHANGES:
            self._give_way(contents, signs)
            return False
        with self._lock:
            if not contents.unknown(signs):
                contents.agree(signs)
                return True
        return self._bring_changes()

    def _bring_changes(self) -> bool:
        with self._patching:
            contents = self._contents
            if contents is None:
                return False
            changes = read_changes(contents.base)
            with self._lock:
                try:
                    contents.apply(changes)
                except ColumnsFull:
                    self._contents = None
                    return False
                self.version += 1
        return True

    def _give_way(self, contents: Contents, signs: Signs) -> None:
        """Too much was written since the base: read everything again, unless a long transaction would keep us there."""
        if signs.xmin > contents.base:
            self.forget()
            self._load_soon()
        elif self._may_speak():
            logger.warning(
                "matching.cache_is_held_back", extra={"xmin": signs.xmin, "rows": len(signs.written)}
            )

    def _may_speak(self) -> bool:
        now = time.monotonic()
        is_quiet = now >= self._next_line
        if is_quiet:
            self._next_line = now + QUIET
        return is_quiet

    # Loading.

    def _load_soon(self) -> None:
        """Load in a thread of its own; SQL answers meanwhile. Never from inside a transaction."""
        if connection.in_atomic_block:
            return
        with self._lock:
            if self._is_loading or time.monotonic() < self._next_load:
                return
            self._is_loading = True
        threading.Thread(target=self._load_and_leave, name="matching-cache", daemon=True).start()

    def _load_and_leave(self) -> None:
        try:
            self.load()
        except Exception:
            self._next_load = time.monotonic() + WAIT_AFTER_FAILURE
            logger.exception("matching.cache_not_loaded")
        finally:
            self._is_loading = False
            connection.close()

    def load(self) -> bool:
        """Read the whole table; False when it is somebody else's turn, or when the index or the memory is missing."""
        if not index.exists():
            return self._not_loaded(WAIT_AFTER_FAILURE, "matching.cache_has_no_index")
        with index.turn(LOADING_LOCK) as is_ours:
            if not is_ours:
                return self._not_loaded(WAIT_FOR_TURN)
            try:
                base, columns = read_everything(settings.MATCHING_CACHE_MB * 2**20)
            except (TooLarge, ColumnsFull):
                return self._not_loaded(WAIT_AFTER_FAILURE, "matching.cache_is_too_large")
        with self._lock:
            self._contents = Contents(columns, base)
            self.version += 1
        logger.info("matching.cache_loaded", extra={"profiles": columns.count, "bytes": columns.nbytes})
        return True

    def _not_loaded(self, seconds: float, why: str = "") -> bool:
        self._next_load = time.monotonic() + seconds
        if why:
            logger.warning(why)
        return False


def _after_fork() -> None:
    for one in _ALL:
        one.after_fork()


os.register_at_fork(after_in_child=_after_fork)
