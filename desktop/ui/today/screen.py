"""오늘: the queue at the counter, appointments, and what needs doing.

Here the clerk calls the next visitor, takes him, hands him over and finishes, all by
single keys on the card that has the focus. The order of the cards is the order of
arrival: nothing jumps under the hand.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QSizePolicy, QWidget

from desktop.domain.account import AccountLine
from desktop.domain.calendar import Holidays, show_date, show_day, show_short_day, show_time
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
from desktop.ui.kit import (
    Button,
    Card,
    Chip,
    Choice,
    Columns,
    EmptyState,
    Face,
    Line,
    Number,
    PageHead,
    Panel,
    PlainLabel,
    Role,
    Sign,
    Surface,
    Tone,
    WorkingArea,
    ask,
    column,
    row,
    theme,
)
from desktop.ui.printing import CounterPrinter
from desktop.ui.today.cards import ActCard, AppointmentRow, DoneRow, DutyRow, VisitCard
from desktop.ui.today.waits import WaitChart

EVERY_MINUTE = 60_000
NARROW = 1000
"""Design pixels below which the drawing of the waits stays away."""
_WEEKDAYS = "월화수목금토일"
_KINDS = ("visit", "appointment", "follow_up", "referral", "visitor", "note", "draft")

_GROUPS = (
    ("reply_due", "회신 기한 지남", "reply", Tone.DANGER),
    ("follow_up", "후속 연락", "calendar", Tone.INFO),
    ("seeking_ends", "구직 등록 곧 끝남", "clock", Tone.WARNING),
    ("stay_ends", "체류 기간 곧 끝남", "globe", Tone.WARNING),
    ("reply_ask", "재촉할 기관", "phone", Tone.WARNING),
)

Made = TypeVar("Made", bound=ActCard)


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
        self._lay_out()
        self._minute = QTimer(self)
        self._minute.setInterval(EVERY_MINUTE)
        self._minute.timeout.connect(self.refresh)
        counter.changed.connect(self._take_change)
        counter.account_changed.connect(self._forget)

    # what the window asks

    @property
    def visitor_id(self) -> int | None:
        """Whom F4 and F6 are about: the visitor of the card with the focus."""
        card = self._current()
        if card is None:
            return None
        return card.line.visitor_id

    def show_for(self, **_where: object) -> None:
        """Show today and put the focus on whoever waits longest."""
        self._wants_focus = True
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
        head.acts.addWidget(self._sheet)
        head.acts.addWidget(self._intake)
        self._area.body.addWidget(head)
        self._area.body.addLayout(self._figures())
        board = QWidget()
        line = row(board, gap=12)
        self._waiting = _CardColumn("대기", "기다리는 분이 없습니다.", "새로 오시면", "F2")
        self._talking = _CardColumn("상담 중", "상담 중인 분이 없습니다.", "부르면 여기로 옵니다.")
        self._served = _CardColumn("완료", "아직 마친 방문이 없습니다.", "", gap=4)
        for part in (self._waiting, self._talking, self._served):
            line.addWidget(part, 1)
        self._duties = _DutyList()
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
        line.addWidget(self._next)
        return line

    # reading

    def refresh(self) -> None:
        """Read the day again; the first time of a sign-in is the logged one."""
        if not self._counter.is_open:
            return
        desk, account, first = self._counter.desk, self._counter.account, self._first
        self._first = False
        self._counter.jobs.latest(
            "today", lambda: desk.visits.board(account, first=first), self._show_board
        )

    def _show_board(self, board: Board) -> None:
        if not self._counter.is_open:
            return
        self._board = board
        if board.clock_behind:
            self._counter.say(
                "이 컴퓨터의 시계가 지난 기록보다 늦습니다. 날짜와 시각을 맞추어 주십시오.",
                "warning",
            )
        now = self._counter.clock.now()
        codes = self._counter.desk.office.codes
        weekday = _WEEKDAYS[board.day.weekday()]
        self._day.setText(f"{show_date(board.day)} {weekday}요일")
        held = self._hold_focus()
        waiting = [one for one in board.visits if one.state in _WAITS]
        talking = [one for one in board.visits if one.state is VisitState.COUNSELLING]
        served = [one for one in board.visits if one.state in _OVER]
        served.sort(key=lambda one: (one.finished_at or one.arrived_at, one.ticket), reverse=True)

        def show_visit(card: VisitCard | DoneRow, line: VisitLine) -> None:
            card.show_visit(line, now)

        self._fill(self._waiting, waiting, lambda one: VisitCard(one, codes, now), show_visit)
        self._fill(self._talking, talking, lambda one: VisitCard(one, codes, now), show_visit)
        self._fill(self._served, served, lambda one: DoneRow(one, codes, now), show_visit)
        self._show_duties(board)
        self._show_figures(board, waiting)
        self._give_focus(held)

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
        coming = [one for one in board.appointments if one.state is AppointmentState.PLANNED]
        if coming:
            remark = f"{coming[0].masked_name} · {coming[0].purpose}".strip(" ·")
            self._next.set_figure(show_time(coming[0].at), _short(remark))
        else:
            self._next.set_figure("없음")

    def _show_duties(self, board: Board) -> None:
        # Whoever came is on the board already; missed ones stay for the undo.
        appointments = [
            one
            for one in board.appointments
            if one.state in (AppointmentState.PLANNED, AppointmentState.NO_SHOW)
        ]
        part = self._duties.part("appointment", "오늘 예약", "calendar", Tone.PRIMARY)

        def show_appointment(card: AppointmentRow, line: AppointmentLine) -> None:
            card.show_appointment(line)

        def show_duty(card: DutyRow, duty: Duty) -> None:
            card.show_duty(duty)

        self._fill(part, appointments, AppointmentRow, show_appointment)
        for kind, label, icon, tone in _GROUPS:
            duties = [one for one in board.duties if one.kind == kind]
            self._fill(self._duties.part(kind, label, icon, tone), duties, DutyRow, show_duty)
        self._duties.settle(len(board.duties))

    def _fill(
        self,
        part: "_CardColumn | _DutyPart",
        lines: list[Any],
        make: Callable[[Any], Made],
        show: Callable[[Made, Any], None],
    ) -> None:
        for card in part.fill(lines, make, show):
            card.asked.connect(lambda name, card=card: self._act(card, name))
            card.stepped.connect(self._step)
            card.focused.connect(lambda card=card: self._area.follow(card))

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

    # acts

    def _act(self, card: ActCard, name: str) -> None:
        line = card.line
        if isinstance(line, VisitLine):
            self._act_on_visit(line, name)
        elif isinstance(line, AppointmentLine):
            self._act_on_appointment(line, name)
        elif isinstance(line, Duty):
            self._act_on_duty(line, name)

    def _act_on_visit(self, line: VisitLine, name: str) -> None:
        visits, account = self._counter.desk.visits, self._counter.account
        who = f"{line.ticket}번 {line.masked_name} 님"
        if name == "open" and line.visitor_id is not None:
            self._counter.go("visitor", visitor_id=line.visitor_id, visit_id=line.id)
        elif name == "note" and line.visitor_id is not None:
            self._counter.go("counselling", visitor_id=line.visitor_id, visit_id=line.id)
        elif name == "slip" and line.visitor_id is not None:
            self._counter.go("slip", visitor_id=line.visitor_id, visit_id=line.id)
        elif name == "call":
            self._do(lambda: visits.call(account, line.id), f"{who}을 불렀습니다.", line)
        elif name == "start":
            self._do(lambda: visits.start(account, line.id), f"{who} 상담을 시작했습니다.", line)
        elif name == "finish":
            self._do(lambda: visits.finish(account, line.id), f"{who} 방문을 마쳤습니다.", line)
        elif name == "leave":
            self._do(lambda: visits.leave(account, line.id), f"{who}이 돌아가셨습니다.", line)
        elif name == "undo":
            self._undo(line.id)
        elif name == "hand_over":
            self._counter.jobs.read(
                lambda: visits.colleagues(account), lambda found: self._ask_whom(line, found)
            )

    def _do(self, work: Callable[[], object], said: str, line: VisitLine) -> None:
        def tell(_answer: object) -> None:
            self._counter.say(said, "success", "되돌리기", lambda: self._undo(line.id))

        self._counter.jobs.write(work, tell)

    def _undo(self, visit_id: int) -> None:
        visits, account = self._counter.desk.visits, self._counter.account
        self._counter.jobs.write(
            lambda: visits.undo(account, visit_id),
            lambda state: self._counter.say(
                f"되돌렸습니다. 지금 {state.label} 상태입니다.", "info"
            ),
        )

    def _ask_whom(self, line: VisitLine, found: tuple[AccountLine, ...]) -> None:
        others = [one for one in found if one.id != line.counsellor_id]
        if not line.counsellor_id:
            others = [one for one in others if one.id != self._counter.account.account_id] or others
        if not others:
            self._counter.say("넘겨받을 다른 상담사가 없습니다.", "info")
            return
        visits, account = self._counter.desk.visits, self._counter.account

        def hand(key: str) -> None:
            chosen = next((one for one in others if str(one.id) == key), None)
            if chosen is not None:
                to = f"{chosen.name} {chosen.role.label}"
                self._do(
                    lambda: visits.hand_over(account, line.id, chosen.id),
                    f"{line.ticket}번 {line.masked_name} 님을 {to}에게 넘겼습니다.",
                    line,
                )

        choices = [Choice(str(one.id), one.name) for one in others[:5]]
        ask(
            self,
            "누구에게 넘길까요?",
            f"{line.ticket}번 {line.masked_name} 님의 담당을 바꿉니다. 기다린 시간은 그대로입니다.",
            [*choices, Choice("keep", "그대로 두기")],
            str(others[0].id),
            hand,
            escape="keep",
        )

    def _act_on_appointment(self, line: AppointmentLine, name: str) -> None:
        visits, account = self._counter.desk.visits, self._counter.account
        who = f"{show_time(line.at)} {line.masked_name} 님"
        if name == "open":
            self._counter.go("visitor", visitor_id=line.visitor_id)
        elif name == "arrived":
            self._counter.jobs.write(
                lambda: visits.appointment_arrived(account, line.id),
                lambda made: self._counter.say(f"{who}을 {made.ticket}번으로 접수했습니다."),
            )
        elif name == "missed":
            self._counter.jobs.write(
                lambda: visits.appointment_missed(account, line.id),
                lambda _: self._counter.say(
                    f"{who} 예약을 불참으로 적었습니다.",
                    "success",
                    "되돌리기",
                    lambda: self._restore(line.id),
                ),
            )
        elif name == "undo":
            self._restore(line.id)

    def _restore(self, appointment_id: int) -> None:
        visits, account = self._counter.desk.visits, self._counter.account
        self._counter.jobs.write(
            lambda: visits.appointment_restored(account, appointment_id),
            lambda _: self._counter.say("예약으로 되돌렸습니다.", "info"),
        )

    def _act_on_duty(self, duty: Duty, name: str) -> None:
        desk, account = self._counter.desk, self._counter.account
        if name == "open":
            where = {"entry_id": duty.id} if duty.kind == "reply_due" else {}
            self._counter.go("visitor", visitor_id=duty.visitor_id, **where)
        elif name == "extend":
            self._counter.jobs.write(
                lambda: desk.visitors.file_seeking(account, duty.visitor_id),
                lambda made: self._counter.say(
                    f"{duty.masked_name} 님 구직 등록: {show_day(made.valid_until)}까지 연장",
                    "success",
                    "되돌리기",
                    lambda: self._take_back_extension(duty.visitor_id),
                ),
            )
        elif name == "settle":
            self._counter.jobs.write(
                lambda: desk.follow_ups.done(account, duty.id),
                lambda _: self._counter.say(
                    f"{duty.masked_name} 님 후속 연락을 마쳤습니다.",
                    "success",
                    "되돌리기",
                    lambda: self._reopen(duty.id),
                ),
            )
        elif name == "put_off":
            today = self._counter.clock.today()
            to = Holidays({}).next_working(max(duty.due_on, today) + timedelta(days=7))
            self._counter.jobs.write(
                lambda: desk.follow_ups.postpone(account, duty.id, to),
                lambda _: self._counter.say(
                    f"{duty.masked_name} 님 연락을 {show_short_day(to)}로 미뤘습니다."
                ),
            )

    def _take_back_extension(self, visitor_id: int) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.visitors.take_back_seeking(account, visitor_id),
            lambda _: self._counter.say("연장을 되돌렸습니다.", "info"),
        )

    def _reopen(self, follow_up_id: int) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.follow_ups.reopen(account, follow_up_id),
            lambda _: self._counter.say("다시 할 일로 되돌렸습니다.", "info"),
        )

    def print_paper(self) -> None:
        """Ctrl+P: today's appointments on paper, names masked."""
        papers, account = self._counter.desk.papers, self._counter.account
        day = self._counter.clock.today()
        self._counter.jobs.write(
            lambda: papers.day_sheet(account, day),
            lambda ready: self._printer.print_now(ready, said="예약표를 인쇄했습니다."),
        )

    def print_with_dialog(self) -> None:
        """Shift+Ctrl+P: the same after choosing a printer."""
        papers, account = self._counter.desk.papers, self._counter.account
        day = self._counter.clock.today()
        self._counter.jobs.write(
            lambda: papers.day_sheet(account, day), self._printer.print_with_dialog
        )

    # what happens elsewhere

    def _take_change(self, changed: Changed) -> None:
        if self._counter.is_touched(changed, *_KINDS):
            self.refresh()

    def _forget(self) -> None:
        self._first = True
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


