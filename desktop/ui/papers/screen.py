"""서류: choose a paper, say what only its reader knows, print it.

Papers of the visitor in front, and the blank forms that need nobody. Slip, consent and
counselling note are printed where they are written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_date, show_short_day, show_time
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.masking import mask_name
from desktop.services.act import Changed
from desktop.services.papers import PaperGround, PrintLine, ReadyPaper
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Card,
    Column,
    Columns,
    EmptyState,
    Face,
    Field,
    Form,
    KoreanLineEdit,
    PageHead,
    Paragraph,
    PlainLabel,
    RecordsModel,
    RecordTable,
    Role,
    SectionTitle,
    Segmented,
    ToggleChips,
    WorkingArea,
    column,
    finish_all_composition,
    row,
    theme,
)
from desktop.ui.printing import CounterPrinter

SIZES = [("plain", "보통"), ("large", "큰 글자")]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper to choose: `asks` names the fields that it needs, `of_visitor` whom it is about."""

    key: str
    label: str
    words: str
    of_visitor: bool = True
    asks: tuple[str, ...] = ()


ROWS = (
    PaperRow(
        "receipt",
        "접수증",
        "마지막 방문의 번호와 다음 약속이 적힌 종이입니다. 내담자가 가져가십니다.",
        asks=("size",),
    ),
    PaperRow(
        "application",
        "구직신청서",
        "접수 때 여쭌 내용이 채워진 신청서입니다. 읽어 보시고 서명하시게 합니다.",
    ),
    PaperRow(
        "proof",
        "상담(방문) 확인서",
        "실업급여나 지원금을 받는 분이 내는 증빙입니다. 기록된 방문만 적힙니다.",
        asks=("visits", "submit_to", "use"),
    ),
    PaperRow(
        "blank_application",
        "구직신청서 빈 양식",
        "기다리시는 동안 손으로 적으시는 양식입니다. 접수 화면의 칸 순서와 같습니다.",
        of_visitor=False,
    ),
    PaperRow(
        "blank_consent",
        "개인정보 동의서 빈 양식",
        "기관 이름을 손으로 적는 양식입니다. 서명받은 뒤 동의 기록에 한 줄씩 옮깁니다.",
        of_visitor=False,
    ),
    PaperRow(
        "blank_subject_request",
        "개인정보 요구서 빈 양식",
        "열람·정정·삭제·처리정지를 바라시는 분이 적습니다. 받은 뒤 그분 화면에서 R로 접수합니다.",
        of_visitor=False,
    ),
    PaperRow(
        "blank_mandate",
        "위임장 빈 양식",
        "대리인이 요구하실 때 함께 받습니다. 대리인의 신분증을 확인합니다.",
        of_visitor=False,
    ),
    PaperRow(
        "blank_subject_notice",
        "요구 결정 통지서 빈 양식",
        "창구를 쓸 수 없을 때 손으로 적어 드립니다. 보통은 정보주체 요구에서 채워 인쇄합니다.",
        of_visitor=False,
    ),
    PaperRow(
        "day_sheet",
        "일일 예약표",
        "오늘 예약을 가린 이름으로 모은 표입니다. 하루가 끝나면 파쇄합니다.",
        of_visitor=False,
    ),
)


