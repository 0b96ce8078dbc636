"""The one search box: name, first consonants, phone tail, birth, or the number of a paper."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.domain import guard, paper_number
from desktop.domain.calendar import show_date
from desktop.domain.errors import NaeilError
from desktop.domain.korean import tidy
from desktop.domain.paper_number import PaperKind, PaperNumber
from desktop.domain.told import carry_over
from desktop.domain.visitor import VisitorLine
from desktop.services.visitors import NumberedPaper
from desktop.ui.counter import Counter
from desktop.ui.kit.outside import PressOutside
from desktop.ui.kit.typed_line import KoreanLineEdit
from desktop.ui.search.results import ResultsList, Row, row_of_paper, row_of_visitor

Found = tuple[tuple[VisitorLine, ...], NumberedPaper | None]

_ACTS = {
    Qt.Key.Key_F2: "intake",
    Qt.Key.Key_F4: "counselling",
    Qt.Key.Key_F6: "slip",
    Qt.Key.Key_F8: "reply",
}
PART = 12
"""So many people are read at a time: a screen of them and some more."""
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_PageUp: -6,
}


class SearchBox(KoreanLineEdit):
    """Always in the top bar. It answers while a syllable is being composed.

    Enter opens whoever the cursor stands on. F4 and F6 begin a note or a slip for that
    person. F2 begins a new intake and takes along what can be a value, until the
    cursor was moved to somebody: then it is a new visit of that person. Nobody is
    taken for somebody else of the same name by one key too few.
    """

    ended = Signal()
    """The search is over: somebody was chosen, or it was given up."""

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__("이름·초성, 전화 뒷자리, 생년, 의뢰번호", parent, leading="search")
        self._counter = counter
        self.guards_itself = False  # the list under it says it
        self._list: ResultsList | None = None
        self._rows: tuple[Row, ...] = ()
        self._asked = False
        self._moved = False
        self._waiting = False
        self._last: VisitorLine | None = None
        self._pending: str | None = None
        self.set_keys("Ctrl+K")
        self.set_wish(440)
        self.setAccessibleName("찾기")
        self.shown_text_changed.connect(self._look_up)
        counter.masking_changed.connect(self._mask)
        counter.account_changed.connect(self.give_up)
        counter.parting.connect(self.give_up)

    def make_ready(self) -> None:
        """Make the list before the first key needs it; nothing is shown."""
        self._popup()

    # looking up

    def _look_up(self, typed: str) -> None:
        findings = guard.find_identifiers(typed)
        if findings:
            # Gone before anything keeps it: the list says what to type instead.
            rest = _without(typed)
            self.blockSignals(True)
            self.setText(rest)
            self.blockSignals(False)
            self._announced = rest
            self._counter.jobs.forget("search")
            self._rows, self._waiting, self._pending, self._last = (), False, None, None
            self._show_sentence("주민등록번호 같은 번호로는 찾지 않습니다.", findings[0].advice)
            return
        text = tidy(typed)
        self._moved, self._last = False, None
        if not text or not self._counter.is_open:
            self._counter.jobs.forget("search")
            self._rows, self._waiting = (), False
            self._hide()
            return
        self._asked = self._waiting = True
        desk, account = self._counter.desk, self._counter.account
        number = paper_number.find(text)

        def find() -> Found:
            people = desk.visitors.look_up(account, text, PART)
            paper = desk.visitors.of_number(account, number) if number is not None else None
            return people, paper

        self._counter.jobs.typed("search", find, lambda found: self._show_found(found, number))

    def _show_found(self, found: Found, number: PaperNumber | None) -> None:
        people, paper = found
        self._waiting = False
        if not self.text_now().strip() or not self._counter.is_open:
            return
        codes = self._counter.desk.office.codes
        rows = [row_of_visitor(line, codes.label_of("dongs", line.dong)) for line in people]
        self._last = people[-1] if len(people) == PART else None
        if paper is not None:
            rows.insert(0, row_of_paper(paper))
        self._rows = tuple(rows)
        if not rows:
            self._show_nobody(number)
        else:
            popup = self._popup()
            popup.show_rows(self._rows, 0)
            self._show_caps()
            popup.place(self)
        pending, self._pending = self._pending, None
        if pending is not None:
            self._do(pending)

    def _read_on(self) -> None:
        """The cursor or the wheel comes to the end: who follows is read from the last one on."""
        last, text = self._last, tidy(self.text_now())
        if last is None or self._waiting or not text or not self._counter.is_open:
            return
        self._last = None
        desk, account = self._counter.desk, self._counter.account

        def add(people: tuple[VisitorLine, ...]) -> None:
            if not people or not self._counter.is_open:
                return
            self._last = people[-1] if len(people) == PART else None
            codes = desk.office.codes
            rows = [row_of_visitor(line, codes.label_of("dongs", line.dong)) for line in people]
            self._rows += tuple(rows)
            self._popup().model.append_rows(tuple(rows))

        self._counter.jobs.typed(
            "search", lambda: desk.visitors.look_up(account, text, PART, last), add
        )

    def _show_nobody(self, number: PaperNumber | None) -> None:
        if number is not None:
            self._show_sentence(
                "이 센터에서 낸 번호가 아닙니다.", "종이의 번호를 한 자리씩 맞추어 보아 주십시오."
            )
            return
        carried = carry_over(self.text_now(), self._counter.clock.today())
        taken = [
            label
            for label, value in (
                ("이름", carried.name),
                ("생년월일", carried.birth),
                ("전화", carried.phone),
            )
            if value
        ]
        hint = (
            f"새 접수로 가면 {'·'.join(taken)} 칸에 옮겨 적습니다."
            if taken
            else "새 접수로 가면 찾던 말을 위에 적어 둡니다."
        )
        popup = self._popup()
        popup.say("찾는 분이 없습니다.", hint)
        self._show_caps()
        popup.place(self)

    def _show_sentence(self, sentence: str, hint: str) -> None:
        popup = self._popup()
        popup.say(sentence, hint, "danger")
        popup.set_caps((("Esc", "닫기"),))
        popup.place(self)

    # keys

    def event(self, event: QEvent) -> bool:
        # The window's own F2, F4, F6 and F8 stand back while somebody is found here.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not event.modifiers()
            and (self._is_about_somebody(event.key()) or event.key() == Qt.Key.Key_Escape)
            and self._asked
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _STEPS and self._rows:
            self.finish_composition()
            self._step(_STEPS[key])
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish_composition()
            self._ask_for("open")
        elif plain and self._is_about_somebody(key) and self._asked:
            self.finish_composition()
            self._ask_for(_ACTS[key])
        elif plain and key == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _is_about_somebody(self, key: int) -> bool:
        """In a box that was emptied again the keys are the window's."""
        return key in _ACTS and bool(self.text_now().strip())

    def _step(self, by: int) -> None:
        popup = self._popup()
        at = popup.current()
        popup.move_to(max(0, min(len(self._rows) - 1, at + by)))
        self._moved = True
        self._show_caps()

    def _ask_for(self, what: str) -> None:
        """Do it now, or as soon as the answer to the last syllable has come."""
        if not self.text_now().strip():
            return
        if self._waiting:
            self._pending = what
        else:
            self._do(what)

    def _do(self, what: str) -> None:
        popup = self._popup()
        at = popup.current()
        row = self._rows[at] if 0 <= at < len(self._rows) else None
        if what == "intake":
            self._begin_intake(row if self._moved else None)
        elif row is None:
            return
        elif what == "reply" or (what == "open" and row.paper is not None):
            self._open_paper(row, what)
        elif row.visitor_id is not None:
            screen = "visitor" if what == "open" else what
            self._leave(screen, row.visitor_id, visitor_id=row.visitor_id)

    def _begin_intake(self, row: Row | None) -> None:
        if row is not None and row.visitor_id is not None:
            self._leave("intake", row.visitor_id, visitor_id=row.visitor_id)
            return
        self._leave("intake", None, typed=tidy(self.text_now()))

    def _open_paper(self, row: Row, what: str) -> None:
        paper = row.paper
        if paper is None:
            return
        if paper.kind is PaperKind.SLIP and what == "reply":
            self._leave("reply", paper.visitor_id, number=paper.number)
        elif paper.kind is PaperKind.SLIP:
            self._leave(
                "visitor", paper.visitor_id, visitor_id=paper.visitor_id, entry_id=paper.record_id
            )
        elif paper.visitor_id is not None:
            self._leave("visitor", paper.visitor_id, visitor_id=paper.visitor_id)
        elif paper.kind is PaperKind.PRINT:
            on = f"{show_date(paper.on)} " if paper.on else ""
            self._counter.say(f"{paper.number}: {on}{paper.partner}", "info")
        else:
            self._counter.say("사람에게 딸리지 않은 번호입니다. 열 것이 없습니다.", "info")

    # the end of a search

    def _leave(self, screen: str, chosen_id: int | None, **where: object) -> None:
        self._end(chosen_id)
        self._counter.go(screen, **where)

    def give_up(self) -> None:
        """Esc, lock or another account: nothing was chosen, nothing stays in the box."""
        self._end(None)

    def _end(self, chosen_id: int | None) -> None:
        asked, self._asked = self._asked, False
        found, typed = len(self._rows), self.text_now()
        self._counter.jobs.forget("search")
        self._rows, self._moved, self._pending, self._waiting = (), False, None, False
        self._last = None
        self._hide()
        # A syllable half composed belongs to the search that is over.
        self.blockSignals(True)
        self.finish_composition()
        self.setText("")
        self._announced = ""
        self.blockSignals(False)
        if asked and self._counter.is_open:
            desk, account = self._counter.desk, self._counter.account
            self._counter.jobs.write(
                lambda: desk.visitors.end_search(account, found, chosen_id, typed),
                failed=_unsaid,
            )
        self.ended.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self._hide()
            if self._asked and not self.text_now().strip():
                self._end(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.ShortcutFocusReason:
            self.selectAll()
        if self.text_now().strip():
            self._look_up(self.text_now())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.text_now().strip():
            self._look_up(self.text_now())

    # the list

    @property
    def results(self) -> ResultsList | None:
        """The list under the box while it is shown."""
        return self._list if self._list is not None and self._list.isVisible() else None

    def _popup(self) -> ResultsList:
        if self._list is None or self._list.parentWidget() is not self.window():
            self._list = ResultsList(self.window())
            # It lies in the window, over the frame, and has names in it: it goes with the box.
            self.destroyed.connect(self._list.deleteLater)
            self._list.model.set_masked(self._counter.masked)
            self._list.chosen.connect(self._clicked)
            self._list.more_wanted.connect(self._read_on)
            PressOutside(self._list, self).pressed.connect(self._hide)
        return self._list

    def _show_caps(self) -> None:
        row = None
        if self._rows:
            row = self._rows[max(0, self._popup().current())]
        caps: list[tuple[str, str]] = []
        if row is not None:
            caps.append(("Enter", "열기"))
            if row.paper is not None and row.paper.kind is PaperKind.SLIP:
                caps.append(("F8", "회신 입력"))
            caps.append(("F2", "이분 다시 방문" if self._moved else "새 접수"))
            if row.visitor_id is not None:
                caps += [("F4", "상담 기록"), ("F6", "의뢰서")]
            if len(self._rows) > 1 and not self._moved:
                caps.append(("↑↓", "고르기"))
        else:
            caps += [("F2", "새 접수"), ("Esc", "닫기")]
        self._popup().set_caps(tuple(caps))

    def _clicked(self, row: int) -> None:
        self._popup().move_to(row)
        self._moved = True
        self._do("open")

    def _hide(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _mask(self, masked: bool) -> None:
        if masked:
            # What was typed may be a name as well.
            self.give_up()
        if self._list is not None:
            self._list.model.set_masked(masked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        popup = self.results
        if popup is not None:
            popup.place(self)


def _unsaid(_error: NaeilError) -> None:
    """The clerk was locked out meanwhile: the search stays without its row."""


def _without(typed: str) -> str:
    """What was typed beside the forbidden numbers."""
    while findings := guard.find_identifiers(typed):
        for finding in reversed(findings):
            typed = f"{typed[: finding.start]} {typed[finding.end :]}"
    return tidy(typed)
