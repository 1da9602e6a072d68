"""How two processes share the suite out: long files whole and first, then every other test by itself.

A journey, a killed worker or a race waits more than it works; begun last, it would leave the other process idle.
What a file of the journeys arranges, it arranges once; those that look at the demo load it once between them.
"""

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

DEMO = ("tests/journeys/test_every_page", "tests/journeys/test_structured_data", "tests/journeys/test_demo")
LONG = ("tests/journeys/", "tests/faults/", "tests/missions/test_races.py")


class LongFirst(LoadScopeScheduling):
    """xdist hands out the scopes of many tests first."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(DEMO):
            return "the demo"
        return nodeid.partition("::")[0] if nodeid.startswith(LONG) else nodeid

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """A scope that is done is forgotten: xdist would count it again after each of thousands of tests."""
        super().mark_test_complete(node, item_index, duration)
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(self.assigned_work[node][scope].values()):
            del self.assigned_work[node][scope]