class _Stack:
    """Cards by the id of their record: kept while the record is there, so focus stays."""

    def __init__(self) -> None:
        self._cards: dict[int, ActCard] = {}
        self._order: list[int] = []
        self._body = column(gap=8)

    def fill(
        self,
        lines: list[Any],
        make: Callable[[Any], Made],
        show: Callable[[Made, Any], None],
    ) -> list[Made]:
        """Show these records in this order; gives the cards that are new."""
        wanted = [line.id for line in lines]
        for gone in [key for key in self._cards if key not in set(wanted)]:
            card = self._cards.pop(gone)
            self._body.removeWidget(card)
            card.hide()
            card.deleteLater()
        made: list[Made] = []
        for place, line in enumerate(lines):
            kept: Any = self._cards.get(line.id)
            if kept is None:
                kept = make(line)
                self._cards[line.id] = kept
                made.append(kept)
            else:
                show(kept, line)
            if self._body.indexOf(kept) != place:
                self._body.insertWidget(place, kept)
                # At once, not with the next event: it may get the focus now.
                kept.show()
        self._order = wanted
        for place, key in enumerate(wanted):
            policy = Qt.FocusPolicy.StrongFocus if place == 0 else Qt.FocusPolicy.ClickFocus
            self._cards[key].setFocusPolicy(policy)
        return made

    def cards(self) -> list[ActCard]:
        return [self._cards[key] for key in self._order]


