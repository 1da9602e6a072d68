"""How two processes share the suite out: long files whole and first, then every other test by itself.

A journey, a killed worker or a race waits more than it works; begun last, it would leave the other process idle.
What a file of the journeys arranges, it arranges once.
"""

from xdist.scheduler import LoadScopeScheduling

LONG = ("tests/journeys/", "tests/faults/", "tests/missions/test_races.py")


class LongFirst(LoadScopeScheduling):
    """xdist hands out the scopes of many tests first."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0] if nodeid.startswith(LONG) else nodeid
