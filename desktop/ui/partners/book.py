"""The directory as a spreadsheet: kept as a file, and a file looked through before it counts."""

from pathlib import Path

from PySide6.QtCore import QDir, QObject, QSaveFile, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.directory_file import FilePreview, FileRow, RowState
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.rights import Right
from desktop.ui.counter import Counter
from desktop.ui.gate import only
from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    ChipLook,
    Column,
    EmptyState,
    Face,
    Flow,
    PlainLabel,
    RecordsModel,
    RecordTable,
    Role,
    Tone,
    theme,
)
from desktop.ui.printing import CounterPrinter
from desktop.ui.printing.into_file import XLSX, ask_where, ask_which

ZIP = ("공개 표준 파일로 저장", "ZIP (*.zip)")
OPEN_XLSX = ("들여올 엑셀 파일 고르기", XLSX[1])
_LOOKS = {
    RowState.ADDED: ChipLook(Tone.INFO, "plus"),
    RowState.CHANGED: ChipLook(Tone.WARNING, "pencil"),
    RowState.SAME: ChipLook(Tone.NEUTRAL),
    RowState.WRONG: ChipLook(Tone.DANGER, "alert-circle"),
}
_SHOWN_ROWS = 9


class DirectoryBook(QObject):
    """The two acts of the directory's head and what comes of them."""

    preview_ready = Signal(object)
    """BookPreview to be shown in the partner's place."""

    def __init__(self, counter: Counter, screen: QWidget) -> None:
        super().__init__(screen)
        self._counter, self._screen = counter, screen
        out = Button("엑셀로 내보내기", Role.QUIET, icon="download")
        out.clicked.connect(self._ask_where)
        into = Button("엑셀에서 들여오기", Role.QUIET, icon="upload")
        into.clicked.connect(self._ask_which)
        open_shape = Button("공개 표준으로 내보내기", Role.QUIET, icon="globe")
        open_shape.clicked.connect(self._ask_where_open)
        only(counter, Right.EXPORT, open_shape)
        self._printer = CounterPrinter(counter, screen)
        printed = Button("목록 인쇄", Role.QUIET, icon="printer")
        printed.clicked.connect(self.print_list)
        only(counter, Right.PRINT, printed)
        self.buttons = (out, into)
        self.more = (open_shape, printed)

    def _ask_where(self) -> None:
        day = self._counter.clock.today()
        start = Path(QDir.homePath()) / f"유관기관 {day.isoformat()}.xlsx"
        ask_where(self._screen, start, self.keep, XLSX)

    def _ask_where_open(self) -> None:
        day = self._counter.clock.today()
        start = Path(QDir.homePath()) / f"유관기관 HSDS {day.isoformat()}.zip"
        ask_where(self._screen, start, self.keep_open, ZIP)

    def _ask_which(self) -> None:
        ask_which(self._screen, Path(QDir.homePath()), self.look_through, OPEN_XLSX)

    def keep(self, file: Path) -> None:
        """Write the directory of today into a file, whole or not at all."""
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.partners.book(account), lambda content: self._write(file, content)
        )

    def keep_open(self, file: Path) -> None:
        """The same in the shape other directories read."""
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.hsds.make(account), lambda content: self._write(file, content)
        )

    def print_list(self) -> None:
        """Every partner of today on paper."""
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.papers.directory_list(account),
            lambda ready: self._printer.print_now(ready, said="유관기관 목록을 인쇄합니다."),
        )

    def _write(self, file: Path, content: bytes) -> None:
        out = QSaveFile(str(file))
        if not out.open(QSaveFile.OpenModeFlag.WriteOnly):
            self._counter.say("그 자리에 저장할 수 없습니다. 다른 폴더를 골라 주십시오.", "warning")
            return
        out.write(content)
        if out.commit():
            self._counter.say(f"{file.name} 파일로 내보냈습니다.")
        else:
            self._counter.say("저장하지 못했습니다. 남은 자리를 확인해 주십시오.", "warning")

    def look_through(self, file: Path) -> None:
        """Show what a file would change, before anything is written."""
        desk, account = self._counter.desk, self._counter.account
        try:
            content = file.read_bytes()
        except OSError:
            self._counter.say(
                "파일을 열 수 없습니다. 다른 곳에 옮겨 다시 골라 주십시오.", "warning"
            )
            return

        def show(preview: FilePreview) -> None:
            self.preview_ready.emit(BookPreview(self._counter, file.name, content, preview))

        def failed(error: NaeilError) -> None:
            self._counter.say(str(error), "warning" if isinstance(error, Refused) else "danger")

        self._counter.jobs.read(lambda: desk.partners.look_through(account, content), show, failed)


class BookPreview(Card):
    """Every row of the file with what it would do; one press writes all of it."""

    closed = Signal()

    def __init__(self, counter: Counter, name: str, content: bytes, preview: FilePreview) -> None:
        super().__init__(gap=10, margins=(18, 14))
        self._counter, self._content = counter, content
        self.preview = preview
        self.body.addWidget(
            PlainLabel(f"들여오기 전에 보기 — {name}", face=Face.SECTION, elide=True)
        )
        tone = "danger" if preview.count(RowState.WRONG) else "info"
        self.body.addWidget(Banner(preview.sentence, tone))
        # What is wrong or changes stands first: the rest is there to be counted.
        order = (RowState.WRONG, RowState.CHANGED, RowState.ADDED, RowState.SAME)
        rows = sorted(preview.rows, key=lambda row: order.index(row.state))
        self.model: RecordsModel[FileRow] = RecordsModel(
            [
                Column("줄", lambda row: f"{row.sheet} {row.number}", width=92),
                Column("무엇", lambda row: row.about, below=lambda row: row.told, strong=True),
                Column(
                    "들여오면",
                    lambda row: row.state.label,
                    width=100,
                    chip=lambda r: _LOOKS[r.state],
                ),
            ]
        )
        self.model.show_records(rows)
        self.table = RecordTable(
            self.model,
            row_height=50,
            empty=EmptyState("파일에 줄이 없습니다.", "여기서 내보낸 파일을 고쳐 넣어 주십시오."),
            name="들여올 줄",
        )
        self.table.setMinimumHeight(theme.px(50 * _SHOWN_ROWS))
        self.body.addWidget(self.table, 1)
        foot = Flow(gap=10, right=True)
        leave = Button("그만두기", Role.QUIET, keys="Esc")
        leave.clicked.connect(self.closed)
        foot.addWidget(leave)
        self.take = Button("들여오기", Role.PRIMARY, icon="check", keys="Ctrl+S")
        self.take.setEnabled(preview.can_be_taken)
        self.take.clicked.connect(self.take_in)
        only(counter, Right.DIRECTORY, self.take)
        foot.addWidget(self.take)
        self.body.addLayout(foot)

    def take_in(self) -> None:
        """Write all of it, from today on."""
        if not self.preview.can_be_taken:
            self._counter.say(self.preview.sentence, "info")
            return
        desk, account, content = self._counter.desk, self._counter.account, self._content

        def done(taken: FilePreview) -> None:
            added, changed = taken.count(RowState.ADDED), taken.count(RowState.CHANGED)
            self._counter.say(f"새로 {added}줄, 고침 {changed}줄을 들여왔습니다.")
            self.closed.emit()

        self._counter.jobs.write(lambda: desk.partners.take_in(account, content), done)