class _CardColumn(Panel):
    """One column of the board: title with its count, cards that scroll, an empty state."""

    def __init__(
        self, title: str, empty: str, hint: str = "", keys: str = "", *, gap: int = 8
    ) -> None:
        super().__init__(margins=(8, 12), gap=8)
        self._stack = _Stack()
        self._title = title
        self.setAccessibleName(title)
        head = row(gap=8, margins=(8, 0))
        head.addWidget(PlainLabel(title, face=Face.SECTION))
        self._count = PlainLabel("0", face=Face.SECTION, ink="link")
        head.addWidget(self._count)
        head.addStretch(1)
        self.body.addLayout(head)
        self._empty = EmptyState(empty, hint, keys=keys, icon="people")
        self._empty.set_ground("panel")
        self._empty.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        # Room for the ring round the first and last card.
        inner = Surface(ground="panel", gap=0, margins=(4, 4, 4, 4))
        layout = inner.body
        self._stack._body.setSpacing(theme.px(gap))
        layout.addLayout(self._stack._body)
        layout.addStretch(1)
        self._scroll.setWidget(inner)
        self.body.addWidget(self._empty)
        self.body.addWidget(self._scroll, 1)
        self.setMinimumHeight(theme.px(360))
        self.setMinimumWidth(theme.px(240))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def fill(
        self,
        lines: list[Any],
        make: Callable[[Any], Made],
        show: Callable[[Made, Any], None],
    ) -> list[Made]:
        """Show these visits; new cards come back to be connected."""
        made = self._stack.fill(lines, make, show)
        self._count.setText(str(len(lines)))
        self._empty.setVisible(not lines)
        self._scroll.setVisible(bool(lines))
        if not lines:
            self.body.setStretch(self.body.indexOf(self._empty), 1)
        for card in made:
            card.focused.connect(lambda card=card: self._reveal(card))
        self.setAccessibleName(f"{self._title} {len(lines)}명")
        return made

    def cards(self) -> list[ActCard]:
        """The cards from top to bottom."""
        return self._stack.cards()

    def _reveal(self, card: ActCard) -> None:
        # The buttons open with the focus: scroll once they have their place.
        QTimer.singleShot(0, card, lambda: self._scroll.ensureWidgetVisible(card, 0, theme.px(12)))


