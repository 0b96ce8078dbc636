"""The list under the search box: who may be meant, masked but for the row under the cursor."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.calendar import show_date
from desktop.domain.paper_number import PaperKind
from desktop.domain.visitor import Sex, VisitorLine
from desktop.services.visitors import NumberedPaper
from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.scroll_bar import ScrollBar
from desktop.ui.kit.theme import Face

Index = QModelIndex | QPersistentModelIndex
ROW = 52
MOST = 7
BAR = 8
AHEAD = 4
"""Rows below the cursor when further ones are asked for."""
SHORTER_AFTER = 350
"""Milliseconds without a new answer after which the list is no taller than its rows."""
LONG_NAME = 30
"""Characters beyond which a name may not fit into the usual list."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a person, or a paper found by its number."""

    name: str
    masked_name: str
    telling: str
    beside: str
    visitor: VisitorLine | None = None
    paper: NumberedPaper | None = None

    @property
    def visitor_id(self) -> int | None:
        """Whom it is about; None for papers about nobody."""
        if self.visitor is not None:
            return self.visitor.id
        return self.paper.visitor_id if self.paper is not None else None


def row_of_visitor(line: VisitorLine, dong: str) -> Row:
    """What tells people of one name apart: birth year, sex, dong, phone tail, last visit."""
    told = [
        f"{line.birth_year}년생" if line.birth_year else "생년 모름",
        *([line.sex.label] if line.sex is not Sex.UNTOLD else []),
        *([dong] if dong else []),
        line.masked_phone or "전화 없음",
    ]
    if line.last_visit_on is None:
        beside = "방문 없음"
    else:
        # Who was taken over from an old register was here, and never since.
        times = f"{line.visits}회" if line.visits else "옛 명부"
        beside = f"{show_date(line.last_visit_on)} · {times}"
    return Row(line.name, line.masked_name, " · ".join(told), beside, visitor=line)


def row_of_paper(paper: NumberedPaper) -> Row:
    """Whose paper it is, masked: nothing opens before that was seen."""
    told = [f"{paper.kind.label} {paper.number}"]
    if paper.partner:
        told.append(paper.partner)
    if paper.void:
        told.append("무효 처리됨")
    name = paper.masked_name or "내방객 없는 출력물"
    done = "" if paper.kind is PaperKind.PRINT else " 발급"
    beside = f"{show_date(paper.on)}{done}" if paper.on else ""
    return Row(name, name, " · ".join(told), beside, paper=paper)


class ResultsModel(QAbstractListModel):
    """Rows as they may be seen: only the row under the cursor gives the whole name.

    Masking happens here, so that painting, clipboard, tooltip and screen reader get
    the same.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._current = -1
        self._masked = False

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other rows, with the cursor on none."""
        self.beginResetModel()
        self._rows, self._current = rows, -1
        self.endResetModel()

    def append_rows(self, rows: tuple[Row, ...]) -> None:
        """Show further rows below; the cursor stays where it is."""
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()

    def set_current(self, row: int) -> None:
        """The cursor stands on another row: its name opens, the one before closes."""
        before, self._current = self._current, row
        for one in {before, row}:
            if 0 <= one < len(self._rows):
                self.dataChanged.emit(self.index(one), self.index(one))

    def set_masked(self, masked: bool) -> None:
        """F12: no name at all is whole."""
        self._masked = masked
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row_at(self, index: int) -> Row | None:
        """The record of a row."""
        return self._rows[index] if 0 <= index < len(self._rows) else None

    def shown_name(self, row: int) -> str:
        """The name as it may be seen now."""
        record = self._rows[row]
        whole = row == self._current and not self._masked
        return record.name if whole else record.masked_name

    def widest(self) -> int:
        """How wide a row must be for the whole of a long name: the cursor may open it."""
        need = (
            paint.width_of(row.name, Face.NAME) + paint.width_of(row.beside, Face.NOTE)
            for row in self._rows
            if len(row.name) > LONG_NAME
        )
        return max(need, default=0) + theme.px(2 * (6 + 14) + 12) + 8

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        record = self._rows[index.row()]
        name = self.shown_name(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name}, {record.telling}, {record.beside}"
        return None


