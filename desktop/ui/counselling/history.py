"""지난 기록: the finished notes of one visitor, read with every revision."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_date, show_day, show_moment, show_time
from desktop.domain.masking import mask_name
from desktop.domain.note import NoteCard, NoteDraft, NoteLine, NoteRevision, TopicState
from desktop.ui.counselling.plan import with_goal
from desktop.ui.kit import (
    Button,
    Card,
    Chip,
    Columns,
    Combo,
    EmptyState,
    Face,
    Flow,
    Line,
    PageHead,
    Paragraph,
    PlainLabel,
    Role,
    SectionTitle,
    Segmented,
    Surface,
    Tone,
    WorkingArea,
    column,
    empty_out,
    give_tip,
    row,
)

ABREAST = 3
"""So many editions of a note stand beside each other; more are chosen from a list."""


class HistoryPage(QWidget):
    """List at the left, the opened note at the right; Esc goes back to what was being typed."""

    opened = Signal(object)
    """The id of a note chosen from the list: opening it is a logged 조회.

    Ids have 63 bits; a signal of int would carry 32.
    """
    amend_wanted = Signal(object)
    print_wanted = Signal(object)
    move_wanted = Signal(object)
    left = Signal()

    def __init__(self, topics: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._topics = dict(topics)
        self._cards: list[Card] = []
        self._ids: list[int] = []
        self._card: NoteCard | None = None
        self._choice: Segmented | Combo | None = None
        self._masked = False
        self.head = PageHead("지난 기록")
        self.back = Button("돌아가기", Role.SECONDARY, icon="arrow-left", keys="Esc")
        self.move_note = Button("다른 분에게 옮기기", Role.QUIET, icon="person-swap")
        self.print_note = Button("상담일지 인쇄", Role.SECONDARY, icon="printer", keys="Ctrl+P")
        self.amend = Button("고치기", Role.PRIMARY, icon="pencil", keys="Alt+E")
        self.head.acts.addWidget(self.back)
        self._list = Surface(gap=8)
        right = self._right = Surface(gap=12)
        acts = Flow(gap=8)
        for button in (self.amend, self.print_note, self.move_note):
            acts.addWidget(button)
        self._sheet = Surface(gap=10)
        right.body.addWidget(self._sheet, 1)
        right.body.addLayout(acts)
        self._columns = Columns([self._list, right], [372, 0], gap=24, least=360, wide=[440, 0])
        self._area = WorkingArea(margins=(24, 6, 24, 16))
        self._area.body.addWidget(self._columns)
        self._area.body.addStretch(1)
        self._area.installEventFilter(self)
        outer = column(self, gap=0)
        # The head stays when the page scrolls: whose notes these are must be in sight.
        top = row(margins=(24, 16, 24, 6))
        top.addWidget(self.head)
        outer.addLayout(top)
        outer.addWidget(self._area, 1)
        self.back.clicked.connect(self.left)
        amend = QShortcut(QKeySequence("Alt+E"), self)
        amend.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        amend.activated.connect(self.amend.click)
        self.amend.clicked.connect(lambda: self.amend_wanted.emit(self._card))
        self.print_note.clicked.connect(self._print)
        self.move_note.clicked.connect(lambda: self.move_wanted.emit(self._card))
        self._show_acts()
        self._show_sheet(None)

    # what is shown

    @property
    def card(self) -> NoteCard | None:
        """The note that is open."""
        return self._card

    def show_lines(self, name: str, lines: tuple[NoteLine, ...], *, focus: bool = True) -> None:
        """Show the list; the focus stands on the latest."""
        self.head.whose.setText(f"{name} 님 · {len(lines)}번" if lines else f"{name} 님")
        empty_out(self._list.body)
        self._cards = []
        self._ids = [line.id for line in lines]
        for line in lines:
            made = _line_card(line, self._masked)
            made.pressed.connect(lambda note_id=line.id: self.opened.emit(note_id))
            self._list.body.addWidget(made)
            # A layout shows its widgets later: what is not shown yet takes no focus.
            made.show()
            # One stop of Tab for the whole list: the arrows go through it.
            if self._cards:
                made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._cards.append(made)
        if not lines:
            self._list.body.addWidget(
                EmptyState("아직 마친 상담이 없습니다", "처음 기록은", keys="F4", icon="note")
            )
        self._list.body.addStretch(1)
        self._order_tab()
        self._mark_open()
        if focus:
            (self._cards[0] if self._cards else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_card(self, card: NoteCard | None) -> None:
        """Show one note, its latest revision first; None shows none."""
        self._card = card
        self._show_acts()
        self._mark_open()
        self._show_sheet(len(card.revisions) - 1 if card else None)
        if card is not None:
            self._bring_sheet()

    def show_masked(self, masked: bool) -> None:
        """Cover what was said, or show it again."""
        self._masked = masked
        if self._card is not None:
            self._show_sheet(len(self._card.revisions) - 1)
        for card in self._cards:
            summary = card.findChild(Paragraph, "said")
            if summary is not None:
                summary.setVisible(not masked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrows go through the list; a list longer than the page would scroll by them."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        here = next((at for at, card in enumerate(self._cards) if card.hasFocus()), None)
        if here is None or event.key() not in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return False
        at = here + (1 if event.key() == Qt.Key.Key_Down else -1)
        if 0 <= at < len(self._cards):
            self._cards[at].setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.follow(self._cards[at])
        return True

    def _bring_sheet(self) -> None:
        """Far down a long list, or under it, nobody would see that a note opened."""
        if self._columns.stacked:
            self._right.body.setContentsMargins(0, 0, 0, 0)
            QTimer.singleShot(0, self, lambda: self._area.show_from(self._sheet))
        else:
            above = self._area.verticalScrollBar().value() - self._columns.y()
            self._right.body.setContentsMargins(0, max(0, above), 0, 0)

    def _order_tab(self) -> None:
        """Back, the list, the editions, the acts: cards are made later than buttons."""
        between = [self._choice] if self._choice is not None else []
        stops = [self.back, *self._cards, *between, self.amend, self.print_note, self.move_note]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    # parts

    def _print(self) -> None:
        if self._card is not None:
            self.print_wanted.emit(self._card.id)

    def _show_acts(self) -> None:
        for button in (self.move_note, self.print_note, self.amend):
            button.setVisible(self._card is not None)

    def _mark_open(self) -> None:
        for note_id, card in zip(self._ids, self._cards, strict=True):
            card.set_selected(self._card is not None and note_id == self._card.id)

    def _show_sheet(self, at: int | None) -> None:
        empty_out(self._sheet.body)
        self._choice = None
        body = self._sheet.body
        if self._card is None or at is None:
            body.addWidget(
                EmptyState(
                    "기록을 고르십시오", "위아래로 고르고 여는 것은", keys="Enter", icon="note"
                )
            )
            body.addStretch(1)
            return
        if self._masked:
            body.addWidget(EmptyState("가림 중입니다", "다시 보려면", keys="F12", icon="eye-off"))
            body.addStretch(1)
            return
        revisions = self._card.revisions
        shown = revisions[at]
        before = revisions[at - 1] if at else None
        title = row(gap=8)
        body.addLayout(title)
        title.addWidget(SectionTitle(f"{self._card.session}회차 상담"))
        title.addWidget(PlainLabel(_when(shown.draft), face=Face.NOTE, ink="second", elide=True), 1)
        if len(revisions) > 1:
            self._choice = self._editions(at)
            body.addWidget(self._choice, 0, Qt.AlignmentFlag.AlignLeft)
            # At once, not with the next event: Tab may come before it.
            self._choice.show()
            self._order_tab()
            if shown.reason:
                body.addWidget(_told("고친 까닭", f"{shown.reason} ({shown.author})", False))
        _fill_sheet(
            lambda made: body.addWidget(made),
            shown.draft,
            before.draft if before else None,
            self._topics,
        )
        if self._card.sensitive_withheld:
            body.addWidget(_told("민감 메모", "있음 · 담당 상담사만 볼 수 있습니다", False))
        body.addWidget(Line())
        foot = [f"상담 {self._card.counsellor}", f"작성 {show_moment(revisions[0].at)}"]
        if self._card.visit_number:
            foot.append(f"접수 {self._card.visit_number}")
        body.addWidget(PlainLabel(" · ".join(foot), face=Face.NOTE, ink="second", elide=True))
        body.addStretch(1)

    def _editions(self, at: int) -> Segmented | Combo:
        """Which edition is read: side by side as long as they have room, else from a list."""
        revisions = self._card.revisions if self._card is not None else ()
        words = [(str(place), _edition(one)) for place, one in enumerate(revisions)]
        choice: Segmented | Combo
        if len(words) <= ABREAST:
            choice = Segmented(words, str(at), name="고친 차례", high=32)
        else:
            choice = Combo(words, str(at))
            choice.setAccessibleName("고친 차례")
            choice.set_wish(260)
        choice.setObjectName("editions")
        choice.value_changed.connect(lambda: self._turn(choice))
        return choice

    def _turn(self, choice: Segmented | Combo) -> None:
        value = choice.value()
        if value is not None:
            # The row of revisions itself is made anew: not while it still handles its key.
            QTimer.singleShot(0, self, lambda: self._turned(int(value)))

    def _turned(self, at: int) -> None:
        self._show_sheet(at)
        if self._choice is not None:
            self._choice.setFocus(Qt.FocusReason.OtherFocusReason)


def shown_name(name: str, masked: bool) -> str:
    """A visitor's name as the rule allows it on this screen."""
    return mask_name(name) if masked else name


