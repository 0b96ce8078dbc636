"""Keeps half-typed forms: every two seconds while typing, at every leave, lock and close.

A draft goes to the encrypted store, never to a file of its own. What was kept
waits in the strip 진행 중 and comes back with its cursor.
"""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.draft import DraftLine, FormDraft
from desktop.domain.errors import Mishap, NaeilError, StoreTrouble
from desktop.domain.masking import mask_name
from desktop.ui.counter import Counter, Interruptible

EVERY = 1_500
"""Milliseconds between the first unkept key and the write: 2 s is promised, a write takes some."""


class DraftKeeper(QObject):
    """Watches the form in front and keeps what is typed."""

    kept = Signal()
    """A draft was written."""
    refused = Signal()
    """The store would not take a draft: it is held here and tried again."""
    strip_changed = Signal()
    """The drafts waiting in the strip changed."""

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self._counter = counter
        self._form: Interruptible | None = None
        self._screen = ""
        self._draft_id = 0
        self._last: dict[str, Any] | None = None
        self._filed: set[int] = set()
        self._held: dict[int, tuple[FormDraft, str]] = {}
        self.lines: tuple[DraftLine, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.keep)
        # Nobody else's desk takes what one has typed.
        counter.left.connect(self._let_go)
        self._try_again = QTimer(self)
        self._try_again.setInterval(EVERY)
        self._try_again.timeout.connect(self.keep_held)

    @property
    def draft_id(self) -> int | None:
        """The id under which the form in front is kept, None while nothing was kept."""
        return self._draft_id or None

    def watch(self, screen: str, form: Interruptible | None, draft_id: int = 0) -> None:
        """Keep this form from now on; `draft_id` when it was brought back from the strip.

        The form watched before is kept one last time.
        """
        self.keep()
        self._form, self._screen, self._draft_id = form, screen, draft_id
        self._last = form.snapshot() if form is not None and draft_id else None
        if form is None:
            self._timer.stop()
        else:
            self._timer.start()

    def keep(self) -> None:
        """Write the form in front if it changed since the last time."""
        form = self._form
        if form is None or not self._counter.is_open or not form.is_dirty():
            return
        body = form.snapshot()
        if body == self._last:
            return
        self._last = body
        if not self._draft_id:
            self._draft_id = self._counter.desk.drafts.new_id()
        draft = FormDraft(
            id=self._draft_id,
            screen=self._screen,
            title=form.draft_title,
            visitor_id=form.draft_visitor_id,
            body=body,
        )
        masked = mask_name(form.draft_name) if form.draft_name else ""
        self._write(draft, masked)

    def _write(self, draft: FormDraft, masked: str) -> None:
        # An older state of it must not come behind this one.
        self._held.pop(draft.id, None)
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.drafts.keep(account, draft, masked),
            lambda _answer: self._told(draft.id),
            lambda error: self._refused(error, draft, masked),
        )

    def _let_go(self) -> None:
        self._held.clear()
        self._try_again.stop()

    @property
    def holds(self) -> bool:
        """Whether something typed is in no store: it would go with the window."""
        return bool(self._held)

    def keep_held(self) -> None:
        """Try again what the store would not take."""
        held, self._held = self._held, {}
        self._try_again.stop()
        if self._counter.is_open:
            for draft, masked in held.values():
                self._write(draft, masked)

    def _told(self, draft_id: int) -> None:
        self._held.pop(draft_id, None)
        if draft_id in self._filed:
            # Written while the form was being saved, behind the act that took the draft along.
            self._filed.discard(draft_id)
            self._forget(draft_id)
            return
        self.kept.emit()
        self.refresh()

    def _refused(self, error: NaeilError, draft: FormDraft, masked: str) -> None:
        # What the guard refuses to keep stands on the screen with its sentence already.
        if self._draft_id == draft.id:
            self._last = None
        if isinstance(error, StoreTrouble | Mishap) and draft.id not in self._filed:
            # The form may be left meanwhile: then this is all there is of it.
            self._held[draft.id] = (draft, masked)
            self._try_again.start()
            self.refused.emit()

    def filed(self) -> None:
        """The form was saved for good: its draft went in the same act."""
        if self._draft_id:
            self._filed.add(self._draft_id)
            self._held.pop(self._draft_id, None)
        self._draft_id, self._last = 0, None
        self.refresh()

    def drop(self) -> None:
        """The form in front was given up: its draft goes too."""
        draft_id, self._draft_id, self._last = self._draft_id, 0, None
        if draft_id:
            self._held.pop(draft_id, None)
            self._forget(draft_id)

    def _forget(self, draft_id: int) -> None:
        if not self._counter.is_open:
            return
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.drafts.drop(account, draft_id), lambda _: self.refresh()
        )

    def refresh(self) -> None:
        """Read again what waits in the strip."""
        if not self._counter.is_open:
            self.lines = ()
            self.strip_changed.emit()
            return
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.read(lambda: desk.drafts.list(account), self._listed)

    def _listed(self, lines: tuple[DraftLine, ...]) -> None:
        # The form in front is not waiting.
        self.lines = tuple(line for line in lines if line.id != self._draft_id)
        self.strip_changed.emit()
