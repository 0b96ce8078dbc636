"""오늘: the queue at the counter, appointments, and what needs doing.

Here the clerk calls the next visitor, takes him, hands him over and finishes, all by
single keys on the card that has the focus. The order of the cards is the order of
arrival: nothing jumps under the hand.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from desktop.domain.calendar import show_date, show_time
from desktop.domain.errors import NaeilError
from desktop.domain.rights import Right
from desktop.domain.visit import (
    AppointmentLine,
    AppointmentState,
    Board,
    Duty,
    VisitLine,
    VisitState,
)
from desktop.services.act import Changed
from desktop.ui.counter import Counter
from desktop.ui.gate import only
from desktop.ui.kit import (
    Button,
    Columns,
    Line,
    Number,
    PageHead,
    Role,
    Tone,
    WorkingArea,
    column,
    row,
    theme,
)
from desktop.ui.printing import CounterPrinter
from desktop.ui.today.board import CardColumn, Made
from desktop.ui.today.cards import ActCard, AppointmentRow, DoneRow, DutyRow, Rest, VisitCard
from desktop.ui.today.deeds import CardActs
from desktop.ui.today.duties import DutyList, DutyPart
from desktop.ui.today.waits import WaitChart

EVERY_MINUTE = 60_000
LEAST = 240
"""Design pixels a column of the board needs for a card and its buttons."""
NARROW = 1000
"""Design pixels below which the drawing of the waits stays away."""
SEEN_AT_ONCE = 10
"""Rows of those served that the first list of a sign-in brings; the duties bring the rest."""
_WEEKDAYS = "월화수목금토일"
_KINDS = (
    "visit", "appointment", "follow_up", "referral", "visitor", "note", "draft",
    "destruction", "log_review", "request", "duplicate", "partner",
)  # fmt: skip

_GROUPS = (
    ("partner_call", "기관에 전화", "phone", Tone.DANGER),
    ("visitor_call", "본인에게 전화", "phone", Tone.WARNING),
    ("settle", "정리할 의뢰", "check-circle", Tone.WARNING),
    ("hand_over", "의뢰서 전달 확인", "referral", Tone.INFO),
    ("follow_up", "후속 연락", "calendar", Tone.INFO),
    ("seeking_ends", "구직 등록 곧 끝남", "clock", Tone.WARNING),
    ("stay_ends", "체류 기간 곧 끝남", "globe", Tone.WARNING),
    ("subject_request", "정보주체 요구", "shield-check", Tone.WARNING),
    ("agreement", "협약 끝나는 기관", "partner", Tone.WARNING),
    ("log_review", "접속기록 점검", "shield-check", Tone.INFO),
    ("destruction", "보유·파기", "trash", Tone.WARNING),
    ("duplicate", "두 번 접수된 분", "people", Tone.INFO),
)


class TodayScreen(QWidget):
    """Three columns of cards and a list of duties, in each the arrows and single keys work."""

    keys = (
        ("Enter", "부르기 · 상담 시작 · 열기"),
        ("S", "부르지 않고 바로 시작"),
        ("E", "방문 마침 · 구직 등록 연장 · 연락 미룸"),
        ("H", "다른 상담사에게 넘김"),
        ("X", "돌아감"),
        ("N", "예약 불참"),
        ("D", "후속 연락 마침"),
        ("P", "재촉 중지"),
        ("U", "되돌림"),
        ("Ctrl+P", "예약표 인쇄"),
        ("←→↑↓", "카드 사이"),
    )
    """The keys of this screen, for F1."""

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._board: Board | None = None
        self._first = True
        self._printer = CounterPrinter(counter, self)
        self._acts = CardActs(counter, self)
        self._lay_out()
        self._minute = QTimer(self)
        self._minute.setInterval(EVERY_MINUTE)
        self._minute.timeout.connect(self.refresh)
        counter.changed.connect(self._take_change)
        counter.masking_changed.connect(self._show_masking)
        counter.account_changed.connect(self._forget)

    # what the window asks

    @property
    def visitor_id(self) -> int | None:
        """Whom F4 and F6 are about: the visitor of the card with the focus."""
        card = self._current()
        if card is None:
            return None
        return card.line.visitor_id

    @property
    def is_filled(self) -> bool:
        """Whether the day's list stands there."""
        return self._board is not None

    def show_for(self, **_where: object) -> None:
        """Show today and put the focus on whoever waits longest."""
        self._wants_focus = True
        self._duties.fold()
        if isinstance(QApplication.focusWidget(), QLineEdit):
            # Out of the search box at once: whoever goes back to it meanwhile stays there.
            self._intake.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    # layout

    def _lay_out(self) -> None:
        outer = column(self, gap=0)
        self._area = WorkingArea(gap=14, margins=(24, 16, 24, 16))
        outer.addWidget(self._area)
        head = PageHead("오늘")
        self._day = head.whose
        self._sheet = Button("예약표 인쇄", icon="printer")
        self._sheet.clicked.connect(self.print_paper)
        self._intake = Button("새 접수", Role.PRIMARY, icon="intake", keys="F2")
        self._intake.clicked.connect(lambda: self._counter.go("intake"))
        only(self._counter, Right.PRINT, self._sheet)
        only(self._counter, Right.RECEIVE, self._intake)
        head.acts.addWidget(self._sheet)
        head.acts.addWidget(self._intake)
        self._area.body.addWidget(head)
        self._area.body.addLayout(self._figures())
        self._waiting = CardColumn("대기", "기다리는 분이 없습니다.", "새로 오시면", "F2")
        self._talking = CardColumn("상담 중", "상담 중인 분이 없습니다.", "부르면 여기로 옵니다.")
        self._served = CardColumn("완료", "아직 마친 방문이 없습니다.", "", gap=4)
        # With very large type they stand under each other: nobody scrolls sideways.
        board = Columns([self._waiting, self._talking, self._served], [0, 0, 0], least=LEAST)
        self._duties = DutyList()
        self._area.body.addWidget(
            Columns([board, self._duties], [0, 316], least=780, wide=[0, 348], gap=16), 1
        )

    def _figures(self) -> Any:
        line = row(gap=20)
        self._visited = Number("오늘 방문", "0", "명")
        self._finished = Number("상담 완료", "0", "명")
        self._in_line = Number("대기 중", "0", "명")
        self._longest = Number("가장 긴 대기", "0", "분")
        self._chart = WaitChart()
        for figure in (self._visited, self._finished, self._in_line, self._longest):
            line.addWidget(figure)
            if figure is not self._longest:
                line.addWidget(_upright())
        line.addWidget(self._chart)
        line.addStretch(1)
        line.addWidget(_upright())
        self._next = Number("다음 예약", "없음")
        self._next.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        line.addWidget(self._next)
        return line

    # reading

    def refresh(self) -> None:
        """Read the day again; the first time of a sign-in is the logged one."""
        if not self._counter.is_open:
            return
        desk, account, first = self._counter.desk, self._counter.account, self._first
        self._first = False

        def take(board: Board) -> None:
            if not self._counter.is_open:
                return
            if board.clock_behind:
                self._counter.say(
                    "이 컴퓨터의 시계가 지난 기록보다 늦습니다. 날짜와 시각을 맞추어 주십시오.",
                    "warning",
                )
            # The queue stands there at once; the duties of before stay until theirs have come.
            before = self._board or board
            duties, unread = before.duties, before.duties_unread
            self._show_board(replace(board, duties=duties, duties_unread=unread), duties=False)
            if first:
                self._counter.jobs.afterwards(self._catch_up)
            self._counter.jobs.latest(
                "duties",
                lambda: desk.visits.duties(account, board, first=first),
                self._show_board,
                failed=self._uncounted,
            )

        self._counter.jobs.latest("today", lambda: desk.visits.queue(account, first=first), take)

    def _uncounted(self, error: NaeilError) -> None:
        # Whoever was served today stands there whole all the same.
        if self._board is not None:
            self._show_board(self._board)
        self._counter.jobs.trouble(error)

    def _catch_up(self) -> None:
        """Slips from a store of an earlier version have no clocks yet: set behind the lists."""
        if self._counter.is_open:
            desk, account = self._counter.desk, self._counter.account
            self._counter.jobs.write(lambda: desk.chases.catch_up(account))

    def _show_board(self, board: Board, *, duties: bool = True) -> None:
        if not self._counter.is_open:
            return
        self._board = board
        if self._counter.masked:
            board = _without_words(board)
        held = self._hold_focus()
        self._show_queue(board, whole=duties)
        self._show_appointments(board)
        if duties:
            self._show_duties(board)
        self._give_focus(held)

    def _show_queue(self, board: Board, *, whole: bool) -> None:
        now = self._counter.clock.now()
        codes = self._counter.desk.office.codes
        weekday = _WEEKDAYS[board.day.weekday()]
        self._day.setText(f"{show_date(board.day)} {weekday}요일")
        waiting = [one for one in board.visits if one.state in _WAITS]
        talking = [one for one in board.visits if one.state is VisitState.COUNSELLING]
        served = [one for one in board.visits if one.state in _OVER]
        served.sort(key=lambda one: (one.finished_at or one.arrived_at, one.ticket), reverse=True)

        def show_visit(card: VisitCard | DoneRow, line: VisitLine) -> None:
            card.show_visit(line, now)

        self._fill(self._waiting, waiting, lambda one: VisitCard(one, codes, now), show_visit)
        self._fill(self._talking, talking, lambda one: VisitCard(one, codes, now), show_visit)
        # Rows nobody sees yet wait until the others are painted.
        seen = served if whole or self._served.cards() else served[:SEEN_AT_ONCE]
        made = self._served.fill(
            seen, lambda one: DoneRow(one, codes, now), show_visit, len(served) - len(seen)
        )
        for card in made:
            self._listen(card)
        self._show_figures(board, waiting)

    def _show_figures(self, board: Board, waiting: list[VisitLine]) -> None:
        now = self._counter.clock.now()
        minutes = [int((now - one.arrived_at).total_seconds() // 60) for one in waiting]
        self._visited.set_figure(str(board.visited))
        self._finished.set_figure(str(board.done))
        self._in_line.set_figure(str(len(waiting)))
        self._longest.set_figure(str(max(minutes, default=0)))
        with_us = sum(one.state is VisitState.COUNSELLING for one in board.visits)
        self._counter.waiting_changed.emit(len(waiting), with_us)
        self._chart.show_waits(board.waits_by_hour)
        coming = [
            one
            for one in board.appointments
            if one.state is AppointmentState.PLANNED and one.at >= now
        ]
        if coming:
            remark = f"{coming[0].masked_name} · {coming[0].purpose}".strip(" ·")
            self._next.set_figure(show_time(coming[0].at), _short(remark))
        else:
            self._next.set_figure("없음")

    def _show_appointments(self, board: Board) -> None:
        # Whoever came is on the board already; missed ones stay for the undo.
        appointments = [
            one
            for one in board.appointments
            if one.state in (AppointmentState.PLANNED, AppointmentState.NO_SHOW)
        ]
        part = self._duties.part("appointment", "오늘 예약", "calendar", Tone.PRIMARY)

        now = self._counter.clock.now()

        def show_appointment(card: AppointmentRow, line: AppointmentLine) -> None:
            card.show_appointment(line, now)

        self._fill(part, appointments, lambda one: AppointmentRow(one, now), show_appointment)

    def _show_duties(self, board: Board) -> None:
        def show_duty(card: DutyRow, duty: Duty) -> None:
            card.show_duty(duty)

        for kind, label, icon, tone in _GROUPS:
            duties = [one for one in board.duties if one.kind == kind]
            part = self._duties.part(kind, label, icon, tone)
            unread = board.duties_unread.get(kind, 0)
            for card in part.fill(duties, DutyRow, show_duty, unread):
                self._listen(card)
        self._duties.settle(len(board.duties) + sum(board.duties_unread.values()))

    def _fill(
        self,
        part: CardColumn | DutyPart,
        lines: list[Any],
        make: Callable[[Any], Made],
        show: Callable[[Made, Any], None],
    ) -> None:
        for card in part.fill(lines, make, show):
            self._listen(card)

    def _listen(self, card: ActCard) -> None:
        card.allow(self._counter.may)
        card.asked.connect(lambda name: self._ask(card, name))
        card.stepped.connect(self._step)
        card.focused.connect(lambda: self._follow(card))

    def _follow(self, card: ActCard) -> None:
        self._area.follow(card)
        self._duties.follow(card)

    def _ask(self, card: ActCard, name: str) -> None:
        if isinstance(card.line, Rest) and self._board is not None:
            self._duties.unfold(card.line.kind)
            self._show_board(self._board)
            return
        self._acts.do(card, name)

    # the focus

    _wants_focus = True

    def _hold_focus(self) -> tuple[int, int, int] | None:
        """(column, place, id) of the card with the focus; None when it is elsewhere."""
        card = self._current()
        if card is None:
            return None
        for at, part in enumerate(self._parts()):
            if card in part:
                return at, part.index(card), card.line.id
        return None

    def _give_focus(self, held: tuple[int, int, int] | None) -> None:
        parts = self._parts()
        if held is not None:
            at, place, kept_id = held
            # The visitor moved on: the keys go with him, else to whoever took his place.
            for part in parts:
                for card in part:
                    if card.line.id == kept_id:
                        self._focus(card)
                        return
            near = parts[at] or next((part for part in parts if part), [])
            if near:
                self._focus(near[min(place, len(near) - 1)])
            else:
                self._intake.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._wants_focus and self.isVisible():
            self._wants_focus = False
            if isinstance(QApplication.focusWidget(), QLineEdit):
                return  # somebody is typing in the search box already
            begin = next((part for part in parts[:2] if part), [])
            if begin:
                self._focus(begin[0])
            else:
                self._intake.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus(self, card: ActCard) -> None:
        card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _parts(self) -> list[list[ActCard]]:
        return [
            self._waiting.cards(),
            self._talking.cards(),
            self._served.cards(),
            self._duties.cards(),
        ]

    def _current(self) -> ActCard | None:
        focus = QApplication.focusWidget()
        return focus if isinstance(focus, ActCard) and self.isAncestorOf(focus) else None

    def _step(self, across: int, down: int) -> None:
        card = self._current()
        parts = self._parts()
        at = next((place for place, part in enumerate(parts) if card in part), None)
        if card is None or at is None:
            return
        place = parts[at].index(card)
        if down:
            wanted = place + down
            if 0 <= wanted < len(parts[at]):
                self._focus(parts[at][wanted])
            return
        at += across
        while 0 <= at < len(parts):
            if parts[at]:
                self._focus(parts[at][min(place, len(parts[at]) - 1)])
                return
            at += across

    # paper

    def print_paper(self) -> None:
        """Ctrl+P: today's appointments on paper, names masked."""
        if not self._counter.allow(Right.PRINT):
            return
        papers, account = self._counter.desk.papers, self._counter.account
        day = self._counter.clock.today()
        self._counter.jobs.write(
            lambda: papers.day_sheet(account, day),
            lambda ready: self._printer.print_now(ready, said="예약표를 인쇄했습니다."),
        )

    def print_with_dialog(self) -> None:
        """Shift+Ctrl+P: the same after choosing a printer."""
        if not self._counter.allow(Right.PRINT):
            return
        papers, account = self._counter.desk.papers, self._counter.account
        day = self._counter.clock.today()
        self._counter.jobs.write(
            lambda: papers.day_sheet(account, day), self._printer.print_with_dialog
        )

    # what happens elsewhere

    def _take_change(self, changed: Changed) -> None:
        if self._counter.is_touched(changed, *_KINDS):
            self.refresh()

    def _show_masking(self, _masked: bool) -> None:
        if self._board is not None:
            self._show_board(self._board)

    def _forget(self) -> None:
        self._first, self._board = True, None
        self._wants_focus = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # With large type on a small desk the figures need the room.
        self._chart.setVisible(self.width() >= theme.px(NARROW))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()


_WAITS = (VisitState.WAITING, VisitState.CALLED)
_OVER = (VisitState.DONE, VisitState.LEFT)


def _without_words(board: Board) -> Board:
    """F12: what was agreed with somebody is hidden like the names are."""
    return replace(
        board,
        appointments=tuple(replace(one, purpose="") for one in board.appointments),
        duties=tuple(
            replace(one, text="", detail="") if one.masked_name else one for one in board.duties
        ),
    )


def _upright() -> Line:
    line = Line(upright=True)
    line.setFixedHeight(theme.px(44))
    return line


def _short(words: str, most: int = 18) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
