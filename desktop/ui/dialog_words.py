"""What is typed into a dialog is kept like a form: it stands there again when it is asked anew.

A dialog goes with its screen when the store is closed. Its words are written every two
seconds, at every lock and before the store closes; they go when the dialog's act was done
or somebody decided against it.
"""

from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from desktop.domain.draft import DialogKey
from desktop.domain.errors import NaeilError
from desktop.ui.counter import Counter
from desktop.ui.drafting import EVERY
from desktop.ui.kit import Form


class DialogWords(QObject):
    """Keeps the form in a dialog while it stands open; made after the form is filled in."""

    def __init__(
        self, counter: Counter, key: DialogKey, form: Form, dialog: QDialog, *, read: bool = True
    ) -> None:
        """`read` is false where the dialog opens with words that came along with it."""
        super().__init__(dialog)
        self._counter, self._key, self._form = counter, key, form
        self._last: dict[str, Any] | None = form.snapshot()
        self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.keep)
        self._timer.start()
        counter.covering.connect(self.keep)
        counter.parting.connect(self.keep)
        dialog.finished.connect(self._stop)
        if read:
            self._read()

    def turn_to(self, key: DialogKey) -> None:
        """The dialog is about something else now, and shows it already."""
        self._key, self._last = key, self._form.snapshot()
        self._read()

    def _read(self) -> None:
        desk, account, key = self._counter.desk, self._counter.account, self._key

        def put_back(body: dict[str, Any] | None) -> None:
            if key == self._key:
                self._put_back(body)

        # Behind what is still being written, so on the writer's thread.
        self._counter.jobs.write(lambda: desk.drafts.words_of(account, key), put_back, self._unread)

    def _put_back(self, body: dict[str, Any] | None) -> None:
        # Whoever types already goes on with that.
        if body is None or self._over or self._form.is_dirty:
            return
        self._form.restore(body)
        self._last = self._form.snapshot()

    def _unread(self, _error: NaeilError) -> None:
        """What was kept cannot be read now: the dialog does without."""

    def keep(self) -> None:
        """Write what stands there if it changed since the last time."""
        if self._over or not self._counter.is_open or not self._form.is_dirty:
            return
        body = self._form.snapshot()
        if body == self._last:
            return
        self._last = body
        desk, account, key = self._counter.desk, self._counter.account, self._key
        self._counter.jobs.write(
            lambda: desk.drafts.keep_words(account, key, body), failed=self._not_kept
        )

    def _not_kept(self, error: NaeilError) -> None:
        # Tried again at the next turn, as long as the dialog stands there.
        self._last = None
        self._counter.report(error)

    def _stop(self) -> None:
        """The dialog is closed: until its act is done what stands there stays kept."""
        self.keep()
        self._over = True
        self._timer.stop()

    def drop(self) -> None:
        """What the dialog is about was done; it stays open for the next."""
        self._last = None
        forget_words(self._counter, self._key)

    def forget(self) -> None:
        """It was done or given up: nothing of it stays."""
        self._over = True
        self._timer.stop()
        forget_words(self._counter, self._key)


def forget_words(counter: Counter, key: DialogKey) -> None:
    """The act of a dialog was done: its words need not be kept any longer."""
    if counter.is_open:
        desk, account = counter.desk, counter.account
        counter.jobs.write(
            lambda: desk.drafts.forget_words(account, key), failed=lambda _error: None
        )
