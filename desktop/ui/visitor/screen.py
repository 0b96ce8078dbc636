"""사람: one visitor, opened and logged.

The head says who it is and which groups he belongs to, the line of time what happened,
the right side what comes next. Everything has a key; the focus stands on 상담 기록.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.calendar import show_date, show_time
from desktop.domain.consent import Answer, ConsentKind, ConsentLine
from desktop.domain.rights import Right
from desktop.domain.suggestion import Suggestion
from desktop.domain.targeting import Verdict
from desktop.domain.visit import Duty, VisitLine
from desktop.domain.visitor import TimelineEntry, VisitorCard
from desktop.services.act import Changed
from desktop.services.paging import Behind, Part
from desktop.services.papers import ReadyPaper
from desktop.ui.counter import Counter
from desktop.ui.gate import only
from desktop.ui.kit import (
    Banner,
    Columns,
    WorkingArea,
    column,
)
from desktop.ui.printing import CounterPrinter
from desktop.ui.visitor.ahead import WITH_KEYS, Ahead
from desktop.ui.visitor.head import OPEN, VisitorHead
from desktop.ui.visitor.history import KINDS, EntryRow, History
from desktop.ui.visitor.moving import MOVABLE, MoveDialog

_KINDS = (
    "visitor",
    "visit",
    "note",
    "consent",
    "referral",
    "appointment",
    "follow_up",
    "draft",
    "request",
)


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the screen shows, read in one go."""

    card: VisitorCard
    today: VisitLine | None
    verdicts: tuple[Verdict, ...]
    steps: tuple[Duty, ...]
    suggestions: tuple[Suggestion, ...]
    consents: tuple[ConsentLine, ...]


