"""The check whether somebody was here before: many looks while one types, one row in the log."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.domain.errors import NaeilError, NotSignedIn
from desktop.domain.likeness import Alike
from desktop.domain.visitor import VisitorDraft
from desktop.ui.counter import Counter


class AlikeCheck(QObject):
    """Remembers who was shown beside the form until the check is over, and then says so.

    It is over when the form is saved or put away, or when one of those shown was chosen.
    """

    def __init__(self, counter: Counter, parent: QObject) -> None:
        super().__init__(parent)
        self._counter = counter
        self._shown: dict[int, None] = {}
        self._sought: VisitorDraft | None = None
        counter.parting.connect(self.end)

    def take(self, sought: VisitorDraft, alike: Sequence[Alike]) -> None:
        """What was typed by now, and who was shown for it."""
        if sought.name or sought.phone:
            self._sought = sought
        self._shown.update(dict.fromkeys(one.visitor.id for one in alike))

    def end(self, chosen_id: int | None = None) -> None:
        """One row, if anything was looked for; whoever was chosen stands first in it."""
        shown, sought = list(self._shown), self._sought
        self._shown, self._sought = {}, None
        if sought is None or not self._counter.is_open:
            return
        shown.sort(key=lambda one: one != chosen_id)
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.visitors.end_check(account, shown, sought), failed=self._failed
        )

    def _failed(self, error: NaeilError) -> None:
        if not isinstance(error, NotSignedIn):
            self._counter.report(error)
