"""Which worker runs which test. xdist is loaded here only: a single test does without it."""

from typing import Any

from xdist.scheduler import LoadScopeScheduling


class Together(LoadScopeScheduling):
    """Test by test, but a file of the walk stays whole: both would open its store and scenes.

    When a worker dies, its test has failed and the rest of its work goes to the others. By
    xdist itself that test would be handed out again, and what had been through already as
    well: an empty unit, for whose end it waits for ever. (xdist 3.8)
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.split("::", 1)[0] if "ui/walk/" in nodeid else nodeid

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        super().mark_test_complete(node, item_index, duration)
        units = self.assigned_work[node]
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(units[scope].values()):
            del units[scope]

    def remove_node(self, node: Any) -> str | None:
        units = {
            scope: {test: False for test, through in unit.items() if not through}
            for scope, unit in self.assigned_work.pop(node).items()
        }
        crashed = next((test for unit in units.values() for test in unit), None)
        if crashed is None:
            return None
        for unit in units.values():
            unit.pop(crashed, None)
        self.workqueue.update({scope: unit for scope, unit in units.items() if unit})
        for other in self.assigned_work:
            self._reschedule(other)
        return crashed

    def _reschedule(self, node: Any) -> None:
        # A worker that takes a dead one's place may still be collecting.
        if node in self.registered_collections:
            super()._reschedule(node)
