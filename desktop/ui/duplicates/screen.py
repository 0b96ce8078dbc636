"""같은 분: pairs the search found, one of them side by side, and what was merged lately."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from desktop.domain.calendar import show_date, show_day, show_moment
from desktop.domain.errors import NaeilError
from desktop.domain.rights import Right
from desktop.services.act import Changed
from desktop.services.duplicates import MergedLine, PairCard, PairLine, PairList, PairSide
from desktop.ui.counter import Counter
from desktop.ui.duplicates.compare import Compare
from desktop.ui.gate import only
from desktop.ui.kit import (
    Button,
    Column,
    EmptyState,
    Flow,
    PageHead,
    RecordsModel,
    RecordTable,
    Role,
    Segmented,
    WorkingArea,
    column,
    theme,
)

FOUND, MERGED = "found", "merged"
PARTS = [(FOUND, "같은 분일 수 있는 기록"), (MERGED, "합친 기록")]
ROW = 52
LEAST = 34 + 3 * ROW
_HANGUL_KEYS = {"ㅇ": "D", "ㅕ": "U"}
Answer = TypeVar("Answer")


class DuplicatesScreen(QWidget):
    """The list; Enter puts two side by side, one key merges them, another tells them apart."""

    keys = (
        ("Enter", "두 기록을 나란히 보기 · 다음 항목"),
        ("← →", "남길 쪽 고르기 (1 · 2도 됩니다)"),
        ("Ctrl+S", "한 분으로 합치기"),
        ("D", "다른 사람입니다"),
        ("U", "합친 것 되돌리기"),
        ("Ctrl+Tab", "다음 목록"),
        ("Esc", "목록으로"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._busy = False
        self._lay_out()
        for keys in ("Ctrl+Tab", "Ctrl+Shift+Tab"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._step)
        counter.changed.connect(self._take_change)
        # A method, not a lambda: it goes with the screen when another size of type is chosen.
        counter.masking_changed.connect(self._mask)

    def _mask(self, _masked: bool) -> None:
        self._compare.show_masking()

    # where

    def show_for(self, part: str = "", pair_id: int = 0, **_where: object) -> None:
        """Show what was found; `part` found or merged, `pair_id` puts one pair side by side."""
        self._part.set_value(part or FOUND)
        self._show_list()
        self._read(first=True)
        if pair_id:
            self._open(pair_id)

    @property
    def where(self) -> dict[str, str | int]:
        """What brings this back."""
        card = self._compare.card
        if self._stack.currentWidget() is self._compare and card is not None:
            return {"pair_id": card.id}
        return {"part": str(self._part.value())}

    def refresh(self) -> None:
        """Read the lists again."""
        self._read(first=False)

    # layout

    def _lay_out(self) -> None:
        area = WorkingArea(gap=12, margins=(24, 16, 24, 12))
        column(self, gap=0).addWidget(area)
        self._head = PageHead("같은 분")
        self._part = Segmented(PARTS, FOUND, name="목록")
        self._part.value_changed.connect(self._turn)
        self._head.beside.addWidget(self._part)
        area.body.addWidget(self._head)
        self._pairs: RecordsModel[PairLine] = RecordsModel(
            [
                Column("먼저 접수", lambda line: line.one.masked_name, strong=True,
                       below=lambda line: self._about(line.one)),
                Column("나중 접수", lambda line: line.other.masked_name, strong=True,
                       below=lambda line: self._about(line.other)),
                Column("까닭", lambda line: line.ground.split(" · ")[0],
                       below=lambda line: " · ".join(line.ground.split(" · ")[1:])),
            ]
        )  # fmt: skip
        self._merged: RecordsModel[MergedLine] = RecordsModel(
            [
                Column("합친 때", lambda line: show_moment(line.at), width=176, figures=True,
                       below=lambda line: line.by),
                Column("누구", lambda line: line.masked_name, strong=True),
                Column("되돌릴 수 있는 날", lambda line: f"{show_date(line.undo_until)}까지"),
            ]
        )  # fmt: skip
        self._tables = {
            FOUND: RecordTable(
                self._pairs,
                row_height=ROW,
                empty=EmptyState(
                    "같은 분일 수 있는 기록이 없습니다.",
                    "창구가 쉬는 동안 이름·생년월일·전화를 견주어 찾아 둡니다.",
                    icon="check-circle",
                ),
                name="같은 분일 수 있는 기록",
            ),
            MERGED: RecordTable(
                self._merged,
                row_height=ROW,
                empty=EmptyState(
                    "되돌릴 수 있는 합치기가 없습니다.", "합친 날부터 30일 동안 여기에 나옵니다."
                ),
                name="합친 기록",
            ),
        }
        self._compare = Compare(lambda: self._counter.masked)
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(theme.px(LEAST))
        for widget in (*self._tables.values(), self._compare):
            self._stack.addWidget(widget)
        self._tables[FOUND].opened.connect(self._open_row)
        self._tables[MERGED].opened.connect(self._open_person)
        for table in self._tables.values():
            table.row_changed.connect(lambda _row: self._show_acts())
        area.body.addWidget(self._stack, 1)
        area.body.addLayout(self._foot())
        self._show_list()

    def _foot(self) -> Flow:
        self.beside = Button("나란히 보기", Role.PRIMARY, icon="people", keys="Enter")
        self.merge = Button("한 분으로 합치기", Role.PRIMARY, icon="check", keys="Ctrl+S")
        self.apart = Button("다른 사람입니다", icon="cross", keys="D")
        self.back = Button("목록으로", Role.QUIET, icon="undo", keys="Esc")
        self.part_again = Button("되돌리기", Role.PRIMARY, icon="undo", keys="U")
        self.person = Button("이 분 보기", icon="person", keys="Enter")
        foot = Flow(gap=9)
        for button, act in (
            (self.beside, lambda: self._open_row(self._tables[FOUND].current_row())),
            (self.merge, self.save),
            (self.apart, self._tell_apart),
            (self.back, self._leave),
            (self.part_again, self._take_back),
            (self.person, lambda: self._open_person(self._tables[MERGED].current_row())),
        ):
            button.clicked.connect(act)
            foot.addWidget(button)
        only(self._counter, Right.MERGE, self.merge, self.apart, self.part_again)
        return foot

    # what is shown

    def _read(self, *, first: bool) -> None:
        if not self._counter.is_open or not self._counter.may(Right.MERGE):
            return
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.latest(
            "duplicates", lambda: desk.duplicates.pairs(account, first=first), self._show
        )

    def _show(self, found: PairList) -> None:
        for model, part, lines in (
            (self._pairs, FOUND, found.pairs),
            (self._merged, MERGED, found.merged),
        ):
            at = self._tables[part].current_row()
            model.show_records(lines)  # type: ignore[arg-type]
            self._tables[part].go_to(min(max(0, at), len(lines) - 1))
        count = len(found.pairs)
        told = [f"{count:,}쌍" + (f" 외 {found.more:,}쌍" if found.more else "")] if count else []
        told += [f"되돌릴 수 있는 것 {len(found.merged)}"] if found.merged else []
        self._head.whose.setText(" · ".join(told))
        self._show_acts()

    def _about(self, side: PairSide) -> str:
        told = [f"{side.birth_year}년생" if side.birth_year else "생년 모름"]
        if side.masked_phone:
            told.append(side.masked_phone)
        if side.last_visit_on is not None:
            told.append(show_day(side.last_visit_on))
        return " · ".join(told)

    def _turn(self) -> None:
        self._show_list()

    def _step(self) -> None:
        self._part.set_value(MERGED if self._part.value() == FOUND else FOUND)

    def _show_list(self) -> None:
        table = self._tables[str(self._part.value())]
        self._compare.forget()
        self._stack.setCurrentWidget(table)
        self._show_acts()
        table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_acts(self) -> None:
        here, free = self._stack.currentWidget(), not self._busy
        policy = QSizePolicy.Policy
        for page in (*self._tables.values(), self._compare):
            # Only what is in front may ask for room: the list is lower than two side by side.
            page.setSizePolicy(
                policy.Preferred, policy.Expanding if page is here else policy.Ignored
            )
        found, merged = self._tables[FOUND], self._tables[MERGED]
        for button, shown, enabled in (
            (self.beside, here is found, found.current_row() >= 0),
            (self.merge, here is self._compare, free),
            (
                self.apart,
                here in (found, self._compare),
                free and (here is self._compare or found.current_row() >= 0),
            ),
            (self.back, here is self._compare, True),
            (self.part_again, here is merged, free and merged.current_row() >= 0),
            (self.person, here is merged, merged.current_row() >= 0),
        ):
            button.setVisible(shown)
            button.setEnabled(enabled)

    def _take_change(self, changed: Changed) -> None:
        if self.isVisible() and self._counter.is_touched(changed, "duplicate", "visitor"):
            self._read(first=False)

    # one pair

    def _open_row(self, row: int) -> None:
        if 0 <= row < self._pairs.rowCount():
            self._open(self._pairs.record(row).id)

    def _open(self, pair_id: int) -> None:
        if not self._counter.allow(Right.MERGE):
            return
        desk, account = self._counter.desk, self._counter.account

        def show(card: PairCard) -> None:
            self._compare.show_card(card)
            self._stack.setCurrentWidget(self._compare)
            self._show_acts()
            self._compare.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self._counter.jobs.read(lambda: desk.duplicates.open(account, pair_id), show, self._refused)

    def _open_person(self, row: int) -> None:
        if 0 <= row < self._merged.rowCount():
            self._counter.go("visitor", visitor_id=self._merged.record(row).visitor_id)

    def _leave(self) -> None:
        self._show_list()
        self._read(first=False)

    def _pair_id(self) -> int | None:
        """The pair in front: side by side, or under the arrows."""
        if self._stack.currentWidget() is self._compare:
            return self._compare.card.id if self._compare.card is not None else None
        row = self._tables[FOUND].current_row()
        return self._pairs.record(row).id if 0 <= row < self._pairs.rowCount() else None

    # acts

    def save(self) -> None:
        """Ctrl+S: make the two that stand side by side one."""
        card = self._compare.card
        if self._stack.currentWidget() is not self._compare or card is None:
            self._counter.say("합치려면 먼저 Enter로 두 기록을 나란히 놓아 주십시오.", "info")
            return
        if self._busy:
            return
        if not self._counter.allow(Right.MERGE):
            return
        desk, account = self._counter.desk, self._counter.account
        versions = card.entries[0].version, card.entries[1].version
        choices = self._compare.choices

        def told(merging_id: int) -> None:
            self._counter.say(
                "한 분으로 합쳤습니다. 30일 안에는 되돌릴 수 있습니다.",
                "success",
                "되돌리기",
                lambda: self._part_again(merging_id),
            )
            self._done()

        self._write(lambda: desk.duplicates.merge(account, card.id, versions, choices), told)

    def _tell_apart(self) -> None:
        pair_id = self._pair_id()
        if pair_id is None or self._busy or not self._counter.allow(Right.MERGE):
            return
        desk, account = self._counter.desk, self._counter.account

        def told(_answer: object) -> None:
            self._counter.say(
                "다른 분으로 적었습니다. 다시 묻지 않습니다.",
                "success",
                "되돌리기",
                lambda: self._doubt_again(pair_id),
            )
            self._done()

        self._write(lambda: desk.duplicates.tell_apart(account, pair_id), told)

    def _doubt_again(self, pair_id: int) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._write(
            lambda: desk.duplicates.doubt_again(account, pair_id),
            lambda _: self._counter.say("목록에 다시 두었습니다.", "info"),
        )

    def _take_back(self) -> None:
        row = self._tables[MERGED].current_row()
        if 0 <= row < self._merged.rowCount():
            self._part_again(self._merged.record(row).id)

    def _part_again(self, merging_id: int) -> None:
        if self._busy or not self._counter.allow(Right.MERGE):
            return
        desk, account = self._counter.desk, self._counter.account
        self._write(
            lambda: desk.duplicates.part(account, merging_id),
            lambda _: self._counter.say(
                "두 기록으로 되돌렸습니다. 그 뒤에 적은 것은 먼저 접수한 기록에 있습니다."
            ),
        )

    def _write(self, work: Callable[[], Answer], done: Callable[[Answer], None]) -> None:
        self._busy = True
        self._show_acts()

        def finished(answer: Answer) -> None:
            self._busy = False
            self._counter.saved.emit()
            done(answer)
            self._read(first=False)
            self._show_acts()

        self._counter.jobs.write(work, finished, self._refused)

    def _done(self) -> None:
        self._part.set_value(FOUND)
        self._show_list()

    def _refused(self, error: NaeilError) -> None:
        self._busy = False
        self._counter.report(error)
        self._show_list()
        self._read(first=False)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys over lists and lines; they work in Hangul mode too."""
        text = _HANGUL_KEYS.get(event.text(), event.text().upper())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        beside = self._stack.currentWidget() is self._compare
        if event.key() == Qt.Key.Key_Escape and beside:
            self._leave()
        elif plain and beside and text in ("1", "2"):
            self._compare.turn(int(text) - 1)
        elif plain and text == "D" and self.apart.isVisible():
            self._tell_apart()
        elif plain and text == "U" and self.part_again.isVisible():
            self._take_back()
        else:
            super().keyPressEvent(event)
