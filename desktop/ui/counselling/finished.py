"""What can be done with finished notes: list them, open one, print it, move it elsewhere."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.domain.note import NoteCard, NoteLine
from desktop.domain.rights import Right
from desktop.domain.visitor import TimelineEntry
from desktop.services.papers import ReadyPaper
from desktop.ui.counselling.history import HistoryPage
from desktop.ui.counter import Counter
from desktop.ui.printing import CounterPrinter


class FinishedNotes(QObject):
    """Asks the services for the page 지난 기록; `whose` gives the name as it may be shown."""

    def __init__(
        self, counter: Counter, page: HistoryPage, over: QWidget, whose: Callable[[], str]
    ) -> None:
        super().__init__(over)
        self._counter, self._page, self._over, self._whose = counter, page, over, whose
        self._printer = CounterPrinter(counter, over)
        self._visitor_id: int | None = None
        page.opened.connect(self.open_note)
        page.print_wanted.connect(lambda _id: self.print_now())
        page.move_wanted.connect(self._move)

    def forget(self, visitor_id: int | None) -> None:
        """Somebody else's notes from now on; none is open."""
        self._visitor_id = visitor_id
        self._page.show_card(None)

    def list_all(self) -> None:
        """Read the list, which is a logged 조회."""
        desk, account, visitor_id = self._counter.desk, self._counter.account, self._visitor_id
        if visitor_id is not None:
            self._counter.jobs.read(lambda: desk.notes.of(account, visitor_id), self._listed)

    def list_again(self) -> None:
        """Read the list once more because something changed."""
        desk, account, visitor_id = self._counter.desk, self._counter.account, self._visitor_id
        if visitor_id is not None:
            self._counter.jobs.read(
                lambda: desk.notes.of(account, visitor_id, first=False), self._listed_again
            )

    def open_note(self, note_id: int) -> None:
        """Open one note, which is a logged 조회."""
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.read(lambda: desk.notes.open(account, note_id), self._opened)

    def print_now(self) -> None:
        """상담일지 of the open note."""
        self._print(self._printer.print_now)

    def print_with_dialog(self) -> None:
        """The same, the system's dialog first."""
        self._print(self._printer.print_with_dialog)

    def _print(self, way: Callable[[ReadyPaper], None]) -> None:
        card = self._page.card
        if self._page.isHidden() or card is None:
            self._counter.say("마친 기록을 지난 기록에서 열고 인쇄하십시오.", "info")
            return
        if not self._counter.allow(Right.PRINT):
            return
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(lambda: desk.notes.paper(account, card.id), way)

    def _listed(self, lines: tuple[NoteLine, ...]) -> None:
        if not self._page.isHidden():
            self._page.show_lines(self._whose(), lines)

    def _listed_again(self, lines: tuple[NoteLine, ...]) -> None:
        card = self._page.card
        if card is not None and card.id not in {line.id for line in lines}:
            self._page.show_card(None)
        self._page.show_lines(self._whose(), lines, focus=False)

    def _opened(self, card: NoteCard) -> None:
        if card.visitor_id == self._visitor_id:
            self._page.show_card(card)

    def _move(self, card: NoteCard) -> None:
        from desktop.ui.visitor.moving import MoveDialog

        entry = TimelineEntry(
            id=card.id,
            kind="note",
            at=card.current.started_at,
            title=f"상담 {card.session}회차",
            text="",
            by=card.counsellor,
        )
        MoveDialog(
            self._counter, entry, card.visitor_id, self._over, lambda: self._page.show_card(None)
        ).open()