class _DutyPart(QWidget):
    """One kind of duty with its count."""

    def __init__(self, label: str, icon: str, tone: str) -> None:
        super().__init__()
        self._stack = _Stack()
        block = column(self, gap=4)
        block.addWidget(Line())
        head = row(gap=8, margins=(0, 6, 0, 0))
        head.addWidget(Sign(icon, 18, _SIGN_INK[tone]))
        head.addWidget(PlainLabel(label, face=Face.STRONG))
        head.addStretch(1)
        self._tone = tone
        self._count = Chip("", tone)
        head.addWidget(self._count)
        block.addLayout(head)
        self._stack._body.setSpacing(theme.px(4))
        block.addLayout(self._stack._body)

    def fill(
        self,
        lines: list[Any],
        make: Callable[[Any], Made],
        show: Callable[[Made, Any], None],
    ) -> list[Made]:
        """Show these duties."""
        made = self._stack.fill(lines, make, show)
        self._count.show_state(f"{len(lines)}건", self._tone)
        self.setVisible(bool(lines))
        return made

    def cards(self) -> list[ActCard]:
        """The rows from top to bottom."""
        return self._stack.cards()


_SIGN_INK = {
    Tone.DANGER: "danger",
    Tone.WARNING: "warning",
    Tone.INFO: "info",
    Tone.PRIMARY: "link",
    Tone.NEUTRAL: "second",
}