def _line_card(line: NoteLine, masked: bool) -> Card:
    card = Card(pressable=True, name=f"{line.session}회차 {show_date(line.started_at.date())}")
    head = row(gap=8)
    head.addWidget(PlainLabel(f"{line.session}회차", face=Face.STRONG))
    head.addWidget(
        PlainLabel(f"{line.type.label} · {line.method.label}", face=Face.NOTE, ink="second")
    )
    head.addStretch(1)
    if not line.reached:
        head.addWidget(Chip("연락 안 됨", Tone.WARNING))
    if line.revisions > 1:
        head.addWidget(Chip(f"고침 {line.revisions - 1}", Tone.NEUTRAL, icon="history"))
    if line.open_plans:
        head.addWidget(Chip(f"할 일 {line.open_plans}", Tone.INFO))
    card.body.addLayout(head)
    words = line.summary if len(line.summary) <= 90 else line.summary[:88].rstrip() + "…"
    summary = Paragraph(words.replace("\n", " ") or "적은 글 없음", face=Face.NOTE, ink="label")
    summary.setObjectName("said")
    if words != line.summary:
        give_tip(summary, line.summary)
    card.body.addWidget(summary)
    if masked:
        summary.hide()
    minutes = int((line.ended_at - line.started_at).total_seconds() // 60)
    when = f"{show_day(line.started_at.date())} {show_time(line.started_at)} · {minutes}분"
    card.body.addWidget(
        PlainLabel(f"{when} · {line.counsellor}", face=Face.NOTE, ink="second", elide=True)
    )
    return card


def _fill_sheet(
    put: Callable[[QWidget], None],
    draft: NoteDraft,
    before: NoteDraft | None,
    topics: dict[str, str],
) -> None:
    """Every part of a note with words in it; parts that differ from before are marked."""

    def part(title: str, words: str, earlier: str) -> None:
        if words or (before is not None and earlier):
            put(_told(title, words or "지움", before is not None and words != earlier))

    was = before
    part("주로 하신 말씀", draft.opening, was.opening if was else "")
    part("요약", draft.summary, was.summary if was else "")
    part("주제", _topics(draft, topics), _topics(was, topics) if was else "")
    part("계획", _plan(draft), _plan(was) if was else "")
    part("다음 약속", _next(draft), _next(was) if was else "")
    part("후속 연락", _follow_up(draft), _follow_up(was) if was else "")
    part("함께 온 분", draft.attended_by, was.attended_by if was else "")
    part("민감 메모", draft.sensitive, was.sensitive if was else "")


def _told(title: str, words: str, changed: bool) -> QWidget:
    made = Surface(gap=2)
    head = row(gap=8)
    head.addWidget(PlainLabel(title, face=Face.LABEL, ink="label"))
    if changed:
        head.addWidget(Chip("고침", Tone.WARNING, icon="pencil"))
    head.addStretch(1)
    made.body.addLayout(head)
    made.body.addWidget(Paragraph(words))
    return made


def _when(draft: NoteDraft) -> str:
    ended = draft.ended_at or draft.started_at
    reached = "" if draft.reached else " · 연락 안 됨"
    return (
        f"{show_day(draft.started_at.date())} {show_time(draft.started_at)}~{show_time(ended)}"
        f" · {draft.type.label} · {draft.method.label}{reached}"
    )


def _edition(one: NoteRevision) -> str:
    words = "처음" if one.number == 1 else f"고침 {one.number - 1}"
    return f"{words} {one.at.month}. {one.at.day}. {show_time(one.at)}"


def _topics(draft: NoteDraft, labels: dict[str, str]) -> str:
    return "\n".join(
        f"{labels.get(topic.code, topic.code)} {topic.state.label}"
        + (f" — {topic.line}" if topic.line else "")
        for topic in draft.topics
        if topic.state is not TopicState.UNASKED or topic.line
    )


def _plan(draft: NoteDraft) -> str:
    return "\n".join(
        f"{with_goal(item.goal, item.action)} · {item.who.label}"
        + (f" · {show_day(item.due_on)}" if item.due_on else "")
        + f" · {item.state.label}"
        for item in draft.plan
    )


def _next(draft: NoteDraft) -> str:
    wanted = draft.next_appointment
    if wanted is None:
        return ""
    words = f"{show_day(wanted.on)} {wanted.at:%H:%M} {wanted.channel.label}"
    return f"{words} · {wanted.purpose}" if wanted.purpose else words


def _follow_up(draft: NoteDraft) -> str:
    if draft.follow_up_on is None:
        return ""
    return f"{show_day(draft.follow_up_on)} {draft.follow_up}"
