"""상담 기록: here the counsellor writes down a talk while the visitor sits there.

Focus starts in 요약. Everything typed is kept every two seconds by the window; the
page only says so. A finished note is read, amended and printed on the page 지난 기록.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop.domain.errors import Conflict, NaeilError, Refused
from desktop.domain.note import NoteCard, NoteStart, NoteType
from desktop.domain.rights import Right
from desktop.services.act import Changed
from desktop.ui.counselling.finished import FinishedNotes
from desktop.ui.counselling.history import HistoryPage
from desktop.ui.counselling.note_page import NotePage
from desktop.ui.counselling.note_sheet import Unread
from desktop.ui.counter import Counter
from desktop.ui.gate import only
from desktop.ui.kit import finish_all_composition, row

EVERY = 20_000
"""Milliseconds between two looks at how long the talk has lasted."""


class CounsellingScreen(QWidget):
    """The note being typed, and behind it the finished ones."""

    whose_changed = Signal()

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self._counter = counter
        self._visitor_id: int | None
        self._visit_id: int | None
        self._start: NoteStart | None
        self._began: datetime | None
        self._amending: dict[str, int]
        self._restored: bool
        self._saving: bool
        self._kept_at: str
        self._lay_out()
        self._form, self._sheet = self.page.form, self.page.sheet
        self._forget()
        self._connect()

    keys = (
        ("Ctrl+S", "마치고 저장"),
        ("/", "자주 쓰는 문장"),
        ("Space", "주제의 상태 바꾸기"),
        ("Alt+N", "계획 한 줄 더"),
        ("Alt+Delete", "계획의 이 줄 빼기"),
        ("Ctrl+Enter", "여러 줄 글에서 다음 칸으로"),
        ("Alt+H", "지난 기록"),
        ("Alt+E", "지난 기록 고치기"),
        ("Alt+M", "민감 메모"),
        ("Ctrl+P", "상담일지 인쇄"),
    )

    # layout and connections

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        row(self, gap=0).addWidget(self._pages)
        self.page = NotePage(self._counter)
        self.history = HistoryPage(self.page.sheet.topic_codes)
        self._finished = FinishedNotes(self._counter, self.history, self, self._name)
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.history)
        only(self._counter, Right.COUNSEL, self.history.amend, self.history.move_note)
        only(self._counter, Right.PRINT, self.history.print_note)

    def _connect(self) -> None:
        counter, page = self._counter, self.page
        page.head.finish.clicked.connect(self.save)
        page.head.earlier.clicked.connect(self.show_history)
        page.reason.given_up.connect(self._stop_amending)
        page.sheet.memo.consent_wanted.connect(self._go_for_consent)
        page.beside.take_over_wanted.connect(self._take_plan_over)
        page.bind("Alt+H", self.show_history)
        self._form.dirty.connect(self._show_state)
        self._form.changed.connect(lambda _name: self._show_state())
        self.history.left.connect(self.show_form)
        self.history.amend_wanted.connect(self._amend)
        counter.changed.connect(self._take_change)
        counter.masking_changed.connect(self._show_masking)
        self._every = QTimer(self)
        self._every.setInterval(EVERY)
        self._every.timeout.connect(self._show_lasting)
        self._every.start()

    # whose note it is

    @property
    def visitor_id(self) -> int | None:
        """Whose note is in front."""
        return self._visitor_id

    def show_for(
        self,
        visitor_id: int | None = None,
        visit_id: int | None = None,
        note_id: int | None = None,
        amend: NoteCard | None = None,
    ) -> None:
        """Begin a note for somebody, or show a finished one (`note_id`), or put one right.

        What was typed before was kept by the window and waits in the strip.
        """
        self._forget()
        self._visitor_id, self._visit_id = visitor_id, visit_id
        self._clear()
        self._pages.setCurrentWidget(self.page)
        if visitor_id is None:
            self._show_head()
            return
        desk, account = self._counter.desk, self._counter.account
        if amend is not None:
            self._begin_amending(amend)
        if note_id is not None:
            self._pages.setCurrentWidget(self.history)
            self._finished.open_note(note_id)
        else:
            first = self.page.reason.words if amend is not None else self._sheet.summary
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.page.show_top()
            QTimer.singleShot(0, self, lambda: self.page.follow(first))
        self._counter.jobs.read(
            lambda: desk.notes.begin(account, visitor_id, visit_id),
            partial(self._begun, visitor_id),
        )

    def _begun(self, visitor_id: int, start: NoteStart) -> None:
        if visitor_id != self._visitor_id:
            return
        self._start = start
        if not self._amending and not self._restored:
            self._visit_id = start.visit_id
            self._began = start.began_at
            self._sheet.show_began(start.began_at)
            if start.session > 1 and not self._form.is_dirty:
                self._form.set_value("type", NoteType.IN_DEPTH.value)
        self._sheet.memo.show_consent(start.sensitive_consent)
        self._show_beside()
        self._show_head()
        self.whose_changed.emit()
        if self._pages.currentWidget() is self.history:
            self.history.show_lines(self._name(), start.earlier, focus=self.history.card is None)

    def _forget(self) -> None:
        self._visitor_id = self._visit_id = self._start = self._began = None
        self._sheet.day = self._counter.clock.today()
        self._amending = {}
        self._restored = False
        self._saving = False
        self._kept_at = ""

    def _clear(self) -> None:
        self._sheet.show_nothing()
        self.page.reason.hide()
        self._finished.forget(self._visitor_id)
        self._show_beside()
        self._show_head()

    # half-typed

    @property
    def draft_title(self) -> str:
        """What the strip calls it."""
        return "상담 기록 고침" if self._amending else "상담 기록"

    @property
    def draft_visitor_id(self) -> int | None:
        """Whose it is."""
        return self._visitor_id

    @property
    def draft_name(self) -> str:
        """The visitor's name; it is masked before it is kept."""
        return self._start.visitor_name if self._start else ""

    def is_dirty(self) -> bool:
        """Whether something typed would be lost; not while it is being filed."""
        return self._visitor_id is not None and self._form.is_dirty and not self._saving

    def finish_composition(self) -> None:
        """Put the syllable being composed into its field."""
        finish_all_composition()

    def snapshot(self) -> dict[str, Any]:
        """Everything typed, with cursor, composed syllable, and which visit it belongs to."""
        return {
            "form": self._form.snapshot(),
            "visit_id": self._visit_id,
            "day": self._sheet.day.isoformat(),
            "began": self._began.isoformat() if self._began else None,
            "amending": dict(self._amending),
            "memo_open": self._sheet.memo.is_open,
        }

    def restore(self, body: dict[str, Any]) -> None:
        """Show a draft again, the cursor where it was."""
        self._restored = True
        self._visit_id = body.get("visit_id")
        self._sheet.day = date.fromisoformat(body["day"])
        began = body.get("began")
        self._began = datetime.fromisoformat(began) if began else None
        self._amending = {str(key): int(value) for key, value in body["amending"].items()}
        self.page.reason.setVisible(bool(self._amending))
        self._pages.setCurrentWidget(self.page)
        if body.get("memo_open"):
            self._sheet.memo.open_memo()
        kept = body["form"]
        self._form.restore(kept, focus=False)
        self._sheet.plan.fit_rows()
        if kept.get("focus") == "sensitive":
            self._sheet.memo.show_consent(True)
        self._form.restore(kept)
        self._sheet.judge(self._sheet.summary.text_now())
        self._show_head()
        focus = QApplication.focusWidget()
        if focus is not None and self.page.isAncestorOf(focus):
            QTimer.singleShot(0, self, lambda: self.page.follow(focus))

    # filing

    def save(self) -> None:
        """마치고 저장: file the note, or its revision."""
        if self._pages.currentWidget() is self.history:
            self.show_form()
            return
        if self._saving or self._visitor_id is None:
            return
        values = self._form.read()
        if values is None:
            self.page.follow_focus()
            return
        try:
            draft = self._sheet.read(values, self._visitor_id, self._visit_id)
        except Unread as error:
            self._show_wrong(error.fields)
            return
        self._saving = True
        desk, account, draft_id = self._counter.desk, self._counter.account, self._counter.draft_id
        if self._amending:
            note_id, version = self._amending["note_id"], self._amending["version"]
            reason = values["reason"]
            self._counter.jobs.write(
                lambda: desk.notes.amend(account, note_id, version, draft, reason, draft_id),
                self._amended,
                self._refused,
            )
        else:
            self._counter.jobs.write(
                lambda: desk.notes.finish(account, draft, draft_id), self._filed, self._refused
            )

    def _filed(self, card: NoteCard) -> None:
        self._form.mark_saved()
        self._counter.filed.emit()
        self._counter.saved.emit()
        self._counter.say(f"{card.session}회차 상담 기록을 저장했습니다.")
        self._counter.go("visitor", visitor_id=card.visitor_id)

    def _amended(self, card: NoteCard) -> None:
        self._form.mark_saved()
        self._counter.filed.emit()
        self._counter.saved.emit()
        self._counter.say("고친 기록을 저장했습니다. 앞의 글도 남아 있습니다.")
        self._counter.go("counselling", visitor_id=card.visitor_id, note_id=card.id)

    def _refused(self, error: NaeilError) -> None:
        self._saving = False
        if isinstance(error, Refused) and error.fields:
            self._show_wrong(
                {self._sheet.field_of(name): words for name, words in error.fields.items()}
            )
            return
        if isinstance(error, Conflict):
            self._counter.say(str(error), "warning", "새로 읽기", self._read_anew)
            return
        self._counter.report(error, self.save)

    def _show_wrong(self, sentences: Mapping[str, str]) -> None:
        if "sensitive" in sentences:
            self._sheet.memo.open_memo()
        self._form.show_errors(sentences)
        self.page.follow_focus()
        if not any(name in sentences for name in self._form.names()):
            self._counter.say(next(iter(sentences.values())), "warning")

    # finished notes

    def show_history(self) -> None:
        """지난 기록: read what was written before; what is being typed stays as it is."""
        if self._visitor_id is None:
            return
        self._pages.setCurrentWidget(self.history)
        self.history.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._finished.list_all()

    def show_form(self) -> None:
        """Back to the note being typed; whoever only reads goes back to the person."""
        if not self._counter.may(Right.COUNSEL):
            self._counter.go("visitor", visitor_id=self._visitor_id)
            return
        self._pages.setCurrentWidget(self.page)
        self.page.go_to(self._sheet.summary)

    def print_paper(self) -> None:
        """상담일지 of the finished note that is open."""
        self._finished.print_now()

    def print_with_dialog(self) -> None:
        """The same, the system's dialog first."""
        self._finished.print_with_dialog()

    def _amend(self, card: NoteCard) -> None:
        # By way of the window: what is being typed goes to the strip first.
        self._counter.go("counselling", visitor_id=card.visitor_id, amend=card)

    def _begin_amending(self, card: NoteCard) -> None:
        draft = card.current
        self._amending = {
            "note_id": card.id,
            "version": card.version,
            "session": card.session,
            "number": card.revisions[-1].number + 1,
        }
        self._visit_id = draft.visit_id
        self._began = draft.started_at
        self._sheet.show_note(draft)
        self.page.reason.show()
        self._show_head()

    def _stop_amending(self) -> None:
        self._form.mark_saved()
        self._counter.dropped.emit()
        note_id = self._amending["note_id"]
        self._counter.go("counselling", visitor_id=self._visitor_id, note_id=note_id)

    def _read_anew(self) -> None:
        if self._amending:
            self._counter.go(
                "counselling", visitor_id=self._visitor_id, note_id=self._amending["note_id"]
            )

    # small acts

    def _take_plan_over(self) -> None:
        if self._start is not None:
            self._sheet.plan.take_over(self._start.open_plan)
            self.page.beside.show_left(())
            self._sheet.plan.add_row()

    def _go_for_consent(self) -> None:
        self._counter.go("consent", visitor_id=self._visitor_id)

    # what is shown

    def _name(self) -> str:
        if self._start is None:
            return ""
        return self._start.masked_name if self._counter.masked else self._start.visitor_name

    def _show_head(self) -> None:
        start = self._start
        self.page.head.show_whose(self._name())
        self._show_lasting()
        self.page.head.earlier.setVisible(
            start is None or bool(start.earlier) or bool(self._amending)
        )
        self.page.head.finish.set_words("고쳐 저장" if self._amending else "마치고 저장")
        self._show_state()

    def _show_lasting(self) -> None:
        if self._amending:
            words = f"· {self._amending['session']}회차"
        elif self._start is not None and self._began is not None:
            words = f"· {self._start.session}회차"
            lasting = self._counter.clock.now() - self._began
            if timedelta(0) <= lasting < timedelta(hours=6):
                words += f" · {int(lasting.total_seconds() // 60)}분째"
        else:
            words = ""
        self.page.head.show_lasting(words)

    def _show_state(self) -> None:
        dirty = self._form.is_dirty
        correction = self._amending.get("number", 2) - 1 if self._amending else 0
        kept_at = self._kept_at if dirty else ""
        self.page.head.show_draft(dirty or bool(self._amending), correction, kept_at)

    def _show_beside(self) -> None:
        start, masked = self._start, self._counter.masked
        self.page.beside.show_intake(start.intake if start is not None else None, masked=masked)
        hidden = start is None or masked or bool(self._amending)
        self.page.beside.show_left(() if start is None or hidden else start.open_plan)

    def _show_masking(self, masked: bool) -> None:
        self._form.set_masked(masked)
        self._sheet.memo.show_masked(masked)
        self._show_beside()
        self._show_head()
        self.history.show_masked(masked)
        if self._start is not None:
            self.history.head.whose.setText(f"{self._name()} 님")

    def _take_change(self, changed: Changed) -> None:
        counter, visitor_id = self._counter, self._visitor_id
        if not counter.is_open:
            return
        if counter.is_touched(changed, "setting"):
            self.page.read_phrases()
        if visitor_id is None:
            return
        if counter.is_touched(changed, "draft", visitor_id=visitor_id) and self._form.is_dirty:
            self._kept_at = f"{counter.clock.now():%H:%M:%S}"
            self._show_state()
        desk, account = counter.desk, counter.account
        if counter.is_touched(changed, "consent", visitor_id=visitor_id):
            counter.jobs.read(
                lambda: desk.notes.may_keep_memo(account, visitor_id), self._sheet.memo.show_consent
            )
        in_history = self._pages.currentWidget() is self.history
        if in_history and counter.is_touched(changed, "note", visitor_id=visitor_id):
            self._finished.list_again()
