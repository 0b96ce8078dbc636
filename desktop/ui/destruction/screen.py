"""보유·파기: one asks for what is due, another approves, then nothing of it is left."""

from collections.abc import Callable
from datetime import date
from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.calendar import show_date
from desktop.domain.draft import Asked, DialogKey
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.retention import (
    AskedLine,
    CopyLine,
    Destroyed,
    DestructionState,
    DueLine,
    DueList,
    HowFar,
    Subject,
)
from desktop.services.act import Changed
from desktop.services.papers import ReadyPaper
from desktop.ui.counter import Counter
from desktop.ui.destruction.left import LeftPart
from desktop.ui.destruction.lists import asked_columns, due_columns, is_ready, ledger_columns
from desktop.ui.dialog_words import DialogWords, forget_words
from desktop.ui.kit import (
    Banner,
    Button,
    Choice,
    EmptyState,
    Field,
    Flow,
    Form,
    KoreanLineEdit,
    PageHead,
    ProgressRow,
    Question,
    RecordsModel,
    RecordTable,
    Role,
    Segmented,
    WorkingArea,
    ask,
    column,
    theme,
)
from desktop.ui.paged import PagedRows
from desktop.ui.printing import CounterPrinter

DUE, ASKED, LEDGER, LEFT = "due", "asked", "ledger", "left"
PARTS = [(DUE, "파기할 것"), (ASKED, "승인할 것"), (LEDGER, "관리대장"), (LEFT, "남은 것")]
ROW = 50
LEAST = 34 + 3 * ROW
"""Design pixels of a list: three rows are seen however large the type is."""
NARROW = 700
"""Design pixels below which the day has no column of its own."""
_NUMBER = DialogKey(Asked.DESTRUCTION)
"""The document of the records officer, asked for on both sides."""


