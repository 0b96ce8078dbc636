"""A list on a screen that is read part by part: the next one while the end is still to come."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from desktop.domain.errors import NaeilError
from desktop.services.paging import COUNTED, PART, Behind, Part
from desktop.ui.counter import Counter
from desktop.ui.kit import RecordsModel, RecordTable

Line = TypeVar("Line")
Ask = Callable[[Behind | None, int, bool], Part[Line]]
"""Reads a part: behind which row, how many at most, and whether it was not shown before."""


class PagedRows(QObject, Generic[Line]):
    """Fills a table with what a question gives, and goes on where the clerk scrolls to."""

    def __init__(
        self,
        counter: Counter,
        key: str,
        model: RecordsModel[Line],
        table: RecordTable,
        same: Callable[[Line], object],
        *,
        aside: bool = False,
    ) -> None:
        """`key` names the list among the questions under way; `aside` for one that reads long.

        The arrows stay on the row they stood on: `same` tells which that is.
        """
        super().__init__(table)
        self._counter, self._key, self._aside = counter, key, aside
        self._model, self._table, self._same = model, table, same
        self._ask: Ask[Line] | None = None
        self._behind: Behind | None = None
        self._turn = 0
        self._sorted_anew = False
        model.more_wanted.connect(self._read_on)
        model.sorted_anew.connect(self._begin_above)

    def read(self, ask: Ask[Line], shown: Callable[[], None], *, first: bool) -> None:
        """Read the list from its beginning; a refresh goes as far as it was scrolled."""
        limit = PART if first else min(max(PART, self._model.rowCount()), COUNTED)
        # Until it is here nothing more is read of the list before: that would overtake it.
        before, self._ask = self._ask, None
        self._turn += 1
        turn = self._turn

        def show(part: Part[Line]) -> None:
            self._ask, self._behind = ask, part.behind
            at = self._table.current_row()
            here = self._same(self._model.record(at)) if at >= 0 else None
            # The row it stands on for a moment is nobody's choice: `shown` says where it is.
            self._table.blockSignals(True)
            self._model.show_records(part.lines, more=part.behind is not None)
            keys = [self._same(line) for line in part.lines]
            # In another order the list is looked at from its beginning.
            stays = here in keys and not self._sorted_anew
            self._table.go_to(keys.index(here) if stays else 0)
            self._sorted_anew = False
            self._table.blockSignals(False)
            shown()

        def missed(error: NaeilError) -> None:
            if turn == self._turn:
                self._ask = before
                self._model.append_records((), more=self._behind is not None)
            self._counter.jobs.trouble(error)

        self._counter.jobs.latest(
            self._key, lambda: ask(None, limit, first), show, aside=self._aside, failed=missed
        )

    def _begin_above(self) -> None:
        self._sorted_anew = True

    def _read_on(self) -> None:
        ask, behind = self._ask, self._behind
        if ask is None or behind is None or not self._counter.is_open:
            return

        def add(part: Part[Line]) -> None:
            self._behind = part.behind
            self._model.append_records(part.lines, more=part.behind is not None)

        self._counter.jobs.latest(
            self._key, lambda: ask(behind, PART, True), add, aside=self._aside
        )


def how_many(count: int, unit: str) -> str:
    """A count that stops somewhere, in words."""
    return f"{COUNTED:,}{unit} 넘음" if count > COUNTED else f"{count:,}{unit}"