class ResultsList(QWidget):
    """The list under the search box. It never takes the keys: the box keeps them.

    A child of the window, not a popup of its own: a popup would take the input method
    away from the box in the middle of a syllable. It is opaque and its card lies under it as
    a widget of its own, so that of the screen behind only what is seen is painted.
    """

    chosen = Signal(int)
    more_wanted = Signal()
    """The end of the rows comes near."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._above = window
        self._card = _Card(window)
        self.destroyed.connect(self._card.deleteLater)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.model = ResultsModel()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view = _View(self.model)
        self.view.pressed_row.connect(self.chosen)
        self.view.verticalScrollBar().valueChanged.connect(self._look_ahead)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        self._foot = _Foot()
        layout.addWidget(self._foot)
        self._wanted = QSize()
        self._shrink = QTimer(self)
        self._shrink.setSingleShot(True)
        self._shrink.setInterval(SHORTER_AFTER)
        self._shrink.timeout.connect(self._grow_shorter)
        self.hide()

    def show_rows(self, rows: tuple[Row, ...], current: int) -> None:
        """Show who was found, with the cursor on one of them."""
        self.view.say("", "", "")
        self.model.show_rows(rows)
        self.move_to(current)

    def say(self, sentence: str, hint: str = "", tone: str = "") -> None:
        """Say that nobody was found, or what must not be typed here."""
        self.model.show_rows(())
        self.view.say(sentence, hint, tone)
        self.setAccessibleName(f"{sentence} {hint}".strip())

    def set_caps(self, caps: tuple[tuple[str, str], ...]) -> None:
        """The keys that work now, as (key, what it does)."""
        self._foot.set_caps(caps)

    def move_to(self, row: int) -> None:
        """Put the cursor on a row."""
        self.model.set_current(row)
        if row >= 0:
            index = self.model.index(row)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
            text = str(self.model.data(index, Qt.ItemDataRole.AccessibleTextRole))
            self.setAccessibleName(text)
            if row + AHEAD >= self.model.rowCount():
                self.more_wanted.emit()

    def _look_ahead(self, value: int) -> None:
        if value and value + theme.px(ROW) >= self.view.verticalScrollBar().maximum():
            self.more_wanted.emit()

    def current(self) -> int:
        """The row of the cursor, -1 when there is none."""
        return self.view.currentIndex().row()

    def place(self, under: QWidget) -> None:
        """Stand under the box, wide enough for what tells people apart."""
        rows = self.model.rowCount()
        inner = min(MOST, rows) * theme.px(ROW) if rows else theme.px(92)
        high = inner + theme.px(12) + theme.px(40)
        window = self._above
        corner = under.mapTo(window, under.rect().bottomLeft())
        room = window.width() - corner.x() - theme.px(16)
        wide = min(max(under.width(), theme.px(600), self.model.widest()), room)
        high = min(high, window.height() - corner.y() - theme.px(24))
        self._wanted = QSize(wide, high)
        size = self._wanted
        if self.isVisible():
            # While somebody types it only grows: where it gets smaller the screen under it
            # is painted, and the next key would wait for that.
            size = size.expandedTo(self._card.card.size())
            size.setWidth(min(size.width(), room))
        self._foot.setFixedHeight(theme.px(37))
        self._lay(QRect(QPoint(corner.x(), corner.y() + theme.px(4)), size))
        if size.height() > self._wanted.height():
            self._shrink.start()
        else:
            self._shrink.stop()
        # Nothing more: the edge is translucent, and to paint it is to paint the screen under it.
        if not self.isVisible():
            self._card.raise_()
            self.raise_()
            self.show()

    def _lay(self, card: QRect) -> None:
        """Put the card there and the list upon it. On the right the bar is the edge."""
        self._card.lay(card)
        self.setGeometry(card.adjusted(theme.px(6), theme.px(6), -1, -theme.px(5)))

    def _grow_shorter(self) -> None:
        """Nobody has typed for a moment: no taller than what is in it."""
        card = self._card.card
        self._lay(QRect(card.topLeft(), QSize(card.width(), self._wanted.height())))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._card.show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._card.hide()


class _Card(QWidget):
    """The card and its soft edge: the only part of the list that is seen through."""

    SPARE = 10
    """Room for the edge, on every side."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.card = QRect()
        self.hide()

    def lay(self, card: QRect) -> None:
        """Put the card there, in the window."""
        spare = self.SPARE
        self.card = card
        self.setGeometry(card.adjusted(-spare, -spare, spare, spare))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        spare = self.SPARE
        card = QRectF(self.rect()).adjusted(spare, spare, -spare, -spare)
        paint.soft_edge(painter, card, theme.px(8), spare - 2)
        paint.surface(painter, card, theme.px(8), theme.ink("card"), theme.ink("rule"))


