"""정보주체 요구: the register at the left, one request or a new one at the right.

The 열람본 is looked at page by page before it is printed; Esc leads back to the request.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.calendar import show_day
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.rights import Right
from desktop.domain.subject_request import Recipient, RequestCard, RequestLine, RequestState
from desktop.services.act import Changed
from desktop.services.requests import BY_DUE, DUE, RECEIVED
from desktop.ui.counter import Counter
from desktop.ui.gate import only
from desktop.ui.kit import (
    Button,
    Choice,
    Columns,
    EmptyState,
    PageHead,
    RecordsModel,
    RecordTable,
    Role,
    Segmented,
    SideArea,
    WorkingArea,
    ask,
    ask_to_drop,
    column,
    empty_out,
    finish_all_composition,
    theme,
)
from desktop.ui.paged import PagedRows, how_many
from desktop.ui.requests.answers import Answers
from desktop.ui.requests.card import RequestView
from desktop.ui.requests.columns import register_columns
from desktop.ui.requests.copy_pages import CopyPages
from desktop.ui.requests.form import RequestForm
from desktop.ui.requests.papers import RequestPapers
from desktop.ui.requests.postponing import Postponing

STATES = [("open", "처리 중"), ("all", "모두")]


class RequestsScreen(QWidget):
    """열람 · 정정 · 삭제 · 처리정지 and their legal due dates."""

    keys = (
        ("↑ ↓", "요구 고르기"),
        ("Enter", "고른 요구로"),
        ("Ctrl+S", "접수, 처리 마침"),
        ("Ctrl+P", "열람본이나 통지서 인쇄"),
        ("Ctrl+Shift+P", "프린터를 골라 인쇄"),
        ("Page Up · Page Down", "살펴보는 열람본의 다른 장"),
        ("Esc", "돌아가기"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._papers = RequestPapers(counter, self)
        self._card: RequestCard | None = None
        self._view: RequestView | None = None
        self._visitor_id: int | None = None
        self._wanted = 0
        self._answers = Answers()
        self._postponing = Postponing(counter, self)
        self._first = True
        self._lay_out()
        counter.changed.connect(self._take_change)
        counter.masking_changed.connect(self._show_masking)
        counter.account_changed.connect(self._forget)

    # what the window asks

    @property
    def visitor_id(self) -> int | None:
        """Whose request is in front."""
        if self._is_new:
            return self._form.visitor_id or None
        return self._card.line.visitor_id if self._card is not None else self._visitor_id

    def show_for(
        self,
        visitor_id: int | None = None,
        request_id: int = 0,
        new: bool = False,
        **_where: object,
    ) -> None:
        """The register; of one visitor only, with one request in front, or a `new` one."""
        self._clear()
        self._answers.clear()
        self._visitor_id, self._wanted, self._card = visitor_id, request_id, None
        self._first = True
        self._front.setCurrentWidget(self._work)
        self._quiet_state("all" if visitor_id is not None or request_id else "open")
        self._close_form()
        if new and visitor_id is not None:
            self._begin(visitor_id)
        self.refresh()
        if not self._is_new:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # left half-typed

    @property
    def draft_title(self) -> str:
        """What the strip calls it."""
        return "정보주체 요구"

    @property
    def draft_visitor_id(self) -> int | None:
        """Whose request is being taken in or answered."""
        if self._is_new:
            return self._form.visitor_id
        return self._card.line.visitor_id if self._card is not None else None

    @property
    def draft_name(self) -> str:
        """The name, masked by the keeper."""
        if self._is_new:
            return self._form.name
        return self._card.name if self._card is not None else ""

    def is_dirty(self) -> bool:
        """Whether a request being taken in, or an answer, would be lost."""
        if self._is_new:
            return self._form.form.is_dirty
        self._keep_answer()
        return bool(self._answers)

    def snapshot(self) -> dict[str, Any]:
        """Everything typed into the form in front."""
        if self._is_new:
            return {"form": self._form.form.snapshot()}
        self._keep_answer()
        request_id = self._card.line.id if self._card is not None else 0
        return {"request_id": request_id, "answers": self._answers.snapshot()}

    def restore(self, body: dict[str, Any]) -> None:
        """Open the form again for the person it was begun for, or the request answered."""
        if "answers" in body:
            self._answers.restore(body["answers"])
            self._wanted = body["request_id"]
            self.refresh()
        elif self._visitor_id is not None:
            self._begin(self._visitor_id)
            self._form.form.restore(body.get("form", {}))

    def finish_composition(self) -> None:
        """Commit the syllable being composed."""
        finish_all_composition()

    # layout

    def _lay_out(self) -> None:
        self._front = QStackedWidget()
        column(self, gap=0).addWidget(self._front)
        self._work = QWidget()
        outer = column(self._work, gap=12, margins=(24, 16, 24, 12))
        self._head = PageHead("정보주체 요구")
        self._breach = Button("유출 대응", Role.QUIET, icon="alert-triangle")
        self._breach.clicked.connect(lambda: self._counter.go("breach"))
        only(self._counter, Right.LOG, self._breach)
        self._head.acts.addWidget(self._breach)
        self._new = Button("새 요구", icon="plus")
        self._new.clicked.connect(self._new_for_visitor)
        self._head.acts.addWidget(self._new)
        outer.addWidget(self._head)
        left = QWidget()
        block = column(left, gap=8)
        self._state = Segmented(STATES, "open", name="어떤 요구")
        self._state.value_changed.connect(self.refresh)
        block.addWidget(self._state)
        self._model: RecordsModel[RequestLine] = RecordsModel(register_columns())
        empty = EmptyState(
            "들어온 요구가 없습니다.", "사람 화면에서 R 키로 접수합니다.", icon="inbox"
        )
        self._table = RecordTable(self._model, row_height=50, empty=empty, name="요구 대장")
        self._model.offer((DUE, RECEIVED), BY_DUE)
        self._model.sorted_anew.connect(self._sort)
        self._rows = PagedRows(
            self._counter, "requests", self._model, self._table, lambda line: line.id
        )
        self._table.row_changed.connect(self._choose)
        self._table.opened.connect(lambda _row: self._go_in())
        self._table.setMinimumHeight(theme.px(180))
        block.addWidget(self._table, 1)
        self._right = SideArea(gap=12, margins=(8, 0, 8, 8))
        self._columns = Columns([left, self._right], [400, 0], least=520, wide=[460, 0], gap=16)
        self._columns.rearranged.connect(lambda: self._right.unroll(self._columns.stacked))
        area = WorkingArea(gap=0, margins=0)
        area.follow_focus()
        area.body.addWidget(self._columns, 1)
        outer.addWidget(area, 1)
        self._form = RequestForm(self._counter)
        self._form.saved.connect(self.save)
        self._form.given_up.connect(self._give_up)
        self._form.hide()
        self._right.body.addWidget(self._form)
        self._shown = column(gap=0)
        self._right.body.addLayout(self._shown)
        self._right.body.addStretch(1)
        self._front.addWidget(self._work)
        self.pages = CopyPages()
        self.pages.left.connect(self._stop_looking)
        self.pages.print_wanted.connect(self.print_paper)
        self._front.addWidget(self.pages)

    # reading

    @property
    def _is_new(self) -> bool:
        return not self._form.isHidden()

    def _quiet_state(self, key: str) -> None:
        self._state.blockSignals(True)
        self._state.set_value(key)
        self._state.blockSignals(False)

    def refresh(self) -> None:
        """Read the register again; the first time is the logged one."""
        if not self._counter.is_open:
            return
        desk, account, first = self._counter.desk, self._counter.account, self._first
        self._first = False
        state = RequestState.OPEN if self._state.value() == "open" else None
        visitor_id, sorting = self._visitor_id, self._model.sorting or BY_DUE
        self._rows.read(
            lambda behind, limit, new: desk.requests.register(
                account, state, visitor_id, sorting, behind, limit, first=new
            ),
            self._show_lines,
            first=first,
        )
        self._counter.jobs.latest(
            "requests counted",
            lambda: desk.requests.how_many(account, state, visitor_id),
            self._show_count,
        )

    def _sort(self) -> None:
        """In another order it is another list: what comes up in it was not shown before."""
        self._first = True
        self.refresh()

    def _show_count(self, found: tuple[int, int]) -> None:
        count, late = found
        told = how_many(count, "건") + (f" · 기한 지남 {how_many(late, '건')}" if late else "")
        self._head.whose.setText(told + (" · 이분의 요구만" if self._visitor_id else ""))

    def _show_lines(self) -> None:
        self._new.setVisible(self._visitor_id is not None)
        lines = self._model.records()
        if not lines:
            self._clear()
            return
        wanted = self._wanted or (self._card.line.id if self._card else 0)
        self._wanted = 0
        ids = [one.id for one in lines]
        if wanted in ids:
            self._table.go_to(ids.index(wanted))
        elif wanted:
            # Further down than was read: it is opened all the same.
            self._open(wanted)
            return
        self._choose(self._table.current_row())

    def _choose(self, at: int) -> None:
        if 0 <= at < self._model.rowCount():
            self._open(self._model.record(at).id)

    def _open(self, request_id: int) -> None:
        if self._is_new:
            return
        known = self._card is not None and self._card.line.id == request_id
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.latest(
            "request",
            lambda: desk.requests.open(account, request_id, first=not known),
            self._show_card,
        )

    def _show_card(self, card: RequestCard) -> None:
        if self._is_new or not self._counter.is_open:
            return
        self._card = card
        view = RequestView(card, self._counter.clock.today(), masked=self._counter.masked)
        self._clear()
        self._view = view
        kept = self._answers.of(card.line.id)
        if kept and view.form is not None:
            view.form.set_values({"answer": kept})
        view.preview_wanted.connect(self._look_at)
        view.copy_wanted.connect(self._print_copy)
        view.mend_wanted.connect(self._mend)
        view.hand_over_wanted.connect(self._hand_over)
        view.answer_wanted.connect(self._answer)
        view.refuse_wanted.connect(self._refuse)
        view.take_back_wanted.connect(self._take_back)
        view.answer_paper_wanted.connect(self.print_paper)
        view.notice_wanted.connect(self._write_to)
        view.person_wanted.connect(self._go_to_person)
        view.postpone_wanted.connect(self._postpone)
        view.postponed_paper_wanted.connect(self._print_postponed)
        self._shown.addWidget(view)

    def _keep_answer(self) -> None:
        """What is typed goes with its request, not with the page that shows it."""
        if self._view is not None and self._view.form is not None:
            words = str(self._view.form.value("answer"))
            self._answers.keep(self._view.card.line.id, words)

    def _clear(self) -> None:
        self._keep_answer()
        empty_out(self._shown)
        self._view = None

    def _go_in(self) -> None:
        """From the row into the request's first act."""
        if self._view is not None:
            self._view.focusNextChild()
            first = next((one for one in self._view.findChildren(Button) if one.isVisible()), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)

    # taking in

    def _new_for_visitor(self) -> None:
        if self._visitor_id is not None:
            self._begin(self._visitor_id)

    def _begin(self, visitor_id: int) -> None:
        self._clear()
        self._form.begin(visitor_id)
        self._form.show()
        desk, account = self._counter.desk, self._counter.account

        def show(name: str) -> None:
            self._form.name = name

        self._counter.jobs.read(lambda: desk.requests.whose(account, visitor_id), show)
        self._form.form.field("kind").control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_form(self) -> None:
        self._form.hide()
        self._form.form.mark_saved()
        self._form.name = ""

    def _give_up(self) -> None:
        if self._form.form.is_dirty:
            ask_to_drop(self, "요구", self._drop)
        else:
            self._drop()

    def _drop(self) -> None:
        self._counter.dropped.emit()
        self._close_form()
        self.refresh()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Ctrl+S: take the request in, or finish the one in front."""
        finish_all_composition()
        if not self._is_new:
            if self._view is not None and self._card is not None and self._card.is_open:
                self._answer(self._view.words())
            else:
                self._counter.say("이미 처리한 요구라 저장할 것이 없습니다.", "info")
            return
        draft = self._form.draft()
        if draft is None:
            return
        desk, account, kept = self._counter.desk, self._counter.account, self._counter.draft_id

        def tell(card: RequestCard) -> None:
            self._counter.filed.emit()
            self._close_form()
            due = show_day(card.line.due_on)
            self._counter.say(f"접수했습니다. 접수번호 {card.line.number} · {due}까지 답합니다.")
            self._wanted = card.line.id
            self.refresh()
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

        def refused(error: NaeilError) -> None:
            fields = dict(error.fields) if isinstance(error, Refused) else {}
            self._form.form.show_errors(fields)
            if not set(fields) & set(self._form.form.names()):
                self._counter.say(str(error), "warning")

        self._counter.jobs.write(
            lambda: desk.requests.take_in(account, draft, draft_id=kept), tell, refused
        )

    # working on it

    def _act(self, work: Callable[[Any, int, int | None], RequestCard], said: str) -> None:
        """One act on the request in front, then its page again.

        The kept form goes in the same act unless answers to other requests wait in it.
        """
        card = self._card
        if card is None:
            return
        request_id = card.line.id
        self._keep_answer()
        others = Answers()
        others.restore(self._answers.snapshot())
        others.keep(request_id, "")
        kept = None if others else self._counter.draft_id

        def tell(done: RequestCard) -> None:
            self._counter.say(said)
            if not done.is_open:
                if self._view is not None and self._view.form is not None:
                    self._view.form.set_values({"answer": ""})
                self._answers.keep(request_id, "")
                if not self._answers:
                    self._counter.filed.emit()
            self._card = done
            self.refresh()

        def refused(error: NaeilError) -> None:
            fields = dict(error.fields) if isinstance(error, Refused) else {}
            if self._view is not None and self._view.form is not None and "answer" in fields:
                self._view.form.show_errors(fields)
            self._counter.say(str(error), "warning")

        account = self._counter.account
        self._counter.jobs.write(lambda: work(account, request_id, kept), tell, refused)

    def _answer(self, words: str) -> None:
        desk, version = self._counter.desk, self._card.version if self._card else 0
        self._act(
            lambda account, one, kept: desk.requests.answer(
                account, one, words, version, draft_id=kept
            ),
            "처리를 마쳤습니다. 통지서를 인쇄해 드리십시오.",
        )

    def _refuse(self, words: str) -> None:
        desk, version = self._counter.desk, self._card.version if self._card else 0
        self._act(
            lambda account, one, kept: desk.requests.refuse(
                account, one, words, version, draft_id=kept
            ),
            "거절로 적었습니다. 까닭을 적은 통지서를 인쇄해 드리십시오.",
        )

    def _take_back(self, words: str) -> None:
        desk = self._counter.desk
        ask(
            self,
            "본인이 그렇게 말씀하셨습니까?",
            "요구를 거두거나 처리정지를 풀면 그 항목을 다시 쓸 수 있습니다.",
            [Choice("back", "거두신 것으로 적기"), Choice("keep", "그대로 두기")],
            "keep",
            lambda key: (
                self._act(
                    lambda account, one, kept: desk.requests.take_back(
                        account, one, words, draft_id=kept
                    ),
                    "거두신 것으로 적었습니다.",
                )
                if key == "back"
                else None
            ),
        )

    def _hand_over(self) -> None:
        desk = self._counter.desk
        ask(
            self,
            "파기로 넘길까요?",
            "다른 분이 승인하면 이분의 기록이 백업까지 지워지고 되돌릴 수 없습니다. "
            "보관해야 하는 법령이 있는지 먼저 확인해 주십시오.",
            [Choice("hand", "파기로 넘기기", dangerous=True), Choice("keep", "그대로 두기")],
            "keep",
            lambda key: (
                self._act(
                    lambda account, one, _kept: desk.requests.hand_over(account, one),
                    "파기로 넘겼습니다. 다른 분의 승인을 기다립니다.",
                )
                if key == "hand"
                else None
            ),
        )

    def _postpone(self) -> None:
        if self._card is not None:
            self._postponing.ask(self._card, self._put_off)

    def _put_off(self, card: RequestCard) -> None:
        self._counter.say(
            f"{show_day(card.line.due_on)}까지로 미뤘습니다. 통지서를 드려야 합니다.",
            action="인쇄",
            on_action=self._print_postponed,
        )
        self._card = card
        self.refresh()

    def _mend(self) -> None:
        if self._card is not None:
            self._counter.go("intake", visitor_id=self._card.line.visitor_id, complete=True)

    def _go_to_person(self) -> None:
        if self._card is not None:
            self._counter.go("visitor", visitor_id=self._card.line.visitor_id)

    # papers

    def _look_at(self, parts: tuple[str, ...]) -> None:
        if self._card is not None:
            self._papers.look_at(self._card, parts, self._show_pages)

    def _show_pages(self, pdf: bytes, pages: int) -> None:
        self._front.setCurrentWidget(self.pages)
        self.pages.show_copy(pdf, pages, masked=self._counter.masked)

    def _stop_looking(self) -> None:
        self.pages.clear()
        self._front.setCurrentWidget(self._work)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_paper(self) -> None:
        """Ctrl+P: the copy while a 열람 is open, else the answer."""
        self._print(self._parts())

    def print_with_dialog(self) -> None:
        """Shift+Ctrl+P: the same after choosing a printer."""
        self._print(self._parts(), with_dialog=True)

    def _parts(self) -> tuple[str, ...]:
        return self._view.chosen_parts() if self._view is not None else ()

    def _print(self, parts: tuple[str, ...], *, with_dialog: bool = False) -> None:
        if self._card is None or self._is_new:
            self._counter.say("먼저 요구를 골라 주십시오.", "info")
        else:
            self._papers.own(self._card, parts, with_dialog=with_dialog)

    def _print_copy(self, parts: tuple[str, ...]) -> None:
        if self._card is not None:
            self._papers.copy(self._card, parts)

    def _write_to(self, one: Recipient) -> None:
        if self._card is not None:
            self._papers.notice(self._card, one)

    def _print_postponed(self) -> None:
        if self._card is not None:
            self._papers.postponed(self._card)

    # keys, and what happens elsewhere

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the pages looked at, the form, then the screen for the person."""
        key = event.key()
        looking = self._front.currentWidget() is not self._work
        if looking and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.pages.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif looking:
            self._stop_looking()
        elif self._is_new:
            self._give_up()
        elif self._visitor_id is not None:
            self._counter.go("visitor", visitor_id=self._visitor_id)
        else:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_change(self, changed: Changed) -> None:
        if self.isVisible() and self._counter.is_touched(changed, "request", "visitor", "paper"):
            self.refresh()

    def _show_masking(self, masked: bool) -> None:
        self._form.form.set_masked(masked)
        self.pages.set_masked(masked)
        if self._card is not None:
            self._show_card(self._card)

    def _forget(self) -> None:
        self._card, self._visitor_id, self._first = None, None, True
        self._close_form()
        self._clear()
        self._answers.clear()
        self.pages.clear()
        self._front.setCurrentWidget(self._work)
        self._model.show_records(())
