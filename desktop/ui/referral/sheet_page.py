"""회신 표: a partner's open slips as a sheet to fill in, and a filled one looked at row by row."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.domain.errors import NaeilError
from desktop.services.replies import SheetOut, SheetPreview, SheetRow, SheetTaken
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Banner,
    Button,
    Column,
    Combo,
    EmptyState,
    Field,
    Flow,
    Hint,
    RecordsModel,
    RecordTable,
    Role,
    SectionTitle,
    column,
    finish_all_composition,
    row,
    theme,
)
from desktop.ui.printing.into_file import quiet_dialog

WIDEST, HIGHEST, REST = 1100, 700, 300
"""Pixels of the smallest desk, and design pixels of the page without its list."""
SHEETS = "엑셀 (*.xlsx)"


class SheetPage(QDialog):
    """Out above, in below. What a filled sheet would change is seen before Ctrl+S keeps it."""

    def __init__(self, counter: Counter, parent: QWidget) -> None:
        super().__init__(parent)
        self._counter = counter
        self._rows: tuple[SheetRow, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("회신 표")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(min(theme.px(860), WIDEST))
        outer = column(self, gap=8, margins=20)
        outer.addWidget(SectionTitle("기관 회신 표"))
        outer.addWidget(
            Hint("열린 의뢰의 번호만 담아 보냅니다. 이름은 들어가지 않습니다.", elide=True)
        )
        line = row(gap=10)
        self.partner = Combo(placeholder="열린 의뢰가 있는 기관")
        line.addWidget(Field("기관", self.partner, room=False), 1)
        self.out = Button("표 내보내기", Role.SECONDARY, icon="download")
        line.addWidget(self.out, 0, Qt.AlignmentFlag.AlignBottom)
        outer.addLayout(line)
        self._model: RecordsModel[SheetRow] = RecordsModel(
            [
                Column("줄", lambda one: str(one.line), width=52, figures=True),
                Column("의뢰번호", lambda one: one.number, width=120, figures=True),
                Column("누구", lambda one: one.masked_name, width=90),
                Column("의뢰", lambda one: one.partner),
                Column("바뀌는 것", _change, width=150),
                Column("적지 않는 까닭", lambda one: one.fault),
            ]
        )
        self.table = RecordTable(
            self._model,
            empty=EmptyState(
                "읽은 표가 없습니다.", "기관이 채워 보낸 xlsx를 읽습니다.", icon="upload"
            ),
            name="받은 회신 표",
        )
        self.table.setFixedHeight(max(theme.px(120), min(theme.px(300), HIGHEST - theme.px(REST))))
        outer.addWidget(self.table)
        self.told = Banner("")
        self.told.hide()
        outer.addWidget(self.told)
        foot = Flow(gap=10, right=True)
        self.read = Button("받은 표 읽기", Role.SECONDARY, icon="upload", keys="Ctrl+O")
        self.leave = Button("닫기", Role.SECONDARY, keys="Esc")
        self.keep = Button("회신 저장", Role.PRIMARY, icon="check", keys="Ctrl+S")
        for button in (self.read, self.leave, self.keep):
            foot.addWidget(button)
        outer.addLayout(foot)
        self.out.clicked.connect(self._make)
        self.read.clicked.connect(self._ask_for_file)
        self.leave.clicked.connect(self.reject)
        self.keep.clicked.connect(self._keep)
        for keys, button in (("Ctrl+S", self.keep), ("Ctrl+O", self.read)):
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        self._show_rows(SheetPreview((), ()))
        self._ask_partners()
        self.partner.setFocus(Qt.FocusReason.OtherFocusReason)

    # out

    def _ask_partners(self) -> None:
        desk, account = self._counter.desk, self._counter.account

        def show(partners: tuple[tuple[str, str, int], ...]) -> None:
            self.partner.set_options((key, f"{name} {count}건") for key, name, count in partners)

        self._counter.jobs.write(lambda: desk.replies.partners(account), show)

    def _make(self) -> None:
        finish_all_composition()
        self.partner.settle()
        key = self.partner.value()
        if not key:
            self._tell("표를 보낼 기관을 골라 주십시오.", "warning")
            self.partner.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.replies.sheet_out(account, str(key)), self._ask_where, self._refused
        )

    def _ask_where(self, sheet: SheetOut) -> None:
        dialog = quiet_dialog(self, "회신 표 저장", SHEETS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(sheet.name)
        dialog.fileSelected.connect(lambda name: self.put_into(Path(name), sheet))
        dialog.open()

    def put_into(self, file: Path, sheet: SheetOut) -> None:
        """Write the sheet where it was chosen to lie."""
        try:
            file.write_bytes(sheet.data)
        except OSError:
            self._tell("그 자리에 저장하지 못했습니다. 다른 폴더를 골라 주십시오.", "danger")
            return
        self._tell(
            f"의뢰 {sheet.people}건을 내보냈습니다. 출력번호 {sheet.print_number}", "success"
        )

    # in

    def _ask_for_file(self) -> None:
        dialog = quiet_dialog(self, "받은 회신 표 고르기", "엑셀 (*.xlsx *.xls *.csv)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.open()

    def take(self, file: Path) -> None:
        """Look at what a filled sheet would change."""
        desk, account = self._counter.desk, self._counter.account

        def look() -> SheetPreview:
            return desk.replies.look_at_sheet(account, file.read_bytes())

        self._counter.jobs.long(look, self._show_rows, self._refused)

    def _show_rows(self, seen: SheetPreview) -> None:
        self._rows = seen.rows
        self._model.show_records(seen.rows)
        good = sum(1 for one in seen.rows if one.draft is not None)
        self.keep.set_words(f"{good}건 저장" if good else "회신 저장")
        self.keep.setEnabled(bool(good))
        words = []
        if seen.rows:
            words.append(f"{good}건을 적을 수 있습니다.")
        if len(seen.rows) > good:
            words.append(f"{len(seen.rows) - good}건은 적지 않습니다. 까닭을 보아 주십시오.")
        if seen.unknown:
            words.append(f"읽지 않은 칸: {', '.join(seen.unknown)}")
        self._tell(" ".join(words), "info" if good == len(seen.rows) else "warning")
        if good:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        rows = self._rows
        desk, account = self._counter.desk, self._counter.account
        self.keep.setEnabled(False)

        def told(taken: SheetTaken) -> None:
            self._show_rows(SheetPreview((), ()))
            if taken.refused:
                lines = ", ".join(f"{line}번째 줄" for line, _ in taken.refused)
                words = f"회신 {taken.saved}건을 적었습니다. 적지 못한 줄: {lines}"
                self._tell(f"{words}. {taken.refused[0][1]}", "warning")
            else:
                self._tell(f"회신 {taken.saved}건을 적었습니다.", "success")
            self._counter.saved.emit()
            self._ask_partners()

        self._counter.jobs.write(
            lambda: desk.replies.take_sheet(account, rows), told, self._refused
        )

    # telling

    def _refused(self, trouble: NaeilError) -> None:
        self.keep.setEnabled(any(one.draft is not None for one in self._rows))
        self._tell(str(trouble), "danger")

    def _tell(self, sentence: str, tone: str) -> None:
        self.told.say(sentence or " ", tone)
        self.told.setVisible(bool(sentence))


def _change(one: SheetRow) -> str:
    if one.draft is None:
        return "—"
    return one.after if one.before == one.after else f"{one.before} → {one.after}"
