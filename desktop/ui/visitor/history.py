"""One line of time: visits, talks, consents, referrals and appointments, newest first."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.calendar import show_day, show_time
from desktop.domain.visitor import TimelineEntry
from desktop.services.paging import Behind, Part
from desktop.ui.kit import (
    Button,
    Chip,
    EmptyState,
    Face,
    Hint,
    Paragraph,
    PlainLabel,
    Role,
    SectionTitle,
    Segmented,
    Tone,
    column,
    empty_out,
    give_tip,
    icons,
    paint,
    row,
    theme,
)
from desktop.ui.kit.spoken import Spoken, SpokenRole
from desktop.ui.visitor.ahead import HIDDEN

GUTTER = 44
AHEAD = 8
"""Entries below the one with the keys when the next ones are asked for."""
_SIGNS = {
    "visit": ("intake", "neutral", "neutral_tint"),
    "note": ("note", "primary_text", "primary_tint"),
    "consent": ("shield-check", "success", "success_tint"),
    "referral": ("referral", "info", "info_tint"),
    "appointment": ("calendar", "warning", "warning_tint"),
}
_FILTERS = (
    ("all", "모두"),
    ("note", "상담"),
    ("referral", "연계"),
    ("consent", "동의"),
    ("visit", "방문·예약"),
)
KINDS: dict[str, tuple[str, ...]] = {
    "all": (),
    "note": ("note",),
    "referral": ("referral",),
    "consent": ("consent",),
    "visit": ("visit", "appointment"),
}
"""Which kinds of entries a filter shows; none for all of them."""
_CHIP_SIGNS = {Tone.DANGER: "clock", Tone.SUCCESS: "check", Tone.INFO: "arrow-right"}
_SAID = ("note", "appointment")
"""Entries whose text was said by the visitor, or to him."""


class History(QWidget):
    """The list with its filter; arrows go through it, Enter opens.

    What is further back comes with the last entry, or by the button under it.
    """

    opened = Signal(object)
    """TimelineEntry"""
    move_asked = Signal(object)
    """TimelineEntry that stands under the wrong person."""
    more_wanted = Signal(str, object)
    """Further back: the filter, and the place behind which to read."""

    def __init__(self) -> None:
        super().__init__()
        self._whole: Part[TimelineEntry] = Part(())
        self._parts: dict[str, Part[TimelineEntry]] = {}
        self._masked = False
        self._asked: tuple[str, Behind] | None = None
        self._rows: list[EntryRow] = []
        outer = column(self, gap=8)
        head = row(gap=8)
        head.addWidget(SectionTitle("이력"))
        head.addStretch(1)
        self._filter = Segmented(_FILTERS, "all", name="이력 고르기", high=32)
        self._filter.value_changed.connect(self._choose)
        head.addWidget(self._filter)
        outer.addLayout(head)
        self._body = column(gap=0)
        outer.addLayout(self._body)
        self.more = Button("이전 이력 더 보기", Role.QUIET, icon="chevron-down")
        self.more.clicked.connect(self._ask_on)
        self.more.hide()
        outer.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addStretch(1)

    def show_entries(
        self,
        entries: tuple[TimelineEntry, ...],
        *,
        masked: bool,
        behind: Behind | None = None,
    ) -> None:
        """Show the newest of a person's history; `masked` hides what was said (F12).

        `behind` asks for what is further back, None when this is all.
        """
        whole = Part(entries, behind)
        if (whole, masked) == (self._whole, self._masked) and self._rows:
            return
        same = whole == self._whole
        self._whole, self._masked = whole, masked
        if not same:
            self._parts = {}
        self._choose()

    def add(self, wanted: str, behind: Behind | None, part: Part[TimelineEntry]) -> None:
        """What was asked for by `more_wanted`."""
        known = self._parts.get(wanted)
        if (known.behind if known is not None else None) != behind:
            return  # somebody else is in front, or it came already
        self._parts[wanted] = Part((*(known.lines if known else ()), *part.lines), part.behind)
        if wanted == self._wanted:
            self._show(keep=known is not None)

    def current(self) -> TimelineEntry | None:
        """The entry that has the focus."""
        return next((one.entry for one in self._rows if one.hasFocus()), None)

    def go_to(self, entry_id: int) -> bool:
        """Put the focus on one entry; False when it is not there."""
        for one in self._rows:
            if one.entry.id == entry_id:
                one.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    @property
    def _wanted(self) -> str:
        return str(self._filter.value() or "all")

    def _choose(self) -> None:
        """Another kind: sorted out of what is here, or read when there is more than that."""
        wanted, self._asked = self._wanted, None
        if wanted not in self._parts:
            if wanted == "all":
                self._parts[wanted] = self._whole
            elif self._whole.behind is None:
                lines = (one for one in self._whole.lines if one.kind in KINDS[wanted])
                self._parts[wanted] = Part(tuple(lines))
            else:
                self.more_wanted.emit(wanted, None)
                return
        self._show(keep=False)

    def _show(self, *, keep: bool) -> None:
        """The entries of the filter; those in front stay when others only follow."""
        part = self._parts[self._wanted]
        held = self.current()
        if not keep:
            empty_out(self._body)
            self._rows = []
        for place, entry in enumerate(part.lines):
            last = place == len(part.lines) - 1 and part.behind is None
            if place < len(self._rows):
                continue
            line = EntryRow(entry, self._masked, last=last)
            line.stepped.connect(self._step)
            line.opened.connect(self.opened)
            line.move_asked.connect(self.move_asked)
            # One stop of Tab for the whole list.
            if place:
                line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._rows.append(line)
            self._body.addWidget(line)
            line.show()
        self.more.setVisible(part.behind is not None)
        if not part.lines:
            self._body.addWidget(
                EmptyState(
                    "아직 이력이 없습니다.",
                    "상담을 기록하면 여기에 쌓입니다.",
                    keys="F4",
                    icon="history",
                    framed=True,
                )
            )
        if held is not None and not keep:
            self.go_to(held.id)

    def _ask_on(self) -> None:
        part = self._parts.get(self._wanted)
        if part is not None and part.behind is not None:
            self.more_wanted.emit(self._wanted, part.behind)

    def _step(self, by: int) -> None:
        at = next((place for place, one in enumerate(self._rows) if one.hasFocus()), 0) + by
        part = self._parts.get(self._wanted)
        if at + AHEAD >= len(self._rows) and part is not None and part.behind is not None:
            end = (self._wanted, part.behind)
            # Once for each end: every step near it would ask again.
            if end != self._asked:
                self._asked = end
                self._ask_on()
        if 0 <= at < len(self._rows):
            self._rows[at].setFocus(Qt.FocusReason.OtherFocusReason)


class EntryRow(QWidget, Spoken):
    """One thing that happened."""

    spoken_role = SpokenRole.ListItem
    stepped = Signal(int)
    opened = Signal(object)
    move_asked = Signal(object)
    focused = Signal()
    ring_radius = 6

    def __init__(self, entry: TimelineEntry, masked: bool, *, last: bool) -> None:
        super().__init__()
        self.entry = entry
        self._last = last
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        body = column(self, gap=3, margins=(GUTTER, 5, 8, 11))
        head = row(gap=8)
        head.addWidget(PlainLabel(entry.title, face=Face.STRONG, elide=True))
        if entry.state:
            head.addWidget(Chip(entry.state, entry.tone, icon=_CHIP_SIGNS.get(entry.tone, "")))
        head.addStretch(1)
        head.addWidget(Hint(f"{show_day(entry.at.date())} {show_time(entry.at)}"))
        body.addLayout(head)
        text = HIDDEN if masked and entry.text and entry.kind in _SAID else entry.text
        if text:
            words = Paragraph(_first_lines(text))
            if words.text() != text:
                give_tip(words, text)
            body.addWidget(words)
        if entry.steps:
            body.addWidget(StepLine(entry.steps))
        foot = " · ".join(part for part in (entry.number, entry.by) if part)
        if foot:
            body.addWidget(Hint(foot, elide=True))
        told = [entry.title, entry.state, show_day(entry.at.date()), text, foot]
        self.setAccessibleName(", ".join(part for part in told if part))

    def spoken_selected(self) -> bool | None:
        """Whether Enter would open it."""
        return self.hasFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.entry)
        elif key == Qt.Key.Key_T:
            self.move_asked.emit(self.entry)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit(self.entry)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.hasFocus():
            paint.surface(painter, QRectF(self.rect()), theme.px(6), theme.ink("selected"))
        icon, ink, tint = _SIGNS.get(self.entry.kind, _SIGNS["visit"])
        if self.entry.tone == Tone.DANGER:
            ink, tint = "danger", "danger_tint"
        side = theme.px(28)
        left = theme.px(6)
        top = theme.px(3)
        if not self._last:
            middle = left + side // 2
            paint.upright(painter, middle, top + side, self.height() - top - side, "line")
        paint.surface(painter, QRectF(left, top, side, side), side / 2, theme.ink(tint))
        size = theme.px(16)
        inset = (side - size) / 2
        icons.draw(painter, icon, left + inset, top + inset, size, theme.ink(ink))


class StepLine(QWidget):
    """How far a referral is: 발급, 전달, 도착, 회신, 결과."""

    def __init__(self, steps: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__()
        self._steps = steps
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = ", ".join(f"{what} {when}".strip() for what, when, _ in steps)
        self.setAccessibleName(told)
        give_tip(self, told)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(440), theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = min(theme.px(118), self.width() // len(self._steps))
        radius = theme.px(6)
        level = theme.px(11)
        for place, (what, when, state) in enumerate(self._steps):
            across = radius + 2 + place * step
            if place + 1 < len(self._steps):
                ahead = self._steps[place + 1][2] == "done"
                painter.setPen(QPen(theme.ink("mark" if ahead else "rule"), 2))
                painter.drawLine(
                    QPointF(across + radius + 3, level), QPointF(across + step - radius - 3, level)
                )
            ink = {"done": "mark", "late": "danger"}.get(state, "control")
            painter.setPen(QPen(theme.ink(ink), 2))
            painter.setBrush(theme.ink("mark" if state == "done" else "page"))
            painter.drawEllipse(QPointF(across, level), radius, radius)
            if state == "done":
                side = theme.px(10)
                icons.draw(
                    painter, "check", across - side / 2, level - side / 2, side,
                    theme.ink("on_primary"),
                )  # fmt: skip
            words = QRectF(across - radius, level + radius + theme.px(4), step, theme.px(18))
            token = "danger" if state == "late" else "text"
            paint.text(painter, words, what, Face.LABEL, theme.ink(token))
            words.setLeft(words.left() + paint.width_of(what, Face.LABEL) + theme.px(4))
            token = "danger" if state == "late" else "second"
            paint.text(painter, words, when, Face.NOTE, theme.ink(token), elide=True)


def _first_lines(text: str, most: int = 240) -> str:
    """The beginning of a long summary; the whole of it stands in the note itself."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
