"""Ready sentences: a list beside the note, and the same at the caret after a slash."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.korean import matches, search_key
from desktop.services.phrases import PhraseLine
from desktop.ui.kit import (
    Face,
    KoreanLineEdit,
    KoreanTextEdit,
    PlainLabel,
    Surface,
    finish_all_composition,
    paint,
    theme,
)
from desktop.ui.kit.spoken import Spoken, SpokenRole

AT_CARET = 5
"""Rows of the list at the caret; typing narrows it."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def fitting(phrases: Sequence[PhraseLine], typed: str) -> tuple[PhraseLine, ...]:
    """Those whose short name begins as typed, first; then those whose words contain it."""
    wanted = search_key(typed)
    if not wanted:
        return tuple(phrases)
    by_name = [line for line in phrases if matches(typed, line.short)]
    by_words = [line for line in phrases if line not in by_name and wanted in search_key(line.text)]
    return (*by_name, *by_words)


class PhraseRows(QWidget, Spoken):
    """The sentences under their short names; a click, or Enter on the marked one, takes it."""

    # One row is spoken at a time: the marked one.
    spoken_role = SpokenRole.ListItem
    taken = Signal(str)
    ring_radius = 6

    def __init__(self, parent: QWidget | None = None, *, marks: bool = False) -> None:
        """`marks` shows which row Enter takes."""
        super().__init__(parent)
        self._phrases: tuple[PhraseLine, ...] = ()
        self._at = 0
        self._over = -1
        self._marks = marks
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_phrases(self, phrases: Sequence[PhraseLine]) -> None:
        """Show these, the first one marked."""
        self._phrases, self._at = tuple(phrases), 0
        self._say()
        self.updateGeometry()
        self.update()

    def phrases(self) -> tuple[PhraseLine, ...]:
        """Those shown."""
        return self._phrases

    def step(self, by: int) -> None:
        """Mark the next or the one before."""
        if self._phrases:
            self._at = (self._at + by) % len(self._phrases)
            self._say()
            self.update()

    def take(self) -> bool:
        """Take the marked one; False when there is none."""
        if not self._phrases:
            return False
        self.taken.emit(self._phrases[self._at].text)
        return True

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._high(line, width) for line in self._phrases) or theme.px(32)

    def sizeHint(self) -> QSize:
        wide = self.width() if self.isVisible() else theme.px(250)
        return QSize(theme.px(250), self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), self.heightForWidth(max(self.width(), theme.px(160))))

    def resizeEvent(self, _event: object) -> None:
        self.updateGeometry()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        finish_all_composition()
        at = self._row_at(event.position().y())
        if at >= 0:
            self._at = at
            self.take()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._row_at(event.position().y())
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self._over = -1
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._phrases:
            paint.text(
                painter, QRectF(self.rect()), "맞는 문장이 없습니다", Face.NOTE, theme.ink("second")
            )
            return
        top = 0
        for at, line in enumerate(self._phrases):
            high = self._high(line, self.width())
            box = QRectF(0, top, self.width(), high)
            if self._marks and at == self._at:
                paint.surface(painter, box, theme.px(6), theme.ink("selected"))
            elif at == self._over:
                paint.surface(painter, box, theme.px(6), theme.ink("pressed"))
            left = theme.px(6 if self._marks else 0)
            name = f"/{line.short}"
            wide = paint.cap_width(name)
            cap = QRectF(left, top + theme.px(7), wide, theme.px(20))
            paint.surface(painter, cap, theme.px(4), theme.ink("card"), theme.ink("control"))
            paint.text(painter, cap, name, Face.CAP, theme.ink("text"), paint.CENTRE)
            painter.setPen(theme.ink("text"))
            layout, _ = self._lay_out(line.text, self.width())
            layout.draw(painter, QRectF(self._indent(), top + theme.px(6), 0, 0).topLeft())
            top += high

    def _indent(self) -> int:
        caps = [paint.cap_width(f"/{line.short}") for line in self._phrases]
        return max(caps, default=0) + theme.px(16 if self._marks else 9)

    def _high(self, line: PhraseLine, width: int) -> int:
        return self._lay_out(line.text, width)[1] + theme.px(12)

    def _lay_out(self, words: str, width: int) -> tuple[QTextLayout, int]:
        layout = QTextLayout(words, theme.font(Face.NOTE))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        step = theme.px(20)
        top = 0
        while (made := layout.createLine()).isValid():
            made.setLineWidth(max(theme.px(60), width - self._indent() - theme.px(4)))
            made.setPosition(QPoint(0, top).toPointF())
            top += step
        layout.endLayout()
        return layout, top

    def _row_at(self, y: float) -> int:
        top = 0
        for at, line in enumerate(self._phrases):
            top += self._high(line, self.width())
            if y < top:
                return at
        return -1

    def _say(self) -> None:
        words = self._phrases[self._at] if self._phrases else None
        self.setAccessibleName(f"{words.short} {words.text}" if words else "맞는 문장이 없습니다")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))


class PhrasesAtCaret(Surface):
    """The list that `/` opens where one is writing: type to narrow, Enter takes, Esc leaves."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, ground="card", edge="control", radius=8, gap=6, margins=8)
        self._editor: KoreanTextEdit | None = None
        self._phrases: tuple[PhraseLine, ...] = ()
        self.typed = KoreanLineEdit("문장 찾기", leading="search", size="dense")
        self.typed.setAccessibleName("문장 찾기")
        self.rows = PhraseRows(marks=True)
        self.body.addWidget(self.typed)
        self.body.addWidget(self.rows)
        self.body.addWidget(
            PlainLabel("Enter 넣기 · Esc 닫기 · / 빗금 적기", face=Face.TINY, ink="second")
        )
        self.hide()
        self.typed.shown_text_changed.connect(self._narrow)
        self.typed.installEventFilter(self)
        self.typed.left.connect(self.hide)
        self.rows.taken.connect(self._insert)

    def open_at(self, editor: KoreanTextEdit, phrases: Sequence[PhraseLine]) -> None:
        """Open below the caret of an editor."""
        self._editor, self._phrases = editor, tuple(phrases)
        self.typed.set_value("")
        self._narrow("")
        page = self.parentWidget()
        assert page is not None
        spot = page.mapFromGlobal(editor.caret_corner()) + QPoint(0, theme.px(4))
        self.move(
            max(0, min(spot.x(), page.width() - self.width() - theme.px(8))),
            max(0, min(spot.y(), page.height() - self.height() - theme.px(8))),
        )
        self.show()
        self.raise_()
        self.typed.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._back()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.rows.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in _ENTER or key == Qt.Key.Key_Tab:
            self.typed.finish_composition()
            if not self.rows.take():
                self._back()
        elif event.text() == "/" and not self.typed.text_now():
            self._insert("/")
        elif key == Qt.Key.Key_Backspace and not self.typed.text_now():
            self._back()
        else:
            return False
        return True

    def _narrow(self, typed: str) -> None:
        self.rows.show_phrases(fitting(self._phrases, typed)[:AT_CARET])
        wide = theme.px(400)
        margins = self.body.contentsMargins()
        inside = wide - margins.left() - margins.right()
        high = self.rows.heightForWidth(inside)
        self.rows.setFixedHeight(high)
        self.setFixedWidth(wide)
        self.adjustSize()

    def _insert(self, words: str) -> None:
        editor = self._editor
        self._back()
        if editor is not None:
            editor.insert_phrase(words)

    def _back(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