class DestructionScreen(QWidget):
    """Four lists: due, asked for, done, left over; the acts of the one in front stand below."""

    keys = (
        ("Ctrl+Tab", "다음 목록"),
        ("Ctrl+Shift+Tab", "앞 목록"),
        ("Enter", "고른 줄의 사람 보기"),
        ("Ctrl+P", "요청서나 관리대장 인쇄"),
        ("Ctrl+Shift+P", "프린터를 골라 인쇄"),
        ("Esc", "오늘로"),
    )
    _told = Signal(object)
    """From the thread that destroys to the window's own."""

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._printer = CounterPrinter(counter, self)
        self._list: DueList | None = None
        self._stop = Event()
        self._busy = False
        self._narrow = False
        self._lay_out()
        self._told.connect(self._show_progress)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._step(step))
        counter.changed.connect(self._take_change)

    # where

    def show_for(self, part: str = "", **_where: object) -> None:
        """Show what is due; `part` due, asked, ledger or left."""
        if part:
            self._part.set_value(part)
        self._show_part()
        self._read(first=True)
        self._table().setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def where(self) -> dict[str, str]:
        """What brings this list back."""
        return {"part": str(self._part.value())}

    def refresh(self) -> None:
        """Read the lists again."""
        self._read(first=False)

    # layout

    def _lay_out(self) -> None:
        area = WorkingArea(gap=12, margins=(24, 16, 24, 12))
        column(self, gap=0).addWidget(area)
        outer = area.body
        self._head = PageHead("보유·파기")
        self._part = Segmented(PARTS, DUE, name="목록")
        self._part.value_changed.connect(self._turn)
        self._head.beside.addWidget(self._part)
        self._periods = Button("보유기간", Role.QUIET, icon="settings")
        self._periods.clicked.connect(lambda: self._counter.go("settings", page="retention"))
        self._head.acts.addWidget(self._periods)
        outer.addWidget(self._head)
        self._banner = Banner("", "warning", act="다시 하기")
        self._banner.acted.connect(self._finish)
        self._banner.hide()
        outer.addWidget(self._banner)
        self._progress = ProgressRow()
        self._progress.stopped.connect(self._stop.set)
        self._progress.hide()
        outer.addWidget(self._progress)
        today = self._counter.clock.today()
        self._due: RecordsModel[DueLine] = RecordsModel(due_columns(today, lambda: self._narrow))
        self._asked: RecordsModel[AskedLine] = RecordsModel(asked_columns(self._my_id))
        self._ledger: RecordsModel[AskedLine] = RecordsModel(ledger_columns())
        self._tables = {
            DUE: RecordTable(
                self._due,
                row_height=ROW,
                empty=EmptyState(
                    "파기할 때가 된 기록이 없습니다.",
                    "보유기간이 끝나기 30일 전부터 여기에 나옵니다.",
                    icon="check-circle",
                ),
                name="파기할 것",
            ),
            ASKED: RecordTable(
                self._asked,
                row_height=ROW,
                empty=EmptyState(
                    "승인을 기다리는 파기 요청이 없습니다.",
                    "‘파기할 것’에서 요청하면 다른 분이 여기에서 승인합니다.",
                    icon="check-circle",
                ),
                name="승인할 것",
            ),
            LEDGER: RecordTable(
                self._ledger,
                row_height=ROW,
                empty=EmptyState(
                    "아직 파기한 것이 없습니다.", "파기하면 이름 없이 여기에 적힙니다."
                ),
                name="파기 관리대장",
            ),
        }
        self._done = PagedRows(
            self._counter,
            "destruction.ledger",
            self._ledger,
            self._tables[LEDGER],
            lambda line: line.id,
            aside=True,
        )
        self.left = LeftPart(self._counter, self, lambda: self._read(first=False), ROW)
        self._tables[LEFT] = self.left.table
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(theme.px(LEAST))
        for table in self._tables.values():
            self._stack.addWidget(table)
            table.row_changed.connect(lambda _row: self._show_acts())
        self._tables[DUE].opened.connect(lambda _row: self._open_visitor())
        outer.addWidget(self._stack, 1)
        outer.addLayout(self._foot())
        self._show_part()

    def _foot(self) -> Flow:
        foot = Flow(gap=9)
        self.ask_one = Button("고른 줄 파기 요청", icon="trash")
        self.ask_all = Button("모두 파기 요청", Role.PRIMARY, icon="trash")
        self.approve = Button("승인하고 파기", Role.DANGER, icon="check")
        self.go_on = Button("승인된 것 파기", Role.DANGER, icon="trash")
        self.send_back = Button("돌려보내기", icon="undo")
        self.take_back = Button("요청 거두기", Role.QUIET, icon="undo")
        self.paper = Button("요청서 인쇄", icon="printer", keys="Ctrl+P")
        self.ledger = Button("관리대장 인쇄", Role.PRIMARY, icon="printer", keys="Ctrl+P")
        self._acts = {
            DUE: (self.ask_all, self.ask_one),
            ASKED: (self.approve, self.go_on, self.send_back, self.take_back, self.paper),
            LEDGER: (self.ledger,),
            LEFT: self.left.acts,
        }
        for button, act in (
            (self.ask_all, self._ask_all),
            (self.ask_one, self._ask_one),
            (self.approve, self._ask_to_approve),
            (self.go_on, self._ask_to_go_on),
            (self.send_back, self._ask_to_send_back),
            (self.take_back, self._take_back),
            (self.paper, self.print_paper),
            (self.ledger, self.print_paper),
        ):
            button.clicked.connect(act)
            foot.addWidget(button)
        self.left.again.clicked.connect(self._finish)
        for button in self.left.acts:
            foot.addWidget(button)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # With large type on a small desk the day goes under the number.
        narrow = self.width() < theme.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            for part in (DUE, LEFT):
                self._tables[part].show_column(0, not narrow)

    # what is shown

    def _read(self, *, first: bool) -> None:
        if not self._counter.is_open:
            return
        desk, account = self._counter.desk, self._counter.account

        self._counter.jobs.latest(
            "destruction", lambda: desk.retention.due(account, first=first), self._show, aside=True
        )
        # No names stand in it, so nothing of it is logged.
        self._done.read(
            lambda behind, limit, _new: desk.retention.ledger(account, behind, limit),
            self._show_acts,
            first=first,
        )

    def _show(self, due: DueList) -> None:
        self._list = due
        for model, table, lines in (
            (self._due, self._tables[DUE], due.due),
            (self._asked, self._tables[ASKED], due.asked),
        ):
            at = table.current_row()
            model.show_records(lines)  # type: ignore[arg-type]
            table.go_to(min(max(0, at), len(lines) - 1))
        self.left.show(due.left)
        late = sum(line.due_on <= due.today for line in due.due) + due.unread
        told = [f"때가 된 것 {late:,}"] if late else []
        soon = len(due.due) + due.unread - late
        told += [f"30일 안 {soon:,}"] if soon else []
        told += [f"승인 기다림 {len(due.asked)}"] if due.asked else []
        hands = sum(line.kind.by_hand for line in due.left)
        told += [f"직접 할 것 {hands:,}"] if hands else []
        self._head.whose.setText(" · ".join(told))
        self._show_banner(due)
        self._show_acts()

    def _show_banner(self, due: DueList) -> None:
        if due.unfinished and not self._busy:
            self._banner.say(
                "지난번 파기가 사본까지 끝나지 않았습니다. 이어서 해 주십시오.", "warning", "이어서"
            )
        elif due.copies:
            self._banner.say(
                f"파기한 기록이 남아 있는 사본 {len(due.copies)}개에 닿지 않았습니다: "
                f"{places(due.copies)}. USB를 꽂고 다시 해 주십시오.",
                "warning",
                "다시 하기",
            )
        self._banner.setVisible((due.unfinished or bool(due.copies)) and not self._busy)

    def _turn(self) -> None:
        self._show_part()
        self._table().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_part(self) -> None:
        part = str(self._part.value())
        self._stack.setCurrentWidget(self._tables[part])
        for name, buttons in self._acts.items():
            for button in buttons:
                button.setVisible(name == part)
        self._show_acts()

    def _show_acts(self) -> None:
        free = not self._busy
        ready = self._ready()
        line = self._due_line()
        self.ask_all.set_words(f"모두 파기 요청 ({len(ready)})" if ready else "모두 파기 요청")
        self.ask_all.setEnabled(free and bool(ready))
        self.ask_one.setEnabled(free and line is not None and line in ready)
        asked, mine = self._asked.records(), self._my_id()
        waiting = [one for one in asked if one.state is DestructionState.ASKED]
        others = [one for one in waiting if one.asked_by_id != mine]
        approved = [one for one in asked if one.state is DestructionState.APPROVED]
        here = self._asked_line()
        self.approve.set_words(f"승인하고 파기 ({len(others)})" if others else "승인하고 파기")
        self.approve.setEnabled(free and bool(others))
        self.go_on.setVisible(bool(approved) and str(self._part.value()) == ASKED)
        self.go_on.setEnabled(free and bool(approved))
        self.send_back.setEnabled(free and here in others)
        self.take_back.setEnabled(free and here is not None)
        self.paper.setEnabled(free and bool(asked))
        self.ledger.setEnabled(free)
        self.left.show_acts(free=free)

    def _ready(self) -> list[DueLine]:
        if self._list is None:
            return []
        return [line for line in self._list.due if is_ready(line, self._list.today)]

    def _my_id(self) -> int:
        return self._counter.account.account_id if self._counter.is_open else 0

    def _table(self) -> RecordTable:
        return self._tables[str(self._part.value())]

    def _due_line(self) -> DueLine | None:
        at = self._tables[DUE].current_row()
        return self._due.record(at) if 0 <= at < self._due.rowCount() else None

    def _asked_line(self) -> AskedLine | None:
        at = self._tables[ASKED].current_row()
        return self._asked.record(at) if 0 <= at < self._asked.rowCount() else None

    def _open_visitor(self) -> None:
        line = self._due_line()
        if line is not None and line.subject is Subject.VISITOR:
            self._counter.go("visitor", visitor_id=line.subject_id)

    def _take_change(self, changed: Changed) -> None:
        kinds = ("destruction", "retention", "visitor", "referral", "consent", "request")
        if self.isVisible() and self._counter.is_touched(changed, *kinds):
            self._read(first=False)

    # asking

    def _ask_one(self) -> None:
        line = self._due_line()
        if line is not None:
            self._ask_for([line])

    def _ask_all(self) -> None:
        self._ask_for(self._ready())

    def _ask_for(self, lines: list[DueLine]) -> None:
        if not lines:
            return
        needed = any(line.records_officer for line in lines)
        number = KoreanLineEdit("예: 일자리청년과-1234 (없으면 승인할 때 적습니다)")
        words = "다른 분이 승인하면 되살릴 수 없게 지워집니다. 통계에 쓰는 숫자는 남습니다."
        more = Field("기록물 승인 문서번호", number, room=False) if needed else None
        question = ask(
            self,
            f"{len(lines):,}건의 파기를 요청할까요?",
            words,
            [Choice("ask", "파기 요청하기"), Choice("keep", "그대로 두기")],
            "ask",
            lambda key: (
                self._send(lines, number.value()) if key == "ask" else self._forget(_NUMBER)
            ),
            more=more,
            escape="keep",
        )
        self._keep_words(_NUMBER, more, question)

    def _keep_words(self, key: DialogKey, field: Field | None, question: Question) -> None:
        """What is typed into a question stands there again when it is asked anew."""
        if field is not None:
            form = Form(field)
            form.add("words", field)
            DialogWords(self._counter, key, form, question)

    def _forget(self, key: DialogKey) -> None:
        forget_words(self._counter, key)

    def _send(self, lines: list[DueLine], number: str) -> None:
        desk, account = self._counter.desk, self._counter.account
        wanted = [(line.subject, line.subject_id) for line in lines]

        def told(asked: tuple[DueLine, ...]) -> None:
            self._forget(_NUMBER)
            self._counter.say(
                f"{len(asked):,}건: 파기를 요청했습니다. 다른 분이 로그인해 승인해 주십시오."
            )
            self._counter.saved.emit()
            self._read(first=False)
            self._counter.jobs.long(
                lambda: desk.retention.look_for_mentions(account, wanted),
                self._tell_mentions,
                lambda error: self._counter.say(str(error), "warning"),
            )

        self._write(lambda: desk.retention.ask(account, wanted, number), told)

    def _tell_mentions(self, count: int) -> None:
        if not count:
            return
        self._counter.say(
            f"다른 분의 기록 {count:,}곳에도 이름이나 전화가 남아 있습니다. 보고 고쳐 주십시오.",
            "warning",
            "남은 것 보기",
            lambda: self._counter.go("destruction", part=LEFT),
        )
        self._read(first=False)

    def _take_back(self) -> None:
        line = self._asked_line()
        if line is None:
            return
        desk, account = self._counter.desk, self._counter.account

        def told(_answer: object) -> None:
            self._counter.say("파기 요청을 거두었습니다. 기록은 그대로 있습니다.")
            self._read(first=False)

        self._write(lambda: desk.retention.take_back(account, line.id), told)

    # deciding

    def _others(self) -> list[AskedLine]:
        mine = self._my_id()
        return [
            one
            for one in self._asked.records()
            if one.state is DestructionState.ASKED and one.asked_by_id != mine
        ]

    def _ask_to_approve(self) -> None:
        lines = self._others()
        needed = any(one.records_officer and not one.records_approval for one in lines)
        number = KoreanLineEdit("예: 일자리청년과-1234")
        more = Field("기록물 승인 문서번호", number, required=True, room=False) if needed else None
        question = ask(
            self,
            f"{len(lines):,}건을 승인하고 지금 파기할까요?",
            "지운 기록은 백업으로도 되살릴 수 없습니다. 닿는 사본도 함께 다시 씁니다. "
            "지우는 동안에도 창구 일은 계속할 수 있습니다.",
            [Choice("approve", "승인하고 파기", dangerous=True), Choice("keep", "그대로 두기")],
            "keep",
            lambda key: (
                self._approve(lines, number.value()) if key == "approve" else self._forget(_NUMBER)
            ),
            more=more,
        )
        self._keep_words(_NUMBER, more, question)

    def _approve(self, lines: list[AskedLine], number: str) -> None:
        desk, account = self._counter.desk, self._counter.account
        ids = [line.id for line in lines]

        def told(_count: int) -> None:
            self._forget(_NUMBER)
            self._destroy()

        self._write(
            lambda: desk.retention.decide(account, ids, approve=True, records_approval=number),
            told,
        )

    def _ask_to_send_back(self) -> None:
        line = self._asked_line()
        if line is None:
            return
        why = KoreanLineEdit("예: 아직 진행 중인 민원이 있음")
        more, key_ = Field("까닭", why, required=True, room=False), _back_key(line)
        question = ask(
            self,
            f"{line.number or line.subject.label} 파기 요청을 돌려보낼까요?",
            "기록은 그대로 있고, 요청한 분이 까닭을 봅니다. 성명은 적지 마십시오.",
            [Choice("back", "돌려보내기"), Choice("keep", "그대로 두기")],
            "back",
            lambda key: self._send_back(line, why.value()) if key == "back" else self._forget(key_),
            more=more,
            escape="keep",
        )
        self._keep_words(key_, more, question)

    def _send_back(self, line: AskedLine, why: str) -> None:
        desk, account = self._counter.desk, self._counter.account

        def told(_count: int) -> None:
            self._forget(_back_key(line))
            self._counter.say("파기 요청을 돌려보냈습니다.")
            self._read(first=False)

        self._write(
            lambda: desk.retention.decide(account, [line.id], approve=False, refusal=why), told
        )

    def _ask_to_go_on(self) -> None:
        ask(
            self,
            "승인된 것을 지금 파기할까요?",
            "지난번에 그만둔 것입니다. 지운 기록은 되살릴 수 없습니다.",
            [Choice("go", "파기하기", dangerous=True), Choice("keep", "그대로 두기")],
            "keep",
            lambda key: self._destroy() if key == "go" else None,
        )

    # destroying

    def _destroy(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._begin(HowFar("기록을 지우는 중", 0.0))
        self._counter.jobs.long(
            lambda: desk.retention.destroy(account, self._hear), self._tell_destroyed, self._failed
        )

    def _hear(self, far: HowFar) -> bool:
        """From the thread that works; whether it is still wanted."""
        self._told.emit(far)
        return not self._stop.is_set()

    def _finish(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._begin(HowFar("지운 자리와 사본을 다시 쓰는 중", 0.0, may_stop=False))

        def told(answer: tuple[int, tuple[CopyLine, ...]]) -> None:
            self._end()
            copies, behind = answer
            if behind:
                self._counter.say(
                    f"사본 {len(behind)}개에 아직 닿지 않습니다: {places(behind)}", "warning"
                )
            else:
                self._counter.say(f"사본 {copies}개까지 모두 지웠습니다.")
            self._read(first=False)

        self._counter.jobs.long(
            lambda: desk.retention.finish(account, self._hear), told, self._failed
        )

    def _begin(self, far: HowFar) -> None:
        self._busy = True
        self._stop.clear()
        self._banner.hide()
        self._show_progress(far)
        self._progress.show()
        self._show_acts()

    def _show_progress(self, far: HowFar) -> None:
        self._progress.show_progress(far.what, far.share)
        self._progress.stop.setEnabled(far.may_stop and not self._stop.is_set())

    def _tell_destroyed(self, answer: Destroyed) -> None:
        self._end()
        self._read(first=False)
        told = [f"{answer.done:,}건을 파기했습니다. 사본 {answer.copies}개를 다시 썼습니다."]
        if answer.kept:
            told.append(f"그 사이 막힌 것은 두었습니다: {_few(answer.kept)}.")
        if answer.out_of_reach:
            told.append(f"닿지 않은 사본: {places(answer.out_of_reach)}.")
        if answer.files_gone:
            told[0] += f" 파일로 나간 종이 {answer.files_gone}개도 지웠습니다."
        if answer.files:
            numbers = _few(tuple(one.number for one in answer.files))
            told.append(
                f"파일 {len(answer.files)}개는 직접 지우고 ‘남은 것’에 적어 주십시오: {numbers}."
            )
        if len(told) == 1:
            self._counter.say(told[0])
        else:
            ask(
                self,
                told[0],
                "\n".join(told[1:]),
                [Choice("seen", "확인")],
                "seen",
                lambda _key: None,
                tone="warning",
            )
        self._counter.saved.emit()

    def _failed(self, error: NaeilError) -> None:
        self._end()
        self._counter.say(str(error), "warning")
        self._read(first=False)

    def _end(self) -> None:
        self._busy = False
        self._progress.hide()
        self._show_acts()

    def _write(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        def refused(error: NaeilError) -> None:
            words = str(error)
            if isinstance(error, Refused) and error.fields:
                words = next(iter(error.fields.values()))
            self._counter.say(words, "warning")
            self._read(first=False)

        self._counter.jobs.write(work, done, refused)

    # paper

    def print_paper(self) -> None:
        """Ctrl+P: the request, or in the ledger the ledger of this year."""
        said = {ASKED: "파기 요청서: 인쇄했습니다.", LEDGER: "파기 관리대장: 인쇄했습니다."}
        part = str(self._part.value())
        self._make(lambda ready: self._printer.print_now(ready, said=said.get(part, "")))

    def print_with_dialog(self) -> None:
        """Shift+Ctrl+P: the same after choosing a printer."""
        self._make(self._printer.print_with_dialog)

    def _make(self, then: Callable[[ReadyPaper], None]) -> None:
        desk, account = self._counter.desk, self._counter.account
        part, today = str(self._part.value()), self._counter.clock.today()
        if part == LEDGER:
            first = date(today.year, 1, 1)
            self._counter.jobs.write(
                lambda: desk.retention.ledger_paper(account, first, today), then
            )
        elif part == ASKED and self._asked.rowCount():
            ids = [line.id for line in self._asked.records()]
            self._counter.jobs.write(lambda: desk.retention.request_paper(account, ids), then)
        else:
            self._counter.say("인쇄할 것은 ‘승인할 것’의 요청서와 ‘관리대장’입니다.", "info")

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._counter.go("today")
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        known = [key for key, _ in PARTS]
        at = (known.index(str(self._part.value())) + step) % len(known)
        self._part.set_value(known[at])
        self._turn()


def _back_key(line: AskedLine) -> DialogKey:
    return DialogKey(Asked.SENT_BACK, line.id)


def places(copies: tuple[CopyLine, ...]) -> str:
    """Where they are and from when: the first two and how many more."""
    told = [
        f"{one.place} ({show_date(one.made_on) if one.made_on else one.file_name})"
        for one in copies[:2]
    ]
    more = f" 외 {len(copies) - 2}개" if len(copies) > 2 else ""
    return ", ".join(told) + more


def _few(numbers: tuple[str, ...]) -> str:
    more = f" 외 {len(numbers) - 5}" if len(numbers) > 5 else ""
    return ", ".join(numbers[:5]) + more