class _Foot(QWidget):
    """The rule under the rows and the keys that work now. Opaque, like the rows."""

    def __init__(self) -> None:
        super().__init__()
        self._caps: tuple[tuple[str, str], ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_caps(self, caps: tuple[tuple[str, str], ...]) -> None:
        """The keys, as (key, what it does)."""
        if caps != self._caps:
            self._caps = caps
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.ink("card"))
        paint.rule(painter, 0, 0, self.width())
        left, middle = float(theme.px(10)), theme.px(20)
        for keys, does in self._caps:
            right = left + paint.cap_width(keys)
            if right + paint.width_of(does, Face.NOTE) + theme.px(14) > self.width():
                break
            paint.cap(painter, QPointF(right, middle), keys, theme.ink("cap"), theme.ink("on_cap"))
            right += theme.px(6)
            wide = paint.width_of(does, Face.NOTE) + 2
            box = QRectF(right, 1, wide, theme.px(38))
            paint.text(painter, box, does, Face.NOTE, theme.ink("second"))
            left = right + wide + theme.px(16)


class _View(QListView):
    """The rows, or a sentence in their place.

    Opaque all over and never hidden: what is seen through is painted with the screen under
    it, and the next key would wait for that. So its bar stands beside the rows all the time,
    also where there is nothing to go through.
    """

    pressed_row = Signal(int)

    def __init__(self, model: ResultsModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ScrollBar(parent=self, ground="card", thick=BAR))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._sentence = self._hint = self._tone = ""
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setAccessibleName("찾은 분")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.ink("card"))
        if self._sentence:
            self._paint_sentence(painter, QRectF(self.viewport().rect()))
        painter.end()
        super().paintEvent(event)

    def say(self, sentence: str, hint: str, tone: str) -> None:
        """What stands there instead of rows; nothing where there are some."""
        if (sentence, hint, tone) != (self._sentence, self._hint, self._tone):
            self._sentence, self._hint, self._tone = sentence, hint, tone
            self.viewport().update()

    def _paint_sentence(self, painter: QPainter, card: QRectF) -> None:
        side = theme.px(22)
        ink = theme.ink("danger" if self._tone == "danger" else "second")
        # At the top, also in a list that is still as tall as the rows before.
        top = card.top() + min(card.height(), theme.px(92)) / 2
        sign = "alert-circle" if self._tone == "danger" else "search"
        icons.draw(painter, sign, card.left() + theme.px(12), top - side / 2, side, ink)
        left = card.left() + theme.px(48)
        room = card.right() - left - theme.px(6)
        step = theme.px(22)
        first = QRectF(left, top - (step if self._hint else step / 2), room, step)
        paint.text(painter, first, self._sentence, Face.STRONG, theme.ink("text"), elide=True)
        if self._hint:
            box = QRectF(left, top, room, step)
            paint.text(painter, box, self._hint, Face.NOTE, theme.ink("second"), elide=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.pressed_row.emit(index.row())


class _RowDelegate(QStyledItemDelegate):
    """Draws one row in two lines; the fonts are made once by the theme."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme.px(200), theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, ResultsModel)
        record = model.row_at(index.row())
        if record is None:
            return
        view = self.parent()
        assert isinstance(view, QListView)
        here = view.currentIndex().row() == index.row()
        box = QRectF(option.rect)
        if here:
            paint.surface(painter, box, theme.px(6), theme.ink("selected"))
            bar = QRectF(box.left(), box.top() + theme.px(10), 3, box.height() - theme.px(20))
            paint.surface(painter, bar, 1.5, theme.ink("mark"))
        left, right = box.left() + theme.px(14), box.right() - theme.px(14)
        beside = paint.width_of(record.beside, Face.NOTE) + 2
        upper = QRectF(left, box.top() + theme.px(6), right - left, theme.px(20))
        second = theme.ink("second")
        align = paint.RIGHT
        paint.text(painter, upper, record.beside, Face.NOTE, second, align)
        ink = theme.ink("link" if here else "text")
        name_box = upper.adjusted(0, 0, -beside - theme.px(12), 0)
        paint.text(painter, name_box, model.shown_name(index.row()), Face.NAME, ink, elide=True)
        lower = QRectF(left, box.top() + theme.px(27), right - left, theme.px(19))
        paint.text(painter, lower, record.telling, Face.NOTE, second, elide=True)
