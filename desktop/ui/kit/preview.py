"""The page as it will come out of the printer, beside the form that makes it."""

from typing import Any

from PySide6.QtCore import QObject, QRect, QRectF, QRunnable, QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.scroll_bar import ScrollBar
from desktop.ui.kit.spoken import Spoken, SpokenRole
from desktop.ui.kit.theme import Face

A4_RATIO = 297 / 210


def page_image(pdf: bytes, page: int, width: int) -> tuple[QImage, int]:
    """One page as a picture `width` pixels wide, and how many pages there are."""
    import pypdfium2

    from desktop.printing.picture import PDFIUM

    with PDFIUM:
        document: Any = pypdfium2.PdfDocument(pdf)
        try:
            count = len(document)
            sheet = document[min(page, count - 1)]
            bitmap = sheet.render(scale=width / sheet.get_width(), rev_byteorder=True)
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB888
                if bitmap.n_channels == 3
                else QImage.Format.Format_RGBX8888,
            ).copy()
            bitmap.close()
            sheet.close()
        finally:
            document.close()
    return image, count


class _Drawn(QObject):
    """Carries a finished page to the window's thread; made there, so its slots run there."""

    done = Signal(int, QImage, int)
    failed = Signal(int)


class _Draw(QRunnable):
    def __init__(self, turn: int, pdf: bytes, page: int, width: int, drawn: _Drawn) -> None:
        super().__init__()
        self._turn, self._pdf, self._page, self._width = turn, pdf, page, width
        self._drawn = drawn

    def run(self) -> None:
        try:
            image, count = page_image(self._pdf, self._page, self._width)
        except Exception:
            self._emit_failed()
            return
        try:
            self._drawn.done.emit(self._turn, image, count)
        except RuntimeError:
            return  # the window went away meanwhile

    def _emit_failed(self) -> None:
        try:
            self._drawn.failed.emit(self._turn)
        except RuntimeError:
            return