class VisitorScreen(QWidget):
    """The page of one visitor."""

    keys = (
        ("F4", "상담 기록 쓰기"),
        ("F6", "의뢰서 쓰기"),
        ("F2", "이분 다시 방문 (오늘 방문이 끝났거나 없을 때)"),
        ("1 2 3", "추천 기관에 의뢰서 쓰기"),
        ("Y N", "여쭤본 것: 예, 아니요"),
        ("V", "전화와 생년월일 30초 보기"),
        ("C", "동의 받기와 기록"),
        ("R", "열람·정정·삭제·처리정지 요구"),
        ("P", "접수증 인쇄"),
        ("G", "구직신청서 인쇄"),
        ("E", "구직 등록, 3개월 연장"),
        ("D", "후속 연락 마침"),
        ("M", "접수 내용 고치기"),
        ("T", "고른 이력을 다른 사람에게 옮기기"),
        ("↑↓", "이력, Enter 열기"),
    )
    """The keys of this screen, for F1."""

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._printer = CounterPrinter(counter, self)
        self._visitor_id: int | None = None
        self._page: Page | None = None
        self._arrived = False
        self._entry_id = 0
        self._wants_focus = False
        self._opened_at = ""
        self._seen: set[str] = set()
        self._lay_out()
        counter.changed.connect(self._take_change)
        # Bound methods: a lambda would go on calling a screen that was taken down.
        counter.masking_changed.connect(self._show)
        counter.revealed_changed.connect(self._show_head)
        counter.account_changed.connect(self._forget)

    # layout

    def _lay_out(self) -> None:
        outer = column(self, gap=0)
        self._area = WorkingArea(gap=14, margins=(24, 12, 24, 12))
        outer.addWidget(self._area)
        self._banner = Banner("", "success")
        self._banner.hide()
        self._area.body.addWidget(self._banner)
        self._head = head = VisitorHead(self._counter.desk.office.codes)
        head.watch_keys(self)
        head.reveal_wanted.connect(self._counter.reveal)
        head.mend_wanted.connect(self._complete)
        head.again_wanted.connect(self._visit_again)
        head.slip_wanted.connect(lambda: self._begin("slip"))
        head.note_wanted.connect(lambda: self._begin("counselling"))
        head.seeking_wanted.connect(self._file_seeking)
        counter = self._counter
        only(counter, Right.RECEIVE, *head.of_intake)
        only(counter, Right.REFER, head.slip)
        only(counter, Right.COUNSEL, head.note)
        self._area.body.addWidget(head)
        self._history = History()
        self._history.opened.connect(self._open_entry)
        self._history.move_asked.connect(self._move_entry)
        self._history.more_wanted.connect(self._read_on)
        self._ahead = Ahead(counter)
        self._ahead.slip_asked.connect(self._begin_slip)
        self._ahead.answered.connect(self._answer)
        self._ahead.step_done.connect(self._finish_step)
        self._ahead.rights_wanted.connect(self._go_to_requests)
        self._area.body.addWidget(
            Columns([self._history, self._ahead], [0, 512], wide=[0, 580], gap=20, least=520), 1
        )

    # what the window asks

    @property
    def visitor_id(self) -> int | None:
        """Whose page it is, for F4 and F6."""
        return self._visitor_id

    def show_for(
        self,
        visitor_id: int | None = None,
        visit_id: int | None = None,
        entry_id: int = 0,
        arrived: bool = False,
        **_where: object,
    ) -> None:
        """Open somebody, which is the logged 조회; `arrived` right after an intake."""
        if visitor_id is None:
            self._show()
            self.first_focus()
            return
        if visitor_id != self._visitor_id:
            self._page = None
            self._counter.cover()
            self._blank()
        self._visitor_id = visitor_id
        self._arrived = arrived
        self._entry_id = entry_id
        self._wants_focus = True
        self._seen.clear()
        self._opened_at = show_time(self._counter.clock.now())
        self._read(first=True)

    def first_focus(self) -> None:
        """The next act is the talk."""
        self._head.note.setFocus(Qt.FocusReason.OtherFocusReason)

    # reading

    def _read(self, *, first: bool) -> None:
        if self._visitor_id is None or not self._counter.is_open:
            return
        desk, account, visitor_id = self._counter.desk, self._counter.account, self._visitor_id

        def read() -> Page:
            card = (desk.visitors.open if first else desk.visitors.reread)(account, visitor_id)
            return Page(
                card,
                desk.visits.of_today(account, visitor_id),
                desk.targets.of_visitor(account, visitor_id),
                desk.visits.next_steps(account, visitor_id),
                desk.partners.suggest(account, visitor_id),
                desk.consents.standing(account, visitor_id),
            )

        if first:
            self._counter.jobs.read(read, self._take_page)
        else:
            self._counter.jobs.latest("visitor", read, self._take_page)

    def _take_page(self, page: Page) -> None:
        if page.card.id != self._visitor_id:
            return
        self._page = page
        self._show()
        if self._wants_focus:
            self._wants_focus = False
            if not (self._entry_id and self._history.go_to(self._entry_id)):
                self.first_focus()

    def _read_on(self, wanted: str, behind: Behind | None) -> None:
        """More of the history; what was not shown before is logged."""
        if self._page is None or not self._counter.is_open:
            return
        desk, account, visitor_id = self._counter.desk, self._counter.account, self._page.card.id

        first = behind is not None or wanted not in self._seen
        self._seen.add(wanted)

        def add(part: Part[TimelineEntry]) -> None:
            if self._page is not None and self._page.card.id == visitor_id:
                self._history.add(wanted, behind, part)

        self._counter.jobs.latest(
            "history",
            lambda: desk.visitors.history(account, visitor_id, KINDS[wanted], behind, first=first),
            add,
        )

    # showing

    def _blank(self) -> None:
        self._head.show_nobody()
        self._history.show_entries((), masked=False)
        self._ahead.show_steps((), "")
        self._ahead.show_basis(())
        self._ahead.show_suggestions(())

    def _show(self, *_changed: object) -> None:
        page = self._page
        if page is None:
            return
        self._show_head()
        self._show_banner(page)
        self._history.show_entries(
            page.card.timeline, masked=self._counter.masked, behind=page.card.timeline_behind
        )
        collected = any(
            line.kind is ConsentKind.COLLECTION and line.answer is Answer.AGREED and line.living
            for line in page.consents
        )
        missing = "" if collected else "개인정보 동의서 받고 적기"
        stale = [line.service_label or line.kind.label for line in page.consents if line.changed]
        if collected and stale:
            missing = f"재동의 필요: {', '.join(stale)}"
        if self._counter.masked:
            self._ahead.cover()
            return
        self._ahead.show_steps(page.steps, missing)
        self._ahead.show_basis(page.consents)
        self._ahead.show_suggestions(page.suggestions)

    def _show_head(self, *_changed: object) -> None:
        page = self._page
        if page is not None:
            self._head.show_visitor(
                page.card,
                page.today,
                page.verdicts,
                self._counter.clock.today(),
                masked=self._counter.masked,
                revealed=self._counter.revealed,
                opened_at=self._opened_at,
            )

    def _show_banner(self, page: Page) -> None:
        self._banner.setVisible(self._arrived and page.today is not None)
        if self._arrived and page.today is not None:
            self._banner.say(
                f"접수했습니다. 접수번호 {page.today.number} · {page.today.ticket}번 — "
                "P 접수증 인쇄 · G 구직신청서 인쇄 · C 동의서",
                "success",
            )

    # acts

    def _begin(self, screen: str) -> None:
        page = self._page
        if page is None:
            return
        where: dict[str, object] = {"visitor_id": page.card.id}
        if screen == "counselling" and page.today is not None and page.today.state in OPEN:
            where["visit_id"] = page.today.id
        self._counter.go(screen, **where)

    def _begin_slip(self, service_id: object) -> None:
        if self._page is not None:
            self._counter.go("slip", visitor_id=self._page.card.id, service_id=service_id)

    def _complete(self) -> None:
        if self._visitor_id is not None:
            self._counter.go("intake", visitor_id=self._visitor_id, complete=True)

    def _visit_again(self) -> None:
        if self._visitor_id is not None:
            self._counter.go("intake", visitor_id=self._visitor_id)

    def _go_to_requests(self) -> None:
        """An open request of this visitor, else the form of a new one."""
        page = self._page
        if page is None:
            return
        known = next((step for step in page.steps if step.kind == "subject_request"), None)
        if known is not None:
            self._counter.go("requests", visitor_id=page.card.id, request_id=known.id)
        else:
            self._counter.go("requests", visitor_id=page.card.id, new=True)

    def _answer(self, asks: str, yes: bool) -> None:
        desk, account, visitor_id = self._counter.desk, self._counter.account, self._visitor_id
        if visitor_id is not None and self._counter.allow(Right.RECEIVE):
            self._counter.jobs.write(lambda: desk.targets.answer(account, visitor_id, asks, yes))

    def _finish_step(self, step: Duty) -> None:
        if not self._counter.allow(Right.COUNSEL):
            return
        desk, account = self._counter.desk, self._counter.account

        def reopen() -> None:
            self._counter.jobs.write(lambda: desk.follow_ups.reopen(account, step.id))

        self._counter.jobs.write(
            lambda: desk.follow_ups.done(account, step.id),
            lambda _: self._counter.say("후속 연락을 마쳤습니다.", "success", "되돌리기", reopen),
        )

    def _file_seeking(self) -> None:
        desk, account, visitor_id = self._counter.desk, self._counter.account, self._visitor_id
        if visitor_id is None or not self._counter.allow(Right.RECEIVE):
            return

        def take_back() -> None:
            self._counter.jobs.write(lambda: desk.visitors.take_back_seeking(account, visitor_id))

        self._counter.jobs.write(
            lambda: desk.visitors.file_seeking(account, visitor_id),
            lambda made: self._counter.say(
                f"구직 등록이 {show_date(made.valid_until)}까지입니다.",
                "success",
                "되돌리기",
                take_back,
            ),
        )

    def _open_entry(self, entry: TimelineEntry) -> None:
        visitor_id = self._visitor_id
        if visitor_id is None:
            return
        if entry.kind == "note":
            self._counter.go("counselling", visitor_id=visitor_id, note_id=entry.id)
        elif entry.kind == "referral":
            self._counter.go("referral_card", referral_id=entry.id)
        elif entry.kind == "consent":
            self._counter.go("consent", visitor_id=visitor_id)
        elif entry.kind == "visit":
            self._print_receipt(entry.id)

    def _move_entry(self, entry: TimelineEntry) -> None:
        if entry.kind not in MOVABLE:
            self._counter.say("방문, 상담 기록, 동의만 옮길 수 있습니다.", "info")
            return
        if not self._counter.allow(Right.COUNSEL):
            return
        MoveDialog(
            self._counter, entry, self._visitor_id, self, lambda: self._read(first=False)
        ).open()

    # paper

    def print_paper(self) -> None:
        """Ctrl+P: the receipt of today's visit."""
        if not self._counter.allow(Right.PRINT):
            return
        page = self._page
        if page is None or page.today is None:
            self._counter.say("오늘 방문이 없어 접수증이 없습니다.", "info")
            return
        self._print_receipt(page.today.id)

    def print_with_dialog(self) -> None:
        """Shift+Ctrl+P: the same after choosing a printer."""
        if not self._counter.allow(Right.PRINT):
            return
        page = self._page
        if page is None or page.today is None:
            self._counter.say("오늘 방문이 없어 접수증이 없습니다.", "info")
        else:
            papers, account, visit_id = (
                self._counter.desk.papers,
                self._counter.account,
                page.today.id,
            )
            self._counter.jobs.write(
                lambda: papers.receipt(account, visit_id), self._printer.print_with_dialog
            )

    def _print_receipt(self, visit_id: int) -> None:
        if not self._counter.allow(Right.PRINT):
            return
        papers, account = self._counter.desk.papers, self._counter.account
        self._counter.jobs.write(
            lambda: papers.receipt(account, visit_id),
            lambda ready: self._print(ready, "접수증을 인쇄했습니다."),
        )

    def _print_application(self) -> None:
        papers, account, visitor_id = (
            self._counter.desk.papers,
            self._counter.account,
            self._visitor_id,
        )
        if visitor_id is not None and self._counter.allow(Right.PRINT):
            self._counter.jobs.write(
                lambda: papers.application(account, visitor_id),
                lambda ready: self._print(ready, "구직신청서를 인쇄했습니다."),
            )

    def _print(self, ready: ReadyPaper, said: str) -> None:
        self._printer.print_now(ready, said=said)

    # keys

    def event(self, event: QEvent) -> bool:
        # F2 is about this visitor only while nobody's visit is open: else somebody new is here.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F2
            and not event.modifiers()
            and self._page is not None
            and not self._head.again.isHidden()
        ):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # A push button takes ↓ for Tab (Qt 6.11): here it goes into the history.
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Down
            and self._page is not None
            and self._page.card.timeline
        ):
            return self._history.go_to(self._page.card.timeline[0].id)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self._page is None:
            super().keyPressEvent(event)
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + WITH_KEYS:
            place = key - Qt.Key.Key_1
            if place < len(self._ahead.offered):
                self._begin_slip(self._ahead.offered[place].service.id)
        elif key in (Qt.Key.Key_Y, Qt.Key.Key_N):
            if self._ahead.question:
                self._answer(self._ahead.question, key == Qt.Key.Key_Y)
        elif key == Qt.Key.Key_V:
            self._counter.reveal()
        elif key == Qt.Key.Key_C:
            self._counter.go("consent", visitor_id=self._page.card.id)
        elif key == Qt.Key.Key_R:
            self._go_to_requests()
        elif key == Qt.Key.Key_P:
            self.print_paper()
        elif key == Qt.Key.Key_G:
            self._print_application()
        elif key == Qt.Key.Key_E:
            self._file_seeking()
        elif key == Qt.Key.Key_D:
            promised = [step for step in self._ahead.steps if step.kind == "follow_up"]
            if promised:
                self._finish_step(promised[0])
        elif key == Qt.Key.Key_M:
            self._complete()
        elif key == Qt.Key.Key_F2:
            self._visit_again()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._page.card.timeline:
            if not isinstance(QApplication.focusWidget(), EntryRow):
                self._history.go_to(self._page.card.timeline[0].id)
        else:
            super().keyPressEvent(event)

    # what happens elsewhere

    def _take_change(self, changed: Changed) -> None:
        if self._visitor_id is not None and self._counter.is_touched(
            changed, *_KINDS, visitor_id=self._visitor_id
        ):
            self._read(first=False)

    def _forget(self) -> None:
        self._visitor_id, self._page = None, None
        self._blank()
