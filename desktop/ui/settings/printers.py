"""프린터: which printer and tray each kind of paper goes to from this desk."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.services.papers import PAPERS
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    ChipLook,
    Column,
    Columns,
    Combo,
    EmptyState,
    Face,
    Field,
    Form,
    Hint,
    Option,
    PlainLabel,
    RecordsModel,
    RecordTable,
    Role,
    Segmented,
    Tone,
    column,
    row,
)
from desktop.ui.printing.about import PrinterLine, printer_lines, words_of_tray
from desktop.ui.printing.counter_printer import INTO_FILE, setting_of
from desktop.ui.settings.page import SettingsPage

ONLY_PAPER = ("recovery",)
"""Never kept as a file and sent to whatever printer is chosen at the moment."""
USUAL, AUTOMATIC = "usual", "automatic"
PRINTED = "print"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One kind of paper and where it goes."""

    paper: str
    name: str
    way: str
    printer: str
    tray: str


class PrintersPage(SettingsPage):
    """The papers at the left with the state of their printers; the one chosen at the right."""

    key, label = "printers", "프린터"
    remark = "서류마다 프린터와 용지함"
    keys = (("Enter", "그 서류 고치기"), ("F5", "프린터 다시 보기"))
    kinds = ()

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._printers: tuple[PrinterLine, ...] = ()
        self._line: PaperLine | None = None
        self.head(
            "Ctrl+P는 여기 적힌 프린터로 바로 보냅니다. "
            "Ctrl+Shift+P로 고른 프린터도 여기에 남습니다. 이 창구에만 적용됩니다."
        )
        self._note = Banner("프린터를 찾는 중입니다.", "info", act="다시 보기", keys="F5")
        self._note.acted.connect(self.refresh)
        self.body.addWidget(self._note)
        self._model: RecordsModel[PaperLine] = RecordsModel(
            [
                Column("서류", lambda one: one.name, below=self._where, strong=True),
                Column("", self._state, width=210, chip=self._look),
            ]
        )
        self.table = RecordTable(
            self._model, row_height=46, empty=EmptyState("서류를 읽는 중입니다."), name="서류 목록"
        )
        self.body.addWidget(Columns([self.table, self._side()], [0, 320], gap=20, least=400), 1)
        self.table.row_changed.connect(self._row_changed)
        self.table.opened.connect(lambda _row: self._focus_form())

    def _side(self) -> QWidget:
        holder = QWidget()
        box = column(holder, gap=0)
        card = Card(gap=8, margins=(16, 14))
        self._title = PlainLabel("", face=Face.STRONG, elide=True)
        card.body.addWidget(self._title)
        form = Form(self)
        self._way = Segmented([(PRINTED, "인쇄"), (INTO_FILE, "PDF로 저장")], PRINTED, name="방법")
        self._printer = Combo([Option(USUAL, "기본 프린터")], USUAL)
        self._tray = Combo([Option(AUTOMATIC, "자동")], AUTOMATIC)
        card.body.addWidget(form.add("way", Field("Ctrl+P를 누르면", self._way)))
        card.body.addWidget(form.add("printer", Field("프린터", self._printer)))
        card.body.addWidget(form.add("tray", Field("용지함", self._tray)))
        card.body.addWidget(Hint("파일 이름에는 서류와 번호만 들어갑니다.", elide=True))
        line = row(gap=10)
        self.all_button = Button("모든 서류에", Role.QUIET)
        self.keep = Button("저장", Role.PRIMARY, icon="check", keys="Ctrl+S")
        line.addWidget(self.all_button)
        line.addStretch(1)
        line.addWidget(self.keep)
        card.body.addLayout(line)
        box.addWidget(card)
        box.addStretch(1)
        form.then(self.keep)
        form.changed.connect(self._changed)
        self.keep.clicked.connect(self.save)
        self.all_button.clicked.connect(self._save_all)
        self.form = form
        return holder

    # reading

    def begin(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        if self._line is not None:
            self._fill(self._line)

    def refresh(self) -> None:
        desk, account = self._counter.desk, self._counter.account

        def work() -> tuple[PaperLine, ...]:
            return tuple(
                _line(paper, name, desk.centre.desk_setting(account, setting_of(paper), {}))
                for paper, name in PAPERS.items()
                if paper not in ONLY_PAPER
            )

        self.read(work, self._show)
        # A printer that sleeps may take seconds to answer.
        self._counter.jobs.long(printer_lines, self._show_printers)

    def _show(self, lines: tuple[PaperLine, ...]) -> None:
        at = max(0, self.table.current_row())
        self._model.show_records(lines)
        self.table.go_to(at)
        self._row_changed(at)

    def _show_printers(self, printers: tuple[PrinterLine, ...]) -> None:
        self._printers = printers
        troubled = [one for one in printers if one.trouble]
        if not printers:
            self._note.say(
                "연결된 프린터가 없습니다. 프린터를 연결하고 다시 보거나, PDF로 저장해 쓰십시오.",
                "warning",
                "다시 보기",
            )
        elif troubled:
            words = " · ".join(f"{one.name}: {one.state}" for one in troubled)
            self._note.say(words, "warning", "다시 보기")
        else:
            words = " · ".join(f"{one.name}: {one.state}" for one in printers)
            self._note.say(words, "success", "다시 보기")
        self._model.show_records(self._model.records())
        self.table.go_to(max(0, self._at()))
        if self._line is not None and not self.is_dirty():
            self._fill(self._line)

    def _at(self) -> int:
        papers = [line.paper for line in self._model.records()]
        return papers.index(self._line.paper) if self._line and self._line.paper in papers else 0

    def _row_changed(self, at: int) -> None:
        if not 0 <= at < self._model.rowCount():
            return
        line = self._model.record(at)
        if self._line is not None and line.paper == self._line.paper and self.is_dirty():
            return
        self._fill(line)

    def _fill(self, line: PaperLine) -> None:
        assert self.form is not None
        self._line = line
        self._title.setText(line.name)
        usual = next((one.name for one in self._printers if one.usual), "")
        choices = [Option(USUAL, "기본 프린터", f"지금은 {usual}" if usual else "")]
        choices += [Option(one.name, one.name, one.state) for one in self._printers]
        if line.printer and line.printer not in [one.name for one in self._printers]:
            choices.append(Option(line.printer, line.printer, "찾을 수 없습니다"))
        self._printer.set_options(choices)
        self.form.set_values({"way": line.way, "printer": line.printer or USUAL})
        self._offer_trays(line.tray)
        self.form.mark_saved()
        self._switch()

    def _offer_trays(self, tray: str) -> None:
        assert self.form is not None
        chosen = str(self._printer.value() or USUAL)
        printer = next(
            (
                one
                for one in self._printers
                if one.name == chosen or (chosen == USUAL and one.usual)
            ),
            None,
        )
        trays = list(printer.trays) if printer is not None else []
        if tray and tray not in [name for name, _ in trays]:
            trays.append((tray, words_of_tray(tray)))
        self._tray.set_options([(AUTOMATIC, "자동"), *(one for one in trays if one[1] != "자동")])
        self.form.set_value("tray", tray or AUTOMATIC)

    def _changed(self, name: str) -> None:
        if name == "printer":
            self._offer_trays("")
        self._switch()

    def _switch(self) -> None:
        printed = self._way.value() != INTO_FILE
        self._printer.setEnabled(printed)
        self._tray.setEnabled(printed)

    # words

    def _where(self, line: PaperLine) -> str:
        if line.way == INTO_FILE:
            return "PDF로 저장"
        tray = f" · {words_of_tray(line.tray)}" if line.tray else ""
        return (line.printer or "기본 프린터") + tray

    def _goes_to(self, line: PaperLine) -> PrinterLine | None:
        return next(
            (
                one
                for one in self._printers
                if (one.name == line.printer if line.printer else one.usual)
            ),
            None,
        )

    def _state(self, line: PaperLine) -> str:
        if line.way == INTO_FILE:
            return ""
        printer = self._goes_to(line)
        if printer is None:
            return "프린터 없음"
        return printer.state

    def _look(self, line: PaperLine) -> ChipLook:
        printer = self._goes_to(line)
        if printer is None or printer.trouble:
            return ChipLook(Tone.WARNING, "alert-triangle")
        return ChipLook(Tone.SUCCESS, "printer")

    # acts

    def is_dirty(self) -> bool:
        return self.form is not None and self.form.is_dirty

    def save(self) -> None:
        if self._line is not None:
            self._keep((self._line,))

    def _save_all(self) -> None:
        self._keep(self._model.records())

    def _keep(self, lines: tuple[PaperLine, ...]) -> None:
        assert self.form is not None
        values = self.form.read()
        if values is None:
            return
        kept = {
            "way": values["way"] or PRINTED,
            "printer": "" if values["printer"] in (None, USUAL) else values["printer"],
            "tray": "" if values["tray"] in (None, AUTOMATIC) else values["tray"],
        }
        desk, account = self._counter.desk, self._counter.account

        def put(entries: list[tuple[str, dict[str, str]]]) -> None:
            for paper, setting in entries:
                desk.centre.set_desk(account, setting_of(paper), setting)

        before = [
            (one.paper, {"way": one.way, "printer": one.printer, "tray": one.tray}) for one in lines
        ]

        def undo() -> None:
            self.write(lambda: put(before), lambda _answer: self._undone())

        def told(_answer: object) -> None:
            assert self.form is not None
            self.form.mark_saved()
            self.settled.emit()
            what = lines[0].name if len(lines) == 1 else f"서류 {len(lines)}가지"
            self._counter.say(
                f"{what}: 이 창구에 적어 두었습니다.", action="되돌리기", on_action=undo
            )
            self.refresh()
            self.begin()

        self.write(lambda: put([(one.paper, kept) for one in lines]), told)

    def _undone(self) -> None:
        self._counter.say("되돌렸습니다.")
        self.refresh()

    def leave(self) -> bool:
        """Esc: as it was, then back to the papers."""
        here = self.focusWidget()
        if self._line is None or here is self.table or not self.isAncestorOf(here or self._area):
            return False
        self._fill(self._line)
        self.settled.emit()
        self.begin()
        return True

    def _focus_form(self) -> None:
        self._way.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_F5:
            self.refresh()
        else:
            super().keyPressEvent(event)


def _line(paper: str, name: str, kept: Any) -> PaperLine:
    plain = kept if isinstance(kept, dict) else {}
    return PaperLine(
        paper,
        name,
        str(plain.get("way", PRINTED)),
        str(plain.get("printer", "")),
        str(plain.get("tray", "")),
    )