class PagePreview(QWidget, Spoken):
    """One page of a paper. The old page stays until the new one is drawn: no flicker.

    Ctrl and wheel, or + and -, change the size; 0 fits the page again; Page up and
    down turn the pages. While data are hidden the page is not shown at all.
    """

    spoken_role = SpokenRole.Graphic
    page_shown = Signal(int, int)  # page from 1, pages
    ring_radius = 4

    def __init__(self, parent: QWidget | None = None, *, name: str = "인쇄될 모습") -> None:
        super().__init__(parent)
        self._name = name
        self._pdf = b""
        self._page = 0
        self._pages = 0
        self._turn = 0
        self._zoom = 1.0
        self._image: QImage | None = None
        self._hidden = False
        self._trouble = False
        # First the pool: children go in the order in which they came, and it waits for the
        # page being drawn, which still tells its carrier.
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._drawn = _Drawn(self)
        self._drawn.done.connect(self._show_image)
        self._drawn.failed.connect(self._show_trouble)
        self._bar = ScrollBar(Qt.Orientation.Vertical, self)
        self._bar.valueChanged.connect(lambda _value: self.update())
        self._bar.hide()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._say()

    def show_pdf(self, pdf: bytes, *, page: int | None = None, about: str = "") -> None:
        """Show a paper; `about` describes it for a screen reader, without personal data."""
        self._pdf = pdf
        if page is not None:
            self._page = page
        if about:
            self._name = about
        self._draw()

    def clear(self) -> None:
        """An empty place."""
        self._pdf, self._image, self._page, self._pages = b"", None, 0, 0
        self._turn += 1
        self._say()
        self.update()

    def set_masked(self, masked: bool) -> None:
        """Hide the page, or show it again."""
        self._hidden = masked
        self._say()
        self.update()

    def go_to_page(self, page: int) -> None:
        """Turn to a page, from 0."""
        if 0 <= page < max(1, self._pages) and page != self._page:
            self._page = page
            self._draw()

    def zoom(self, factor: float) -> None:
        """1.0 fits the whole page; at most 3."""
        self._zoom = max(1.0, min(3.0, factor))
        self._draw()

    def image(self) -> QImage | None:
        """The picture shown, None when there is none or it is hidden."""
        return None if self._hidden else self._image

    def sizeHint(self) -> QSize:
        return QSize(theme.px(492), theme.px(682))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(340))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._bar.setGeometry(self.width() - theme.px(12), 0, theme.px(12), self.height())
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(self._zoom + 0.25)
        elif key == Qt.Key.Key_Minus:
            self.zoom(self._zoom - 0.25)
        elif key == Qt.Key.Key_0:
            self.zoom(1.0)
        elif key == Qt.Key.Key_PageDown:
            self.go_to_page(self._page + 1)
        elif key == Qt.Key.Key_PageUp:
            self.go_to_page(self._page - 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        step = 1 if event.angleDelta().y() > 0 else -1
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(self._zoom + 0.25 * step)
        else:
            self._bar.setValue(self._bar.value() - step * theme.px(48))
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        sheet = QRectF(self._sheet())
        if self._hidden or self._image is None:
            paint.surface(painter, sheet, theme.px(2), theme.ink("panel"), theme.ink("rule"))
            if self._hidden:
                words, icon = "가림을 풀면 종이가 보입니다.", "eye-off"
            elif self._trouble:
                words, icon = "미리 보기를 그리지 못했습니다.", "alert-circle"
            else:
                words, icon = ("그리는 중입니다." if self._pdf else "아직 종이가 없습니다."), "note"
            side = theme.px(28)
            middle = sheet.center()
            icons.draw(
                painter, icon, middle.x() - side / 2, middle.y() - side, side, theme.ink("second")
            )
            box = QRectF(sheet.left(), middle.y() + theme.px(8), sheet.width(), theme.px(20))
            paint.text(painter, box, words, Face.NOTE, theme.ink("second"), paint.CENTRE)
            return
        sheet.translate(0, -self._bar.value())
        paint.soft_edge(painter, sheet, 2, theme.px(6))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        # Paper stays white in the dark scheme too.
        painter.fillRect(sheet, Qt.GlobalColor.white)
        painter.drawImage(sheet, self._image)

    def _sheet(self) -> QRect:
        margin = theme.px(12)
        ratio = A4_RATIO
        if self._image is not None and self._image.width():
            ratio = self._image.height() / self._image.width()
        wide = min(self.width() - 2 * margin, (self.height() - 2 * margin) / ratio)
        wide = max(40.0, wide) * self._zoom
        high = wide * ratio
        left = max(margin, (self.width() - wide) / 2)
        top = max(margin, (self.height() - high) / 2)
        return QRect(round(left), round(top), round(wide), round(high))

    def _draw(self) -> None:
        sheet = self._sheet()
        self._bar.setVisible(sheet.height() > self.height())
        self._bar.setRange(0, max(0, sheet.height() + theme.px(24) - self.height()))
        self._bar.setPageStep(self.height())
        self.update()
        if not self._pdf:
            return
        self._turn += 1
        # Only the newest page is worth drawing.
        self._pool.clear()
        width = max(1, round(sheet.width() * self.devicePixelRatioF()))
        self._pool.start(_Draw(self._turn, self._pdf, self._page, width, self._drawn))

    @Slot(int, QImage, int)
    def _show_image(self, turn: int, image: QImage, pages: int) -> None:
        if turn != self._turn:
            return
        self._image, self._pages, self._trouble = image, pages, False
        self._page = min(self._page, pages - 1)
        self._say()
        self.update()
        self.page_shown.emit(self._page + 1, pages)

    @Slot(int)
    def _show_trouble(self, turn: int) -> None:
        if turn == self._turn:
            self._image, self._trouble = None, True
            self._say()
            self.update()

    def _say(self) -> None:
        if self._hidden:
            self.setAccessibleName(f"{self._name}, 가려져 있습니다")
        elif self._pages:
            self.setAccessibleName(f"{self._name}, {self._pages}쪽 가운데 {self._page + 1}쪽")
        else:
            self.setAccessibleName(self._name)