class PapersScreen(QWidget):
    """Papers at the left, the chosen one with its questions at the right."""

    keys = (
        ("↑ ↓", "서류 고르기"),
        ("Enter", "고른 서류로, 다음 칸"),
        ("Ctrl+P", "인쇄"),
        ("Ctrl+Shift+P", "프린터를 골라 인쇄"),
        ("Esc", "서류 목록으로"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._printer = CounterPrinter(counter, self)
        self._visitor_id: int | None = None
        self._ground: PaperGround | None = None
        self._kept_visits: tuple[str, ...] | None = None
        self._lay_out()
        # A bound method: it ends with the screen, a lambda would outlive it.
        counter.masking_changed.connect(self._show_masking)
        counter.changed.connect(self._take_change)

    @property
    def visitor_id(self) -> int | None:
        """Whose papers these are, None when only blank forms are wanted."""
        return self._visitor_id

    def show_for(self, visitor_id: int | None = None, paper: str = "", **_where: object) -> None:
        """The papers of one visitor, or the blank forms; `paper` is chosen at once."""
        self._visitor_id = visitor_id
        self._ground, self._kept_visits = None, None
        self._form.clear()
        self._form.set_values({"size": "plain", "use": "구직활동 증빙"})
        rows = [one for one in ROWS if visitor_id is not None or not one.of_visitor]
        self._model.show_records(rows)
        self._table.go_to(next((at for at, one in enumerate(rows) if one.key == paper), 0))
        self._show_chosen()
        self._show_whose()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read(first=True)

    # left half-typed

    @property
    def draft_title(self) -> str:
        """What the strip calls it."""
        return "서류"

    @property
    def draft_visitor_id(self) -> int | None:
        """Whose papers these are."""
        return self._visitor_id

    @property
    def draft_name(self) -> str:
        """The name, masked by the keeper."""
        return self._ground.name if self._ground is not None else ""

    def is_dirty(self) -> bool:
        """Whether something was answered that no paper went out with."""
        return self._form.is_dirty

    def snapshot(self) -> dict[str, Any]:
        """The paper chosen, and what was answered for it."""
        chosen = self._chosen()
        return {"paper": chosen.key if chosen else "", "form": self._form.snapshot()}

    def restore(self, body: dict[str, Any]) -> None:
        """Choose the paper again, with its answers; the visits come when they were read."""
        keys = [self._model.record(at).key for at in range(self._model.rowCount())]
        if body.get("paper") in keys:
            self._table.go_to(keys.index(body["paper"]))
        self._show_chosen()
        form = body.get("form", {})
        self._kept_visits = tuple(form.get("values", {}).get("visits", ()))
        self._form.restore(form)

    def finish_composition(self) -> None:
        """Commit the syllable being composed."""
        finish_all_composition()

    # layout

    def _lay_out(self) -> None:
        outer = column(self, gap=0)
        area = WorkingArea(gap=14, margins=(24, 16, 24, 16))
        outer.addWidget(area)
        self._head = PageHead("서류")
        area.body.addWidget(self._head)
        self._model: RecordsModel[PaperRow] = RecordsModel(
            [
                Column("서류", lambda one: one.label, strong=True),
                Column("", lambda one: "이분의 서류" if one.of_visitor else "누구나", width=96),
            ]
        )
        self._table = RecordTable(self._model, name="서류")
        self._table.setMinimumHeight(theme.px(40 * len(ROWS) + 40))
        self._table.row_changed.connect(lambda _row: self._show_chosen())
        self._table.opened.connect(lambda _row: self._enter())
        area.body.addWidget(
            Columns([self._table, self._chosen_card()], [340, 0], least=420, gap=16), 1
        )

    def _chosen_card(self) -> QWidget:
        side = QWidget()
        block = column(side, gap=14)
        card = Card(gap=12, margins=(20, 16))
        self._label = PlainLabel("", face=Face.SECTION)
        self._words = Paragraph("", width=420)
        card.body.addWidget(self._label)
        card.body.addWidget(self._words)
        self._form = Form(self, guard=find_identifiers, clean=clean)
        self._visits = ToggleChips(())
        fields = {
            "size": Field("글자 크기", Segmented(SIZES, "plain"), room=False),
            "visits": Field("확인할 방문", self._visits, required=True, room=False),
            "submit_to": Field(
                "제출처", KoreanLineEdit("예: 성동광진고용복지플러스센터"), room=False
            ),
            "use": Field("용도", KoreanLineEdit("구직활동 증빙"), room=False),
        }
        for name, field in fields.items():
            self._form.add(name, field)
            card.body.addWidget(field)
        acts = row(gap=10)
        acts.addStretch(1)
        self._file = Button("PDF로 저장", Role.QUIET, icon="download")
        self._dialog = Button("프린터 고르기", icon="printer")
        self._print = Button("인쇄", Role.PRIMARY, icon="printer", keys="Ctrl+P")
        self._file.clicked.connect(self.save_pdf)
        self._dialog.clicked.connect(self.print_with_dialog)
        self._print.clicked.connect(self.print_paper)
        for button in (self._file, self._dialog, self._print):
            acts.addWidget(button)
        card.body.addLayout(acts)
        self._form.then(self._print)
        block.addWidget(card)
        self._ledger_title = SectionTitle("이분께 나간 종이")
        block.addWidget(self._ledger_title)
        self._ledger: RecordsModel[PrintLine] = RecordsModel(
            [
                Column("출력번호", lambda line: line.number, width=150, figures=True),
                Column("서류", _paper_words, strong=True),
                Column("때", lambda line: _when(line), width=150),
                Column("출력자", lambda line: line.by, width=96),
            ]
        )
        empty = EmptyState("나간 종이가 없습니다.", "인쇄하면 여기에 적힙니다.", icon="printer")
        self._ledger_table = RecordTable(self._ledger, empty=empty, name="나간 종이")
        self._ledger_table.setMinimumHeight(theme.px(180))
        block.addWidget(self._ledger_table, 1)
        return side

    # what is shown

    def _read(self, *, first: bool) -> None:
        visitor_id = self._visitor_id
        if visitor_id is None or not self._counter.is_open:
            self._ledger.show_records(())
            return
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.latest(
            "papers",
            lambda: desk.papers.ground(account, visitor_id, first=first),
            self._show_ground,
        )

    def _show_ground(self, ground: PaperGround) -> None:
        first = self._ground is None
        self._ground = ground
        self._show_whose()
        chosen = self._visits.value()
        self._visits.set_options(
            [(str(one.id), f"{show_date(one.on)} {one.words}".strip()) for one in ground.visits]
        )
        if first:
            newest = tuple(str(one.id) for one in ground.visits[:1])
            chosen = newest if self._kept_visits is None else self._kept_visits
        # What the newest visit answers by itself is no change of the clerk's.
        self._form.set_value("visits", chosen)
        self._ledger.show_records(ground.printed)

    def _show_masking(self, masked: bool) -> None:
        self._form.set_masked(masked)
        self._show_whose()

    def _show_whose(self) -> None:
        name = self._ground.name if self._ground is not None else ""
        if self._visitor_id is None:
            self._head.whose.setText("누구나 쓰는 양식입니다.")
        elif name:
            self._head.whose.setText(f"{mask_name(name) if self._counter.masked else name} 님")
        else:
            self._head.whose.setText("")

    def _chosen(self) -> PaperRow | None:
        at = self._table.current_row()
        return self._model.record(at) if at >= 0 else None

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        self._label.setText(chosen.label)
        self._words.set_text(chosen.words)
        for name in self._form.names():
            self._form.field(name).setVisible(name in chosen.asks)
        of_visitor = self._visitor_id is not None
        self._ledger_title.setVisible(of_visitor)
        self._ledger_table.setVisible(of_visitor)

    def _enter(self) -> None:
        """From the list into the chosen paper's first question, or to its print button."""
        chosen = self._chosen()
        if chosen is not None and chosen.asks:
            self._form.field(chosen.asks[0]).control.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._print.setFocus(Qt.FocusReason.TabFocusReason)

    # printing

    def print_paper(self) -> None:
        """Ctrl+P: the chosen paper, on the printer remembered for it."""
        chosen = self._chosen()
        if chosen is not None:
            said = f"{chosen.label}: 인쇄했습니다."
            self._make(lambda ready: self._printer.print_now(ready, said=said))

    def print_with_dialog(self) -> None:
        """Shift+Ctrl+P: the same after choosing a printer."""
        self._make(self._printer.print_with_dialog)

    def save_pdf(self) -> None:
        """The chosen paper into a file."""
        self._make(self._printer.save_pdf)

    def _make(self, then: Callable[[ReadyPaper], None]) -> None:
        chosen = self._chosen()
        if chosen is None or (chosen.of_visitor and self._ground is None):
            return
        values = self._form.read()
        if values is None:
            return
        work = self._work(chosen, values)

        def go_out(ready: ReadyPaper) -> None:
            self._form.mark_saved()
            self._counter.dropped.emit()
            then(ready)

        if work is not None:
            self._counter.jobs.write(work, go_out)

    def _work(self, chosen: PaperRow, values: dict[str, object]) -> Callable[[], ReadyPaper] | None:
        papers, account = self._counter.desk.papers, self._counter.account
        visitor_id, today = self._visitor_id or 0, self._counter.clock.today()
        if chosen.key == "day_sheet":
            return lambda: papers.day_sheet(account, today)
        if chosen.key.startswith("blank_"):
            return lambda: papers.blank(account, chosen.key.removeprefix("blank_"))
        if chosen.key == "application":
            return lambda: papers.application(account, visitor_id)
        visits = self._ground.visits if self._ground is not None else ()
        if chosen.key == "receipt":
            if not visits:
                self._counter.say("기록된 방문이 없어 접수증이 없습니다. 먼저 접수합니다.", "info")
                return None
            visit_id, large = visits[0].id, values["size"] == "large"
            return lambda: papers.receipt(account, visit_id, large=large)
        wanted = set(self._visits.value())
        # Oldest first: the paper reads in the order of the visits.
        named = [one.id for one in reversed(visits) if str(one.id) in wanted]
        to, use = str(values["submit_to"] or ""), str(values["use"] or "")
        return lambda: papers.proof(account, visitor_id, named, to, use)

    # keys, and what happens elsewhere

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._table.hasFocus() and self._visitor_id is not None:
                self._counter.go("visitor", visitor_id=self._visitor_id)
            else:
                self._table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def _take_change(self, changed: Changed) -> None:
        if self._counter.is_touched(changed, "paper", "visit", visitor_id=self._visitor_id):
            self._read(first=False)


def _paper_words(line: PrintLine) -> str:
    return f"{line.paper} 재출력 {line.reprint}" if line.reprint else line.paper


def _when(line: PrintLine) -> str:
    return f"{show_short_day(line.at.date())} {show_time(line.at)}"
