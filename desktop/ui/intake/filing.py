"""What the form does with the store: one act at a time, and the way to try it once more."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.domain.account import SignedIn
from desktop.domain.errors import NaeilError, StoreTrouble
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorCard, VisitorDraft
from desktop.services.desk import Desk
from desktop.services.visits import Registered
from desktop.ui.counter import Counter
from desktop.ui.intake.paper import Read


class Filing(QObject):
    """Takes somebody in, completes what is known of him, or counts an enquiry."""

    taken_in = Signal(object, bool)
    """Registered, and whether the talk was to begin at once and did."""
    completed = Signal(object)
    """VisitorCard."""
    counted = Signal(object)
    """Registered: somebody without a name."""
    refused = Signal(object)
    """NaeilError."""

    def __init__(self, counter: Counter, parent: QObject) -> None:
        super().__init__(parent)
        self._counter = counter
        self.busy = False
        self.again: Callable[[], None] | None = None
        """What was being done, to be done once more."""

    def begin_anew(self) -> None:
        """Another form is in front."""
        self.busy = False

    def take_in(
        self,
        read: Read,
        known: int | None,
        version: int | None,
        again: Callable[[], None],
        *,
        begin: bool,
    ) -> None:
        """A visit of somebody new or known; with `begin` the talk begins at once."""
        desk, account, draft_id = self._begin(again)

        def work() -> tuple[Registered, bool]:
            made = desk.visits.register(
                account,
                read.person,
                read.visit,
                known,
                version if known is not None else None,
                seeking="registration" in read.visit.purposes,
                draft_id=draft_id,
            )
            if not begin:
                return made, False
            try:
                desk.visits.start(account, made.visit_id)
            except StoreTrouble:
                # Taken in is taken in: saved once more, there would be two visits.
                return made, False
            return made, True

        def done(answer: tuple[Registered, bool]) -> None:
            self._filed()
            self.taken_in.emit(*answer)

        self._counter.jobs.write(work, done, self._failed)

    def complete(
        self, known: int, version: int, person: VisitorDraft, again: Callable[[], None]
    ) -> None:
        """What was told of somebody is written anew."""
        desk, account, draft_id = self._begin(again)

        def done(card: VisitorCard) -> None:
            self._filed()
            self.completed.emit(card)

        self._counter.jobs.write(
            lambda: desk.visitors.complete(account, known, version, person, draft_id),
            done,
            self._failed,
        )

    def enquire(self, visit: VisitDraft, again: Callable[[], None]) -> None:
        """Somebody asked something and gave no name."""
        desk, account, draft_id = self._begin(again)

        def done(made: Registered) -> None:
            self._filed()
            self.counted.emit(made)

        self._counter.jobs.write(
            lambda: desk.visits.enquire(account, visit, draft_id), done, self._failed
        )

    def _begin(self, again: Callable[[], None]) -> tuple[Desk, SignedIn, int | None]:
        self.busy, self.again = True, again
        return self._counter.desk, self._counter.account, self._counter.draft_id

    def _filed(self) -> None:
        self.busy = False
        self._counter.filed.emit()
        self._counter.saved.emit()

    def _failed(self, error: NaeilError) -> None:
        self.busy = False
        self.refused.emit(error)