class _DutyList(Card):
    """챙길 일: today's appointments, then what is late or ends soon, own cases first."""

    def __init__(self) -> None:
        super().__init__(margins=(12, 14), gap=8)
        head = row(gap=8, margins=(4, 0))
        head.addWidget(PlainLabel("챙길 일", face=Face.SECTION))
        self._count = PlainLabel("0", face=Face.SECTION, ink="link")
        head.addWidget(self._count)
        head.addStretch(1)
        self.body.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        inner = Surface(ground="card", gap=8, margins=(4, 2))
        self._parts: dict[str, _DutyPart] = {}
        self._inner = inner.body
        self._empty = EmptyState(
            "챙길 일이 없습니다.", "예약과 기한이 여기에 모입니다.", icon="check-circle"
        )
        self._empty.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._inner.addWidget(self._empty)
        self._inner.addStretch(1)
        self._scroll.setWidget(inner)
        self.body.addWidget(self._scroll, 1)
        self.setMinimumHeight(theme.px(360))

    def part(self, kind: str, label: str, icon: str, tone: str) -> _DutyPart:
        """The part for one kind, made when first needed."""
        found = self._parts.get(kind)
        if found is None:
            found = self._parts[kind] = _DutyPart(label, icon, tone)
            self._inner.insertWidget(len(self._parts) - 1, found)
        return found

    def settle(self, duties: int) -> None:
        """Say how many there are."""
        self._count.setText(str(duties))
        self._empty.setVisible(not self.cards())
        for part in self._parts.values():
            for card in part.cards():
                card.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for card in self.cards()[:1]:
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def cards(self) -> list[ActCard]:
        """All rows from top to bottom."""
        return [card for part in self._parts.values() for card in part.cards()]


def _upright() -> Line:
    line = Line(upright=True)
    line.setFixedHeight(theme.px(44))
    return line


def _short(words: str, most: int = 18) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
