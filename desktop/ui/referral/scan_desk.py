"""Scanned replies waiting to be written down: read behind the window, taken one by one."""

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.services.replies import SUFFIXES, ScannedStub, files_in, read_scans
from desktop.ui.counter import Counter
from desktop.ui.kit import Button, Card, Face, Flow, Paragraph, ProgressRow, Role
from desktop.ui.kit.picture import PictureView
from desktop.ui.printing.into_file import quiet_dialog

_PATTERNS = " ".join(f"*{suffix}" for suffix in SUFFIXES)


class ScanDesk(Card):
    """How far the reading is, then which stub is in front; Ctrl+PgDn goes to the next."""

    chosen = Signal(object)
    """ScannedStub: its number is to be opened, or typed where none was read."""
    done = Signal()
    """Nothing waits any more."""
    _told = Signal(int, int)

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, margins=(16, 12))
        self._counter = counter
        self._stop = threading.Event()
        self._waiting: list[ScannedStub] = []
        self._at = 0
        self.picture = PictureView("회신서 그림")
        self.progress = ProgressRow()
        self.progress.stopped.connect(self._give_up)
        self.words = Paragraph("", face=Face.STRONG)
        self._acts = QWidget()
        acts = Flow(self._acts, gap=8)
        self.before = Button("앞", Role.SECONDARY, icon="arrow-left", keys="Ctrl+PgUp", high=32)
        self.after = Button("다음", Role.SECONDARY, icon="arrow-right", keys="Ctrl+PgDn", high=32)
        self.closer = Button("크게", Role.QUIET, icon="zoom-in", high=32)
        self.further = Button("작게", Role.QUIET, icon="zoom-out", high=32)
        self.end = Button("그림 닫기", Role.QUIET, high=32)
        for button in (self.before, self.after, self.closer, self.further, self.end):
            acts.addWidget(button)
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.closer.clicked.connect(lambda: self.picture.look_closer(1.4))
        self.further.clicked.connect(lambda: self.picture.look_closer(1 / 1.4))
        self.end.clicked.connect(self.clear)
        for part in (self.progress, self.words, self._acts, self.picture):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._told.connect(self._show_progress)
        counter.masking_changed.connect(self.picture.set_masked)
        self.picture.set_masked(counter.masked)
        self.hide()

    @property
    def current(self) -> ScannedStub | None:
        """The stub in front."""
        return self._waiting[self._at] if self._waiting and not self.isHidden() else None

    def ask_for_files(self) -> None:
        """Choose pictures or PDFs; a whole folder can be dropped on the screen."""
        dialog = quiet_dialog(self.window(), "스캔한 회신 고르기", f"그림과 PDF ({_PATTERNS})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.open()

    def take_dropped(self, urls: Sequence[QUrl]) -> None:
        """Files and folders dropped on the screen."""
        self.take([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def take(self, places: Sequence[Path]) -> None:
        """Read files behind the window; those already waiting stay."""
        self._stop.clear()
        stop, told = self._stop, self._told

        def read() -> tuple[ScannedStub, ...]:
            files = files_in(places)
            return read_scans(files, told.emit, stop.is_set)

        self.show()
        self.progress.show_progress("그림을 읽습니다", 0)
        self.progress.show()
        self._counter.jobs.long(read, self._take_read)

    def show_kept(self, picture: bytes) -> None:
        """A picture kept in the store, while nothing is being taken down from others."""
        self._waiting, self._at = [], 0
        self.show()
        self.progress.hide()
        self.words.set_text("보관한 회신 그림")
        self.before.setEnabled(False)
        self.after.setEnabled(False)
        self.picture.show()
        self.picture.show_picture(picture)

    def step(self, by: int) -> None:
        """Go to the one before or after."""
        if self._waiting:
            self._at = (self._at + by) % len(self._waiting)
            self._show_current()

    def finished(self) -> None:
        """What is in front was written down: on to the next."""
        if self.current is None:
            return
        self._waiting.pop(self._at)
        if self._waiting:
            self._at %= len(self._waiting)
            self._show_current()
        else:
            self.clear()
            self.done.emit()

    def clear(self) -> None:
        """Nothing waits any more; the files stay where they are."""
        self._stop.set()
        self._waiting, self._at = [], 0
        self.picture.show_picture(b"")
        self.hide()

    def _give_up(self) -> None:
        self._stop.set()

    def _show_progress(self, done: int, every: int) -> None:
        self.progress.show_progress(f"그림을 읽습니다 {done} / {every}", done / max(1, every))

    def _take_read(self, found: tuple[ScannedStub, ...]) -> None:
        self.progress.hide()
        began = not self._waiting
        self._waiting += found
        unread = sum(1 for one in found if not one.number)
        if not self._waiting:
            self.hide()
            self._counter.say("읽을 그림이 없습니다. PNG, JPEG, PDF를 골라 주십시오.", "warning")
            return
        more = f" 번호를 읽지 못한 것 {unread}장은 보고 넣어 주십시오." if unread else ""
        self._counter.say(f"회신서 {len(found) - unread}장을 읽었습니다.{more}", "info")
        self.show()
        if began:
            self._at = 0
            self._show_current()
        else:
            self._tell_where()

    def _show_current(self) -> None:
        stub = self.current
        if stub is not None:
            self._tell_where()
            self.picture.setVisible(bool(stub.picture))
            self.picture.show_picture(stub.picture)
            self.chosen.emit(stub)

    def _tell_where(self) -> None:
        stub = self._waiting[self._at]
        told = f"{self._at + 1} / {len(self._waiting)} · {stub.source}"
        if stub.trouble:
            told += f" · {stub.trouble}"
        elif not stub.number:
            told += " · 번호를 읽지 못했습니다. 그림을 보고 넣어 주십시오."
        self.words.set_text(told)
        several = len(self._waiting) > 1
        self.before.setEnabled(several)
        self.after.setEnabled(several)
